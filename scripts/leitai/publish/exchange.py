"""The switch from the old site to the new one: atomic where the system has it, repaired elsewhere.

Linux swaps two folders in one step (renameat2 with RENAME_EXCHANGE). Elsewhere the old site steps
aside before the new one moves in; a crash in between is mended by `repair` at the next start.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def aside(site: Path) -> Path:
    """Where the old site waits while the new one moves in."""
    return site.with_name(f".{site.name}-old")


def repair(site: Path) -> bool:
    """Put back an old site that a crash left aside; remove what a finished switch left. True if put back."""
    old = aside(site)
    if not old.exists():
        return False
    if site.exists():
        shutil.rmtree(old)
        return False
    old.rename(site)
    return True


def switch(new: Path, site: Path) -> None:
    """Put the folder `new` at `site`; what stood there before is removed afterwards."""
    if not site.exists():
        new.rename(site)
    elif _exchange(new, site):
        shutil.rmtree(new)
    else:
        site.rename(aside(site))
        new.rename(site)
        shutil.rmtree(aside(site))


def _exchange(first: Path, second: Path) -> bool:
    """Swap two paths in one step; False where the system or the file system can't."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = (os.fsencode(first), os.fsencode(second))
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
