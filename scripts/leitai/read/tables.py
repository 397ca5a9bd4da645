"""CSV and xlsx files as plain text cells; nothing is interpreted here.

Text first: numbers of a workbook come out as a person sees them (`95.5%`, not `0.955`), so that
one set of rules reads both formats. Encodings: BOM, then UTF-8, then GB18030, each strictly.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from leitai.problems import Place, Problem

IGNORED_NAMES = (".DS_Store", ".gitkeep", "Thumbs.db")
_LITERAL_TEXT = re.compile(r'"[^"]*"|\\.')  # a % in it is printed but does not multiply by 100
FORMULA_WITHOUT_RESULT = "\0formula"


@dataclass(frozen=True)
class Row:
    """One row; `number` as a person counts it in the file."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """One table-like sheet; `place` names file and sheet. A CSV file has one nameless sheet."""

    place: Place
    encoding: str
    rows: tuple[Row, ...]

    def cell_place(self, row: int, column: int, header: str | None = None) -> Place:
        return Place(self.place.path, self.place.sheet, row, header or get_column_letter(column + 1))


def is_ignored(path: Path) -> bool:
    """Files that office programs and systems leave behind."""
    return path.name.startswith(("~$", "._")) or path.name in IGNORED_NAMES


def read_sheets(path: Path, shown_path: str, problems: list[Problem]) -> list[Sheet]:
    """All visible sheets of a CSV or xlsx file; unreadable files are reported and yield none."""
    place = Place(shown_path)
    if not is_plain_file(path, place, problems):
        return []
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _read_csv(path, place, problems)
    if suffix == ".xlsx":
        return _read_workbook(path, place, problems)
    fix = "请在 WPS 或 Excel 中“另存为”xlsx 后放入，再删除原文件。"
    problems.append(Problem("F03", place, path.suffix or "（无扩展名）", "这种文件类型不能读取。", fix))
    return []


def is_plain_file(path: Path, place: Place, problems: list[Problem]) -> bool:
    """Whether a path is a file that may be read; links, folders and devices are reported (DESIGN §7)."""
    if path.is_file() and not path.is_symlink():
        return True
    if path.is_dir() and not path.is_symlink():
        what, fix = "这里是一个目录，不是文件。", "请把里面的文件移到上一级，再删去这个目录。"
    else:
        what, fix = "这不是普通文件（可能是快捷方式或符号链接）。", "请放入文件本身。"
    problems.append(Problem("F06", place, None, what, fix))
    return False


def decode(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding, or None where no allowed encoding fits."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    ladder = (
        (("utf-8-sig", "UTF-8 BOM"),)
        if data.startswith(codecs.BOM_UTF8)
        else (("utf-8", "UTF-8"), ("gb18030", "GB18030"))
    )
    for codec, name in ladder:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    return None


def read_text(path: Path, place: Place, problems: list[Problem]) -> tuple[str, str] | None:
    """A text file decoded strictly; a failure is reported."""
    decoded = decode(path.read_bytes())
    if decoded is None or "\0" in decoded[0]:
        fix = "请用记事本或 WPS 打开，另存为“UTF-8”编码后再放入。"
        problems.append(
            Problem("F02", place, None, "文件既不是 UTF-8 也不是 GB18030 编码（也不支持 UTF-16）。", fix)
        )
        return None
    return decoded


def _read_csv(path: Path, place: Place, problems: list[Problem]) -> list[Sheet]:
    decoded = read_text(path, place, problems)
    if decoded is None:
        return []
    text, encoding = decoded
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    first_line = 1
    try:
        for cells in reader:
            rows.append(Row(reader.line_num, tuple(cells)))
            first_line = reader.line_num + 1
    except csv.Error:
        what = "这一行里的英文双引号没有成对，从这里起读不下去。"
        fix = "请检查双引号；整格里有逗号或换行时才需要引号，引号本身要写两遍。"
        problems.append(Problem("F04", Place(place.path, row=first_line), None, what, fix))
        return []
    return [Sheet(place, encoding, tuple(rows))]


def _read_workbook(path: Path, place: Place, problems: list[Problem]) -> list[Sheet]:
    try:
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path, data_only=False)
    except Exception:  # whatever openpyxl's parsers raise: the file is not a sound workbook
        what = "工作簿打不开：文件损坏、有密码，或者只是改了扩展名。"
        fix = "请在 WPS 或 Excel 中打开确认（有密码的先取消密码），另存为 xlsx 后再放入。"
        problems.append(Problem("F04", place, None, what, fix))
        return []
    sheets = []
    for worksheet in values.worksheets:
        sheet_place = Place(place.path, worksheet.title)
        if worksheet.sheet_state != "visible":
            problems.append(
                Problem(
                    "T08", sheet_place, None, "隐藏的工作表没有读取。", "需要的话请取消隐藏；不需要就删除它。"
                )
            )
            continue
        rows = tuple(_workbook_rows(worksheet, formulas[worksheet.title], sheet_place, problems))
        if any(not row.is_blank for row in rows):
            sheets.append(Sheet(sheet_place, "xlsx", rows))
    return sheets


def _workbook_rows(
    worksheet: Worksheet, formulas: Worksheet, place: Place, problems: list[Problem]
) -> Iterator[Row]:
    hidden = _hidden_columns(worksheet)
    for letter in sorted(hidden):
        where = Place(place.path, place.sheet, column=letter)
        problems.append(Problem("T08", where, None, "隐藏的列没有读取。", "请取消隐藏；不需要就删除这一列。"))
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        if worksheet.row_dimensions[number].hidden:
            where = Place(place.path, place.sheet, number)
            problems.append(
                Problem("T08", where, None, "隐藏的行没有读取。", "请取消隐藏；不需要就删除这一行。")
            )
            continue
        visible = (
            "" if get_column_letter(index) in hidden else _cell_text(cell, formulas)
            for index, cell in enumerate(cells, start=1)
        )
        yield Row(number, tuple(visible))


def _hidden_columns(worksheet: Worksheet) -> set[str]:
    """Letters of the hidden columns that hold anything; one dimension may stand for a span of columns."""
    spans = [d for d in worksheet.column_dimensions.values() if d.hidden]
    numbers = {n for d in spans for n in range(d.min or 1, min(d.max or 1, worksheet.max_column) + 1)}
    return {
        get_column_letter(number)
        for number in numbers
        if any(worksheet.cell(row, number).value is not None for row in range(1, worksheet.max_row + 1))
    }


def _cell_text(cell: WorkbookCell | MergedCell, formulas: Worksheet) -> str:
    value = cell.value
    if value is None:
        is_formula = formulas[cell.coordinate].data_type == "f"
        return FORMULA_WITHOUT_RESULT if is_formula else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format or "General")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _number_text(value: int | float, number_format: str) -> str:
    """A workbook number as Excel shows it at full precision: 15 significant digits, % kept."""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    percent = "%" in _LITERAL_TEXT.sub("", number_format.split(";")[0])
    text = f"{exact * 100 if percent else exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + ("%" if percent else "")
