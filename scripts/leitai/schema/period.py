"""Reporting periods: `2019Q3`, `2019-08`, `2019H1`, `2019`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import total_ordering

_PATTERN = re.compile(
    r"(?P<year>[12][0-9]{3})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>0[1-9]|1[0-2]))?"
)
_PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_ORDINALS = "一二三四"


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month, quarter, half-year or year; ordered by last day, the longer one after the shorter."""

    year: int
    kind: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """The period that an id names, or None if the text is no period id."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            return None
        for kind in ("quarter", "half", "month"):
            if match[kind]:
                return cls(int(match["year"]), kind, int(match[kind]))
        return cls(int(match["year"]), "year", 1)

    @classmethod
    def of(cls, period_id: str) -> Period:
        """The period of an id that was read and checked before."""
        period = cls.parse(period_id)
        assert period is not None, period_id
        return period

    @property
    def id(self) -> str:
        mark = {
            "month": f"-{self.number:02d}",
            "quarter": f"Q{self.number}",
            "half": f"H{self.number}",
            "year": "",
        }
        return f"{self.year}{mark[self.kind]}"

    @property
    def title(self) -> str:
        """As read aloud: 2019年第三季度, 2019年8月, 2019年上半年, 2019年."""
        return f"{self.year}年{'第' if self.kind == 'quarter' else ''}{self.part}"

    @property
    def part(self) -> str:
        """Which part of its year it is: 三季度, 8月, 上半年; "" for the year itself."""
        if self.kind == "quarter":
            return f"{_ORDINALS[self.number - 1]}季度"
        if self.kind == "half":
            return f"{'上下'[self.number - 1]}半年"
        return f"{self.number}月" if self.kind == "month" else ""

    @property
    def months(self) -> int:
        return 12 // _PER_YEAR[self.kind]

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def last_day(self) -> date:
        month = self.number * self.months
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def elapsed_share(self) -> Fraction:
        """The share of the year that has passed at the period's end (序时进度: Q1 1/4, Q2 1/2 …)."""
        return Fraction(self.number, _PER_YEAR[self.kind])

    def previous(self) -> Period:
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, _PER_YEAR[self.kind])

    def parts(self, kind: str) -> tuple[Period, ...]:
        """The periods of a shorter kind that make up this one, the first one first; none of a kind that is not shorter."""
        count = _PER_YEAR[kind] // _PER_YEAR[self.kind]
        first = (self.number - 1) * count + 1
        return tuple(Period(self.year, kind, n) for n in range(first, first + count)) if count > 1 else ()

    def within(self, kind: str) -> Period:
        """The period of a longer kind (or the same) that it is part of."""
        return Period(self.year, kind, (self.number - 1) * _PER_YEAR[kind] // _PER_YEAR[self.kind] + 1)

    def year_ago(self) -> Period:
        return Period(self.year - 1, self.kind, self.number)

    @property
    def _key(self) -> tuple[date, int]:
        return (self.last_day, self.months)

    def __lt__(self, other: Period) -> bool:
        return self._key < other._key

    def __str__(self) -> str:
        return self.id
