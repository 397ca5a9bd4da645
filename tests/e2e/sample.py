"""Running the installed command on copies of the sample portal."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import Result

from portals import Portal, copy_sample

ADDRESS = "https://example.gov.cn/zt/bxgc/"
LEITAI = str(Path(sys.executable).with_name("leitai"))


def build_sample(root: Path) -> None:
    said = run(copy_sample(root), "build").stdout
    (root / "said.txt").write_text(said, encoding="utf-8")


def correct_sample(sample: Path, root: Path) -> None:
    """Seal, get an address, build, change a sealed cell, record it, archive twice; `first` is what was published first."""
    shutil.copytree(sample, root)
    run(root, "seal", "2019Q3")
    for name in ("mkdocs.yml", "site_config/portal.yml"):
        with (root / name).open("a", encoding="utf-8") as settings:
            settings.write(f"\nsite_url: {ADDRESS}\n")
    run(root, "build")
    shutil.copytree(root / "build/site/rankings/2019Q3/v1", root / "first")
    shutil.copy(root / "build/site/archive/2019Q3-v1.zip", root / "first.zip")
    data = root / "content/results/2019Q3/平安建设和反诈.csv"
    data.write_text(data.read_text("utf-8-sig").replace("11.11,91.4", "11.11,99.4"), "utf-8")
    run(
        root, "correct", "2019Q3", "义乌市", "预警见面劝阻率", "--old", "91.4", "--new", "99.4",
        "--reason", "演示：漏计一处", "--date", "2019-11-06", "--document", "演示〔2019〕7号",
    )  # fmt: skip
    run(root, "archive", "2019Q3", "--output", str(root / "a.zip"))
    laid = root / "build/site/archive/2019Q3.zip"
    before = laid.stat().st_ino
    with (root / "content/pages/about.md").open("a", encoding="utf-8") as about:
        about.write("\n再说一句。\n")
    run(root, "archive", "2019Q3", "--output", str(root / "b.zip"))
    (root / "kept").write_text(str(laid.stat().st_ino == before), "utf-8")


def run(root: Path, *arguments: str, code: int = 0) -> Result:
    """A command that must end with an exit code; without a process of its own, which costs two seconds more."""
    done = Portal(root).run(*arguments)
    assert done.exit_code == code, done.output
    return done


@dataclass(frozen=True)
class Site:
    """A built portal: its root, and its address from disk and from a server under a base path."""

    root: Path
    http: str

    @property
    def folder(self) -> Path:
        return self.root / "build" / "site"

    @property
    def file(self) -> str:
        return self.folder.as_uri() + "/"

    def address(self, scheme: str) -> str:
        return {"http": self.http, "file": self.file}[scheme]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def served(root: Path, folder: Path) -> Iterator[Site]:
    """A built portal under a base path of a server on this machine, until the context ends."""
    (folder / "zt").mkdir()
    (folder / "zt" / "bxgc").symlink_to(root / "build" / "site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(root, f"http://127.0.0.1:{server.server_port}/zt/bxgc/")
    server.shutdown()
    server.server_close()
