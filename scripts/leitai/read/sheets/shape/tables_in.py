"""The table of a sheet, with units down, whatever way it was laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from leitai.problems import column_letter
from leitai.read.documents.tables import SheetRow, TextCell, numbers_of
from leitai.read.sheets.shape.layout import SAMPLED_LINES, Layout, find_head, find_units, head_by_word
from leitai.read.sheets.shape.lines import SkippedLines, is_ragged
from leitai.read.sheets.shape.transposed import transposed
from leitai.read.sheets.words.grid import SEARCHED_LINES, is_footnote
from leitai.read.sheets.words.labels import TARGET, YEAR_AGO
from leitai.read.sheets.words.outside import Outside
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.stacks import merged_over
from leitai.read.sheets.words.stated_units import looks_like_measure
from leitai.schema.folding import narrow
from leitai.schema.results.mappings import NOT_READ, TableMapping
from leitai.schema.written_periods import period_in

Head = tuple[int, int]
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_LETTERS = re.compile("[A-Za-z]{1,2}")


def find_table(
    lines: Sequence[SheetRow], skipped: SkippedLines, mapping: TableMapping | None
) -> Layout | None:
    """The table of a sheet; what a mapping says of a column stands in the header in place of what was there."""
    layout = _found(lines, skipped, mapping)
    if layout is None or mapping is None or not mapping.columns:
        return layout
    says, head, is_first = mapping.says, list[SheetRow](), True
    for line, above in zip(layout.head, merged_over(layout.head, (layout.unit_index,)), strict=True):
        at = [_at(layout, line, index) for index in range(len(above))]
        cells = [_said(i, is_first, cell, says, skipped.resolver) for i, cell in zip(at, above, strict=True)]
        head.append(line._replace(cells=tuple(cells)))
        is_first = False
    return replace(layout, head=head)


def _at(layout: Layout, line: SheetRow, index: int) -> str:
    """How a mapping refers to a column: its letter, or its row number in a sheet that was transposed; empty for the units."""
    if index == layout.unit_index:
        return ""
    return str(line.row_of(index)) if layout.is_transposed else column_letter(index + 1)


def _said(at: str, is_first: bool, cell: TextCell | None, says: Mapping[str, str], resolver: Resolver) -> str:
    """What stands in a cell of the header: of a mapped column what the mapping says, once, and what stood there besides a name."""
    text = "" if cell is None else cell.text
    if at not in says:
        return text
    kept = _kept(text, says[at], resolver) if says[at] != NOT_READ else ()
    return (says[at] if is_first else "") + "".join(f"（{word}）" for word in kept if word)


def _kept(text: str, says: str, resolver: Resolver) -> Iterator[str]:
    """What a header says of its figures and a mapping doesn't: their period, 上年同期, 累计, the unit of measure."""
    stood, own = resolver.label(text), resolver.label(says)
    if own.period is None:
        yield period_in(text)
    if not own.meaning and stood.meaning in (YEAR_AGO, TARGET):
        yield stood.meaning
    if not own.basis:
        yield stood.basis
    if not own.measure:
        yield stood.measure or next(filter(looks_like_measure, _IN_BRACKETS.findall(narrow(text))), "")


def _found(lines: Sequence[SheetRow], skipped: SkippedLines, mapping: TableMapping | None) -> Layout | None:
    """The units are looked for down and across by what the cells hold, then by a word like 单位, then around the table.

    What a mapping says goes first: the rows of the header, the column of the units, or the one unit of the whole table.
    """
    resolver = skipped.resolver
    head = _mapped_head(lines, mapping)
    unit = mapping.unit if mapping is not None else ""
    if mapping is not None and unit and not _LETTERS.fullmatch(unit):
        _report_other_unit(lines, mapping, resolver)
        return _of_one_unit(lines, head or find_head(lines, None, resolver.is_unit), unit)
    if unit:
        index = next(i for i in count() if column_letter(i + 1) == unit.upper())
        head = head or find_head(lines, index, resolver.is_unit)
        return _layout(lines, head, index) if head is not None else None
    column, position = find_units(lines, resolver.is_unit)
    if position is not None:
        return transposed(lines, position, skipped)
    if column is not None:
        head = head or find_head(lines, column, resolver.is_unit)
        if head is not None:
            return _layout(lines, head, column)
    return _without_units(lines, head, resolver)


def _report_other_unit(lines: Sequence[SheetRow], mapping: TableMapping, resolver: Resolver) -> None:
    """A mapping that calls a whole table one unit's, where the table itself names another: one of both is wrong."""
    around = Outside(lines[:SEARCHED_LINES], resolver).unit
    texts = [around.unit] if around is not None else []
    texts += [text for line in lines[:SAMPLED_LINES] for text in line.cells]
    meant = (None, resolver.known_unit(mapping.unit))
    other = next((text.strip() for text in texts if resolver.known_unit(text) not in meant), None)
    if other is not None:
        path = resolver.sheet.place.path
        what = f"这一项写的是整张表都是“{mapping.unit}”的，而 {path} 里写着“{other}”。"
        fix = "表里写的对，就删去 unit，或写单位在哪一列；表里写错了，请改表。"
        resolver.report("T18", mapping.place, mapping.unit, what, fix)


def _mapped_head(lines: Sequence[SheetRow], mapping: TableMapping | None) -> Head | None:
    """The positions of the lines that a mapping calls the header."""
    rows = mapping.header if mapping is not None else ()
    found = [position for position, number in enumerate(numbers_of(lines) if rows else ()) if number in rows]
    return (found[0], found[-1] + 1) if found else None


def _layout(lines: Sequence[SheetRow], head: Head, unit_index: int) -> Layout:
    first, end = head
    return Layout(lines[:first], lines[first:end], lines[end:], unit_index)


def _without_units(lines: Sequence[SheetRow], head: Head | None, resolver: Resolver) -> Layout | None:
    """A table in which no registered unit stands: all may be misspelt, or it is of the one unit that a title or the sheet names."""
    of_one = head or find_head(lines, None, resolver.is_unit)
    unit = Outside(lines[: of_one[0]], resolver).unit if of_one is not None else None
    by_word = head_by_word(lines)
    if by_word is not None and (unit is None or not _holds_measures(lines, by_word, resolver)):
        return _layout(lines, by_word[:2], by_word[2])
    return _of_one_unit(lines, of_one, unit.unit) if unit is not None else None


def _holds_measures(lines: Sequence[SheetRow], by_word: tuple[int, int, int], resolver: Resolver) -> bool:
    """Whether the column under 单位 is of units of measure."""
    _, end, index = by_word
    texts = [text for line in lines[end:] if (text := line.text(index).strip())]
    return bool(texts) and all(map(resolver.is_measure, texts))


def _of_one_unit(lines: Sequence[SheetRow], head: Head | None, unit: str) -> Layout | None:
    """A table without a column of units, all of one unit; the unit becomes its last column."""
    if head is None:
        return None
    first, end = head
    width = max(len(line.cells) for line in lines[first:end])
    named = [line._replace(cells=(*map(line.text, range(width)), "单位")) for line in lines[first:end]]
    body = list(lines[end:])
    for number, line in enumerate(body):
        if not is_ragged(line, width) and not is_footnote(line):
            body[number] = line._replace(cells=(*line.cells[:width], unit))
    return Layout(lines[:first], named, body, width)
