"""A table with units across becomes one with units down by swapping rows and columns.

The columns that say what each line is (指标, 计量单位, 口径, 年份) become the lines of its header, and lines above the units
(2021年 merged over several) columns beside them. Every cell keeps its own row and column for messages and sources; a line that
doesn't fit the header is refused before, because a transposed table is no longer than its header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitai.read.documents.table_faults import cells_without_header, ragged_row
from leitai.read.documents.tables import SheetRow, TextCell
from leitai.read.sheets.shape.layout import Layout, is_value, lines_above
from leitai.read.sheets.shape.lines import SkippedLines, is_headed, is_ragged
from leitai.read.sheets.shape.row_labels import spelled_in_full
from leitai.read.sheets.words.grid import INDICATOR_HEADERS, MEASURE_HEADERS, is_unused
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.stacks import merged_over
from leitai.read.sheets.words.summaries import is_summary
from leitai.schema.folding import fold


def transposed(lines: Sequence[SheetRow], position: int, skipped: SkippedLines) -> Layout:
    """The layout of a table of which the line at `position` names the units."""
    first = lines_above(lines, position)
    header, below = lines[position], position + 1
    parts = _parts_of_units(lines, position, skipped)
    if parts is not None:
        header, below = _merged_right(header, parts), position + 2
    above = [*lines[first:position], *([parts] if parts is not None else [])]
    return _Turner(above, header, skipped).layout(lines[:first], lines[below:])


def _parts_of_units(lines: Sequence[SheetRow], position: int, skipped: SkippedLines) -> SheetRow | None:
    """The line below the units that says 本期 and 上年同期 of each, where there is one."""
    if position + 1 >= len(lines):
        return None
    line, units = lines[position + 1], lines[position]
    said = [text for text in line.cells if text.strip()]
    is_named = any(text.strip() and not units.text(i).strip() for i, text in enumerate(line.cells))
    labels = map(skipped.resolver.label, said)
    are_parts = all(label.is_understood and not label.indicator and not label.measure for label in labels)
    return line if is_named and are_parts and not any(map(is_value, said)) else None


def _merged_right(units: SheetRow, parts: SheetRow) -> SheetRow:
    """The line of units with each of them above all its parts."""
    cells = [cell.text if cell is not None else "" for cell in merged_over([units, parts], ())[0]]
    return units._replace(cells=tuple(cells))


@dataclass(frozen=True)
class _Turner:
    above: Sequence[SheetRow]
    header: SheetRow
    skipped: SkippedLines

    @property
    def resolver(self) -> Resolver:
        return self.skipped.resolver

    def layout(self, titles: Sequence[SheetRow], below: Sequence[SheetRow]) -> Layout:
        body = list(self._body(titles, below))
        labels = list(self._label_columns(body)) or [0]
        above = [line for line in self.above if self._says_something(line, labels)]
        titles = [*titles, *(line for line in self.above if line not in above)]
        self.skipped.groups(line.cell(i) for line in above for i in labels if line.text(i).strip())
        rows = tuple(line.number for line in (self.header, *body, *above))
        columns = self._columns(body, labels, above)
        lines = [SheetRow(self.header.number, cells, index, rows) for index, cells in columns.items()]
        head, units = lines[: len(labels)], lines[len(labels) :]
        corner = [self.header.cell(index) for index in labels]
        return Layout(titles, head, units, 0, is_transposed=True, beside_units=corner)

    def _columns(
        self, body: Sequence[SheetRow], labels: Sequence[int], above: Sequence[SheetRow]
    ) -> dict[int, tuple[str, ...]]:
        """What becomes the lines: the columns that say what each line is first, then those of units."""
        found = {index: ("", *self._texts(index, body)) for index in labels}
        found[labels[0]] = ("单位", *found[labels[0]][1:], *["期间"] * len(above))
        merged = merged_over([*above, self.header], labels)[:-1]
        for index, text in enumerate(self.header.cells):
            if index not in labels and not self._is_left_out(index, text, body):
                figures = (line.text(index) for line in body)
                found[index] = (text, *figures, *self._above(merged, index))
        return found

    def _says_something(self, line: SheetRow, labels: Sequence[int]) -> bool:
        """Whether a line above the units says which figures stand below: 2021年, 上年同期."""
        texts = [text for i, text in enumerate(line.cells) if i not in labels and text.strip()]
        return bool(texts) and all(self.resolver.label(text).is_understood for text in texts)

    @staticmethod
    def _above(merged: Sequence[Sequence[TextCell | None]], index: int) -> Iterator[str]:
        """What stands above a unit, in each of the lines above."""
        for cells in merged:
            cell = cells[index] if index < len(cells) else None
            yield "" if cell is None else cell.text

    def _texts(self, index: int, body: Sequence[SheetRow]) -> Iterator[str]:
        """What a column says of each line; below 单位 it is a unit of measure, whatever it is."""
        header = self.header.text(index)
        says_measure = fold(header) in MEASURE_HEADERS and not self._names_indicators(index, body)
        for line in body:
            text = spelled_in_full(header, line.text(index), self.resolver.period)
            yield f"（{text.strip()}）" if says_measure and text.strip() else text

    def _names_indicators(self, index: int, body: Sequence[SheetRow]) -> bool:
        """Whether what stands below 单位 are indicators: the word in the corner is that of the units beside it."""
        return any(self.resolver.label(line.text(index)).indicator for line in body)

    def _label_columns(self, body: Sequence[SheetRow]) -> Iterator[int]:
        """The columns before the first unit, and others that hold words which say what a line is; 序号 is none."""
        is_unit = self.resolver.is_unit
        first = next(i for i, text in enumerate(self.header.cells) if is_unit(text) or is_summary(text))
        for index, text in enumerate(self.header.cells):
            said = [cell for line in body if (cell := line.text(index).strip())]
            is_text = not is_unused(text) or self._names_indicators(index, body)
            is_left = index < first and is_text and not all(map(is_value, said))
            if is_left or fold(text) in MEASURE_HEADERS:
                yield index
            elif not is_unit(text) and said and not any(map(is_value, said)):
                labels = map(self.resolver.label, said)
                if all(label.is_understood and not label.indicator for label in labels):
                    yield index

    def _body(self, titles: Sequence[SheetRow], below: Sequence[SheetRow]) -> Iterator[SheetRow]:
        """The lines that hold an indicator each; all others are named."""
        known = {line.stripped for line in (*titles, self.header)}
        label = next((i for i, text in enumerate(self.header.cells) if fold(text) in INDICATOR_HEADERS), 0)
        lines = self.skipped.before_notes_and_second_header(
            below,
            label,
            is_known=lambda line: line.stripped in known,
            goes_on=lambda line: not any(map(is_value, line.cells)),
            is_second=lambda line: is_headed(line, INDICATOR_HEADERS),
        )
        return (line for line in lines if self._fits(line, label))

    def _fits(self, line: SheetRow, label: int) -> bool:
        width = len(self.header.cells)
        if is_ragged(line, width):
            self.resolver.problems.append(ragged_row(self.resolver.sheet, line, width))
        elif all(is_value(cell.text) for cell in line.filled):  # values, and nothing says of what
            place = self.resolver.sheet.at(line.cell(label), self.header.text(label).strip())
            what, fix = "这一行没有写指标名。", "请补上指标名，或删去这一行。"
            self.resolver.report("T11", place, line.written, what, fix)
        else:
            return True
        return False

    def _is_left_out(self, index: int, text: str, body: Sequence[SheetRow]) -> bool:
        """Columns of no unit: 序号 and 备注 with a notice; blank ones, unless some cell is not (reported)."""
        if is_unused(text):
            what, fix = "这一列只作说明，没有使用。", "无须处理。"
            self.resolver.report_cell("T09", self.header.cell(index), what, fix)
        elif not text.strip():
            self.resolver.problems.extend(cells_without_header(self.resolver.sheet, body, [index]))
        else:
            return False
        return True
