"""What grows with the portal is kept on disk, not in memory."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import TypeVar

T = TypeVar("T")


class OnDisk(MutableMapping[str, T]):
    """A dict whose values are in a file without a name, which goes with it; a value that is replaced stays there."""

    def __init__(self, items: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the dict is let go
        weakref.finalize(self, self._file.close)
        self._places: dict[str, int] = {}
        self.update(items)

    def __getitem__(self, key: str) -> T:
        self._file.seek(self._places[key])
        value: T = pickle.load(self._file)
        return value

    def __setitem__(self, key: str, value: T) -> None:
        self._places[key] = self._file.seek(0, 2)
        pickle.dump(value, self._file, protocol=5)

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
