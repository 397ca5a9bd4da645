"""The words of a period: 三季度, 二〇一九年1-9月, 上半年, 2021年, 9月末, 2019-09, 1月1日至9月30日, FY2021; and what they say."""

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
_NUMBERS = {word: number for number, word in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)} | {
    "上": 1,
    "下": 2,
    "两": 2,
}
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{2}(?=年))(?:年度?)?[-./]?)"
_MONTH = r"(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_QUARTER = "[一二三四1-4]"
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TO = "[-–—~～至到]"
_DAY_OF_MONTH = r"(?:[12][0-9]|3[01]|0?[1-9])"
_HOUR = "(?:(?:0?0|零|24)时)?"
_FROM_JANUARY = f"(?:(?<![目日此以之当])[前头]|年初{_TO}+)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("years", r"(?P<year>(?:19|20)[0-9]{2})年?度?[-–—~～至到]+(?P<number>(?:(?:19|20)[0-9]{2}|[0-9]{2}(?=年))(?![0-9.]))年?度?"),
        ("days", rf"{_YEAR}?(?P<first>{_MONTH})月(?P<day>{_DAY_OF_MONTH})日?{_HOUR}起?{_TO}+(?:(?P<last_year>(?:19|20)[0-9]{{2}})年)?(?P<number>{_MONTH})月(?P<last_day>{_DAY_OF_MONTH})日?{_HOUR}止?"),
        ("days", rf"(?P<year>(?:19|20)[0-9]{{2}})([-./])(?P<first>{_MONTH})\2(?P<day>{_DAY_OF_MONTH}){_TO}+(?:(?P<last_year>(?:19|20)[0-9]{{2}})\2)?(?P<number>{_MONTH})\2(?P<last_day>{_DAY_OF_MONTH})(?![0-9])"),
        ("days", rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<first>0[1-9]|1[0-2])(?P<day>[0-3][0-9]){_TO}+(?P<last_year>(?:19|20)[0-9]{{2}})(?P<number>0[1-9]|1[0-2])(?P<last_day>[0-3][0-9])(?![0-9])"),
        ("months", rf"{_YEAR}?(?:{_FROM_JANUARY}|(?P<first>{_MONTH})月?份?{_TO}+)(?P<number>{_MONTH})个?月份?(?:累计)?"),
        ("list", rf"(?<![表件图]){_YEAR}?(?P<first>{_MONTH})月?(?P<between>(?:[、,]{_MONTH}月?)*)[、,](?P<number>{_MONTH})月份?"),
        ("months", rf"(?P<year>(?:19|20)[0-9]{{2}})[.](?P<first>{_MONTH}){_TO}(?P<number>{_MONTH})(?![0-9月.-])"),
        ("quarters", rf"{_YEAR}?第?(?:{_FROM_JANUARY}|(?P<first>{_QUARTER})(?:季度?)?{_TO}+第?)(?P<number>{_QUARTER}|两)个?季度?(?:累计)?"),
        ("quarter", rf"{_YEAR}?(?:(?<![A-Z])Q(?P<q>[1-4])(?![0-9A-Z])|第?(?P<number>{_QUARTER})季度?)"),
        ("half", rf"{_YEAR}?(?:(?<![A-Z])H(?P<q>[12])(?![0-9A-Z])|(?P<number>[上下])半年)"),
        ("month", rf"(?P<year>(?:19|20)[0-9]{{2}})(?:年|[-/]|[.](?=0|1[0-2]))(?P<number>{_MONTH})(?:月份?|[-./]0?1(?![0-9])|(?![0-9月日号年]))"),
        ("month", r"(?P<year>(?:19|20)[0-9]{2})(?P<number>0[1-9]|1[0-2])(?![0-9])"),
        ("month", rf"(?P<number>{_MONTH})月份?(?![0-9日号])"),
        ("whole", rf"{_YEAR}?(?:全年|年报)"),
        ("year", r"(?:FY)?(?P<year>(?:19|20)[0-9]{2})年?度?"),
        ("year", r"(?:^|(?<=[(\[、,;，；]))(?P<year>[0-4][0-9])年度?(?![0-9期以内来间限龄])"),
        ("year", r"^['’‘](?P<year>[0-9]{2})$"),
        ("english", rf"(?P<month>{_ENGLISH})[a-z]*[-.,']*(?P<year>(?:19|20)?[0-9]{2})"),
        ("last_year", r"(?:上年|去年|上一年)(?:度|基数)?(?!同期)"),
        ("end", "年末|年底"),
        ("this_year", r"(?:本年|今年|当年)度?(?!累计|以来)"),
    )
)  # fmt: skip
_SHORT_YEAR = 2  # digits
_MONTHS = 12
_MID_MONTH = 15
_AT_END = re.compile("末|底")
_COMMA = re.compile("[、,]")
_NOT_AFTER = re.compile(r"[0-9.]\Z")
_NOT_BEFORE = re.compile(r"[0-9]|\.[0-9]|[-/](?:0?[1-9]|[12][0-9]|3[01])(?![0-9月])")  # a day is no period


@dataclass(frozen=True)
class WrittenPeriod:
    """`months` are the first and last month; None where only a year is said, `year` None where only a part of one.

    `shift` is what 上年 and 本年 say instead of a year. `is_total`: written as 1-9月, a figure since January; `is_part`: as 7-9月, one of these months alone. `at_end`: 9月末, a state.
    `is_bare`: Q3 or H1 without a year, which may be of any year and is never taken for the folder's.
    """

    year: int | None = None
    months: Months | None = None
    shift: int | None = None
    is_total: bool = False
    is_part: bool = False
    at_end: bool = False
    is_bare: bool = False

    def within(self, outer: WrittenPeriod) -> WrittenPeriod:
        """This, completed by what is written further out."""
        has_year = self.year is not None or self.shift is not None
        part = self if self.months is not None else outer
        return WrittenPeriod(
            year=self.year if has_year else outer.year,
            shift=self.shift if has_year else outer.shift,
            months=part.months,
            is_total=part.is_total,
            is_part=part.is_part,
            at_end=part.at_end,
            is_bare=part.is_bare and (self.year, self.shift, outer.year, outer.shift) == (None,) * 4,
        )

    def spans(self, folder: Period) -> bool:
        """Whether these are several years (2020-2022年), the folder's among them."""
        if self.year is None or self.months is None or self.months[1] <= _MONTHS:
            return False
        return self.year <= folder.year < self.year + self.months[1] // _MONTHS

    def relation(self, folder: Period) -> Relation:
        """What it is to the period of a folder; a year alone doesn't say which quarter is meant."""
        if self.is_bare:
            return "unclear"
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


_ALONE = {
    "last_year": WrittenPeriod(shift=-1),
    "this_year": WrittenPeriod(shift=0),
    "end": WrittenPeriod(months=(12, 12), at_end=True),
}


@lru_cache(maxsize=1 << 14)
def find_period(text: str) -> tuple[WrittenPeriod, str, str] | None:
    """The first period that a text names, with what stands before and after it; None if it names none."""
    plain = _CHINESE_YEAR.sub(lambda found: "".join(str(_DIGITS[c]) for c in found[0]), fold(text))
    best: tuple[int, int, str, re.Match[str]] | None = None
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            rank = (match.start(), -match.end(), kind, match)
            if (best is None or rank[:2] < best[:2]) and _is_period(kind, match):
                best = rank
    if best is None:
        return None
    _, end, kind, match = best
    rest, end = plain[-end:] if end else "", -end
    at_end = _AT_END.match(rest)
    found = _period(kind, match.groupdict(), at_end is not None)
    return found, plain[: match.start()], rest[1:] if at_end else rest


def _is_period(kind: str, match: re.Match[str]) -> bool:
    """Whether a match isn't a part of a number or of a day, nor a few days of one month (填报时间：7月1日至10日)."""
    if _NOT_AFTER.search(match.string[: match.start()]) or _NOT_BEFORE.match(match.string[match.end() :]):
        return False
    first, last = _period(kind, match.groupdict(), at_end=False).months or (1, 1)
    return first <= last


def _period(kind: str, said: dict[str, str | None], at_end: bool) -> WrittenPeriod:
    year = int(said.get("year") or 0) or None
    if year is not None and year < 100:
        year += 2000
    if kind in _ALONE:
        return _ALONE[kind]
    if kind in ("year", "whole"):
        return WrittenPeriod(year, (1, _MONTHS) if kind == "whole" else None)
    if kind == "english":
        number = _ENGLISH.split("|").index((said["month"] or "").lower()) + 1
        return WrittenPeriod(year, (number, number))
    if kind == "years":
        return WrittenPeriod(year, _of_years(year or 0, said["number"] or ""))
    if kind == "days":
        return _of_days(year, said)
    first, last = _of_parts(kind, said)
    if kind == "list" and len(_COMMA.findall(said["between"] or "")) != last - first - 1:  # 4、6月 is no span
        first = last
    if kind in ("months", "list"):
        return _of_span(year, (first, last), at_end)
    is_bare = bool(said.get("q")) and year is None
    return WrittenPeriod(
        year, (first, last), is_total=kind == "quarters" and first == 1, at_end=at_end, is_bare=is_bare
    )


def _of_span(year: int | None, months: Months, at_end: bool = False) -> WrittenPeriod:
    """Months from one to another: since January a figure so far, else one of these months alone."""
    return WrittenPeriod(year, months, is_total=months[0] == 1, is_part=months[0] != 1, at_end=at_end)


def _of_parts(kind: str, said: dict[str, str | None]) -> Months:
    length = {"quarter": 3, "quarters": 3, "half": 6}.get(kind, 1)
    last = _number(said.get("q") or said.get("number")) * length
    if said.get("first"):
        return (_number(said["first"]) - 1) * length + 1, last
    return (1 if kind in ("months", "quarters") else last - length + 1), last


def _of_years(year: int, last: str) -> Months:
    last_year = int(last) + year // 100 * 100 * (len(last) == _SHORT_YEAR)
    return 1, _MONTHS * (last_year - year + 1)


def _of_days(year: int | None, said: dict[str, str | None]) -> WrittenPeriod:
    """The months that lie between two days, for the most part: 3月26日至6月25日 is the second quarter of those who count so."""
    first = _number(said["first"]) + (int(said["day"] or 0) > _MID_MONTH)
    last = _number(said["number"]) - (int(said["last_day"] or 0) < _MID_MONTH)
    if said["last_year"] and year is not None:
        last += _MONTHS * (int(said["last_year"]) - year)
    if first > _MONTHS and year is not None:
        return _of_span(year + 1, (first - _MONTHS, last - _MONTHS))
    return _of_span(year, (first, last))


def _number(text: str | None) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text or 0)
