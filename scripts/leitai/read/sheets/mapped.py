"""Entries of a mapping that nothing fits: often a file name that was written from memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leitai.problems import Place, Problem, column_letter
from leitai.read.documents.alike import row_ranges
from leitai.read.documents.tables import Sheet, numbers_of
from leitai.schema.results.mappings import MappingsOfPeriod, TableMapping

SheetsOfFile = tuple[str, str, Sequence[Sheet]]  # a period, the name of a file, its sheets


def unused_mappings(
    mappings: Mapping[str, MappingsOfPeriod], files: Sequence[SheetsOfFile]
) -> Iterator[Problem]:
    """A warning for each entry that fits no sheet of any period that it holds for; a file that couldn't be opened fits by its name."""
    tables = {one.place: one for of_period in mappings.values() for one in of_period.tables}
    used: dict[Place, list[Sheet]] = {}
    for period, name, sheets in files:
        for one in mappings[period].tables if period in mappings else ():
            if _fits(one, name, sheets):
                used.setdefault(one.place, []).extend(s for s in sheets if one.fits(name, s.place.sheet))
    names = "、".join(sorted({name for _, name, _ in files})[:5])
    for place, one in tables.items():
        if place not in used:
            shown = f"{one.file} {one.sheet}".strip()
            what = "没有哪个文件、哪张工作表用得上这一项。"
            yield Problem("T16", place, shown, what, f"请核对 file 和 sheet；现有的文件：{names or '无'}。")
        elif used[place] and (beyond := _beyond(one, used[place])):
            what = f"这一项写的{beyond}，表里没有。"
            yield Problem("T16", place, one.file, what, "请核对行号和列的字母；用不着的删去。")


def _beyond(one: TableMapping, sheets: Sequence[Sheet]) -> str:
    """What an entry says of rows and columns that none of its sheets has."""
    rows = {number for sheet in sheets for number in numbers_of(sheet.rows)}
    width = max((len(line.cells) for sheet in sheets for line in sheet.rows), default=0)
    letters = {column_letter(index + 1) for index in range(width)}
    lost_rows = [n for n in one.header if n not in rows]
    lost = [at for at in one.says if at not in letters and at not in map(str, rows)]
    said = [f"第 {row_ranges(lost_rows)} 行"] if lost_rows else []
    return "、".join([*said, *(f" {at} " for at in lost)])


def _fits(one: TableMapping, name: str, sheets: Sequence[Sheet]) -> bool:
    return any(one.fits(name, sheet.place.sheet) for sheet in sheets) if sheets else one.fits(name, one.sheet)
