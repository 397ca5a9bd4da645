"""The lines of a sheet, and how a table is turned upright.

A transposed table (indicators down, units across) becomes a wide one by swapping rows and columns;
every cell keeps its own row and column for messages and sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from leitai.model.names import fold
from leitai.read.tables import Row, Sheet, TextCell

UNIT_HEADERS = tuple(
    fold(text)
    for text in ("单位", "参评单位", "单位名称", "县（市、区）", "地区", "乡镇（街道）", "地市名称", "县区")
)
INDICATOR_HEADERS = tuple(fold(text) for text in ("指标", "指标名称", "项目", "考核指标"))
MEASURE_HEADER = "计量单位"
_SEARCHED_LINES = 20
_UNIT_ROW = re.compile(r"[(（]?\s*(?:计量)?单位\s*[:：]\s*(?P<unit>[^)）]+?)\s*[)）]?")


def lines_of(sheet: Sheet) -> list[Row]:
    """The lines of a sheet that hold anything."""
    return [row for row in sheet.rows if not row.is_blank]


def find_header(lines: Sequence[Row]) -> int | None:
    """The position of the first line near the top that holds a unit column."""
    for position, line in enumerate(lines[:_SEARCHED_LINES]):
        if any(fold(text) in UNIT_HEADERS for text in line.cells):
            return position
    return None


def unit_of_measure_row(lines: Sequence[Row]) -> TextCell | None:
    """The cell of a row like （单位：万元） among the lines above a header."""
    for line in lines:
        for index, text in enumerate(line.cells):
            match = _UNIT_ROW.fullmatch(text.strip())
            if match is not None:
                return line.cell(index)._replace(text=match["unit"])
    return None


def turned_upright(lines: Sequence[Row], is_unit: Callable[[str], bool]) -> list[Row] | None:
    """The lines of a transposed table as those of a wide one; None if the table is not transposed.

    Transposed is a table whose header holds a column of indicators and at least two units. Its
    计量单位 column, if any, goes into the header as `指标（计量单位）`.
    """
    for position, line in enumerate(lines[:_SEARCHED_LINES]):
        labels = [i for i, text in enumerate(line.cells) if fold(text) in INDICATOR_HEADERS]
        if labels and sum(map(is_unit, line.cells)) >= 2:
            return [*lines[:position], *_turned(lines[position:], labels[0])]
    return None


def _turned(lines: Sequence[Row], label: int) -> list[Row]:
    header, body = lines[0], lines[1:]
    measure = next((i for i, text in enumerate(header.cells) if fold(text) == MEASURE_HEADER), None)
    rows = tuple(line.number for line in lines)
    names = ("单位", *(_named(line, label, measure) for line in body))
    turned = [Row(header.number, names, label, rows)]
    for index in range(len(header.cells)):
        texts = tuple(line.text(index) for line in lines)
        if index not in (label, measure) and any(text.strip() for text in texts):
            turned.append(Row(header.number, texts, index, rows))
    return turned


def _named(line: Row, label: int, measure: int | None) -> str:
    name = line.text(label)
    unit = line.text(measure).strip() if measure is not None else ""
    return f"{name.strip()}（{unit}）" if unit and name.strip() else name
