"""The pages that search knows, on disk: in memory there is only where each one stands among them."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from itertools import groupby

from leitai.publish.search.segments import PAGES
from leitai.publish.search.text import SearchPage

Order = tuple[int, int, int, str]
Section = tuple[str, int]  # kind, year
_Place = tuple[Order, Section, int]


class FoundPages:
    """Pages are added in any order and come back in `SearchPage.order`, cut into segments."""

    def __init__(self, pages: Iterable[SearchPage] = ()) -> None:
        self._file = tempfile.TemporaryFile()
        weakref.finalize(self, self._file.close)
        self._places: list[_Place] = []
        for page in pages:
            self.add(page)

    def add(self, page: SearchPage) -> None:
        year = page.period.last_day.year if page.period else 0
        self._places.append((page.order, (page.kind, year), self._file.seek(0, 2)))
        pickle.dump(page, self._file, protocol=5)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[SearchPage]:
        for segment in self.segments():
            yield from segment

    def segments(self) -> Iterator[list[SearchPage]]:
        """Pages of one kind and year, at most `PAGES`; a section is cut from its end: a new page, the first, moves no other."""
        for _, places in groupby(sorted(self._places), key=lambda place: place[1]):
            section = list(places)
            for end in range(len(section) % PAGES or PAGES, len(section) + 1, PAGES):
                yield [self._read(start) for _, _, start in section[max(end - PAGES, 0) : end]]

    def _read(self, start: int) -> SearchPage:
        self._file.seek(start)
        page = pickle.load(self._file)
        assert isinstance(page, SearchPage)
        return page
