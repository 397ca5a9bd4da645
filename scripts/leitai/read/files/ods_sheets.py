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
    """Repeated rows and cells are written out, apart from the blank ones that fill a sheet to its end."""
    title = table.get(_TABLE + "name") or ""
    rows: list[tuple[int, list[str]]] = []
    hidden_rows: list[int] = []
    covered: list[tuple[int, int, str]] = []
    number = 0
    for row in table.iter(_TABLE + "table-row"):
        count = int(row.get(_TABLE + "number-rows-repeated", 1))
        texts, below = _cells(row, title)
        if below or any(map(str.strip, texts)):
            check_size(number + count, max(len(texts), 1), title)
            for each in range(number + 1, number + count + 1):
                rows.append((each, texts))
                covered += [(each, column, text) for column, text in below]
                if row.get(_TABLE + "visibility", "visible") != "visible":
                    hidden_rows.append(each)
        number += count
    width = max((len(texts) for _, texts in rows), default=0)
    return {
        "title": title,
        "state": "hidden" if is_hidden else "visible",
        "rows": [(number, texts + [""] * (width - len(texts))) for number, texts in rows],
        "hidden_rows": hidden_rows,
        "hidden_columns": list(_hidden_columns(table, width)),
        "covered": covered,
    }


def _hidden_columns(table: Element, width: int) -> Iterator[int]:
    number = 0
    for column in table.iter(_TABLE + "table-column"):
        count = int(column.get(_TABLE + "number-columns-repeated", 1))
        if column.get(_TABLE + "visibility", "visible") != "visible":
            yield from range(number + 1, min(number + count, width) + 1)
        number += count


def _cells(row: Element, title: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The texts of a row, and with their columns those of cells that a merged one lies over."""
    texts: list[str] = []
    below = []
    column = 0
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        count = int(cell.get(_TABLE + "number-columns-repeated", 1))
        text = _text(cell)
        if text.strip():
            check_size(1, column + count, title)
        if text and column + count <= MOST_COLUMNS:
            texts += [""] * (column - len(texts))
            is_covered = cell.tag == _TABLE + "covered-table-cell"
            below += [(n, text) for n in range(column + 1, column + count + 1)] if is_covered else []
            texts += [""] * count if is_covered else [text] * count
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
            digits = f"{abs(value.scaleb(close[0])):f}"
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return f"{before.strip(_SIGNS)}{'-' if is_negative else ''}{digits}{after.strip(_SIGNS)}"
    plain = f"{value:f}"
    return unread("T14", plain, f"这一格存的是 {plain}，看到的是“{shown}”，不知道是不是同一个数。")


def _rounds_to(exact: Decimal, printed: str) -> bool:
    """Whether a number is printed so: no further away than half of the last digit."""
    number = Decimal(printed)
    half = Decimal("0.5").scaleb(int(number.as_tuple().exponent))
    return abs(abs(exact) - number) <= half
