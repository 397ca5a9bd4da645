"""Spellings of units: which ones the files of a period use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leitai.assist.diff.model import Finding, Scope, Spellings, units_that_reported
from leitai.model.content import Content
from leitai.model.names import NameTable, unit_names
from leitai.pipeline.tools import Sheet, read_sheets
from leitai.problems import Place
from leitai.schema.period import Period


def find_renamed_units(scope: Scope) -> Iterator[Finding]:
    """本期文件用了上期没有用过的别名或不规范写法来称呼一个单位；写单位表里的全称或简称的不报。

    单位表里改名看不出来；上期没有报数的单位不报。
    """
    if scope.previous is None or not units_that_reported(scope.now) or not units_that_reported(scope.before):
        return
    now, before = scope.spellings(scope.period), scope.spellings(scope.previous)
    for unit_id, unit in scope.units.items():
        found, known = now.get(unit_id, {}), before.get(unit_id, {})
        for text, place in found.items():
            if known and text not in (*known, unit.name, unit.short):
                then = "、".join(f"“{name}”" for name in known)
                what = f"{unit.name}本期写作“{text}”，上期写作{then}；都按{unit.name}读取，请核对是否改名或合并。"
                group = scope.group.group_id
                yield Finding("unit_renamed", "note", group, what, unit_id, None, then, text, place)


def read_spellings(root: Path, content: Content, period: Period) -> Spellings:
    """How the result files of a period write each unit.

    The files are read once more, because observations keep the unit and not its spelling. A cell
    counts when it names a unit that has an observation in the same sheet.
    """
    names, units = unit_names(content.settings), _units_by_sheet(content, period)
    found: Spellings = {}
    for sheet in _sheets(root, content, period):
        present = units.get((sheet.place.path, sheet.place.sheet), set())
        for text, unit_id, place in _names_in(sheet, names, present, content, period):
            found.setdefault(unit_id, {}).setdefault(text, place)
    return found


def _units_by_sheet(content: Content, period: Period) -> dict[tuple[str, str | None], set[str]]:
    found: dict[tuple[str, str | None], set[str]] = {}
    for cell in content.cells(period).values():
        found.setdefault((cell.place.path, cell.place.sheet), set()).add(cell.unit_id)
    return found


def _sheets(root: Path, content: Content, period: Period) -> Iterator[Sheet]:
    folder = f"content/results/{period.id}/"
    paths = dict.fromkeys(report.path for report in content.results.files if report.path.startswith(folder))
    for path in paths:
        yield from read_sheets(root / path, path, [])


def _names_in(
    sheet: Sheet, names: NameTable, present: set[str], content: Content, period: Period
) -> Iterator[tuple[str, str, Place]]:
    groups = frozenset(content.settings.at(period).units[unit_id].group for unit_id in present)
    for row in sheet.rows:
        for index, text in enumerate(row.cells):
            found = names.find(text, period.last_day, groups) if text.strip() else None
            if found is not None and found.id in present:
                yield text, found.id, sheet.at(row.cell(index))
