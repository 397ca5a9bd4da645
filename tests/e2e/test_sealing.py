"""The sample, sealed and corrected, really built; its versions and its archive, byte for byte."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from sample import leitai

from portals import copy_sample

DATA = "content/results/2019Q3/平安建设和反诈.csv"
RECORD = (
    "--old", "91.4", "--new", "99.4", "--reason", "演示：漏计一处", "--date", "2019-11-06", "--document", "演示〔2019〕7号",
)  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_corrected_quarter_keeps_its_address_and_its_first_version(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    site = root / "build/site/rankings/2019Q3"
    assert leitai("seal", "2019Q3", root=root).returncode == 0
    assert leitai("build", root=root).returncode == 0
    first = tree(site / "v1")

    data = (root / DATA).read_text(encoding="utf-8-sig")
    (root / DATA).write_text(data.replace("11.11,91.4", "11.11,99.4"), encoding="utf-8")
    assert leitai("build", root=root).returncode == 1
    assert leitai("correct", "2019Q3", "义乌市", "预警见面劝阻率", *RECORD, root=root).returncode == 0
    done = leitai("archive", "2019Q3", "--output", str(tmp_path / "a.zip"), root=root)
    assert done.returncode == 0, done.stderr

    assert tree(site / "v1") == first
    live = (site / "county.html").read_text(encoding="utf-8")
    assert "<title>2019年第三季度县（市、区）和开发区排名（更正）" in live
    assert 'property="og:description" content="更正：义乌市 预警见面劝阻率由 91.4 更正为 99.4' in live
    assert 'href="v1/county.html"' in live
    assert "91.4" in (root / "build/site/ledgers/corrections.csv").read_text(encoding="utf-8-sig")
    check_archive(tmp_path / "a.zip", first)
    leitai("archive", "2019Q3", "--output", str(tmp_path / "b.zip"), root=root)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def check_archive(path: Path, first: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name.removeprefix("leitai-2019Q3/"): archive.read(name) for name in archive.namelist()}
    hashes = json.loads(files.pop("manifest.json"))["files"]
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert {"index.html", "archive/2019Q3.html", "rankings/2019Q3/county.html"} <= set(files)
    assert "义乌市 预警见面劝阻率" in files["ledgers/corrections.csv"].decode("utf-8-sig")
    assert "ledgers/corrections.html" in files
    assert {f"rankings/2019Q3/v1/{name}": data for name, data in first.items()}.items() <= files.items()
    assert b'href="../../units/yiwu.html"' not in files["rankings/2019Q3/county.html"]
