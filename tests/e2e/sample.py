"""Running the installed command on copies of the sample portal."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


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
