"""The real command with a plug that can be pulled: `faulty.py ARGUMENTS…` runs leitai, and

- `KILL_AT=n` kills it (SIGKILL) just before the n-th change that it makes to the disk below its root;
- `CHANGES=file` writes the list of these changes;
- `ENGINE=folder` copies a finished tree in place of running MkDocs, which changes nothing of what is
  tested here and saves two seconds per run.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import date
from pathlib import Path

from leitai.cli import main
from leitai.publish import engine

EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Plug:
    """Counts changes to the disk; an audit hook sees each of them before it happens."""

    def __init__(self, kill_at: int, log: str) -> None:
        self.kill_at = kill_at
        self.log = Path(log).open("w", encoding="utf-8") if log else None  # noqa: SIM115
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or (event == "open" and not int(str(arguments[2])) & WRITING):
            return
        self.count += 1
        if self.log is not None:
            print(self.count, event, arguments[0] if event != "ctypes.dlsym" else arguments[1], file=self.log)
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def copy_tree(root: Path, target: Path, as_of: date) -> None:
    shutil.copytree(os.environ["ENGINE"], target)


if __name__ == "__main__":
    if "ENGINE" in os.environ:
        engine._run_mkdocs = copy_tree
    sys.addaudithook(Plug(int(os.environ.get("KILL_AT", "0")), os.environ.get("CHANGES", "")))
    main()
