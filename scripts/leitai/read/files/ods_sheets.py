"""ods of LibreOffice as text cells: each cell holds its value and, beside it, the text that a person sees."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from leitai.read.files.cell_texts import (
    FORMULA_WITHOUT_RESULT,
    MOST_COLUMNS,
    Refused,
    Sheets,
    check_size,
    unread,
)
from leitai.read.files.number_formats import plain_digits

_OFFICE, _TABLE, _TEXT, _STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
_NUMBER = re.compile(r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:E[+-]?[0-9]+)?", re.IGNORECASE)
_SIGNS = " -−()"
_SHIFTS = (0, 2, 3, -3, -4, -6, -8)  # %, ‰, thousands, 万, millions, 亿


def ods_sheets(path: Path) -> Sheets:
    """The tables of a spreadsheet; one with a document type declaration is refused, it could be a bomb."""
    with zipfile.ZipFile(path) as archive:
        data = archive.read("content.xml")
    if b"<!DOCTYPE" in data:
        raise Refused("文件里有不该有的声明")
    root = fromstring(data)
    hidden = {style.get(_STYLE + "name") for style in root.iter(_STYLE + "style") if _hides_table(style)}
    for table in root.iter(_TABLE + "table"):
        yield _sheet(table, table.get(_TABLE + "style-name") in hidden)


def _hides_table(style: Element) -> bool:
    properties = style.find(_STYLE + "table-properties")
    return properties is not None and properties.get(_TABLE + "display") == "false"


def _sheet(table: Element, is_hidden: bool) -> dict[str, Any]:
    title = table.get(_TABLE + "name") or ""
    found = list(_rows(table, title))
    width = max((len(texts) for _, _, texts, _ in found), default=0)
    return {
        "title": title,
        "state": "hidden" if is_hidden else "visible",
        "rows": [(number, texts + [""] * (width - len(texts))) for number, _, texts, _ in found],
        "hidden_rows": [number for number, row, _, _ in found if _is_invisible(row)],
        "hidden_columns": list(_hidden_columns(table, width)),
        "covered": [(number, column, text) for number, _, _, below in found for column, text in below],
    }


def _rows(table: Element, title: str) -> Iterator[tuple[int, Element, list[str], list[tuple[int, str]]]]:
    """Repeated rows are written out, apart from the blank ones that fill a sheet to its end."""
    number = 0
    for row in table.iter(_TABLE + "table-row"):
        count = _repeated(row, "rows")
        texts, below = _cells(row, title)
        if below or any(map(str.strip, texts)):
            check_size(number + count, max(len(texts), 1), title)
            yield from ((each, row, texts, below) for each in range(number + 1, number + count + 1))
        number += count


def _repeated(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", 1))


def _is_invisible(element: Element) -> bool:
    return element.get(_TABLE + "visibility", "visible") != "visible"


def _hidden_columns(table: Element, width: int) -> Iterator[int]:
    number = 0
    for column in table.iter(_TABLE + "table-column"):
        count = _repeated(column, "columns")
        if _is_invisible(column):
            yield from range(number + 1, min(number + count, width) + 1)
        number += count


def _cells(row: Element, title: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The texts of a row, and with their columns those of cells that a merged one lies over."""
    texts: list[str] = []
    below = []
    column = 0
    for cell in row:
        is_covered = cell.tag == _TABLE + "covered-table-cell"
        if not is_covered and cell.tag != _TABLE + "table-cell":
            continue
        count, text = _repeated(cell, "columns"), _text(cell)
        if text.strip():
            check_size(1, column + count, title)
        if text and column + count <= MOST_COLUMNS:
            texts += [""] * (column - len(texts)) + ["" if is_covered else text] * count
            below += [(n, text) for n in range(column + 1, column + count + 1)] if is_covered else []
        column += count
    return texts, below


def _text(cell: Element) -> str:
    kind = cell.get(_OFFICE + "value-type")
    shown = "\n".join("".join(paragraph.itertext()) for paragraph in cell.findall(_TEXT + "p"))
    if kind is None:
        return FORMULA_WITHOUT_RESULT if cell.get(_TABLE + "formula") and not shown else shown
    if kind in ("float", "percentage", "currency"):
        return _number_text(Decimal(cell.get(_OFFICE + "value", "0")), shown, kind == "percentage")
    if kind == "date":
        return cell.get(_OFFICE + "date-value", "").removesuffix("T00:00:00")
    return shown or cell.get(_OFFICE + "string-value", "")


def _number_text(value: Decimal, shown: str, is_percentage: bool) -> str:
    """What is shown, with all digits of the value that it rounds: 8012.58万元 of 80125800, 95.5% of .955.

    By how much the number is scaled, is known from the kind of cell, or from the only power that fits.
    """
    found = _NUMBER.findall(shown)
    before, printed, after = shown.partition(found[0]) if found else (shown, "", "")
    words = (before + after).strip(_SIGNS)
    shifts = (2,) if is_percentage else _SHIFTS if words else (0,)
    close = [s for s in shifts if len(found) == 1 and _rounds_to(value.scaleb(s), printed.replace(",", ""))]
    if not value and shown.strip(_SIGNS + "¥￥") in ("", "—") and shown.strip():
        return "0"  # the dash of formats for accounts
    if len(close) == 1 or (close and not value):
        is_negative = any(mark in before for mark in "-−(")
        if is_negative == (value < 0):
            digits = ("-" if is_negative else "") + plain_digits(abs(value.scaleb(close[0])))
            return f"{before.strip(_SIGNS)}{digits}{after.strip(_SIGNS)}"
    plain = f"{value:f}"
    return unread("T14", plain, f"这一格存的是 {plain}，看到的是“{shown}”，不知道是不是同一个数。")


def _rounds_to(exact: Decimal, printed: str) -> bool:
    """Whether a number is printed so: no further away than half of the last digit."""
    number = Decimal(printed)
    half = Decimal("0.5").scaleb(int(number.as_tuple().exponent))
    return abs(abs(exact) - number) <= half
