"""What a command answered is told again as long as every file that it read is the same; nothing is read or ranked then."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from leitai.pipeline.unchanged import digest_of_all
from leitai.publish.site.store import STORES, Store, store_key

T = TypeVar("T")


class Answer(Generic[T]):
    """The answer to a question (its kind, then what distinguishes it) over the files as they are now.

    Of each kind the last one is kept. Where nothing can be written nothing is kept: asking needs no such right.
    `files` stands for the files as another question over them has just found them, which needn't be hashed again.
    """

    def __init__(self, root: Path, kind: type[T], *question: str, files: str = "") -> None:
        self._root, self._kind = root, kind
        self._store = Store(root / "build" / STORES / question[0])
        self.files = files or digest_of_all(root)
        self._key = store_key(*question, self.files)

    @property
    def kept(self) -> T | None:
        found = self._store.get(self._key)
        return found if isinstance(found, self._kind) else None

    def keep(self, answer: T) -> T:
        """The same answer, noted unless a file was changed while it was worked out."""
        if digest_of_all(self._root) == self.files:
            with suppress(OSError):
                self._store.put(self._key, answer)
                self._store.sweep()
        return answer
