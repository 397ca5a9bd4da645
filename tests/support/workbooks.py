"""Small xlsx files for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def workbook(rows: Sequence[Sequence[object]], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """The bytes of a workbook with one sheet 结果; `change` works on it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "结果"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
