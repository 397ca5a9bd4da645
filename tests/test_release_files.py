"""What a release is made of is the same whenever and wherever it is made."""

from __future__ import annotations

import io
import json
import sys
import tarfile
import zipfile

from portals import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))
from release import plain_sdist, plain_wheel, sbom

LOCK = """\
click==8.5.1 \\
    --hash=sha256:{a}
    # via
    #   -r requirements.in
    #   mkdocs
mkdocs==1.6.1 ; sys_platform == 'linux' \\
    --hash=sha256:{b} \\
    --hash=sha256:{a}
    # via -r requirements.in
watchdog==6.0.0 \\
    --hash=sha256:{b}
    # via mkdocs
""".format(a="a" * 64, b="b" * 64)
EPOCH = 1_574_000_000


def test_the_sbom_tells_versions_hashes_and_who_needs_what() -> None:
    data = json.loads(sbom(LOCK, "0.3.0", EPOCH))
    assert (data["bomFormat"], data["metadata"]["timestamp"]) == ("CycloneDX", "2019-11-17T14:13:20Z")
    assert [(part["name"], part["version"], len(part["hashes"])) for part in data["components"]] == [
        ("click", "8.5.1", 1), ("mkdocs", "1.6.1", 2), ("watchdog", "6.0.0", 1),
    ]  # fmt: skip
    needs = {entry["ref"]: entry["dependsOn"] for entry in data["dependencies"]}
    assert needs["leitai"] == ["pkg:pypi/click@8.5.1", "pkg:pypi/mkdocs@1.6.1"]
    assert needs["pkg:pypi/mkdocs@1.6.1"] == ["pkg:pypi/click@8.5.1", "pkg:pypi/watchdog@6.0.0"]
    assert sbom(LOCK, "0.3.0", EPOCH) == sbom(LOCK, "0.3.0", EPOCH)


def test_the_sbom_of_the_real_lock_is_whole() -> None:
    lock = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    data = json.loads(sbom(lock, "0.3.0", EPOCH))
    assert len(data["components"]) == sum(
        "==" in line and not line.startswith(" ") for line in lock.splitlines()
    )
    assert all(part["hashes"] for part in data["components"])


def archive(order: list[str], mtime: int, owner: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as target:
        for name in order:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.uname, entry.uid = 1, mtime, owner, mtime
            entry.mode = 0o755 if name == "b.sh" else 0o664
            target.addfile(entry, io.BytesIO(b"x"))
    return buffer.getvalue()


def test_an_sdist_holds_no_time_order_or_owner_of_its_making() -> None:
    first = plain_sdist(archive(["a", "b.sh"], 1, "me"), EPOCH)
    assert first == plain_sdist(archive(["b.sh", "a"], 2, "you"), EPOCH)
    with tarfile.open(fileobj=io.BytesIO(first)) as found:
        assert [(entry.name, entry.mode, entry.mtime) for entry in found] == [
            ("a", 0o644, EPOCH), ("b.sh", 0o755, EPOCH),
        ]  # fmt: skip


def wheel(order: list[str], year: int, mode: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in order:
            entry = zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0))
            entry.external_attr = mode << 16
            target.writestr(entry, b"x")
    return buffer.getvalue()


def test_a_wheel_holds_no_time_order_or_umask_of_its_making() -> None:
    first = plain_wheel(wheel(["a", "b"], 2020, 0o100644), EPOCH)
    assert first == plain_wheel(wheel(["b", "a"], 2021, 0o100600), EPOCH)
    with zipfile.ZipFile(io.BytesIO(first)) as found:
        assert [entry.date_time[:3] for entry in found.infolist()] == [(2019, 11, 17)] * 2
