"""The table of a sheet, with units down, whatever way it was laid out."""

from __future__ import annotations

from collections.abc import Sequence

from leitai.read.documents.tables import Row, Sheet
from leitai.read.sheets.layout import Layout, find_head, find_units, head_by_word
from leitai.read.sheets.lines import SkippedLines
from leitai.read.sheets.outside import Outside
from leitai.read.sheets.turned import turned


def find_table(sheet: Sheet, lines: Sequence[Row], skipped: SkippedLines) -> Layout | None:
    """The units are looked for down and across by what the cells hold, then by a word like 单位, then around the table."""
    is_unit = skipped.resolver.is_unit
    units = find_units(lines, is_unit)
    if units is not None and units.position is not None:
        return turned(sheet, lines, units.position, skipped)
    if units is not None and units.column is not None:
        head = find_head(lines, units.column, is_unit)
        if head is not None:
            return _layout(lines, *head, units.column)
    of_one = _of_one_unit(sheet, lines, skipped)
    by_word = head_by_word(lines)
    if by_word is not None and (of_one is None or not _holds_measures(lines, by_word, skipped)):
        return _layout(lines, *by_word)
    return of_one


def _layout(lines: Sequence[Row], first: int, end: int, unit_index: int) -> Layout:
    return Layout(lines[:first], lines[first:end], lines[end:], unit_index)


def _holds_measures(lines: Sequence[Row], by_word: tuple[int, int, int], skipped: SkippedLines) -> bool:
    """Whether the column under 单位 is of units of measure."""
    _, end, index = by_word
    texts = [text for line in lines[end:] if (text := line.text(index).strip())]
    return bool(texts) and all(map(skipped.resolver.is_measure, texts))


def _of_one_unit(sheet: Sheet, lines: Sequence[Row], skipped: SkippedLines) -> Layout | None:
    """A table without units, of the one unit that the sheet or a title names: the unit becomes its last column."""
    head = find_head(lines, None, skipped.resolver.is_unit)
    if head is None:
        return None
    first, end = head
    unit = Outside(sheet, lines[:first], skipped.resolver).unit
    if unit is None:
        return None
    width = max(len(line.cells) for line in lines[first:end])
    padded = [
        line._replace(cells=(*line.cells, *("",) * (width - len(line.cells)))) for line in lines[first:end]
    ]
    named = [line._replace(cells=(*line.cells, "单位")) for line in padded]
    body = [
        line._replace(cells=(*line.cells, unit.unit)) if len(line.cells) == width else line
        for line in lines[end:]
    ]
    return Layout(lines[:first], named, body, width)
