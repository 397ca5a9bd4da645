"""Entries of a mapping that nothing fits: often a file name that was written from memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leitai.problems import Problem
from leitai.read.documents.tables import Sheet
from leitai.schema.results.mappings import MappingsOfPeriod, TableMapping

SheetsOfFile = tuple[str, str, Sequence[Sheet]]  # a period, the name of a file, its sheets


def unused_mappings(
    mappings: Mapping[str, MappingsOfPeriod], files: Sequence[SheetsOfFile]
) -> Iterator[Problem]:
    """A warning for each entry that fits no sheet of any period that it holds for; a file that couldn't be opened fits by its name."""
    tables = {one.place: one for of_period in mappings.values() for one in of_period.tables}
    used = {
        one.place
        for period, name, sheets in files
        for one in (mappings[period].tables if period in mappings else ())
        if _fits(one, name, sheets)
    }
    names = "、".join(sorted({name for _, name, _ in files})[:5])
    for place, one in tables.items():
        if place not in used:
            shown = f"{one.file} {one.sheet}".strip()
            what = "没有哪个文件、哪张工作表用得上这一项。"
            yield Problem("T16", place, shown, what, f"请核对 file 和 sheet；现有的文件：{names or '无'}。")


def _fits(one: TableMapping, name: str, sheets: Sequence[Sheet]) -> bool:
    return any(one.fits(name, sheet.place.sheet) for sheet in sheets) if sheets else one.fits(name, one.sheet)
