"""Tables in a text: with pipes, with or without the line of dashes, or with tabs as Word and spreadsheets paste them.

The header becomes as wide as the widest line, because CommonMark's tables drop what stands beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leitai.schema.markdown.lines import BULLET, ENUMERATION

_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_MARK = re.compile(rf"{ENUMERATION}|{BULLET}")
_DASHES = "---"
_BLANKS = " \u3000\u00a0\r"


@dataclass(frozen=True)
class Table:
    """`lines` with the number of the line that each was made of; `height` lines of the text were read."""

    lines: tuple[tuple[str, int], ...]
    height: int


def read_markdown_table(lines: Sequence[str], start: int) -> Table | None:
    """The table that begins with a line; None where none does."""
    for cells_of in (_piped, _ruled, _tabbed):
        rows = list(_rows(lines, start, cells_of))
        if len(rows) > 1:
            return _table(rows)
    return None


def _rows(
    lines: Sequence[str], start: int, cells_of: Callable[[Sequence[str]], list[str]]
) -> Iterator[list[str]]:
    """The cells of each line as long as there are any; of the first one `cells_of` sees the next line, too."""
    for number in range(start, len(lines)):
        cells = cells_of(lines[number : number + (2 if number == start else 1)])
        if not cells:
            return
        yield cells


def _piped(lines: Sequence[str]) -> list[str]:
    """`| 单位 | 数值 |`"""
    line = lines[0].strip()
    return _split(line) if line.startswith("|") and len(line) > 1 else []


def _ruled(lines: Sequence[str]) -> list[str]:
    """`单位 | 数值` above a line of dashes and pipes, and what follows."""
    if "|" not in lines[0] or (len(lines) > 1 and not ("|" in lines[1] and _RULE.fullmatch(lines[1]))):
        return []
    return _split(lines[0].strip())


def _tabbed(lines: Sequence[str]) -> list[str]:
    """Cells between tabs, of which any but all may be empty below the first line; the tab of a paragraph or behind 1、 is Word's."""
    line = lines[0].strip(_BLANKS)
    cells = [cell.strip().replace("|", r"\|") for cell in line.split("\t")]
    filled = [cell for cell in cells if cell]
    is_row = "\t" in line.removeprefix("\t")
    return cells if is_row and len(filled) >= len(lines) and not _MARK.fullmatch(filled[0]) else []


def _split(line: str) -> list[str]:
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _UNESCAPED_PIPE.split(inner)]


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    header, rest = rows[0], rows[1:]
    has_rule = all(_RULE.fullmatch(cell) for cell in rest[0])
    rule = rest[0] if has_rule else []
    numbered = [(header, 0), (rule + [_DASHES] * (width - len(rule)), 1 if has_rule else 0)]
    numbered += [
        (row, number) for number, row in enumerate(rows[2 if has_rule else 1 :], start=2 if has_rule else 1)
    ]
    lines = tuple(
        (f"| {' | '.join(cells + [''] * (width - len(cells)))} |", number) for cells, number in numbered
    )
    return Table(lines, len(rows))
