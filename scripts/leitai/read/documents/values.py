"""One cell → a value in the indicator's unit of measure, a qualifier and a state.

The rule for every form is a line of the worked examples in `tests/read/test_values.py`. What is
not listed is refused; nothing is ever read as zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from leitai.model.observations import Qualifier, State
from leitai.read.documents.marks import without_figure_marks
from leitai.schema.folding import narrow
from leitai.schema.parsers import ValueRefused

_WORDS_OF_STATE: dict[State, str] = {
    "missing": "未报 缺报",
    "not_applicable": "不适用 — —— /",
    "nil": "零报告",
    "suppressed": "不公布",
    "unknown": "不详 未载 出处未载",
}
STATE_WORDS = {word: state for state, words in _WORDS_OF_STATE.items() for word in words.split()}
_REFUSED_WORDS = {"无", "N/A", "n/a", "NA", "待报", "暂无", "-", "--", "空", "null", "NULL"}
_BEFORE: dict[str, Qualifier] = {"约": "approx"}
_BEFORE |= dict.fromkeys(("超过", "超", "逾"), "gt")
_BEFORE |= dict.fromkeys(("近", "不足", "不到"), "lt")
_SIZES = {
    size: 10**zeros
    for zeros, size in enumerate(
        ["百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"], start=2
    )
}
_MULTIPLIERS = {"": Decimal(1), **{size: Decimal(worth) for size, worth in _SIZES.items()}}
_SIZE = "(?:[十百千]?[万亿]|万亿|[百千])(?!分)"  # 百分点 and 百分制 are no hundreds
_SIZED = re.compile(rf"(?P<size>{_SIZE})(?P<base>.+)")
_MAX_WHOLE_DIGITS = 15  # a spreadsheet has lost the rest
_MAX_DIGITS = 30  # programs write up to 17; more can't be meant
_SPACE_BESIDE_WORDS = re.compile(r"(?<=[^0-9.,+\-\s])\s+|\s+(?=[^0-9.,+\-\s])")
_PLAIN = rf"-?[0-9]{{1,{_MAX_WHOLE_DIGITS}}}(?:\.[0-9]{{1,{_MAX_DIGITS - _MAX_WHOLE_DIGITS}}})?"
_UP_TO_OTHER = re.compile(rf"(?:{_PLAIN}\n)*+.*\n")  # lines of plain numbers, and the first line that is none
_PATTERN = re.compile(
    r"(?P<before>约|超过|超|逾|近|不足|不到)?(?P<yuan>[¥￥])?"
    r"(?P<number>[+-]?(?:[0-9](?:\.[0-9]+)?e-[0-9]{1,2}|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?))"
    rf"(?P<more1>余|多)?(?P<multiplier>(?:{_SIZE})?)(?P<more2>余|多)?"
    r"(?P<unit>[^0-9\s,.+\-余多约]*?)(?P<about>左右|上下)?"
)

_RANK = re.compile(r"第?(?P<rank>[0-9]+(?:\.5)?)名?(\(?并列\)?)?")
_RENMINBI = ("人民币", "RMB")
_RENMINBI_WORD = re.compile("人民币|RMB")
_SHARES = {"%", "‰"}
_SPELT_OUT = {"百分比": "%", "百分数": "%", "百分率": "%", "千分比": "‰"}
_NOT_ADDITIVE = (*_SHARES, "/", "分")
_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_BEHIND = r"\s*(?:%|‰|个百分点|百分点)?"
_FALL = "下降了?|减少了?|降低了?|回落|同比下降|降|减|负|↓|▼|↘"
_RISE = "增长了?|上升了?|增加了?|提高了?|同比增长|升|增|正|↑|▲|↗"
_HINTS = (
    (rf"[(（]\s*{_DIGITS}{_BEHIND}\s*[)）]", "括号里的数如果是负数，请用减号写成 -6.8 的样子；不是负数就去掉括号。"),
    (rf"[—–―ーｰ─]+\s*{_DIGITS}{_BEHIND}", "数字前面是破折号：如果是负数，请用减号写成 -6.8 的样子；不是就去掉。"),
    (rf"(?:{_FALL})\s*{_DIGITS}{_BEHIND}|{_DIGITS}{_BEHIND}\s*[↓▼↘]", "下降、减少请写成负数，例如 -6.8；要填的是总量，就只写总量的数。"),
    (rf"(?:{_RISE})\s*{_DIGITS}{_BEHIND}|{_DIGITS}{_BEHIND}\s*[↑▲↗]", "增长、上升只写数，例如 6.8；要填的是总量，就只写总量的数。"),
    (r"…+|\.{2,}|·{2,}", "“…”在统计表里表示数很小，不足一个单位：请填实际的数，确实为零填 0。"),
    (r"[#＃]|\*+|×+|x+", "这里只有一个符号：请填数字，没有数的写“未报”“零报告”或“不适用”。"),
    (r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?", "数字中间有空格，像是分节：请去掉空格。"),
    (rf"{_DIGITS}%?\s*[-—–~～至到]+\s*[0-9][0-9.,]*%?", "请只写一个数；范围写在备注里。"),
    (rf"{_DIGITS}%?\s*(?:以上|以下|以内|及以上)", "请写确切的数，或写成“超过90”“近90”的样子。"),
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """`value` is None unless the state is value or nil.

    `is_coerced`: the text said the number in another way (unit of measure, comma, width, 余 …).
    """

    value: Decimal | None
    state: State
    qualifier: Qualifier = "eq"
    is_coerced: bool = False


def plain_numbers(texts: Sequence[str]) -> tuple[list[Decimal | None], list[int]]:
    """The plain numbers of a column, as `parse_value` reads them; None for every other cell, and where those stand.

    Plain are digits, perhaps with a minus sign and a point; they are looked for in the whole column at once.
    """
    column = [text.replace("\n", " | ") for text in texts] if "\n" in "".join(texts) else list(texts)
    parts = _UP_TO_OTHER.findall("\n".join([*column, "end", ""]))
    positions = [number - 1 for number in accumulate(part.count("\n") for part in parts)][:-1]
    for position in positions:
        column[position] = "0"
    numbers: list[Decimal | None] = [*map(Decimal, column)]
    for position in positions:
        numbers[position] = None
    return numbers, positions


def parse_value(text: str, unit_of_measure: str, written_unit: str = "") -> Value:
    """Read one cell; `written_unit` is the 计量单位 that the table gives for it, if any.

    >>> parse_value("2.31亿元", "万元").value
    Decimal('23100')
    """
    plain = narrow(text).strip()
    _refuse_non_values(plain)
    word = STATE_WORDS.get(text.strip()) or STATE_WORDS.get(plain)
    if word is not None:
        return Value(Decimal(0) if word == "nil" else None, word)
    match = _number_in(plain)
    hint = "" if match is not None and not match["unit"] else _what_to_write(plain)
    if match is None or hint:
        fix = f"请填数字（计量单位：{unit_of_measure}），或写“未报”“零报告”“不适用”。"
        raise ValueRefused("V02", "这里应当是数值。", hint or fix)
    number = Decimal(match["number"].replace(",", ""))
    if number.adjusted() >= _MAX_WHOLE_DIGITS or len(number.as_tuple().digits) > _MAX_DIGITS:
        what = f"整数超过 {_MAX_WHOLE_DIGITS} 位，或全部超过 {_MAX_DIGITS} 位有效数字。"
        raise ValueRefused("V08", what, "请核对原始数据，按实际精度填写。")
    written = match["unit"] or (split_unit(written_unit)[0] if match["multiplier"] else written_unit)
    if match["yuan"] and not match["unit"]:
        written = _in_yuan(written_unit or unit_of_measure)
    factor = conversion(match["multiplier"], written, unit_of_measure)
    qualifier = _qualifier(match)
    is_respelt = not {",", "e"}.isdisjoint(match["number"]) or without_figure_marks(plain) != text.strip()
    return Value(number * factor, "value", qualifier, is_respelt or factor != 1 or qualifier != "eq")


def _what_to_write(plain: str) -> str:
    """What to write in place of a figure as people say it: nothing is read so, as each may mean two things; empty for other texts."""
    return next((hint for pattern, hint in _HINTS if re.fullmatch(pattern, plain)), "")


def _in_yuan(unit_of_measure: str) -> str:
    """元, which ¥ means; refused above figures in 万元, where nobody knows which of both was forgotten."""
    if split_unit(unit_of_measure) != ("元", Decimal(1)):
        what = f"写着“¥”就是元，而这里的计量单位是“{unit_of_measure}”。"
        raise ValueRefused("V03", what, "请去掉货币符号（格式改为“常规”或“数值”），按表头的计量单位填写。")
    return "元"


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, in whatever unit of measure."""
    return _number_in(narrow(text).strip()) is not None


def _number_in(plain: str) -> re.Match[str] | None:
    """The parts of a number; a mark that points to a footnote (20000*) is none of them."""
    return _PATTERN.fullmatch(_SPACE_BESIDE_WORDS.sub("", without_figure_marks(plain.replace("−", "-"))))


def _refuse_non_values(plain: str) -> None:
    if not plain:
        fix = "没有报请填“未报”；确实为零请填“零报告”或 0；不适用请填“—”。"
        raise ValueRefused("V01", "单元格为空：缺报还是零报告？", fix)
    if plain in _REFUSED_WORDS:
        fix = "没有报请填“未报”；确实为零请填“零报告”；不适用请填“—”；不公开请填“不公布”。"
        raise ValueRefused("V02", "这个写法意思不明确。", fix)


def _qualifier(match: re.Match[str]) -> Qualifier:
    if match["more1"] or match["more2"]:
        return "gt"
    return "approx" if match["about"] else _BEFORE.get(match["before"] or "", "eq")


def conversion(multiplier: str, written: str, declared: str) -> Decimal:
    """The factor from the written unit of measure to the declared one; refused if they don't agree.

    A number without any unit is in the declared unit; 千, 万 and 亿 alone multiply the base unit.
    """
    if not written and not multiplier:
        return Decimal(1)
    if written in _MULTIPLIERS and not multiplier:  # 单位：亿 means 亿元 of what is registered in 元
        multiplier, written = written, ""
    base, size = split_unit(declared)
    written_base, written_size = split_unit(written) if written else (base, Decimal(1))
    if not multiplier and {base, written_base} == _SHARES:
        return Decimal(10) if base == "‰" else Decimal("0.1")
    if written_base != base or (multiplier and base in _SHARES):
        fix = f"请换算成“{declared}”再填；如果指标登记的计量单位有误，请改 site_config/indicators.csv。"
        what = f"写的是“{multiplier}{written}”，而这个指标的计量单位是“{declared}”。"
        raise ValueRefused("V03", what, fix)
    return _MULTIPLIERS[multiplier] * written_size / size


def split_unit(unit: str) -> tuple[str, Decimal]:
    """`万元` → (`元`, 10000); `人民币元` → (`元`, 1); `千元` → (`元`, 1000); `百分点` → (`百分点`, 1)."""
    unit = narrow(unit).strip()
    unit = _SPELT_OUT.get(unit, unit)
    if unit.startswith(_RENMINBI) or unit.endswith(_RENMINBI):
        unit = _RENMINBI_WORD.sub("", unit) or "元"
    sized = _SIZED.fullmatch(unit)
    return (sized["base"], _MULTIPLIERS[sized["size"]]) if sized else (unit, Decimal(1))


def is_additive(unit_of_measure: str) -> bool:
    """Whether figures in a unit of measure may be added and subtracted: no shares, no rates, no marks."""
    return not any(mark in unit_of_measure for mark in _NOT_ADDITIVE)


def parse_total(text: str) -> Decimal | None:
    """A total that a file itself carries; None where it has a state word."""
    return parse_value(text, "分").value


def parse_rank(text: str) -> Decimal | None:
    """A rank as files write it: 3, 第3名, 3（并列）; a unit without rank has a state word."""
    plain = narrow(text).strip()
    match = _RANK.fullmatch(plain)
    if match is not None:
        return Decimal(match["rank"])
    if plain in STATE_WORDS:
        return None
    raise ValueRefused("V02", "这里应当是名次。", "请填名次，例如 3；没有名次请填“—”。")
