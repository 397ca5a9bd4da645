"""Texts that name periods, as people write them, held against the period of a folder.

A written period may leave something out (三季度 doesn't say the year, 2019年 not which part of it); what
stands above it or around the table completes it, the folder last of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from leitai.schema.folding import fold
from leitai.schema.period import Period
from leitai.schema.period_words import Relation, WrittenPeriod, find_period

_DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月][0-9]{1,2}日?(?:0?0:00(?::00)?)?")
_REMARK = "(?:修订|更正|调整|初步|最终|终|初步核算|最终核实|核实|快报|年报|终报|定稿|统计)(?:数据?|版|稿)?|[pr]|预"  # of a figure's standing
_IN_BRACKETS = re.compile(rf"[(\[](?:{_REMARK})[)\]]", re.IGNORECASE)
_UP_TO = re.compile("(?:截[至止]到?|至)\\Z")
_OF_DOCUMENT = re.compile(
    "(?:修订|[^,，。;；()]{0,12})(?:办法|方案|细则|规定|通知|标准|文件|号|版|不变价|可比价|普查)"
)
_OF_MAKING = re.compile(
    r"[(\[]?(?:(?:填报|制表|上报|报送|印发|编制|更新|发布|公布|下载|导出|打印|生成|查询|采集)?(?:日期|时间)?[:：])?\Z"
)


def is_remark(text: str) -> bool:
    """Whether a folded text says how far a figure is settled, and nothing else: 修订数, 初步核算, 快报, p."""
    return re.fullmatch(_REMARK, text, re.IGNORECASE) is not None


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


def relations_in(text: str, folder: Period) -> list[tuple[WrittenPeriod, Relation]]:
    """Every period that a text names, and what it is to the folder's."""
    return [(found, found.relation(folder)) for found, _, _ in _periods_in(fold(text))]


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
