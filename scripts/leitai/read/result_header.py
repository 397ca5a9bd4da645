"""Find a result table's header and say what each column is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from leitai.model.formats import RESULTS
from leitai.model.names import NameTable, Resolved, fold
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.tables import Row, Sheet
from leitai.read.values import ValueRefused, conversion

UNIT_HEADERS = (
    "单位",
    "参评单位",
    "单位名称",
    "县（市、区）",
    "县(市、区)",
    "地区",
    "乡镇（街道）",
    "乡镇(街道)",
)
TIDY_HEADERS = tuple(name for name in RESULTS.names if name != "单位")
TOTAL_HEADERS = ("总分", "总得分", "综合得分", "合计得分", "得分")
RANK_HEADERS = ("名次", "排名", "位次")
UNUSED_HEADERS = ("序号", "备注")
_SEARCHED_ROWS = 20
_WITH_UNIT = re.compile(r"(?P<name>.+?)[（(](?P<unit>[^（()）]+)[)）]")

FindIndicator = Callable[[str], Resolved | None]


@dataclass(frozen=True)
class IndicatorColumn:
    index: int
    header: str
    indicator_id: str
    written_unit: str


@dataclass(frozen=True)
class Header:
    """`tidy` maps the tidy columns by name; `indicators` are the columns of a wide table."""

    row: Row
    unit_index: int
    shape: str  # "长表" | "宽表"
    tidy: dict[str, int]
    indicators: tuple[IndicatorColumn, ...]
    total_index: int | None
    rank_index: int | None


def find_header_row(sheet: Sheet) -> Row | None:
    """The first row near the top that holds a unit column."""
    wanted = {fold(text) for text in UNIT_HEADERS}
    for row in [row for row in sheet.rows if not row.is_blank][:_SEARCHED_ROWS]:
        if any(fold(cell) in wanted for cell in row.cells):
            return row
    return None


def read_header(
    sheet: Sheet, settings: Settings, names: NameTable, find: FindIndicator, problems: list[Problem]
) -> Header | None:
    """The header of a tidy or wide table; None when it can't be used (reported)."""
    row = find_header_row(sheet)
    if row is None:
        what = f"前 {_SEARCHED_ROWS} 行里找不到写有“单位”的表头行。"
        fix = "请保证表头行里有一列叫“单位”，其余各列是指标名；或使用 单位,指标,数值 三列的长表。"
        problems.append(Problem("T01", sheet.place, None, what, fix))
        return None
    headers = [fold(cell) for cell in row.cells]
    before = len(problems)
    _report_repeats(sheet, row, headers, problems)
    unit_index = next(i for i, text in enumerate(headers) if text in {fold(u) for u in UNIT_HEADERS})
    if "指标" in headers and "数值" in headers:
        header = _tidy_header(sheet, row, headers, unit_index, problems)
    else:
        header = _wide_header(sheet, row, headers, unit_index, names, find, problems)
        _check_written_units(sheet, header, settings, problems)
    _report_cells_without_header(sheet, row, headers, problems)
    return header if len(problems) == before or not _has_errors(problems[before:]) else None


def _has_errors(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _report_repeats(sheet: Sheet, row: Row, headers: list[str], problems: list[Problem]) -> None:
    for index, text in enumerate(headers):
        if text and text in headers[:index]:
            place = sheet.cell_place(row.number, index)
            problems.append(
                Problem("T02", place, row.cells[index], "这一列出现了两次。", "请删除或改名其中一列。")
            )


def _tidy_header(
    sheet: Sheet, row: Row, headers: list[str], unit_index: int, problems: list[Problem]
) -> Header:
    tidy = {text: index for index, text in enumerate(headers) if text in TIDY_HEADERS}
    for index, text in enumerate(headers):
        if text and index != unit_index and text not in tidy:
            fix = f"长表允许的列：单位、{'、'.join(TIDY_HEADERS)}。"
            place = sheet.cell_place(row.number, index)
            problems.append(Problem("T03", place, row.cells[index], "长表里有不认识的列。", fix))
    return Header(row, unit_index, "长表", tidy, (), None, None)


def _wide_header(
    sheet: Sheet,
    row: Row,
    headers: list[str],
    unit_index: int,
    names: NameTable,
    find: FindIndicator,
    problems: list[Problem],
) -> Header:
    columns, total_index, rank_index = [], None, None
    for index, text in enumerate(headers):
        if not text or index == unit_index:
            continue
        if text in TOTAL_HEADERS:
            _report_second(sheet, row, index, total_index, "总分", problems)
            total_index = index
        elif text in RANK_HEADERS:
            _report_second(sheet, row, index, rank_index, "名次", problems)
            rank_index = index
        elif text in UNUSED_HEADERS:
            place = sheet.cell_place(row.number, index)
            problems.append(
                Problem("T09", place, row.cells[index], "这一列只作说明，没有使用。", "无须处理。")
            )
        else:
            column = _indicator_column(index, row.cells[index], find)
            if column is None:
                problems.append(
                    _unknown_indicator(sheet.cell_place(row.number, index), row.cells[index], names)
                )
            else:
                columns.append(column)
    return Header(row, unit_index, "宽表", {}, tuple(columns), total_index, rank_index)


def _indicator_column(index: int, header: str, find: FindIndicator) -> IndicatorColumn | None:
    """`指标名` or `指标名（计量单位）`."""
    found = find(header)
    if found is not None:
        return IndicatorColumn(index, header.strip(), found.id, "")
    match = _WITH_UNIT.fullmatch(header.strip())
    found = find(match["name"]) if match else None
    if match is None or found is None:
        return None
    return IndicatorColumn(index, header.strip(), found.id, match["unit"].strip())


def _unknown_indicator(place: Place, text: str, names: NameTable) -> Problem:
    return Problem("T03", place, text, "这一列不是已登记的指标。", unknown_indicator_fix(text, names))


def _report_second(
    sheet: Sheet, row: Row, index: int, first: int | None, what: str, problems: list[Problem]
) -> None:
    if first is not None:
        text = f"“{row.cells[first]}”和“{row.cells[index]}”都是{what}列。"
        place = sheet.cell_place(row.number, index)
        problems.append(Problem("T02", place, row.cells[index], text, "请只保留一列，或改名其中一列。"))


def _check_written_units(sheet: Sheet, header: Header, settings: Settings, problems: list[Problem]) -> None:
    """One problem for a wrong unit of measure in a header, not one for each row below it."""
    for column in header.indicators:
        try:
            conversion("", column.written_unit, settings.indicators[column.indicator_id].unit_of_measure)
        except ValueRefused as refused:
            place = sheet.cell_place(header.row.number, column.index)
            problems.append(Problem(refused.code, place, column.header, refused.what, refused.fix))


def _report_cells_without_header(sheet: Sheet, row: Row, headers: list[str], problems: list[Problem]) -> None:
    """A figure under an empty header belongs to nothing, and is never dropped without a word."""
    empty = {index for index, text in enumerate(headers) if not text}
    for below in (r for r in sheet.rows if r.number > row.number):
        for index in sorted(empty):
            if index < len(below.cells) and below.cells[index].strip():
                place, text = sheet.cell_place(below.number, index), below.cells[index]
                problems.append(
                    Problem("T11", place, text, "这一格上面没有表头。", "请补上这一列的表头，或删去这一格。")
                )


def unknown_indicator_fix(text: str, names: NameTable) -> str:
    near = names.nearest(text)
    hint = f"是不是“{near}”？" if near else ""
    return f"{hint}新指标请先登记在 site_config/indicators.csv，别的写法登记在 aliases.csv。"
