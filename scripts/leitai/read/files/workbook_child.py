"""Reads one workbook in a process of its own, where a bomb or a crash can't hurt.

    python -m leitai.read.files.workbook_child < PATHS

Prints a line of JSON for each path: `{"sheets": [{"title", "state", "rows": [[number, [text, …]], …], "hidden_rows",
"hidden_columns", "covered": [[row, column, text], …]}]}` or `{"refused": why}`. Covered is what still stands in
the cells that a merged one lies over; nobody sees it, so it isn't in the rows. Imports nothing of the house but
this file, and no numpy.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

FORMULA_WITHOUT_RESULT = "\0formula"
MEMORY_LIMIT = 450 * 1024 * 1024  # bytes of address space, where the system can limit it
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 600_000
_MERGED = re.compile(rb"mergeCell\s[^>]*ref\s*=\s*[\"']([A-Za-z0-9:$]+)")
_FORMAT_PART = (
    re.compile(  # what a number format prints as it is; what only fills or colours; one of its own signs
        r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<sign>General|G/通用格式|.)', re.DOTALL
    )
)
_SCALED = re.compile("[0#?],+(?![0#?,])")  # 0, and 0.0, print thousandths
_PRINTED = re.compile("[^\u4e00-\u9fff%‰]")
_XLS_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Refused(Exception):
    """A workbook that is too large to be a table, told in the editor's language."""


def main() -> None:
    """Answer each line of standard input, a path in JSON, with a line of standard output."""
    limit_memory()
    answers, sys.stdout = sys.stdout, sys.stderr  # the parsers print warnings of their own
    for line in sys.stdin:
        answers.write(json.dumps(read(Path(json.loads(line)))) + "\n")
        answers.flush()


def read(path: Path) -> dict[str, Any]:
    """The sheets of a workbook, or why it was refused."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and only its size matters here
    try:
        sheets = _xls_sheets(path) if path.suffix.lower() == ".xls" else _xlsx_sheets(path)
        return {"sheets": list(sheets)}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "展开后占用的内存太大"}
    except Exception:  # whatever the parsers raise: the file is not a sound workbook
        return {"refused": "文件损坏、有密码，或者只是改了扩展名"}


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _check_size(rows: int, columns: int, title: str) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Refused(f"工作表“{title}”有 {rows} 行 {columns} 列，大得不像报表；请删去远处多余的格")


def _check_merged_cells(path: Path) -> None:
    """openpyxl makes an object of each cell below a merged one, while it loads."""
    from openpyxl.utils.cell import range_boundaries

    area = 0
    with zipfile.ZipFile(path) as archive:
        for name in (name for name in archive.namelist() if name.startswith("xl/worksheets/")):
            for match in _MERGED.finditer(archive.read(name)):
                left, top, right, bottom = range_boundaries(match[1].decode())
                area += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    if area > MOST_CELLS:
        raise Refused("合并单元格盖住的格多得不像报表")


def _xlsx_sheets(path: Path) -> Iterator[dict[str, Any]]:
    import openpyxl

    _check_merged_cells(path)
    values = openpyxl.load_workbook(path, data_only=True)
    as_written = openpyxl.load_workbook(path, read_only=True)  # keeps what openpyxl drops below merged cells
    for sheet in values.worksheets:
        _check_size(sheet.max_row, sheet.max_column, sheet.title)
        merged = {(n, m) for r in sheet.merged_cells.ranges for n, m in list(r.cells)[1:]}
        formulas, covered = set(), []
        for cell in (
            cell for line in as_written[sheet.title].rows for cell in line if cell.value is not None
        ):
            if (cell.row, cell.column) in merged:
                covered.append([cell.row, cell.column, str(cell.value)])
            elif cell.data_type == "f":
                formulas.add((cell.row, cell.column))
        spans = [d for d in sheet.column_dimensions.values() if d.hidden]
        columns = {n for d in spans for n in range(d.min or 1, min(d.max or 1, sheet.max_column) + 1)}
        yield {
            "title": sheet.title,
            "state": sheet.sheet_state,
            "rows": [
                [number, [_xlsx_text(cell, formulas) for cell in cells]]
                for number, cells in enumerate(sheet.iter_rows(), start=1)
            ],
            "hidden_rows": sorted(n for n, d in sheet.row_dimensions.items() if d.hidden),
            "hidden_columns": sorted(columns),
            "covered": covered,
        }


def _xlsx_text(cell: Any, formulas: set[tuple[int, int]]) -> str:
    from openpyxl.utils.escape import unescape

    if cell.value is None:
        return FORMULA_WITHOUT_RESULT if (cell.row, cell.column) in formulas else ""
    text = cell_text(cell.value, cell.number_format or "General")
    return unescape(text) if "_x" in text else text  # _x000D_ is how xlsx writes a carriage return


def _xls_sheets(path: Path) -> Iterator[dict[str, Any]]:
    import xlrd

    book = xlrd.open_workbook(str(path), formatting_info=True)
    for sheet in book.sheets():
        _check_size(sheet.nrows, sheet.ncols, sheet.name)
        texts = [[_xls_text(book, sheet, n, m) for m in range(sheet.ncols)] for n in range(sheet.nrows)]
        covered = [cell for merged in sheet.merged_cells for cell in _xls_covered(texts, *merged)]
        for row, column, _ in covered:
            texts[row - 1][column - 1] = ""
        yield {
            "title": sheet.name,
            "state": "visible" if sheet.visibility == 0 else "hidden",
            "rows": [[number, line] for number, line in enumerate(texts, start=1)],
            "hidden_rows": sorted(n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden),
            "hidden_columns": sorted(n + 1 for n, info in sheet.colinfo_map.items() if info.hidden),
            "covered": covered,
        }


def _xls_covered(
    texts: list[list[str]], top: int, bottom: int, left: int, right: int
) -> Iterator[tuple[int, int, str]]:
    """Row, column (from 1) and text of what a merged cell lies over; the bounds count from 0, ends excluded."""
    for row in range(top, min(bottom, len(texts))):
        for column in range(left, min(right, len(texts[row]))):
            if (row, column) != (top, left) and texts[row][column]:
                yield row + 1, column + 1, texts[row][column]


def _xls_text(book: Any, sheet: Any, row: int, column: int) -> str:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _XLS_ERRORS.get(cell.value, "#ERROR!")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return cell_text(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
    style = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key]
    return cell_text(cell.value, style.format_str)


def cell_text(value: object, number_format: str) -> str:
    """A workbook's value as a person sees it in the cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value, number_format)
    if isinstance(value, datetime | date | time):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def number_text(value: int | float, number_format: str) -> str:
    """A workbook number as Excel shows it at full precision: 15 significant digits, with what its format adds.

    The format of 95.5% multiplies, that of 12起 adds a word. One that prints thousandths (12.3万 for 123456) shows
    another number than the cell holds; the text says so, and no reader takes it for a number.
    """
    signs, before, after = _format_parts(number_format, value)
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    percent = "%" in signs
    text = f"{exact * 100 if percent else exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if _SCALED.search(signs):
        return f"（显示格式缩小了这个数）{text}"
    return f"{before}{text}{after}{'%' if percent else ''}"


def _format_parts(number_format: str, value: int | float) -> tuple[str, str, str]:
    """A format's own signs, and the words, % and ‰ that it prints before and after the number."""
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    signs, printed = "", ["", ""]
    for part in _FORMAT_PART.finditer(section):
        sign = part["sign"] or ""
        if sign.isascii() or sign == "G/通用格式":
            signs += sign
        words = part["quoted"] or part["escaped"] or (sign if not sign.isascii() and len(sign) == 1 else "")
        printed[bool(re.search("[0#?G]", signs))] += words
    before, after = (_PRINTED.sub("", words) for words in printed)
    return signs, before, after


if __name__ == "__main__":
    main()
