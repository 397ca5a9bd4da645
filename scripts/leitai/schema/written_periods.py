"""Periods as people write them: 2019年三季度, 二〇一九年1-9月, 上半年, 2021年, 9月末, 2019-09, FY2021.

A written period may leave something out (三季度 doesn't say the year, 2019年 not which part of it); what
stands above it or around the table completes it, the folder last of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
}
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{2}(?=年))(?:年度?)?[-./]?)"
_MONTH = r"(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_QUARTER = "[一二三四1-4]"
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TO = "[-–—~～至到]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("years", r"(?P<year>(?:19|20)[0-9]{2})年?度?[-–—~～至到]+(?P<number>(?:(?:19|20)[0-9]{2}|[0-9]{2}(?=年))(?![0-9.]))年?度?"),
        ("months", rf"{_YEAR}?(?P<first>{_MONTH})月?(?:{_TO}+)(?P<number>{_MONTH})月份?(?:累计)?"),
        ("months", rf"(?P<year>(?:19|20)[0-9]{{2}})[.](?P<first>{_MONTH}){_TO}(?P<number>{_MONTH})(?![0-9月.-])"),
        ("quarters", rf"{_YEAR}?第?(?:前|(?P<first>{_QUARTER})(?:季度?)?{_TO}+第?)(?P<number>{_QUARTER})个?季度?(?:累计)?"),
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
_AT_END = re.compile("末|底")
_DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月][0-9]{1,2}日?(?:0?0:00(?::00)?)?")
_NOT_AFTER = re.compile(r"[0-9.]\Z")
_NOT_BEFORE = re.compile(r"[0-9]|\.[0-9]|[-/](?:0?[1-9]|[12][0-9]|3[01])(?![0-9月])")  # a day is no period
_REMARK = "(?:修订|更正|调整|初步|最终|终|初步核算|最终核实|核实|快报|年报|终报|定稿|统计)(?:数据?|版|稿)?|[pr]|预"  # of a figure's standing
_IN_BRACKETS = re.compile(rf"[(\[](?:{_REMARK})[)\]]", re.IGNORECASE)
_UP_TO = re.compile("(?:截[至止]到?|至)\\Z")
_OF_DOCUMENT = re.compile(
    "(?:修订|[^,，。;；()]{0,12})(?:办法|方案|细则|规定|通知|标准|文件|号|版|不变价|可比价|普查)"
)
_OF_MAKING = re.compile(
    r"[(\[]?(?:(?:填报|制表|上报|报送|印发|编制|更新|发布|公布|下载|导出|打印|生成|查询|采集)?(?:日期|时间)?[:：])?\Z"
)


@dataclass(frozen=True)
class WrittenPeriod:
    """`months` are the first and last month; None where only a year is said, `year` None where only a part of one.

    `shift` is what 上年 and 本年 say instead of a year. `is_total`: written as 1-9月, a figure since January. `at_end`: 9月末, a state.
    `is_bare`: Q3 or H1 without a year, which may be of any year and is never taken for the folder's.
    """

    year: int | None = None
    months: Months | None = None
    shift: int | None = None
    is_total: bool = False
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


def is_remark(text: str) -> bool:
    """Whether a folded text says how far a figure is settled, and nothing else: 修订数, 初步核算, 快报, p."""
    return re.fullmatch(_REMARK, text, re.IGNORECASE) is not None


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
    """A text that is a period and nothing else, brackets around it and a remark like （修订） aside."""
    found = find_period(_IN_BRACKETS.sub("", fold(text)))
    if found is None or found[1].strip("([") or found[2].strip(")]"):
        return None
    return found[0]


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing else: 2019-09-30, 2019年9月30日."""
    return _DAY.fullmatch(fold(text)) is not None


def period_in(text: str) -> str:
    """The words of a text that say a period; empty for none."""
    found = find_period(text)
    return fold(text).removeprefix(found[1]).removesuffix(found[2]) if found is not None else ""


def day_as_period(text: str, folder: Period) -> str:
    """A day as the period that its figures are of: the folder's own unless it is before that, else its month; other texts as they are.

    A later day is the one on which the table was made.
    """
    found = _DAY.fullmatch(fold(text))
    if found is None:
        return text
    year, month = int(found[1]), int(found[2])
    first = folder.first_day
    return f"{year}年{month}月" if (year, month) < (first.year, first.month) else folder.title


def whole_period(text: str) -> Period | None:
    """The period that a text names in words, with its year: 2019年三季度, 二〇一九年上半年."""
    found = written_period(text)
    if found is None or found.year is None or found.is_total or found.at_end:
        return None
    first, last = found.months or (1, 12)
    kinds = {1: "month", 3: "quarter", 6: "half", 12: "year"}
    length = last - first + 1
    return (
        Period(found.year, kinds[length], last // length) if length in kinds and last % length == 0 else None
    )


def names_another(text: str, folder: Period, is_title: bool = False) -> bool:
    """Whether a text (a title, the name of a sheet or file) names periods and the folder's isn't among them.

    A year alone only counts in the folder of a year: elsewhere it may be that of a method or of a campaign. In a title a month after
    the folder's last, with nothing else in the line, is the date on which the table was made.
    """
    said = list(_periods_in(_IN_BRACKETS.sub("", fold(text))))
    years = [found for found, _, _ in said if found.months is None]
    relations = [
        found.within(years[0] if found.is_bare and years else WrittenPeriod()).relation(folder)
        for found, before, after in said
        if found.shift is None
        and not found.spans(folder)
        and (found.months is not None or (folder.kind == "year" and not _OF_DOCUMENT.match(after)))
        and not (is_title and _is_date_of_making(found, before, after, folder))
    ]
    return bool(relations) and not {"own", "cumulative"} & set(relations)


def _periods_in(text: str) -> Iterator[tuple[WrittenPeriod, str, str]]:
    """Every period that a folded text names, with what stands before and after it; 截至9月 is 9月末."""
    done = ""
    while (found := find_period(text)) is not None:
        period, before, after = found
        if _UP_TO.search(before):
            period = replace(period, at_end=True)
        yield period, done + before, after
        done, text = done + before + "…", after


def _is_date_of_making(found: WrittenPeriod, before: str, after: str, folder: Period) -> bool:
    if found.months is None or found.months[0] != found.months[1] or folder.months == 1:
        return False
    is_later = (found.year or folder.year, found.months[0]) > (folder.year, folder.last_day.month)
    return is_later and _OF_MAKING.match(before) is not None and not after.strip(")]")


def _period(kind: str, said: dict[str, str | None], at_end: bool) -> WrittenPeriod:
    year = int(said.get("year") or 0) or None
    text = said.get("q") or said.get("number") or ""
    if kind in ("last_year", "this_year"):
        return WrittenPeriod(shift=-1 if kind == "last_year" else 0)
    if year is not None and year < 100:
        year += 2000
    if kind == "year":
        return WrittenPeriod(year)
    if kind == "years":
        last_year = int(text) + (year or 0) // 100 * 100 * (len(text) == _SHORT_YEAR)
        return WrittenPeriod(year, (1, _MONTHS * (last_year - (year or 0) + 1)))
    if kind == "english":
        number = _ENGLISH.split("|").index((said["month"] or "").lower()) + 1
        return WrittenPeriod(year, (number, number))
    if kind == "end":
        return WrittenPeriod(months=(12, 12), at_end=True)
    if kind == "whole":
        return WrittenPeriod(year, (1, 12))
    length = {"quarter": 3, "quarters": 3, "half": 6}.get(kind, 1)
    last = _number(text) * length
    first = (_number(said["first"]) - 1) * length + 1 if said.get("first") else last - length + 1
    if kind == "quarters" and not said.get("first"):  # 前三季度
        first = 1
    is_total = kind in ("months", "quarters") and first == 1
    is_bare = bool(said.get("q")) and year is None
    return WrittenPeriod(year, (first, last), is_total=is_total, at_end=at_end, is_bare=is_bare)


def _number(text: str | None) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text or 0)
