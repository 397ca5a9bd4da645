"""合计, 小计 and 平均 rows: never ranked, but held against the rows that they sum up.

Sums are checked for indicators that can be added (not %, ‰ or anything per something); averages as
far as their own decimals go. A row that disagrees is a warning: either it or a figure is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from leitai.model.names import fold
from leitai.problems import Problem
from leitai.read.resolver import Resolver
from leitai.read.result_header import Header, IndicatorColumn
from leitai.read.tables import Row, Sheet
from leitai.read.values import ValueRefused, is_additive, parse_value

TOTALS = ("合计", "总计", "全部合计")
SUBTOTALS = ("小计",)
AVERAGES = ("平均", "平均值", "平均分", "均值", "平均数")


def check_summary_line(
    sheet: Sheet,
    header: Header,
    summaries: Sequence[Row],
    data: Sequence[Row],
    resolver: Resolver,
    problems: list[Problem],
) -> None:
    """Report each summary cell of a wide table that the rows above don't add up to."""
    start = header.line.order
    for line in summaries:
        word = fold(line.text(header.unit_index)) or fold(line.first_text)
        above = [d for d in data if d.order < line.order and (word not in SUBTOTALS or d.order > start)]
        start = line.order
        for column in header.indicators:
            if column.field == "数值" and line.text(column.index).strip():
                _check_cell(sheet, line, column, word, above, resolver, problems)


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
