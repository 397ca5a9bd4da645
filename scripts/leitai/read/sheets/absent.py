"""Units that stand in a file without a single filled cell: they are not in this file, whatever form was used for it."""

from __future__ import annotations

from collections.abc import Sequence

from leitai.problems import Place, Problem
from leitai.read.sheets.figures.melt import ValueCells
from leitai.read.sheets.sheet import SheetReader
from leitai.schema.results.form import filled_by_portal

_NOTHING = {"数值": ("",), "目标值": ("", "—", "/", "-"), "上年同期": ("",)}
_SHOWN_NAMES = 5


def absent_units(readers: Sequence[SheetReader]) -> tuple[str, ...]:
    """The units of a file's sheets that have empty cells and not one that anybody filled in, in the order of the file."""
    blank = dict.fromkeys(unit for reader in readers for unit, _ in reader.blanks)
    given = {unit for reader in readers if blank for unit in units_given(reader)}
    return tuple(unit for unit in blank if unit not in given)


def units_given(reader: SheetReader) -> set[str]:
    """The units of which anything was filled in by hand; a form comes with what the portal holds already."""
    reported = {one.unit_id for one in reader.reported if (one.total, one.rank) != (None, None)}
    return reported if reader.values is None else reported | _given(reader.values.cells)


def _given(cells: ValueCells) -> set[str]:
    notes = cells.texts.get("备注")
    found: set[str] = set()
    for name, nothing in _NOTHING.items():
        for i, text in enumerate(cells.texts.get(name, ())):
            if text.strip() not in nothing and not (notes and name in filled_by_portal(notes[i])):
                found.add(cells.units[i])
    return found


def not_in_file(path: str, names: Sequence[str], is_anybody_here: bool) -> Problem:
    """The one notice about them; an error where nobody else is in the file: the form came back as it was sent."""
    if not is_anybody_here:
        fix = "请确认存对了文件：这份表还没有填。没有填报就删除这个文件；确实都没有数，写“未报”。"
        return Problem("T10", Place(path), None, "这份表一格也没有填。", fix)
    more = f"等 {len(names)} 个单位" if len(names) > _SHOWN_NAMES else ""
    what = f"{'、'.join(names[:_SHOWN_NAMES])}{more}的行一格也没有填，按不在这份文件里读取。"
    fix = "无须处理；其实要报的，请填数值、“未报”“零报告”或“不适用”。"
    return Problem("R06", Place(path), None, what, fix)
