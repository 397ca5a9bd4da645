"""Dates with the precision that is known: 2019, 2019-08 or 2019-08-15; the text itself is what travels."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WRITTEN = re.compile(r"[12]\d{3}(-\d{2}){0,2}", re.ASCII)


def is_known_date(text: str) -> bool:
    """Whether a text is such a date, and one that the calendar has (2020-02-30 is none)."""
    try:
        return _WRITTEN.fullmatch(text) is not None and bool(first_day(text))
    except ValueError:
        return False


def first_day(text: str) -> date:
    """The earliest day that a known date leaves open."""
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """The latest day that a known date leaves open."""
    first, precision = first_day(text), text.count("-")
    if precision == 2:
        return first
    if precision == 0:
        return date(first.year, 12, 31)
    beyond = first.replace(day=28) + timedelta(days=4)
    return beyond - timedelta(days=beyond.day)


def agree(one: str, other: str) -> bool:
    """Whether two known dates may mean the same day: 2019-08 and 2019-08-15."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)
