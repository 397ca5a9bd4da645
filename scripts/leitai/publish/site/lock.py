"""One writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from leitai.on_disk import naming
from leitai.problems import MachineFault


@contextmanager
def one_writer(build: Path) -> Iterator[None]:
    """Only one process writes below `build` at a time; a second one fails at once. It may be entered again from inside."""
    build.mkdir(parents=True, exist_ok=True)
    with naming(build / "site"), locked(build / ".lock", "另一个构建正在进行，请等它结束再试。"):
        yield


@contextmanager
def locked(path: Path, refusal: str) -> Iterator[None]:
    """Hold a lock that the system releases however the process ends."""
    lock = FileLock(path, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise MachineFault(refusal) from error
    try:
        yield
    finally:
        lock.release()
