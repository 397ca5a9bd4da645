"""What sort of page each is, as far as questions ask for it: told by the address, and once for all pages of a sort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leitai.schema.period import Period

_LIST = re.compile(r"index\.html$")
_GATHERING = re.compile(r"^facts|index\.html$|/by-")  # these pages say again what others say
_COMES_AGAIN = ("rankings/", "status/", "meetings/")
LIST, GATHERING, NEWEST = range(3)
FIRST_ASKED_FOR = 3

Found = Sequence[tuple[str, Period | None]]  # address and period of each page


def sorts_of(found: Found, asked_for: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """The sets of sorts that pages are of, and for each page which of these; `asked_for` are patterns of addresses."""
    newest = set(_newest(found))
    numbers: dict[tuple[int, ...], int] = {}
    of_pages = []
    for url, period in found:
        is_of = [_LIST.search(url), _GATHERING.search(url), (url.partition("/")[0], period) in newest]
        is_of += [re.search(pattern, url) for pattern in asked_for]
        sorts = tuple(number for number, is_one in enumerate(is_of) if is_one)
        of_pages.append(numbers.setdefault(sorts, len(numbers)))
    return [list(sorts) for sorts in numbers], of_pages


def sort_number(asks_for: str, asked_for: Sequence[str]) -> int:
    """How the sort that a pattern of addresses asks for is called in these sets; -1 for none."""
    return FIRST_ASKED_FOR + asked_for.index(asks_for) if asks_for else -1


def _newest(found: Found) -> Iterator[tuple[str, Period]]:
    """Of the pages that come again each period, by folder: the periods that end last."""
    for folder in _COMES_AGAIN:
        periods = {period for url, period in found if period and url.startswith(folder)}
        last = max((period.last_day for period in periods), default=None)
        yield from ((folder.rstrip("/"), period) for period in periods if period.last_day == last)


def newest_periods(found: Found) -> dict[str, list[str]]:
    """The titles of the newest period with a ranking and of the one before it, for each kind of period."""
    periods = {period for url, period in found if period and url.startswith("rankings/")}
    kinds = {period.kind for period in periods}
    return {
        kind: [period.title for period in sorted(periods, reverse=True) if period.kind == kind][:2]
        for kind in sorted(kinds)
    }
