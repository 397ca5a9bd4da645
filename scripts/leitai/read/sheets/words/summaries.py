"""合计, 小计 and 平均 rows: never ranked, but held against the rows that they sum up, above or below them.

Sums are checked for indicators that can be added (not %, ‰ or anything per something); averages as
far as their own decimals go. A row that disagrees is a warning: either it or a figure is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from leitai.read.documents.tables import SheetRow
from leitai.read.documents.values import STATE_WORDS, is_additive, parse_value
from leitai.read.sheets.words.header import FigureColumn, Header
from leitai.read.sheets.words.labels import CUMULATIVE, PERIOD_VALUE, VALUE, YEAR_AGO
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import fold
from leitai.schema.parsers import ValueRefused

AVERAGES, SUBTOTAL = ("平均", "均值"), "小计"
_CHECKED = ("合计", "总计", "共计", "汇总", SUBTOTAL, *AVERAGES)
_SUMS, _MEANS = "合计|总计|共计|汇总|累计|小计", "平均|均值|[省市县区乡镇]均"
_OTHERS = "最高|最低|最大|最小|最优|最差|中位|权重|满分|分值|标准|极差"
_WHOLE = "(?:全[国省市县区]|本[市县区]|[省市县区]级)"
_SUMMARY = re.compile(
    rf"(?P<whole>{_WHOLE})?(?P<word>{_SUMS}|{_MEANS}|{_OTHERS})(?:数|值|分|水平|差|分值)?[:：]?(?:\(.*\))?|(?P<all>{_WHOLE})[:：]?(?:\(.*\))?"
)
_WIDER = ("全省", "全国")  # of units that aren't in the table
_SUMMED = (VALUE, YEAR_AGO)
_TIDY_VALUES = (VALUE, PERIOD_VALUE, CUMULATIVE)


def is_summary(text: str) -> bool:
    """Whether a text stands where units do and is none: 合计, 全市, 全市平均, 最高值, 权重."""
    return _SUMMARY.fullmatch(fold(text)) is not None


def summary_stem(text: str) -> str:
    """A text without a word like 合计 at its end: 上年同期合计."""
    return re.sub(f"(?:{_SUMS}|{_MEANS})\\Z", "", fold(text))


def summary_word(line: SheetRow, unit_index: int) -> re.Match[str] | None:
    """合计, 总计, 小计 or 平均 where a line says so in its unit column or first: 全市平均, 合计数, 小计（3个）."""
    texts = (line.text(unit_index), line.first_text)
    return next(filter(None, (_SUMMARY.fullmatch(fold(text)) for text in texts)), None)


def check_summary_line(
    header: Header, summaries: Sequence[SheetRow], data: Sequence[SheetRow], resolver: Resolver
) -> None:
    """Report each summary cell that its rows don't add up to; in a tidy table those of its indicator."""
    for line in summaries:
        said = summary_word(line, header.unit_index)
        word = said["word"] if said else ""
        if said is None or word not in _CHECKED or said["whole"] in _WIDER:
            continue  # 全市 may hold what no unit does, 权重 and 最高 are no sums
        summed = _summed_lines(line, word == SUBTOTAL, summaries, data)
        for column in _columns(line, header, resolver):
            is_summable = is_additive(resolver.unit_of_measure(column.indicator_id))
            if not is_summable and (said["whole"] is not None or word not in AVERAGES):
                continue  # 全市平均 of a rate is no mean of the units' rates
            if column.field in _SUMMED and line.text(column.index).strip():
                same = [d for d in summed if _names_the_same(d, line, header)]
                _check_cell(line, column, word, same, resolver)


def _summed_lines(
    line: SheetRow, is_subtotal: bool, summaries: Sequence[SheetRow], data: Sequence[SheetRow]
) -> list[SheetRow]:
    """The rows above; where a summary stands before all rows, those below, and for a total all of them.

    A subtotal sums up to the next summary line.
    """
    edges = [summary.order for summary in summaries]
    stands_first = bool(data) and min(edges) < data[0].order
    if stands_first and not is_subtotal:
        return list(data)
    rows = [d for d in data if (d.order > line.order) == stands_first]
    if not is_subtotal:
        return rows
    return [
        d
        for d in rows
        if not any(d.order < edge < line.order or line.order < edge < d.order for edge in edges)
    ]


def _columns(line: SheetRow, header: Header, resolver: Resolver) -> Sequence[FigureColumn]:
    if not header.tidy:
        return header.indicators
    found = resolver.indicator_id(line.text(header.tidy["指标"].index))
    if not found:
        return []
    own = line.text(header.tidy["计量单位"].index).strip() if "计量单位" in header.tidy else ""
    stated = header.stated.get(resolver.unit_of_measure(found), "")
    given = [header.tidy[name] for name in _TIDY_VALUES if name in header.tidy]
    return [
        FigureColumn(column.index, column.field, found, own or column.written_unit or stated)
        for column in given
    ]


def _names_the_same(line: SheetRow, summary: SheetRow, header: Header) -> bool:
    indexes = [header.tidy[name].index for name in ("指标", "计量单位") if name in header.tidy]
    return all(fold(line.text(index)) == fold(summary.text(index)) for index in indexes)


def _check_cell(
    line: SheetRow, column: FigureColumn, word: str, above: Sequence[SheetRow], resolver: Resolver
) -> None:
    cell, unit = line.cell(column.index), resolver.unit_of_measure(column.indicator_id)
    shown = _number(cell.text, unit, column.written_unit)
    texts = [d.text(column.index) for d in above]
    values = [_number(text, unit, column.written_unit) for text in texts]
    present = [value for value in values if value is not None]
    if shown is None or not present:
        return
    total, is_average = sum(present, Decimal(0)), word in AVERAGES
    is_any_withheld = any(STATE_WORDS.get(text.strip()) in ("suppressed", "unknown") for text in texts)
    if is_any_withheld and (is_average or shown >= total):
        return
    expected = total / len(present) if is_average else total
    tolerance = Decimal(1).scaleb(int(shown.as_tuple().exponent)) / 2 if is_average else Decimal(0)
    if abs(shown - expected) > tolerance:
        what = f"“{word}”写的与各行不符，按各行应为 {round(expected, 4).normalize():f}。"
        fix = "请核对是这一行写错了，还是上面有一格写错了。"
        resolver.report("A03", resolver.sheet.at(cell, column.header), cell.text, what, fix)


def _number(text: str, unit: str, written: str) -> Decimal | None:
    try:
        return parse_value(text, unit, written).value
    except ValueRefused:  # reported where the cell itself is read
        return None
