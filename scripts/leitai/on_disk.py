"""What grows with the portal is kept on disk, not in memory; a fault of the disk names its file."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """A fault of the disk that doesn't know its file (a write never does) names this one."""
    try:
        yield
    except OSError as fault:
        fault.filename = fault.filename or str(path)
        raise


def write_file(path: Path, *parts: bytes) -> None:
    """Write a file into its folder, which is made if need be; a fault of the disk names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path), path.open("wb") as file:
        file.writelines(parts)


class OnDisk(MutableMapping[str, T]):
    """A dict whose values are in a file without a name, which goes with it; a value that is replaced stays there.

    Copies of this process read it as it was when they were made. A fault of the disk names the folder for temporary files.
    """

    def __init__(self, items: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the dict is let go
        weakref.finalize(self, self._file.raw.close)  # raw: what no disk took is not tried again
        self._places: dict[str, tuple[int, int]] = {}  # where each begins, and its bytes
        self.update(items)

    def __getitem__(self, key: str) -> T:
        with naming(Path(tempfile.gettempdir())):
            value: T = pickle.loads(self._read(*self._places[key]))
            return value

    def __setitem__(self, key: str, value: T) -> None:
        with naming(Path(tempfile.gettempdir())):
            start = self._file.seek(0, 2)
            pickle.dump(value, self._file, protocol=5)
            self._file.flush()
            self._places[key] = start, self._file.tell() - start

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _read(self, start: int, size: int) -> bytes:
        if sys.platform != "win32":
            return os.pread(self._file.fileno(), size, start)  # copies share the place that `seek` sets
        self._file.seek(start)
        return self._file.read(size)
