"""A sheet as lines of cells that remember where they stood, so that a table may be turned upright.

A transposed table (indicators down, units across) becomes a wide one by swapping rows and columns;
every cell keeps its own row and column for messages and sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leitai.model.names import fold
from leitai.problems import Place, Problem
from leitai.read.tables import Sheet

UNIT_HEADERS = tuple(
    fold(text)
    for text in ("单位", "参评单位", "单位名称", "县（市、区）", "地区", "乡镇（街道）", "地市名称", "县区")
)
INDICATOR_HEADERS = tuple(fold(text) for text in ("指标", "指标名称", "项目", "考核指标"))
MEASURE_HEADER = "计量单位"
_SEARCHED_LINES = 20
_SEPARATORS = {";": "分号", "；": "中文分号", "\t": "制表符", "，": "中文逗号", "、": "顿号", "|": "竖线"}
_OTHER_SEPARATOR = re.compile(rf"(?:^|.*[{''.join(_SEPARATORS)}])单位(?P<mark>[{''.join(_SEPARATORS)}])")
_UNIT_ROW = re.compile(r"[(（]?\s*(?:计量)?单位\s*[:：]\s*(?P<unit>[^)）]+?)\s*[)）]?")


class TextCell(NamedTuple):
    """`row` as a person counts, `column` from 0, both in the sheet as it was sent."""

    text: str
    row: int
    column: int


@dataclass(frozen=True)
class Line:
    cells: tuple[TextCell, ...]

    @property
    def number(self) -> int:
        return self.cells[0].row

    @property
    def order(self) -> tuple[int, int]:
        """Where the line stands among the others, also in a turned table."""
        return (self.cells[0].row, self.cells[0].column)

    def text(self, index: int) -> str:
        """The text of a cell; empty beyond the end of the line."""
        return self.cells[index].text if index < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)

    @property
    def first_text(self) -> str:
        return next(cell.text.strip() for cell in self.cells if cell.text.strip())


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a sheet that hold anything."""
    lines = [
        Line(tuple(TextCell(t, row.number, i) for i, t in enumerate(row.cells)))
        for row in sheet.rows
        if row.cells
    ]
    return [line for line in lines if not line.is_blank]


def find_header(lines: Sequence[Line]) -> int | None:
    """The position of the first line near the top that holds a unit column."""
    for position, line in enumerate(lines[:_SEARCHED_LINES]):
        if any(fold(cell.text) in UNIT_HEADERS for cell in line.cells):
            return position
    return None


def no_header(sheet: Sheet, lines: Sequence[Line]) -> Problem:
    """Why there is no header: an empty file, columns that no comma parts, or no 单位."""
    if not lines:
        return Problem("T10", sheet.place, None, "文件是空的。", "请确认存对了文件；确实没有数据就删除它。")
    for line in lines[:_SEARCHED_LINES]:
        separator = _OTHER_SEPARATOR.search(line.first_text) if len(line.cells) == 1 else None
        if separator is not None:
            what = f"各列之间用的是{_SEPARATORS[separator['mark']]}，不是英文逗号。"
            fix = "请在 WPS 或 Excel 中“另存为”xlsx 或“CSV（逗号分隔）”后再放入。"
            return Problem("T01", Place(sheet.place.path, sheet.place.sheet, line.number), None, what, fix)
    fix = "请保证表头行里有一列叫“单位”，其余各列是指标名；或使用 单位,指标,数值 三列的长表。"
    return Problem("T01", sheet.place, None, "找不到写有“单位”的表头行。", fix)


def unit_of_measure_row(lines: Sequence[Line]) -> TextCell | None:
    """The cell of a row like （单位：万元） among the lines above a header."""
    for line in lines:
        for cell in line.cells:
            match = _UNIT_ROW.fullmatch(cell.text.strip())
            if match is not None:
                return TextCell(match["unit"], cell.row, cell.column)
    return None


def turned_upright(lines: Sequence[Line], is_unit: Callable[[str], bool]) -> list[Line] | None:
    """The lines of a transposed table as those of a wide one; None if the table is not transposed.

    Transposed is a table whose header holds a column of indicators and at least two units. Its
    计量单位 column, if any, goes into the header as `指标（计量单位）`.
    """
    for position, line in enumerate(lines[:_SEARCHED_LINES]):
        labels = [i for i, cell in enumerate(line.cells) if fold(cell.text) in INDICATOR_HEADERS]
        units = [i for i, cell in enumerate(line.cells) if is_unit(cell.text)]
        if labels and len(units) >= 2:
            return [*lines[:position], *_turned(lines[position:], labels[0])]
    return None


def _turned(lines: Sequence[Line], label: int) -> list[Line]:
    header, body = lines[0], lines[1:]
    measure = next((i for i, cell in enumerate(header.cells) if fold(cell.text) == MEASURE_HEADER), None)
    corner = header.cells[label]
    named = [TextCell("单位", corner.row, corner.column), *(_named(line, label, measure) for line in body)]
    turned = [Line(tuple(named))]
    for index, cell in enumerate(header.cells):
        if index not in (label, measure) and (
            cell.text.strip() or any(line.text(index).strip() for line in body)
        ):
            below = [line.cells[index] if index < len(line.cells) else _gap(line, index) for line in body]
            turned.append(Line((cell, *below)))
    return turned


def _named(line: Line, label: int, measure: int | None) -> TextCell:
    cell = line.cells[label] if label < len(line.cells) else _gap(line, label)
    unit = line.text(measure).strip() if measure is not None else ""
    return (
        TextCell(f"{cell.text.strip()}（{unit}）", cell.row, cell.column)
        if unit and cell.text.strip()
        else cell
    )


def _gap(line: Line, index: int) -> TextCell:
    return TextCell("", line.number, index)
