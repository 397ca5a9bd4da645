"""Periods as people write them: 2019年三季度, 二〇一九年1-9月, 上半年, 2021年, 9月末, 2019-09, FY2021.

A written period may leave something out (三季度 doesn't say the year, 2019年 not which part of it); what
stands above it or around the table completes it, the folder last of all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from leitai.schema.folding import fold
from leitai.schema.period import Period

Relation = Literal["own", "cumulative", "year_ago", "year_ago_cumulative", "other", "unclear"]
Months = tuple[int, int]

_DIGITS = {character: number % 10 for number, character in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
}
_CHINESE_YEAR = re.compile("[一二][〇○零一二三四五六七八九]{3}(?=年)")
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS = {word: number for number, word in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})(?:年度?)?[-./]?)"
_MONTH = r"(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("up_to", rf"{_YEAR}?0?[1一]月?(?:[-–—~～至到]+)(?P<number>{_MONTH})月份?(?:累计)?"),
        ("quarters", rf"{_YEAR}?(?:前|[1一](?:季度?)?[-–—~～至到]+)(?P<number>[一二三四1-4])个?季度?(?:累计)?"),
        ("quarter", rf"{_YEAR}?(?:Q(?P<q>[1-4])(?![0-9])|第?(?P<number>[一二三四1-4])季度?)"),
        ("half", rf"{_YEAR}?(?:H(?P<q>[12])(?![0-9])|(?P<number>[上下])半年)"),
        ("month", rf"(?P<year>(?:19|20)[0-9]{{2}})(?:年|[-/]|[.](?=0|1[0-2]))(?P<number>{_MONTH})(?:月份?|[-./]0?1(?![0-9])|(?![0-9月日号年]))"),
        ("month", r"(?P<year>(?:19|20)[0-9]{2})(?P<number>0[1-9]|1[0-2])(?![0-9])"),
        ("month", rf"(?P<number>{_MONTH})月份?(?![0-9日号])"),
        ("whole", rf"{_YEAR}?(?:全年|年报)"),
        ("year", r"(?:FY)?(?P<year>(?:19|20)[0-9]{2})年?度?"),
        ("last_year", r"(?:上年|去年|上一年)度?(?!同期)"),
        ("this_year", r"(?:本年|今年|当年)度?(?!累计|以来)"),
    )
)  # fmt: skip
_AT_END = re.compile("末|底")
_NOT_AFTER, _NOT_BEFORE = re.compile(r"[0-9.]\Z"), re.compile(r"[0-9]|\.[0-9]")


@dataclass(frozen=True)
class WrittenPeriod:
    """`months` are the first and last month; None where only a year is said, `year` None where only a part of one.

    `shift` is what 上年 and 本年 say instead of a year. `is_total`: written as 1-9月, a figure since January. `at_end`: 9月末, a state.
    """

    year: int | None = None
    months: Months | None = None
    shift: int | None = None
    is_total: bool = False
    at_end: bool = False

    def within(self, outer: WrittenPeriod) -> WrittenPeriod:
        """This, completed by what is written further out."""
        has_year = self.year is not None or self.shift is not None
        part = self if self.months is not None else outer
        return WrittenPeriod(
            year=self.year if has_year else outer.year,
            shift=self.shift if has_year else outer.shift,
            months=part.months,
            is_total=part.is_total,
            at_end=part.at_end,
        )

    def relation(self, folder: Period) -> Relation:
        """What it is to the period of a folder; a year alone doesn't say which quarter is meant."""
        year = self.year if self.year is not None else folder.year + (self.shift or 0)
        own = (folder.first_day.month, folder.last_day.month)
        if self.months is None:
            if folder.kind != "year":
                return "unclear" if year in (folder.year, folder.year - 1) else "other"
            months, is_total = own, False
        else:
            months, is_total = self.months, self.is_total
        is_own = months == own or (self.at_end and months[1] == own[1])
        if not is_own and months != (1, own[1]):
            return "other"
        is_cumulative = (not is_own) or (is_total and folder.kind != "year")
        if year == folder.year:
            return "cumulative" if is_cumulative else "own"
        if year == folder.year - 1:
            return "year_ago_cumulative" if is_cumulative else "year_ago"
        return "other"


@lru_cache(maxsize=1 << 14)
def find_period(text: str) -> tuple[WrittenPeriod, str, str] | None:
    """The first period that a text names, with what stands before and after it; None if it names none."""
    plain = _CHINESE_YEAR.sub(lambda found: "".join(str(_DIGITS[c]) for c in found[0]), fold(text))
    best: tuple[int, int, str, re.Match[str]] | None = None
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            cut_off = _NOT_AFTER.search(plain[: match.start()]) or _NOT_BEFORE.match(plain[match.end() :])
            rank = (match.start(), -match.end(), kind, match)
            if not cut_off and (best is None or rank[:2] < best[:2]):
                best = rank
    if best is None:
        return None
    _, end, kind, match = best
    rest, end = plain[-end:] if end else "", -end
    at_end = _AT_END.match(rest)
    found = _period(kind, match.groupdict(), at_end is not None)
    return found, plain[: match.start()], rest[1:] if at_end else rest


def written_period(text: str) -> WrittenPeriod | None:
    """A text that is a period and nothing else, brackets around it aside."""
    found = find_period(text)
    if found is None or found[1].strip("([") or found[2].strip(")]"):
        return None
    return found[0]


def _period(kind: str, said: dict[str, str | None], at_end: bool) -> WrittenPeriod:
    year = int(said.get("year") or 0) or None
    text = said.get("q") or said.get("number") or ""
    if kind in ("last_year", "this_year"):
        return WrittenPeriod(shift=-1 if kind == "last_year" else 0)
    if kind == "year":
        return WrittenPeriod(year)
    number = _ORDINALS.get(text) if kind in ("quarter", "quarters") else _MONTHS.get(text)
    if text in ("上", "下"):
        number = 1 if text == "上" else 2
    if kind == "whole":
        return WrittenPeriod(year, (1, 12))
    number = number or int(text)
    months = {
        "up_to": (1, number),
        "quarters": (1, 3 * number),
        "quarter": (3 * number - 2, 3 * number),
        "half": (6 * number - 5, 6 * number),
        "month": (number, number),
    }[kind]
    return WrittenPeriod(year, months, is_total=kind in ("up_to", "quarters"), at_end=at_end)
