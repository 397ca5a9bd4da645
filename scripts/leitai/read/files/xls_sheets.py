"""xls of Excel 97 to 2003 as text cells, by xlrd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitai.read.files.cell_texts import Sheets, cell_text, check_size, unread

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def xls_sheets(path: Path) -> Sheets:
    """The sheets of an .xls, one at a time."""
    import xlrd

    book = xlrd.open_workbook(str(path), formatting_info=True)
    for sheet in book.sheets():
        height, width = _extent(sheet)
        check_size(height, width, sheet.name)
        texts = [[_text(book, sheet, n, m) for m in range(width)] for n in range(height)]
        covered = [cell for merged in sheet.merged_cells for cell in _covered(texts, *merged)]
        for row, column, _ in covered:
            texts[row - 1][column - 1] = ""
        yield {
            "title": sheet.name,
            "state": "visible" if sheet.visibility == 0 else "hidden",
            "rows": [[number, line] for number, line in enumerate(texts, start=1)],
            "hidden_rows": sorted(n + 1 for n, d in sheet.rowinfo_map.items() if d.hidden or d.height == 0),
            "hidden_columns": sorted(n + 1 for n, d in sheet.colinfo_map.items() if d.hidden or d.width == 0),
            "covered": covered,
        }


def _extent(sheet: Any) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds something; formatting alone holds nothing."""
    import xlrd

    blank = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    rows = map(sheet.row_types, range(sheet.nrows))
    last = [max((m for m, kind in enumerate(row, start=1) if kind not in blank), default=0) for row in rows]
    return max((n for n, width in enumerate(last, start=1) if width), default=0), max(last, default=0)


def _covered(
    texts: list[list[str]], top: int, bottom: int, left: int, right: int
) -> Iterator[tuple[int, int, str]]:
    """Row, column (from 1) and text of what a merged cell lies over; the bounds count from 0, ends excluded."""
    for row in range(top, min(bottom, len(texts))):
        for column in range(left, min(right, len(texts[row]))):
            if (row, column) != (top, left) and texts[row][column]:
                yield row + 1, column + 1, texts[row][column]


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(cell.value, "#ERROR!")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date_text(cell.value, book.datemode)
    style = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key]
    return cell_text(cell.value, style.format_str)


def _date_text(value: float, datemode: int) -> str:
    """A day as ISO writes it; what is none, because no calendar reaches so far, is shown as a row of #."""
    import xlrd

    try:
        return cell_text(xlrd.xldate_as_datetime(value, datemode), "")
    except OverflowError:
        return unread("T14", f"{value:.15g}", f"这一格存的是 {value:.15g}，按日期显示不出来。")
