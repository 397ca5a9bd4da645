"""Dates as people and spreadsheets write them, with the precision that is known; one reading for every date of every file.

2019-08-15, 2019/8/15, 2019.8.15, 20190815 and 2019年8月15日 are the same day, also with the midnight that a spreadsheet adds.
What can't be told is refused with what to write: `Sep-19` and 43709 (a spreadsheet's own words), 去年底, a day that no month has.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from leitai.schema.folding import fold

_YEAR = "(?P<year>[12][0-9]{3})"
_WRITTEN = (
    re.compile(rf"{_YEAR}(?:(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}}))?)?"),
    re.compile(rf"{_YEAR}年(?:(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号])?)?"),
    re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"),
)
_MIDNIGHT = re.compile(r"[T\s]0?0:00(?::00(?:\.0+)?)?$")
_CUT = re.compile(r"[0-9]{4}\.[0-9]")  # 2019.1 may be 2019.10 without its zero
_SERIAL = re.compile(r"(?P<days>[1-9][0-9]{4})(?:\.0+)?")
_RESPELT = re.compile(r"(?:[0-9]{1,2}-)?[A-Za-z]{3,9}-[0-9]{2,4}")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}")
_DAYS_WITHIN = re.compile(
    r"(?<![0-9])[12][0-9]{3}(?:(?P<sign>[-/.])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9]|(?P=sign))|年[0-9]{1,2}月[0-9]{1,2}[日号])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RESPELT_MONTH = re.compile(
    rf"(?P<name>{'|'.join(_MONTHS)})-(?P<short>(?:[12][0-9])?[0-9]{{2}})|(?P<year>[12][0-9]{{3}})/(?P<month>1[0-2]|0?[1-9])/0?1",
    re.IGNORECASE,
)
_FIRST_SERIAL = date(1899, 12, 30)
KNOWN_FIX = "请写成 2019、2019-08 或 2019-08-15；不知道哪天就只写到月。"
DAY_FIX = "请写成 2019-08-15 这样的形式。"


class DateRefused(ValueError):
    """Why a text is no date, in the editor's language; `hint` says what to write where that is known."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def read_day(text: str) -> date:
    """A date that is known to the day."""
    known = read_known_date(text)
    if known.count("-") < 2:
        raise DateRefused("这里要写到哪一天。")
    return date.fromisoformat(known)


def read_known_date(text: str) -> str:
    """`2019`, `2019-08` or `2019-08-15`: as far as the date is known."""
    plain = fold(text)
    dated = _MIDNIGHT.sub("", text.strip()) if ":" in plain else plain
    match = next(filter(None, (pattern.fullmatch(dated) for pattern in _WRITTEN)), None)
    if match is None or _CUT.fullmatch(dated):
        raise _refusal(plain)
    year, month, day = (match[name] for name in ("year", "month", "day"))
    try:
        found = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        raise DateRefused("没有这一天，多半是打错了。") from None
    return found[: 10 if day else 7 if month else 4]


def read_dated_text(text: str) -> str:
    """Words with days in them, `2020-06-05（网址日期）` or `2022年第7期`, each day written as `read_known_date` does.

    Raises `DateRefused` where a day is none, or where a spreadsheet or somebody has written something else for a date.
    """
    plain = fold(text)
    if any(pattern.fullmatch(plain) for pattern in (_SERIAL, _RESPELT, _YEAR_LAST)):
        raise _refusal(plain)
    return _DAYS_WITHIN.sub(lambda day: read_known_date(day[0]) if day["sign"] else _checked(day[0]), text)


def _checked(text: str) -> str:
    read_known_date(text)
    return text


def month_respelt(text: str) -> str | None:
    """`2019-08` from what a spreadsheet makes of it, `Aug-19` or `2019/8/1`; None for any other text. Only where no day can be meant."""
    match = _RESPELT_MONTH.fullmatch(text.strip())
    if match is None:
        return None
    if match["name"] is None:
        return f"{match['year']}-{int(match['month']):02}"
    number = _MONTHS.index(match["name"].lower()) + 1
    return f"{match['short'] if len(match['short']) == 4 else '20' + match['short']}-{number:02}"


def _refusal(plain: str) -> DateRefused:
    serial = _SERIAL.fullmatch(plain)
    if serial is not None:
        day = (_FIRST_SERIAL + timedelta(int(serial["days"]))).isoformat()
        return DateRefused("这是电子表格里日期的序号，不是日期。", f"如果是 {day}，请这样写。")
    if _RESPELT.fullmatch(plain):
        what = "电子表格把日期改写成了英文，看不出是哪一年还是哪一天。"
        return DateRefused(what, "请把这一列的格式设为“文本”再填。")
    if _YEAR_LAST.fullmatch(plain):
        return DateRefused("日期要年在前，年份写四位。")
    return DateRefused("日期写法不对。")
