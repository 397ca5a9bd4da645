"""Full disks, limits, folders that can't be written: exit code 3 in words, and the site as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty import Done, start
from twin import Twin, run

from portals import small_portal

NOBODY = 65534


@pytest.mark.parametrize(
    ("size", "folder", "stages"),
    [(500, tempfile.gettempdir(), 1), (800_000, "build/.site-new-", 2)],
    ids=["pages", "engine"],
)
def test_file_size_limit(twin: Twin, size: int, folder: str, stages: int) -> None:
    """Whatever stage meets the limit, also inside MkDocs, the folder that it wrote to is named."""
    twin.become("new")
    done = twin.start("build", MOST_BYTES=str(size)).wait()
    assert done.returncode == 3, done.stderr
    assert "文件超过了系统允许的大小" in done.stderr
    assert "已有的网站没有改动" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("正在") == stages
    assert f"（{twin.root / folder}" in done.stderr
    assert (twin.shown(), twin.leftovers()) == ("old", [])
    assert twin.build("new").returncode == 0
    assert twin.shown() == "new"


@pytest.fixture
def small_disk(twin: Twin, tmp_path: Path) -> Iterator[Twin]:
    """The same portal with `build/` on a disk that has room for the old site and half of a new one."""
    root = Path(shutil.copytree(twin.root, tmp_path / "portal"))
    shutil.rmtree(root / "build")
    (root / "build").mkdir()
    size = sum(path.stat().st_blocks * 512 for path in twin.site.rglob("*"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size * 2}", "tmpfs", str(root / "build")]
    if shutil.which("mount") is None or run(mount).returncode != 0:
        pytest.skip("only an administrator can mount a small disk; the limit on file sizes is tested instead")
    try:
        shutil.copytree(twin.site, root / "build" / "site")
        yield Twin(type(twin.portal)(root), twin.trees, twin.fingerprints)
    finally:
        run(["umount", str(root / "build")])


def test_full_disk(small_disk: Twin) -> None:
    small_disk.become("new")
    done = small_disk.start("build").wait()
    assert done.returncode == 3, done.stderr
    assert "磁盘满了" in done.stderr
    assert "已有的网站没有改动" in done.stderr
    assert (small_disk.shown(), small_disk.leftovers()) == ("old", [])


@pytest.fixture
def clerk() -> Iterator[Path]:
    """A small portal of somebody who is not the administrator, because nothing is read-only to that one."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    small_portal(folder / "portal")
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        command = [sys.executable, "-c", "import mkdocs"]
        if subprocess.run(command, capture_output=True, check=False, user=NOBODY, group=NOBODY).returncode:
            pytest.skip("nobody may not run Python from where it is installed")
    yield folder / "portal"
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def build(root: Path) -> Done:
    identity = {"USER_ID": str(NOBODY)} if os.geteuid() == 0 else {}
    environment = {"HOME": str(root), "PYTHONDONTWRITEBYTECODE": "1", **identity}
    return start(["build", "--root", str(root)], environment).wait()


def test_read_only_output(both: Twin, clerk: Path) -> None:
    (clerk / "build").mkdir()
    (clerk / "build").chmod(0o555)
    done = build(clerk)
    assert done.returncode == 3, done.stderr
    assert "没有权限读写" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clerk / "build" / "site").exists()


def test_read_only_input(both: Twin, clerk: Path) -> None:
    """The portal is built; what could not be noted is said (K06) and noted as soon as it can be."""
    ledgers = clerk / "content" / "ledgers"
    ledgers.mkdir()
    inputs = [
        path for name in ("content", "site_config") for path in (clerk / name, *(clerk / name).rglob("*"))
    ]
    (clerk / "build").mkdir()
    for path in (clerk / "build", *inputs):
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
        if path in inputs:
            path.chmod(0o555 if path.is_dir() else 0o444)
    done = build(clerk)
    assert done.returncode == 0, done.stderr
    assert "K06" in done.stderr
    assert (clerk / "build" / "site" / "index.html").exists()
    ledgers.chmod(0o755)
    done = build(clerk)
    assert (done.returncode, "K06" in done.stderr) == (0, False)
    assert "units/jia.html" in (ledgers / "urls.csv").read_text(encoding="utf-8")
    ledgers.chmod(0o555)
    assert "K06" not in build(clerk).stderr, "nothing new to note, nothing to say"


def test_render_error(twin: Twin) -> None:
    """An engine that fails half-way (here: a setting that it does not know) leaves the site alone."""
    settings = (twin.root / "mkdocs.yml").read_text(encoding="utf-8")
    twin.portal.write(
        "mkdocs.yml",
        settings.replace("not_found: ignore", "not_found: no_such_value"),
    )
    twin.become("new")
    done = twin.start("build").wait()
    twin.portal.write("mkdocs.yml", settings)
    assert done.returncode == 1
    assert "K03" in done.stderr
    assert "Traceback" not in done.stderr
    assert (twin.shown(), twin.leftovers()) == ("old", [])
