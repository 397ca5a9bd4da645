"""A transposed table (indicators down, units across) becomes a wide one by swapping rows and columns.

Every cell keeps its own row and column for messages and sources; a line that doesn't fit the header is
refused before, because a turned table is no longer than its header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitai.problems import Problem
from leitai.read.documents.table_faults import cells_without_header, ragged_row
from leitai.read.documents.tables import Row, Sheet
from leitai.read.sheets.grid import (
    INDICATOR_HEADERS,
    MEASURE_HEADERS,
    SEARCHED_LINES,
    UNUSED_HEADERS,
    is_footnote,
)
from leitai.read.sheets.labels import field_of
from leitai.read.sheets.lines import (
    FOOTNOTE,
    REPEATED,
    SkippedLines,
    is_ragged,
    is_second_header,
    second_header,
)
from leitai.schema.folding import fold


def with_units_down(sheet: Sheet, lines: Sequence[Row], skipped: SkippedLines) -> list[Row] | None:
    """The lines of a transposed table as those of a wide one; None if the table is not transposed.

    Transposed is a table whose header holds a column of indicators and at least two units. Its
    计量单位 (or 单位) column, if any, goes into the header as `指标（计量单位）`.
    """
    for position, line in enumerate(lines[:SEARCHED_LINES]):
        labels = [i for i, text in enumerate(line.cells) if fold(text) in INDICATOR_HEADERS]
        if labels and sum(map(skipped.resolver.is_unit, line.cells)) >= 2:
            above = list(lines[:position])
            turner = _Turner(sheet, line, labels[0], skipped, skipped.problems)
            return [*above, *turner.turned(list(turner.body(above, lines[position + 1 :])))]
    return None


@dataclass(frozen=True)
class _Turner:
    """`label` is the column that names the indicators."""

    sheet: Sheet
    header: Row
    label: int
    skipped: SkippedLines
    problems: list[Problem]

    def body(self, above: Sequence[Row], below: Sequence[Row]) -> Iterator[Row]:
        """The lines that hold an indicator each; all others are named."""
        known = {line.stripped for line in (*above, self.header)}
        for line in below:
            if line.stripped in known:
                self.skipped.add(line, REPEATED, self.label)
            elif is_footnote(line):
                self.skipped.add(line, FOOTNOTE, self.label)
            elif is_second_header(line, INDICATOR_HEADERS):
                self.problems.append(second_header(self.sheet, line))
                return
            elif self._fits(line):
                yield line

    def _fits(self, line: Row) -> bool:
        width = len(self.header.cells)
        if is_ragged(line, width):
            self.problems.append(ragged_row(self.sheet, line, width))
        elif not line.text(self.label).strip() and not self._has_field(line):
            place = self.sheet.cell_place(line.number, self.label, self.header.text(self.label).strip())
            what, fix = "这一行没有写指标名。", "请补上指标名，或删去这一行。"
            self.problems.append(Problem("T11", place, line.written, what, fix))
        else:
            return True
        return False

    def _has_field(self, line: Row) -> bool:
        """Whether a line without a name is one more of the indicator above: it says 上年同期 or the like."""
        return any(map(field_of, line.cells))

    def turned(self, body: Sequence[Row]) -> Iterator[Row]:
        """The header with the indicators' names, then one line for each unit."""
        header, rows = self.header, tuple(line.number for line in (self.header, *body))
        measure = next((i for i, text in enumerate(header.cells) if fold(text) in MEASURE_HEADERS), None)
        names = ("单位", *(_named(line, self.label, measure) for line in body))
        yield Row(header.number, names, self.label, rows)
        for index, text in enumerate(header.cells):
            texts = tuple(line.text(index) for line in body)
            if index in (self.label, measure):
                continue
            if any(map(str.strip, texts)) and all(map(field_of, filter(str.strip, texts))):
                yield Row(header.number, ("", *texts), index, rows)  # the second line of the header
            elif not self._is_left_out(index, text, body):
                yield Row(header.number, (text, *texts), index, rows)

    def _is_left_out(self, index: int, text: str, body: Sequence[Row]) -> bool:
        """Columns of no unit: 序号 and 备注 with a notice; blank ones, unless some cell is not (reported)."""
        if fold(text) in UNUSED_HEADERS:
            place = self.sheet.cell_place(self.header.number, index)
            what = "这一列只作说明，没有使用。"
            self.problems.append(Problem("T09", place, text.strip(), what, "无须处理。"))
        elif not text.strip():
            self.problems.extend(cells_without_header(self.sheet, body, [index]))
        else:
            return False
        return True


def _named(line: Row, label: int, measure: int | None) -> str:
    name = line.text(label)
    unit = line.text(measure).strip() if measure is not None else ""
    return f"{name.strip()}（{unit}）" if unit else name
