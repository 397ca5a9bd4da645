"""A table as CSV or as a workbook. The same table always gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from leitai.schema.characters import UNSEEN

Cell = str | int | Decimal | None

CREATED = datetime(2019, 1, 1)  # workbooks carry a date; a constant one keeps the bytes the same
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(  # also behind blanks and quotation marks, which programs take off; -6.8% as it was sent is a number
    rf"""(?![+＋－-][\d.,]+[%％‰]?\Z)(?:[\t\r\n]|[\s"'“”‘’＂＇{UNSEEN}]*[=+@|＝＋－＠｜﹢﹣﹦﹫-])"""
)
_STYLE = "Table Style Light 1"  # stripes without a colour of its own
_WIDTH = 12
_FROZEN_COLUMNS = 3


def csv_text(table: Sequence[Sequence[Cell]]) -> str:
    """A CSV text; with the BOM that `csv_bytes` puts in front, office programs open it in Chinese."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in table)
    return buffer.getvalue()


def csv_bytes(table: Sequence[Sequence[Cell]]) -> bytes:
    """A CSV that spreadsheets open as UTF-8."""
    return csv_text(table).encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """Text that an office program would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if _acts(cell) else cell


def _acts(cell: Cell) -> bool:
    return isinstance(cell, str) and _FORMULA.match(cell) is not None


def xlsx_bytes(table: Sequence[Sequence[Cell]], sheet: str) -> bytes:
    """A workbook with one sheet: a table with filters under a head that stays; a single line is no table.

    What looks like a formula is marked as text (`quotePrefix`), so that it stays one when somebody edits the cell.
    Stored, not deflated, so that the bytes don't depend on zlib.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": CREATED})
    worksheet = workbook.add_worksheet(sheet)
    header, *rows = table
    as_text = workbook.add_format({"quote_prefix": True})
    if rows:
        _add_table(workbook, worksheet, header, len(rows))
    for row, cells in enumerate(rows or table, start=1 if rows else 0):
        for column, cell in enumerate(cells):
            _write_cell(worksheet, row, column, cell, as_text if _acts(cell) else None)
    worksheet.set_column(0, len(header) - 1, _WIDTH)
    workbook.close()
    return stored_zip(buffer.getvalue())


def _add_table(workbook: Any, worksheet: Any, header: Sequence[Cell], rows: int) -> None:
    look = {"text_wrap": True, "valign": "top"}
    plain, as_text = workbook.add_format(look), workbook.add_format({**look, "quote_prefix": True})
    columns = [{"header": str(name), "header_format": as_text if _acts(name) else plain} for name in header]
    worksheet.add_table(0, 0, rows, len(header) - 1, {"columns": columns, "style": _STYLE})
    worksheet.freeze_panes(1, _FROZEN_COLUMNS)


def _write_cell(worksheet: Any, row: int, column: int, cell: Cell, style: object) -> None:
    if isinstance(cell, Decimal | int):
        worksheet.write_number(row, column, cell)
    elif cell is not None:
        worksheet.write_string(row, column, cell, style)


def stored_zip(deflated: bytes) -> bytes:
    """The same archive, sorted, undated and uncompressed, so that its bytes don't depend on the zlib that wrote it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deflated)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name))
    return buffer.getvalue()
