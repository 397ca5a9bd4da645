"""Tables with a fixed header (`units.csv`, `claims.csv` …) → rows of their schema."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from leitai.problems import Place, Problem
from leitai.read.documents.alike import together
from leitai.read.documents.table_faults import cells_without_header, ragged_row
from leitai.read.documents.tables import Sheet, SheetRow, read_sheets
from leitai.read.records.context import Context
from leitai.schema.columns import Column, FileFormat, Record, Schema, columns_of
from leitai.schema.parsers import RowSoFar, ValueRefused
from leitai.schema.period import Period

R = TypeVar("R", bound=Record)


def read_records(
    root: Path, table: Schema[R], context: Context, path: str = "", **given: object
) -> tuple[R, ...]:
    """The rows of a CSV file whose first non-blank line is the header of its schema; none where there is no file.

    The columns may come in any order; a missing, unknown or repeated one is reported and the file is not
    read. An optional column that is left out reads as empty. A row with problems is left out. `path` is that
    of one file of many (a period's receipts), `given` are the fields that it gives to each row.
    """
    path, first = path or table.path, dict[object, Place]()
    if not (root / path).exists():
        return ()
    start = len(context.problems)
    sheets = read_sheets(root / path, path, context.problems)
    lines = [line for sheet in sheets for line in _lines(sheet, table, context.problems)]
    screen_lines(lines, table.columns, context)
    rows = (read_row(cells, place, table.row, context, given) for place, cells in lines)
    told_apart = attrgetter(*([table.key] if table.key else columns_of(table.row)))
    found = tuple(
        row
        for row in rows
        if row is not None
        and _is_new(row, table, first.setdefault(_folded(told_apart(row)), row.place), context.problems)
    )
    context.problems[start:] = together(context.problems[start:])
    return found


def read_table_of_periods(root: Path, table: Schema[R], context: Context) -> tuple[R, ...]:
    """The same for a file that each period's folder may hold: its rows are of that period."""
    folder, name = root / "content" / "results", Path(table.path).name
    found: list[R] = []
    for path in sorted(folder.glob(f"*/{name}")):
        period = Period.parse(path.parent.name)
        if period is not None:
            found += read_records(root, table, context, path.relative_to(root).as_posix(), period=period)
    return tuple(found)


def _lines(
    sheet: Sheet, table: FileFormat, problems: list[Problem]
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each line below the header: its place, its cells by column."""
    rows = sheet.rows.filled()
    if not rows:
        fix = f"第一行应当是表头：{','.join(table.names)}"
        problems.append(Problem("T10", sheet.place, None, "文件是空的。", fix))
        return
    header = [cell.strip() for cell in rows[0].cells]
    faults = list(_header_faults(sheet, rows[0], table))
    problems += faults
    if faults:
        return
    nameless = [index for index, name in enumerate(header) if not name]
    problems += cells_without_header(sheet, rows[1:], nameless)
    yield from lines_below(sheet, header, problems)


def lines_below(
    sheet: Sheet, header: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each line below the header, unless it holds more than that names: its place, its cells by column."""
    for row in sheet.rows.filled()[1:]:
        if any(map(str.strip, row.cells[len(header) :])):
            problems.append(ragged_row(sheet, row, len(header)))
        else:
            yield sheet.at_row(row.number), dict(zip(header, row.cells, strict=False))


def _header_faults(sheet: Sheet, line: SheetRow, table: FileFormat) -> Iterator[Problem]:
    known, header = table.names, [cell.strip() for cell in line.cells]
    for index, name in enumerate(header):
        place = sheet.at(line.cell(index))
        if name and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"允许的列：{'、'.join(known)}。"
            yield Problem("T03", place, name, "表头中有不认识的列。", hint)
        elif name and name in header[:index]:
            yield Problem("T02", place, name, "这一列出现了两次。", "请删除或改名其中一列。")
    for name in table.required:
        if name not in header:
            what, fix = f"缺少“{name}”列。", f"请补上表头“{name}”。"
            yield Problem("T05", sheet.at_row(line.number), None, what, fix)


def screen_lines(
    lines: Sequence[tuple[Place, Mapping[str, str]]], columns: Iterable[Column], context: Context
) -> None:
    """The privacy screen over every cell that people write."""
    names = [column.name for column in columns if column.text_parser.is_screened]
    texts = (cells.get(name, "") for _, cells in lines for name in names)
    placed = ((cells.get(n, ""), replace(place, column=n)) for place, cells in lines for n in names)
    context.problems.extend(context.privacy.problems_among(texts, placed))


def read_row(
    cells: Mapping[str, str], place: Place, kind: type[R], context: Context, given: Mapping[str, object]
) -> R | None:
    """One row; None if any of its cells is refused (reported)."""
    values: dict[str, Any] = dict(given)
    row = RowSoFar(values, context)
    is_whole = True
    for field, column in columns_of(kind).items():
        cell = cells.get(column.name, "")
        try:
            values[field] = _parsed(column, cell.strip(), row)
        except ValueRefused as refused:
            where = replace(place, column=column.name)
            context.problems.append(refused.at(where, cell))
            is_whole = False
    return kind(**values, place=place) if is_whole else None


def _parsed(column: Column, text: str, row: RowSoFar) -> object:
    parser = column.text_parser
    if text:
        return parser.read(text, row)
    if parser.empty is None:
        raise ValueRefused("S02", "这一格不能为空。", f"请填写“{column.name}”。")
    return parser.empty(row)


def _folded(key: object) -> object:
    """Ids become file names, which some systems don't keep apart by capitals."""
    return key.lower() if isinstance(key, str) else key


def _is_new(row: R, table: Schema[R], first: Place, problems: list[Problem]) -> bool:
    """Whether no row before has the same key or, in a table without one, the same columns: a merge leaves such twins."""
    if first is row.place or table.may_repeat:
        return True
    if table.key:
        key = str(getattr(row, table.key))
        fix = "每个编号只能出现一次，大小写不同也算同一个；请改用新的编号。"
        problems.append(Problem("S04", row.place_of(table.key), key, "这个编号已经用过。", fix))
    else:
        fix = "请删去这一行；确是两件事的，请写出区别。"
        problems.append(Problem("L20", row.place, None, f"与第 {first.row} 行完全相同。", fix))
    return False
