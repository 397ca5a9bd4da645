"""Several rows of one id, each with the days on which it holds: names and facts over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from leitai.grouping import grouped


class Spanned(Protocol):
    """A row that holds from one day to another, both included; None: always before, or until now."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


R = TypeVar("R", bound=Spanned)


def by_id(rows: Iterable[tuple[str, R]]) -> Mapping[str, tuple[R, ...]]:
    """The rows of each id, oldest first, in the order in which ids first appear."""
    return {name: tuple(sorted(same, key=begins)) for name, same in grouped(rows).items()}


def begins(row: Spanned) -> date:
    """From which day on a row holds; one without a beginning always did."""
    return row.valid_from or date.min


def row_on(rows: Sequence[R], day: date) -> R:
    """The row that holds on a day; the first before any does, and the one before where none does any more."""
    begun = [row for row in rows if begins(row) <= day]
    return begun[-1] if begun else rows[0]
