"""The sheets of one result file: what each says, and which of them are no tables of the folder's period.

A unit that stands in a file without a single filled cell is not in this file, whatever form was used for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitai.model.results import FileReport
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.alike import listed, together
from leitai.read.documents.tables import Sheet
from leitai.read.sheets.figures.melt import ValueCells
from leitai.read.sheets.shape.layout import is_value
from leitai.read.sheets.sheet import SheetReader
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import fold
from leitai.schema.results.form import filled_by_portal
from leitai.schema.results.mappings import MappingsOfPeriod

_NO_TABLE = re.compile(".*(?:说明|须知|目录|封面|计算过程|计算表|过程|口径|模板|样表|代码|字典).*")
OTHER_PERIOD, NO_TABLE, MAPPED = "是别的期间", "不是数据表", "按 mapping.yml 不读"
_NOTHING = {"数值": ("",), "目标值": ("", "—", "/", "-"), "上年同期": ("",)}
_SHOWN_NAMES = 5


@dataclass(frozen=True)
class ReadSheet:
    """One sheet after reading; `report` is None where nothing could be read, `left_out` says why it may be passed over."""

    reader: SheetReader
    report: FileReport | None
    left_out: str = ""


def read_file(
    sheets: Iterable[Sheet], resolver: Resolver, mappings: MappingsOfPeriod, name: str
) -> Iterator[ReadSheet]:
    """The sheets of a file as far as they hold something; what is wrong goes to the resolver's problems.

    Beside a table of the folder's period, sheets of other periods and such as 填报说明 are left out with one notice for each
    kind; alone they are mistakes.
    """
    found = [_read_sheet(sheet, resolver, mappings, name) for sheet in sheets]
    _report_blanks([one.reader for one in found], resolver)
    is_any_read = any(one.report is not None and one.report.rows_read for one in found)
    left_out: dict[str, list[Sheet]] = {}
    for one in found:
        if one.left_out and (is_any_read or one.left_out == MAPPED):
            left_out.setdefault(one.left_out, []).append(one.reader.sheet)
        else:
            resolver.problems.extend(together(one.reader.problems))
    resolver.problems.extend(_notice(why, passed_over) for why, passed_over in left_out.items())
    yield from found


def _read_sheet(sheet: Sheet, resolver: Resolver, mappings: MappingsOfPeriod, name: str) -> ReadSheet:
    mapping = mappings.of(name, sheet.place.sheet)
    reader = SheetReader(sheet, resolver, [], mapping)
    if mapping is not None and mapping.read:
        return ReadSheet(reader, None, MAPPED)
    report = reader.read()
    says_no_table = _NO_TABLE.fullmatch(fold(sheet.place.sheet or "")) is not None
    if report is None and reader.is_of_another_period:
        return ReadSheet(reader, None, OTHER_PERIOD)
    if report is None and reader.layout is None and (says_no_table or not _has_values(sheet)):
        return ReadSheet(reader, None, NO_TABLE)
    if errors_of(reader.problems) and says_no_table:
        return ReadSheet(reader, None, NO_TABLE)
    return ReadSheet(reader, report)


def _has_values(sheet: Sheet) -> bool:
    return any(is_value(text) for cells in sheet.rows.cells for text in cells)


def _notice(why: str, left_out: Sequence[Sheet]) -> Problem:
    place = left_out[0].place
    names = listed((sheet.place.sheet or "" for sheet in left_out), "张工作表")
    fix = "无须处理；其实是这一期数据的，请改正工作表名、标题，或写 mapping.yml。"
    return Problem("T09", Place(place.path, place.sheet), None, f"工作表{names}{why}，没有读取。", fix)


def _report_blanks(readers: Sequence[SheetReader], resolver: Resolver) -> None:
    """Each empty cell of a unit that is in the file; of those that have empty cells and not one that anybody filled in, one notice."""
    blanks = [(reader, blank) for reader in readers if reader.values for blank in reader.values.blanks]
    given = {unit for reader in readers if blanks for unit in _units_given(reader)}
    for reader, (unit, problem) in blanks:
        if unit in given:
            reader.problems.append(problem)
    absent = dict.fromkeys(unit for _, (unit, _) in blanks if unit not in given)
    if absent:
        names = [resolver.settings.units[unit].name for unit in absent]
        resolver.problems.append(_not_in_file(readers[0].sheet.place.path, names, bool(given)))


def _units_given(reader: SheetReader) -> set[str]:
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


def _not_in_file(path: str, names: Sequence[str], is_anybody_here: bool) -> Problem:
    """The one notice about absent units; an error where nobody else is in the file: the form came back as it was sent."""
    if not is_anybody_here:
        fix = "请确认存对了文件：这份表还没有填。没有填报就删除这个文件；确实都没有数，写“未报”。"
        return Problem("T10", Place(path), None, "这份表一格也没有填。", fix)
    more = f"等 {len(names)} 个单位" if len(names) > _SHOWN_NAMES else ""
    what = f"{'、'.join(names[:_SHOWN_NAMES])}{more}的行一格也没有填，按不在这份文件里读取。"
    fix = "无须处理；其实要报的，请填数值、“未报”“零报告”或“不适用”。"
    return Problem("R06", Place(path), None, what, fix)
