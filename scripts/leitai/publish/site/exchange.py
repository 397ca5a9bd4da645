"""The switch from the old site to the new one: atomic where the system has it, repaired elsewhere.

Linux swaps two folders in one step (renameat2 with RENAME_EXCHANGE). Elsewhere the old site steps
aside before the new one moves in; a crash in between is mended by `repair` at the next start.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leitai.publish.site.tree import flush_folder, remove_tree

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
        remove_tree(old)
        return False
    old.rename(site)
    return True


def clear_leftovers(site: Path) -> None:
    """Mend and remove what a build that was killed left beside the site."""
    repair(site)
    for left in site.parent.glob(f".{site.name}-new*"):
        remove_tree(left)


def switch(new: Path, site: Path) -> None:
    """Put the folder `new` at `site`; what stood there before is at `new` afterwards."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        site.rename(aside(site))
        new.rename(site)
        aside(site).rename(new)
    flush_folder(site.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two paths in one step; False where the system or the file system can't."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = (os.fsencode(first), os.fsencode(second))
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore requests to stop for the moment of a switch, so that what is said about it stays true."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
