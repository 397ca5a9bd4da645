"""With this folder on its path MkDocs halts before it writes page HALT_AT, says so by the file HALTED, and goes on
only when the command that started it is gone."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_pages = 0


def _halt(event: str, arguments: tuple[object, ...]) -> None:
    global _pages
    if event != "open" or not str(arguments[0]).endswith(".html") or not int(str(arguments[2])) & os.O_WRONLY:
        return
    _pages += 1
    if _pages == int(os.environ["HALT_AT"]):
        parent = os.getppid()
        Path(os.environ["HALTED"]).touch()
        while os.getppid() == parent:
            time.sleep(0.01)


if any(word.endswith("mkdocs_child") for word in sys.orig_argv):
    sys.addaudithook(_halt)
