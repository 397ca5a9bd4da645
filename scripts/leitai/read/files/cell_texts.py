"""What a reading process says of a cell: its text as a person sees it, or that it can't be told, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from leitai.read.files.number_formats import FormatRefused, number_text, text_shown

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 600_000
_UNREAD = "\0"
Sheets = Iterator[dict[str, Any]]


class Refused(Exception):
    """A workbook that is too large to be a table, or of a kind that can't be read, told in the editor's language."""


def unread(code: str, shown: str, why: str) -> str:
    """The text of a cell that nobody may take for a value: a problem's code, what a message quotes, and why."""
    return _UNREAD.join(("", code, shown, why))


def is_unread(text: str) -> bool:
    """Whether a cell stands for one whose text can't be known."""
    return text.startswith(_UNREAD)


def why_unread(text: str) -> tuple[str, str, str]:
    """The three parts of a text that `unread` made."""
    _, code, shown, why = text.split(_UNREAD)
    return code, shown, why


FORMULA_WITHOUT_RESULT = unread("T07", "（公式）", "单元格里是公式，但没有保存计算结果。")


def check_size(rows: int, columns: int, title: str) -> None:
    """Raises `Refused` for a sheet larger than any report."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Refused(f"工作表“{title}”有 {rows} 行 {columns} 列，大得不像报表；请删去远处多余的格")


def cell_text(value: object, number_format: str) -> str:
    """A workbook's value as a person sees it in the cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    stored = f"{value:.15g}" if isinstance(value, int | float) else str(value)
    try:
        if isinstance(value, int | float):
            return number_text(value, number_format or "General")
        return text_shown(stored, number_format)
    except FormatRefused as refused:
        shown = f"显示格式“{number_format}”{refused}，看到的不是它。"
        return unread("T14", stored, f"这一格存的是 {stored}，{shown}")
