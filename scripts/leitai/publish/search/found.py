"""The pages that search knows, on disk: in memory there is only where each one stands among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from leitai.on_disk import OnDisk
from leitai.publish.search.segments import LONGEST, PAGES
from leitai.publish.search.text import SearchPage

Order = tuple[int, int, int, str]
Section = tuple[str, int]  # kind, year


class FoundPages:
    """Pages are added in any order and come back in `SearchPage.order`, cut into segments."""

    def __init__(self, pages: Iterable[SearchPage] = ()) -> None:
        self._pages = OnDisk[SearchPage]()
        self._places: list[tuple[Order, Section, str, int]] = []  # …, key, length
        for page in pages:
            self.add(page)

    def add(self, page: SearchPage) -> None:
        year = page.period.last_day.year if page.period else 0
        key = str(len(self._places))
        self._places.append((page.order, (page.kind, year), key, len(page.text)))
        self._pages[key] = page

    def __iter__(self) -> Iterator[SearchPage]:
        for segment in self.segments():
            yield from segment

    def segments(self) -> Iterator[list[SearchPage]]:
        """Pages of one kind and year, at most `PAGES` with `LONGEST` characters."""
        in_order = sorted(self._places, key=lambda place: place[0])
        for _, places in groupby(in_order, key=lambda place: place[1]):
            for keys in _cut([place[2:] for place in places]):
                yield [self._pages[key] for key in keys]


def _cut(section: Sequence[tuple[str, int]]) -> list[list[str]]:
    """The keys of pages with their lengths as segments, cut from the end: a new page, the first, moves no other."""
    found: list[list[str]] = []
    room = 0
    for key, length in reversed(section):
        if not found or len(found[0]) == PAGES or length > room:
            found.insert(0, [])
            room = LONGEST
        found[0].insert(0, key)
        room -= length
    return found
