"""What one cell may hold: how it is read, what an empty one means, whether it goes through the privacy screen.

A parser raises `ValueRefused` for a cell that it can't read; the reader (`read/records/tables.py`) turns
that into a problem with file, row and column. An empty cell never reaches `read`: without `empty` it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, Literal, Protocol, TypeVar, cast

from leitai.problems import Place, Problem
from leitai.schema.characters import name_of
from leitai.schema.days import DAY_FIX, DateRefused, month_respelt, read_dated_text, read_day, read_known_date
from leitai.schema.file_names import SLUG_RULE, is_slug
from leitai.schema.folding import fold, narrow
from leitai.schema.period import Period
from leitai.schema.written_periods import whole_period

T = TypeVar("T")
U = TypeVar("U")
Word = TypeVar("Word", bound=str)

Kind = Literal["unit", "indicator", "theme", "group", "case"]
_IN_WORDS = re.compile("[年季]")
_SERIAL = re.compile(r"[A-Z]+\d+")
_LARGEST_EXPONENT = 30  # beyond it a number is a slip, and whole-number arithmetic on it never ends


class ValueRefused(Exception):
    """A cell that can't be read; carries the problem code, what is wrong, how to mend it."""

    def __init__(self, code: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.code, self.what, self.fix = code, what, fix

    def at(self, place: Place, text: str | None) -> Problem:
        """The problem that it is where the text stands."""
        return Problem(self.code, place, text, self.what, self.fix)


class Register(Protocol):
    """What cells refer to: units, indicators and their units of measure. Raises `ValueRefused` for the unknown.

    `id_of` is for texts and YAML, where an id may stand or a name: the id of a known name, anything else as it stands.
    `kinds`: what a mapping that names its `kind` may be; each declares its keys (`keys.ByKind`).
    """

    @property
    def kinds(self) -> Mapping[str, Any]: ...

    def unit_id(self, text: str, day: date | None) -> str: ...

    def id_of(self, kind: Kind, text: str) -> str: ...

    def indicator_id(self, text: str, day: date | None) -> str: ...

    def measured(self, text: str, indicator_id: str) -> Decimal: ...


@dataclass(frozen=True)
class RowSoFar:
    """The fields of a row that are declared before, and those that its file gives (the period of its folder).

    `above`: those of the mapping in which it stands.
    """

    values: Mapping[str, object]
    register: Register
    above: Mapping[str, object] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day on which names must hold: the last of the row's period; None in a file that spans periods."""
        period = self.values.get("period")
        return period.last_day if isinstance(period, Period) else None


@dataclass(frozen=True)
class Parser(Generic[T]):
    """`is_screened` is False only for what the program writes, and what is personal data by its purpose."""

    read: Callable[[str, RowSoFar], T]
    empty: Callable[[RowSoFar], T] | None = None
    is_screened: bool = True


def empty_as(parser: Parser[T], value: U) -> Parser[T | U]:
    """The same, but the cell may be empty and then means `value`."""
    return Parser(parser.read, lambda _: value, parser.is_screened)


def optional(parser: Parser[T]) -> Parser[T | None]:
    """The same, but the cell may be empty."""
    return empty_as(parser, None)


def inherited(parser: Parser[T], name: str) -> Parser[T]:
    """The same, but the key may be left out and then means what the field `name` of the mapping above says."""
    return Parser(parser.read, lambda row: cast(T, row.above[name]), parser.is_screened)


def words_with_names(names: Mapping[Word, str]) -> str:
    """higher 越高越好、lower 越低越好: each word with its name, or alone where it is its own."""
    return "、".join(word if word == name else f"{word} {name}" for word, name in names.items())


def one_of(words: Iterable[Word]) -> Parser[Word]:
    """A closed list of words."""
    return one_named({word: word for word in words})


def one_named(names: Mapping[Word, str]) -> Parser[Word]:
    """A closed list of words with a Chinese name each, which is as good."""

    def read(text: str, _: RowSoFar) -> Word:
        for word, name in names.items():
            if text in (word, name):
                return word
        raise ValueRefused("S03", "这个值不在允许的范围内。", f"允许的值：{words_with_names(names)}。")

    return Parser(read)


def plain_decimal(text: str) -> Decimal | None:
    """A setting's or ledger's number; None for what is none, is not finite or can't be meant."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT else None


def _slug(text: str, _: RowSoFar) -> str:
    if not is_slug(text):
        raise ValueRefused("S06", "编号写法不对。", f"{SLUG_RULE}，例如 yiwu。")
    return text


def _name(text: str, _: RowSoFar) -> str:
    """A name holds nothing that nobody sees: two names that look alike would be two things."""
    unseen = [character for character in text if character not in " \u3000" and not narrow(character)]
    if unseen:
        what = f"名称里有看不见的字符（{name_of(unseen[0])}），多半是从网页粘贴来的。"
        raise ValueRefused("S06", what, f"请改成“{narrow(text)}”，整个删去重打。")
    return text


def _serial(text: str, _: RowSoFar) -> str:
    if not _SERIAL.fullmatch(text):
        raise ValueRefused("S06", "编号写法不对。", "请用大写字母加数字，例如 F23、Q001。")
    return text


def _listed(text: str, _: RowSoFar) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("、"))


def _number(text: str, _: RowSoFar) -> Decimal:
    number = plain_decimal(text)
    if number is None:
        raise ValueRefused("S03", "这里应当是数字。", "请只填阿拉伯数字，例如 12 或 0.5。")
    return number


def _positive(text: str, row: RowSoFar) -> Decimal:
    number = _number(text, row)
    if number <= 0:
        raise ValueRefused("S03", "这里应当大于 0。", "请写大于 0 的数。")
    return number


def _integer(text: str, row: RowSoFar) -> int:
    number = _number(text, row)
    if number != int(number):
        raise ValueRefused("S03", "这里应当是整数。", "请填整数，例如 2。")
    return int(number)


def count_from(least: int) -> Parser[int]:
    """A whole number from `least` on."""

    def read(text: str, row: RowSoFar) -> int:
        number = _integer(text, row)
        if number < least:
            fix = f"请写 {least}、{least + 1}、{least + 2} …"
            raise ValueRefused("S03", f"这里应当是 {least} 或更大的整数。", fix)
        return number

    return Parser(read)


def _percent(text: str, _: RowSoFar) -> Decimal:
    number = plain_decimal(text.removesuffix("%"))
    if number is None:
        raise ValueRefused("V02", "进度应当是百分数。", "请写成 60% 这样的形式。")
    if not 0 <= number <= 100:
        raise ValueRefused("V04", "进度超出 0% 到 100%。", "请核对；做完的写 100%，没有开始的写 0%。")
    return number


def _day(text: str, _: RowSoFar) -> date:
    try:
        return read_day(text)
    except DateRefused as refused:
        raise ValueRefused("S03", refused.what, refused.hint or DAY_FIX) from None


def _dated(text: str, _: RowSoFar) -> str:
    try:
        return read_dated_text(text)
    except DateRefused as refused:
        raise ValueRefused("S03", refused.what, refused.hint or DAY_FIX) from None


def _year(text: str, _: RowSoFar) -> int:
    with suppress(DateRefused):
        year = read_known_date(text)
        if "-" not in year:
            return int(year)
    raise ValueRefused("S03", "这里应当是年份。", "请写四位的年份，例如 2019。")


def _recorded_day(text: str, _: RowSoFar) -> str:
    """The day as it was written, whatever a spreadsheet made of it since; other texts as they stand."""
    with suppress(DateRefused):
        return read_known_date(text)
    return text


def _period(text: str, _: RowSoFar) -> Period:
    written = month_respelt(text) or fold(text).upper()
    period = Period.parse(written) or (whole_period(text) if _IN_WORDS.search(text) else None)
    if period is None:
        raise ValueRefused("S03", *_no_period(text))
    return period


def _no_period(text: str) -> tuple[str, str]:
    """What is wrong with a period, and what to write: a spreadsheet makes a date of 2019-08."""
    fix = "请写成 2019Q3、2019-08、2019H1 或 2019。"
    try:
        month = read_known_date(text)[:7]
    except DateRefused as refused:
        return (refused.what, refused.hint + fix) if refused.hint else ("期间写法不对。", fix)
    return "期间写法不对。", f"如果是这个月，请写成 {month}，这一列的格式设为“文本”。{fix}"


def _truth(text: str, row: RowSoFar) -> bool:
    return one_of(("true", "false")).read(text.lower(), row) == "true"  # spreadsheets write TRUE


def _measured(text: str, row: RowSoFar) -> Decimal:
    indicator_id = row.values.get("indicator_id")
    if indicator_id is None:  # refused, and the row with it
        return Decimal(0)
    return row.register.measured(text, str(indicator_id))


RECORDED: Parser[str] = Parser(
    lambda text, _: text, lambda _: "", is_screened=False
)  # written by the program alone
RECORDED_PERIOD: Parser[str] = Parser(lambda text, _: month_respelt(text) or text, is_screened=False)
RECORDED_HASH: Parser[str] = Parser(  # a spreadsheet takes 64 zeros for the number 0
    lambda text, _: text.zfill(64) if text.isdigit() else text, is_screened=False
)
RECORDED_DAY: Parser[str] = Parser(_recorded_day, lambda _: "", is_screened=False)
TEXT: Parser[str] = Parser(lambda text, _: text)
NOTE = empty_as(TEXT, "")
NAME = Parser(_name)  # of a thing that others refer to
SLUG = Parser(_slug)
SERIAL = Parser(_serial)  # the number of a ledger's entry: F23, Q001
LISTED = Parser(_listed)  # several, separated by 、
NUMBER = Parser(_number)
POSITIVE = Parser(_positive)
INTEGER = Parser(_integer)
COUNT = count_from(1)
PERCENT = Parser(_percent)
DAY = Parser(_day)
DATED = Parser(_dated)  # words that say when
YEAR = Parser(_year)
PERIOD = Parser(_period)
UNIT = Parser(lambda text, row: row.register.unit_id(text, row.day))
INDICATOR = Parser(lambda text, row: row.register.indicator_id(text, row.day))
MEASURED = Parser(_measured)  # a value of the row's indicator, in its unit of measure
TRUTH = Parser(_truth)


def refers_to(kind: Kind) -> Parser[str]:
    """The id of a thing, which may be written by its id or its name; whether there is such a thing is for the rules to say."""
    return Parser(lambda text, row: row.register.id_of(kind, text))
