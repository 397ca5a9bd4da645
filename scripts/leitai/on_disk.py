"""What grows with the portal is kept on disk, not in memory; a fault of the disk names its file."""

from __future__ import annotations

import pickle
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


def write_file(path: Path, data: bytes) -> None:
    """Write a file into its folder, which is made if need be; a fault of the disk names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path):
        path.write_bytes(data)


class OnDisk(MutableMapping[str, T]):
    """A dict whose values are in a file without a name, which goes with it; a value that is replaced stays there.

    A fault of the disk names the folder for temporary files.
    """

    def __init__(self, items: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the dict is let go
        weakref.finalize(self, self._file.raw.close)  # raw: what no disk took is not tried again
        self._places: dict[str, int] = {}
        self.update(items)

    def __getitem__(self, key: str) -> T:
        with naming(Path(tempfile.gettempdir())):
            self._file.seek(self._places[key])
            value: T = pickle.load(self._file)
            return value

    def __setitem__(self, key: str, value: T) -> None:
        with naming(Path(tempfile.gettempdir())):
            self._places[key] = self._file.seek(0, 2)
            pickle.dump(value, self._file, protocol=5)

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
