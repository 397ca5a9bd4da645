"""The sheets of one result file: what each says, and which of them are no tables of the folder's period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitai.model.results import FileReport
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.alike import together
from leitai.read.documents.tables import Sheet
from leitai.read.sheets.absent import absent_units, not_in_file, units_given
from leitai.read.sheets.shape.layout import is_value
from leitai.read.sheets.sheet import SheetReader
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import fold
from leitai.schema.results.mappings import MappingsOfPeriod

_NO_TABLE = re.compile(".*(?:说明|须知|目录|封面|计算过程|计算表|过程|口径|模板|样表|代码|字典).*")
OTHER_PERIOD, NO_TABLE, MAPPED = "是别的期间", "不是数据表", "按 mapping.yml 不读"


@dataclass(frozen=True)
class ReadSheet:
    """One sheet after reading; `report` is None where nothing could be read, `left_out` says why it may be passed over."""

    sheet: Sheet
    reader: SheetReader
    problems: list[Problem]
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
    _report_blanks(found, resolver)
    is_any_read = any(one.report is not None and one.report.rows_read for one in found)
    left_out: dict[str, list[ReadSheet]] = {}
    for one in found:
        if one.left_out and (is_any_read or one.left_out == MAPPED):
            left_out.setdefault(one.left_out, []).append(one)
            continue
        resolver.problems.extend(together(one.problems))
    resolver.problems.extend(_notice(why, ones) for why, ones in left_out.items())
    yield from found


def _report_blanks(found: Sequence[ReadSheet], resolver: Resolver) -> None:
    """Each empty cell of a unit that is in the file; of those that aren't, one notice."""
    readers = [one.reader for one in found]
    absent = absent_units(readers)
    for one in found:
        one.problems.extend(problem for unit, problem in one.reader.blanks if unit not in absent)
    if absent:
        names = [resolver.settings.units[unit].name for unit in absent]
        is_anybody_here = any(map(units_given, readers))
        resolver.problems.append(not_in_file(found[0].sheet.place.path, names, is_anybody_here))


def _read_sheet(sheet: Sheet, resolver: Resolver, mappings: MappingsOfPeriod, name: str) -> ReadSheet:
    problems: list[Problem] = []
    mapping = mappings.of(name, sheet.place.sheet)
    reader = SheetReader(sheet, resolver.reporting_to(problems), problems, mapping)
    if mapping is not None and mapping.read:
        return ReadSheet(sheet, reader, problems, None, MAPPED)
    report = reader.read()
    left_out = ""
    if report is None and reader.is_of_another_period:
        left_out = OTHER_PERIOD
    elif report is None and reader.layout is None and _is_no_table(sheet):
        left_out = NO_TABLE
    elif errors_of(problems) and _NO_TABLE.fullmatch(fold(sheet.place.sheet or "")):
        left_out, report = NO_TABLE, None
    return ReadSheet(sheet, reader, problems, report, left_out)


def _is_no_table(sheet: Sheet) -> bool:
    """Whether a sheet in which no unit is known holds no figures, or says in its name that it explains."""
    has_values = any(is_value(text) for row in sheet.rows for text in row.cells)
    return not has_values or _NO_TABLE.fullmatch(fold(sheet.place.sheet or "")) is not None


def _notice(why: str, left_out: Sequence[ReadSheet]) -> Problem:
    names = [one.sheet.place.sheet or "" for one in left_out]
    place = Place(left_out[0].sheet.place.path, names[0] or None)
    count = f"等 {len(names)} 张工作表" if len(names) > 5 else ""
    what = f"工作表“{'”“'.join(names[:5])}”{count}{why}，没有读取。"
    fix = "无须处理；其实是这一期数据的，请改正工作表名、标题，或写 mapping.yml。"
    return Problem("T09", place, None, what, fix)
