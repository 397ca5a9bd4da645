"""Tables with a fixed header (`units.csv`, `targets.csv` …) → records that remember their cells."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from leitai.model.file_format import FileFormat
from leitai.model.period import Period
from leitai.model.settings import SLUG_RULE, is_slug
from leitai.problems import Place, Problem
from leitai.read.documents.tables import Row, Sheet, read_sheets
from leitai.read.documents.values import plain_decimal


@dataclass(frozen=True)
class Record:
    """One row of a table with a fixed header; its readers report what they can't read."""

    sheet_place: Place
    row: int
    cells: dict[str, str]
    problems: list[Problem]

    def place(self, column: str | None = None) -> Place:
        return Place(self.sheet_place.path, self.sheet_place.sheet, self.row, column)

    def report(self, code: str, column: str, what: str, fix: str) -> None:
        self.problems.append(Problem(code, self.place(column), self.cells[column], what, fix))

    def text(self, column: str, required: bool = False) -> str:
        value = self.cells[column].strip()
        if required and not value:
            self.report("S02", column, "这一格不能为空。", f"请填写“{column}”。")
        return value

    def slug(self, column: str) -> str:
        value = self.text(column, required=True)
        if value and not is_slug(value):
            self.report(
                "S06",
                column,
                "编号写法不对。",
                f"{SLUG_RULE}（index 除外），例如 yiwu。",
            )
        return value

    def number(self, column: str, required: bool = False) -> Decimal | None:
        value = self.text(column, required)
        number = plain_decimal(value)
        if value and number is None:
            self.report("S03", column, "这里应当是数字。", "请只填阿拉伯数字，例如 12 或 0.5。")
        return number

    def integer(self, column: str, default: int) -> int:
        number = self.number(column)
        if number is not None and number != int(number):
            self.report("S03", column, "这里应当是整数。", "请填整数，例如 2。")
        return default if number is None else int(number)

    def day(self, column: str, required: bool = False) -> date | None:
        value = self.text(column, required)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.report("S03", column, "日期写法不对。", "请写成 2019-08-15 这样的形式。")
            return None

    def period(self, column: str) -> Period | None:
        period = Period.parse(self.text(column, required=True))
        if period is None and self.cells[column].strip():
            self.report("S03", column, "期间写法不对。", "请写成 2019Q3、2019-08、2019H1 或 2019。")
        return period

    def choice(self, column: str, choices: Sequence[str], default: str | None = None) -> str | None:
        """One of the allowed words; None for an empty cell without default and for a wrong word."""
        value = self.text(column)
        if not value:
            return default
        if value not in choices:
            self.report("S03", column, "这个值不在允许的范围内。", f"允许的值：{'、'.join(choices)}。")
            return None
        return value


def read_records(root: Path, path: str, layout: FileFormat, problems: list[Problem]) -> list[Record]:
    """All rows of a CSV table whose first non-blank row is the header of its format.

    The columns may come in any order; a missing, unknown or repeated one is reported and the table
    is not read. An optional column that is left out reads as empty.
    """
    records: list[Record] = []
    for sheet in read_sheets(root / path, path, problems):
        records += _records_of(sheet, layout, problems)
    return records


def read_optional_records(root: Path, path: str, layout: FileFormat, problems: list[Problem]) -> list[Record]:
    """The same for a file that a portal may do without."""
    return read_records(root, path, layout, problems) if (root / path).exists() else []


def _records_of(sheet: Sheet, layout: FileFormat, problems: list[Problem]) -> list[Record]:
    rows = [row for row in sheet.rows if not row.is_blank]
    if not rows:
        problems.append(
            Problem("T10", sheet.place, None, "文件是空的。", f"第一行应当是表头：{','.join(layout.names)}")
        )
        return []
    header = [cell.strip() for cell in rows[0].cells]
    if not _header_is_right(sheet, rows[0].number, header, layout, problems):
        return []
    names = layout.names
    nameless = [index for index, name in enumerate(header) if not name]
    problems += cells_without_header(sheet, rows[1:], nameless)
    records = []
    for row in rows[1:]:
        if any(cell.strip() for cell in row.cells[len(header) :]):
            problems.append(ragged_row(sheet, row, len(header)))
            continue
        cells = dict(zip(header, row.cells, strict=False))
        complete = {name: cells.get(name, "") for name in names}
        records.append(Record(sheet.place, row.number, complete, problems))
    return records


def _header_is_right(
    sheet: Sheet, row: int, header: list[str], layout: FileFormat, problems: list[Problem]
) -> bool:
    known = layout.names
    before = len(problems)
    for index, name in enumerate(header):
        place = sheet.cell_place(row, index)
        if name and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"允许的列：{'、'.join(known)}。"
            problems.append(Problem("T03", place, name, "表头中有不认识的列。", hint))
        elif name and name in header[:index]:
            problems.append(Problem("T02", place, name, "这一列出现了两次。", "请删除或改名其中一列。"))
    for name in layout.required:
        if name not in header:
            place = Place(sheet.place.path, sheet.place.sheet, row)
            problems.append(Problem("T05", place, None, f"缺少“{name}”列。", f"请补上表头“{name}”。"))
    return len(problems) == before


def ragged_row(sheet: Sheet, row: Row, expected: int, others: int = 0) -> Problem:
    """`others`: how many more lines of the table are wrong in the same way."""
    place = Place(sheet.place.path, sheet.place.sheet, row.number)
    what = f"这一行有 {len(row.cells)} 格，表头有 {expected} 格{f'；下面每一行都是这样，共 {others + 1} 行' if others else ''}。"
    return Problem(
        "T04",
        place,
        row.written,
        what,
        "多半是多打或漏打了逗号；数字里的逗号要去掉，或给整格加英文双引号。",
    )


def cells_without_header(sheet: Sheet, rows: Sequence[Row], indexes: Iterable[int]) -> Iterator[Problem]:
    """One problem for each column that has no header and holds anything."""
    for index in indexes:
        filled = [row.cell(index) for row in rows if row.text(index).strip()]
        if filled:
            place = sheet.cell_place(filled[0].row, filled[0].column)
            others = f"；这一列共 {len(filled)} 格有内容" if len(filled) > 1 else ""
            fix = "请补上这一列的表头，或删去这一列的内容。"
            yield Problem("T11", place, filled[0].text.strip(), f"这一格上面没有表头{others}。", fix)
