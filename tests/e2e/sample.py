"""Running the installed command on copies of the sample portal."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PATIENCE = 300.0  # seconds until a test gives up on an answer: no measure of speed


def leitai(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process of its own."""
    command = [str(Path(sys.executable).with_name("leitai")), *arguments, "--root", str(root)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )


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
