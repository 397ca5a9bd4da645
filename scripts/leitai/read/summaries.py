"""合计, 小计 and 平均 rows: never ranked, but held against the rows that they sum up.

Sums are checked for indicators that can be added (not %, ‰ or anything per something); averages as
far as their own decimals go. A row that disagrees is a warning: either it or a figure is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from leitai.model.names import fold
from leitai.problems import Problem
from leitai.read.labels import CUMULATIVE, PERIOD_VALUE
from leitai.read.resolver import Resolver
from leitai.read.result_header import Header, IndicatorColumn
from leitai.read.tables import Row, Sheet
from leitai.read.values import ValueRefused, is_additive, parse_value

TOTALS = ("合计", "总计", "全部合计")
SUBTOTALS = ("小计",)
AVERAGES = ("平均", "平均值", "平均分", "均值", "平均数")
SUMMARY_WORDS = frozenset((*TOTALS, *SUBTOTALS, *AVERAGES))
_SUMMED = ("数值", PERIOD_VALUE, CUMULATIVE, "上年同期")


def check_summary_line(
    sheet: Sheet,
    header: Header,
    summaries: Sequence[Row],
    data: Sequence[Row],
    resolver: Resolver,
    problems: list[Problem],
) -> None:
    """Report each summary cell that the rows above don't add up to; in a tidy table those of its indicator."""
    start = header.line.order
    for line in summaries:
        names = (fold(line.text(header.unit_index)), fold(line.first_text))
        word = next(name for name in names if name in SUMMARY_WORDS)
        above = [d for d in data if d.order < line.order and (word not in SUBTOTALS or d.order > start)]
        start = line.order
        for column in _columns(line, header, resolver):
            if column.field in _SUMMED and line.text(column.index).strip():
                same = [d for d in above if _names_the_same(d, line, header)]
                _check_cell(sheet, line, column, word, same, resolver, problems)


def _columns(line: Row, header: Header, resolver: Resolver) -> Sequence[IndicatorColumn]:
    if not header.tidy:
        return header.indicators
    found = resolver.find_indicator(line.text(header.tidy["指标"]))
    if found is None:
        return []
    unit = line.text(header.tidy["计量单位"]).strip() if "计量单位" in header.tidy else ""
    stated = header.stated.get(resolver.unit_of_measure(found.id), "")
    return [IndicatorColumn(header.tidy["数值"], "数值", found.id, unit or stated)]


def _names_the_same(line: Row, summary: Row, header: Header) -> bool:
    indexes = [header.tidy[name] for name in ("指标", "计量单位") if name in header.tidy]
    return all(fold(line.text(index)) == fold(summary.text(index)) for index in indexes)


def _check_cell(
    sheet: Sheet,
    line: Row,
    column: IndicatorColumn,
    word: str,
    above: Sequence[Row],
    resolver: Resolver,
    problems: list[Problem],
) -> None:
    unit = resolver.unit_of_measure(column.indicator_id)
    is_average = word in AVERAGES
    if not is_average and not is_additive(unit):
        return
    shown = _number(line.text(column.index), unit, column.written_unit)
    values = [_number(d.text(column.index), unit, column.written_unit) for d in above]
    present = [value for value in values if value is not None]
    if shown is None or not present:
        return
    expected = sum(present, Decimal(0)) / (len(present) if is_average else 1)
    exponent = shown.as_tuple().exponent
    tolerance = (
        Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2 if is_average else Decimal(0)
    )
    if abs(shown - expected) > tolerance:
        cell = line.cell(column.index)
        place = sheet.cell_place(cell.row, cell.column, column.header)
        what = f"“{word}”写的与各行不符，按各行应为 {round(expected, 4).normalize():f}。"
        problems.append(
            Problem("A03", place, cell.text, what, "请核对是这一行写错了，还是上面有一格写错了。")
        )


def _number(text: str, unit: str, written: str) -> Decimal | None:
    try:
        return parse_value(text, unit, written).value
    except ValueRefused:  # reported where the cell itself is read
        return None
