"""The pages that search knows, on disk: in memory there is only where each one stands among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from leitai.on_disk import OnDisk
from leitai.publish.search.segments import PAGES
from leitai.publish.search.text import SearchPage

Order = tuple[int, int, int, str]
Section = tuple[str, int]  # kind, year


class FoundPages:
    """Pages are added in any order and come back in `SearchPage.order`, cut into segments."""

    def __init__(self, pages: Iterable[SearchPage] = ()) -> None:
        self._pages = OnDisk[SearchPage]()
        self._places: list[tuple[Order, Section, str]] = []
        for page in pages:
            self.add(page)

    def add(self, page: SearchPage) -> None:
        year = page.period.last_day.year if page.period else 0
        key = str(len(self._places))
        self._places.append((page.order, (page.kind, year), key))
        self._pages[key] = page

    def __iter__(self) -> Iterator[SearchPage]:
        for segment in self.segments():
            yield from segment

    def segments(self) -> Iterator[list[SearchPage]]:
        """Pages of one kind and year, at most `PAGES`; a section is cut from its end: a new page, the first, moves no other."""
        in_order = sorted(self._places, key=lambda place: place[0])
        for _, places in groupby(in_order, key=lambda place: place[1]):
            section = [key for _, _, key in places]
            for end in range(len(section) % PAGES or PAGES, len(section) + 1, PAGES):
                yield [self._pages[key] for key in section[max(end - PAGES, 0) : end]]
