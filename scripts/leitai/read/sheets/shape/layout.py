"""Where in a sheet the table stands: its titles, the lines of its header, its body, and the column that names the units.

The unit column is known by what it holds; what stands above it doesn't matter, and may be nothing. Only where a sheet
holds no registered unit at all (they may all be misspelt) does a word like 单位 say where they should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leitai.read.documents.tables import SheetRow, TextCell
from leitai.read.documents.values import STATE_WORDS, is_figure
from leitai.read.sheets.words.grid import MEASURE_HEADERS, SEARCHED_LINES, UNIT_HEADERS, is_footnote
from leitai.read.sheets.words.summaries import is_summary
from leitai.schema.folding import fold
from leitai.schema.written_periods import written_period

IsUnit = Callable[[str], bool]
SAMPLED_LINES = 120
_KEYED = re.compile(r"(?!.{2,4}项[:：]).{1,10}[:：]")  # 求和项:火灾起数 is the header of a pivot table
_DATED = re.compile("(?:19|20)[0-9]{2}年")
_NO_NAME = "0123456789.-+"


@dataclass(frozen=True)
class Layout:
    """`head` are the header's lines from above to below, at least one."""

    titles: Sequence[SheetRow]
    head: Sequence[SheetRow]
    body: Sequence[SheetRow]
    unit_index: int
    is_transposed: bool = False
    beside_units: Sequence[TextCell] = ()  # of a transposed table: what stands before the units in their line

    @property
    def corner(self) -> Sequence[SheetRow]:
        """What stands above the units, or before them: it may be the name of the only indicator."""
        above = [line.cell(self.unit_index) for line in self.head]
        cells = self.beside_units if self.is_transposed else above
        return [SheetRow(cell.row, (*[""] * cell.column, cell.text)) for cell in cells if cell.text.strip()]

    @property
    def width(self) -> int:
        """How many cells a line has; what nothing stands above at the end doesn't count in a header that is merged."""
        return max(len(line.cells) for line in self.head)


def find_units(lines: Sequence[SheetRow], is_unit: IsUnit) -> tuple[int | None, int | None]:
    """The column or the position of the line that names more units than any other; neither where a sheet names none in its table."""
    by_column: dict[int, set[str]] = {}
    by_line: dict[int, set[str]] = {}
    for number, line in enumerate(lines[:SAMPLED_LINES]):
        for index, text in enumerate(line.cells):
            if text and text[0] not in _NO_NAME and is_unit(text):
                by_column.setdefault(index, set()).add(fold(text))
                by_line.setdefault(number, set()).add(fold(text))
    columns = {i: len(names) for i, names in by_column.items() if _is_unit_column(lines, i, is_unit)}
    across = {n: len(names) for n, names in by_line.items() if n < SEARCHED_LINES and _is_unit_line(lines, n)}
    column = min(columns, key=lambda i: (-columns[i], not _is_headed(lines, i), i), default=None)
    position = min(across, key=lambda n: (-across[n], n), default=None)
    if position is not None and across[position] > (columns[column] if column is not None else 0):
        return None, position
    return column, None


def _is_headed(lines: Sequence[SheetRow], index: int) -> bool:
    return any(fold(line.text(index)) in UNIT_HEADERS for line in lines[:SEARCHED_LINES])


def _is_unit_column(lines: Sequence[SheetRow], index: int, is_unit: IsUnit) -> bool:
    """Whether most cells from the first unit on are units, in lines that say more than that."""
    first = _first_unit_line(lines, index, is_unit)
    if first is None:
        return False
    texts = [line.text(index).strip() for line in lines[first:SAMPLED_LINES] if len(_texts(line)) > 1]
    named = [text for text in texts if text and not is_summary(text)]
    return 2 * sum(map(is_unit, named)) >= len(named)


def _is_unit_line(lines: Sequence[SheetRow], position: int) -> bool:
    """Whether a line names units across: it holds no figure, and what stands below does."""
    below = lines[position + 1 : position + 1 + SAMPLED_LINES]
    return not _holds_values(lines[position]) and any(map(_holds_values, below))


def find_head(lines: Sequence[SheetRow], unit_index: int | None, is_unit: IsUnit) -> tuple[int, int] | None:
    """The positions of the header's first line and of the first line below it; None where there is no header."""
    if unit_index is None:
        end = next((n for n, line in enumerate(lines[:SEARCHED_LINES]) if _holds_values(line)), None)
    else:
        end = _first_unit_line(lines, unit_index, is_unit)
    last = None if end is None else _last_header_line(lines, end, unit_index)
    if last is None:
        return None
    return lines_above(lines, last), last + 1


def lines_above(lines: Sequence[SheetRow], position: int) -> int:
    """The first of the header's lines that end at a position."""
    while position > 0 and _belongs_to_header(lines[position - 1]):
        position -= 1
    return position


def head_by_word(lines: Sequence[SheetRow]) -> tuple[int, int, int] | None:
    """The first line of a header that has a word like 单位, the line below the header, and the column of the word."""
    for position, line in enumerate(lines[:SEARCHED_LINES]):
        index = next((i for i, text in enumerate(line.cells) if fold(text) in UNIT_HEADERS), None)
        if index is None:
            continue
        end = position + 1
        while end < len(lines) and _continues(lines[end], line, index):
            end += 1
        return lines_above(lines, position), end, index
    return None


def is_value(text: str) -> bool:
    """Whether a cell holds what a data cell may hold, a figure or a state; 2021年, 9月 and 2021年主要指标 are none."""
    if not text or text.isspace():
        return False
    is_dated = _DATED.match(text.strip()) is not None or written_period(text) is not None
    return (is_figure(text) or text.strip() in STATE_WORDS) and not is_dated


def _holds_values(line: SheetRow) -> bool:
    return any(map(is_value, line.cells))


def _texts(line: SheetRow) -> list[str]:
    return [text for text in map(str.strip, line.cells) if text]


def _first_unit_line(lines: Sequence[SheetRow], unit_index: int, is_unit: IsUnit) -> int | None:
    texts = ((position, line, line.text(unit_index)) for position, line in enumerate(lines[:SAMPLED_LINES]))
    named = (p for p, line, text in texts if text.strip() and is_unit(text) and len(_texts(line)) > 1)
    return next(named, None)


def _last_header_line(lines: Sequence[SheetRow], end: int, unit_index: int | None) -> int | None:
    """The nearest line above the data that is no data itself: no sum, no unknown unit, no heading of a group."""
    for position in range(end - 1, -1, -1):
        line = lines[position]
        named = [i for i, text in enumerate(line.cells) if text.strip()]
        if _holds_values(line) or named == [unit_index]:
            continue
        return position if named and not _is_keyed(line) and not is_footnote(line) else None
    return None


def _belongs_to_header(line: SheetRow) -> bool:
    """Whether a line above the last one of a header is another one: several texts, and none like 单位：元."""
    return len(_texts(line)) > 1 and not _holds_values(line) and not _is_keyed(line)


def _is_keyed(line: SheetRow) -> bool:
    return any(_KEYED.match(text) for text in _texts(line))


def _continues(line: SheetRow, header: SheetRow, unit_index: int) -> bool:
    """Whether a line below the one with 单位 is header, too: it names no unit and holds no value."""
    own = fold(line.text(unit_index))
    is_own = not own or own in MEASURE_HEADERS or own == fold(header.text(unit_index))
    says_enough = len(_texts(line)) > (1 if own else 0)
    return is_own and says_enough and not _holds_values(line) and not is_footnote(line)
