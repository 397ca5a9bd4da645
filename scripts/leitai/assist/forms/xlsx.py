"""填报表 as a workbook: locked names, notes on headers, drop-downs of the state words.

Indicators whose target comes from the file stand on a tidy sheet of their own, since a wide table has
no room for targets; every slot stands on exactly one sheet. What explains the form are rows above the
header, which the reader skips. The drop-down never refuses what is typed: a list that did would refuse
numbers. What is neither a number in range nor a state word turns orange, and `leitai check` decides.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from leitai.assist.forms.rows import (
    COLUMN_NOTES,
    HOW_TO_FILL,
    WORDS,
    Form,
    FormSlot,
    held_summary,
    indicator_note,
    tidy_table,
    valid_range,
)
from leitai.pipeline.tools import CREATED, Cell, stored_zip
from leitai.schema.config.indicators import Indicator
from leitai.schema.results.form import INSTRUCTIONS

WIDE_SHEET, TIDY_SHEET = "填报", "有目标值的指标"
HEADER_ROW = 2  # below the title and the instructions
_ALLOWED = (
    "format_cells",
    "format_columns",
    "format_rows",
)  # Excel shows a typed 28.7% only if it may format
_NAME_WIDTH, _CELL_WIDTH, _NOTE_WIDTH = 24, 16, 300
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # Excel's own limits
_LINE_HEIGHT = 16
_TYPED_IN_TIDY = ("数值", "计量单位", "目标值", "上年同期", "备注")


@dataclass(frozen=True)
class _Sheet:
    """A worksheet with the workbook's cell styles by name."""

    page: Any
    styles: dict[str, Any]

    def put(self, row: int, column: int, cell: Cell, style: str) -> None:
        if cell is None:
            self.page.write_blank(row, column, None, self.styles[style])
        elif isinstance(cell, str):
            self.page.write_string(row, column, cell, self.styles[style])
        else:
            self.page.write_number(row, column, cell, self.styles[style])

    def note(self, row: int, column: int, text: str) -> None:
        height = _LINE_HEIGHT * (_lines(text, _NOTE_WIDTH // 7) + 1)
        self.page.write_comment(row, column, text, {"width": _NOTE_WIDTH, "height": height})


def form_workbook(form: Form) -> bytes:
    """The same bytes each time: a constant date, stored instead of deflated."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": CREATED, "title": form.title})
    styles = _styles(workbook)
    wide = [slot for slot in form.slots if not slot.needs_target]
    tidy = [slot for slot in form.slots if slot.needs_target]
    if wide:
        _write_wide(_Sheet(workbook.add_worksheet(WIDE_SHEET), styles), form, wide)
    if tidy:
        _write_tidy(_Sheet(workbook.add_worksheet(TIDY_SHEET), styles), form, tidy)
    workbook.close()
    return stored_zip(buffer.getvalue())


def _styles(workbook: Any) -> dict[str, Any]:
    boxed = {"border": 1, "border_color": "#888888", "valign": "vcenter"}
    grey = {**boxed, "bg_color": "#EEEEEE"}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "header": workbook.add_format({**grey, "bold": True, "text_wrap": True}),
        "given": workbook.add_format(grey),
        "open": workbook.add_format({**boxed, "locked": False}),
        "doubtful": workbook.add_format({"bg_color": "#FFD9A0", "bold": True}),
    }


def _write_wide(sheet: _Sheet, form: Form, slots: Sequence[FormSlot]) -> None:
    """Units down, indicators across; `slots` come unit by unit."""
    indicators = list(dict.fromkeys(slot.indicator for slot in slots))
    units = list(dict.fromkeys(slot.unit for slot in slots))
    _set_up(sheet, form, len(indicators) + 1, names=1)
    sheet.put(HEADER_ROW, 0, "单位", "header")
    for column, indicator in enumerate(indicators, start=1):
        sheet.put(HEADER_ROW, column, _header(indicator), "header")
        sheet.note(HEADER_ROW, column, f"{indicator_note(indicator)}\n{HOW_TO_FILL}")
        first, last = HEADER_ROW + 1, HEADER_ROW + len(units)
        _help_typing(sheet, indicator, (first, column, last, column))
    for number, slot in enumerate(slots):
        row, column = HEADER_ROW + 1 + number // len(indicators), 1 + number % len(indicators)
        sheet.put(row, 0, slot.unit.name, "given")
        sheet.put(row, column, slot.value, "open" if slot.value is None else "given")


def _header(indicator: Indicator) -> str:
    """`指标名（计量单位）` where the reader can take it apart again."""
    unit = indicator.unit_of_measure
    return indicator.name if not unit or set(unit) & set("（()）") else f"{indicator.name}（{unit}）"


def _write_tidy(sheet: _Sheet, form: Form, slots: Sequence[FormSlot]) -> None:
    header, *rows = tidy_table(slots)
    names = [str(name) for name in header]
    _set_up(sheet, form, len(names), names=2)
    for column, name in enumerate(names):
        sheet.put(HEADER_ROW, column, name, "header")
        sheet.note(HEADER_ROW, column, COLUMN_NOTES[name])
    indicators = dict.fromkeys(slot.indicator for slot in slots)
    sheet.note(HEADER_ROW, names.index("指标"), "\n\n".join(map(indicator_note, indicators)))
    for row, (slot, cells) in enumerate(zip(slots, rows, strict=True), start=HEADER_ROW + 1):
        for column, (name, cell) in enumerate(zip(names, cells, strict=True)):
            is_open = name in _TYPED_IN_TIDY and name not in slot.held
            sheet.put(row, column, cell, "open" if is_open else "given")
        column = names.index("数值")
        _help_typing(sheet, slot.indicator, (row, column, row, column))


def _set_up(sheet: _Sheet, form: Form, width: int, names: int) -> None:
    """Title, instructions, widths, frozen panes, protection without a password, print settings."""
    page = sheet.page
    page.set_column(0, names - 1, _NAME_WIDTH)
    page.set_column(names, width - 1, _CELL_WIDTH)
    text = _instructions(form)
    characters = _NAME_WIDTH * names + _CELL_WIDTH * (width - names)
    page.merge_range(0, 0, 0, width - 1, form.title, sheet.styles["title"])
    page.merge_range(1, 0, 1, width - 1, text, sheet.styles["text"])
    page.set_row(1, _LINE_HEIGHT * _lines(text, characters))
    page.freeze_panes(HEADER_ROW + 1, names)
    page.protect("", dict.fromkeys(_ALLOWED, True))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)


def _instructions(form: Form) -> str:
    lines = [
        f"{INSTRUCTIONS}{HOW_TO_FILL}",
        "格子变成橙色：不是数字，或不在取值范围内，请再核对（2.31亿元 这样带单位的数可以保留）。",
        "表头右上角有批注：定义、方向、口径、取值范围。灰色的格不用填，也不要改单位和指标的名称。",
        held_summary(form),
    ]
    return "\n".join(line for line in lines if line)


def _help_typing(sheet: _Sheet, indicator: Indicator, cells: tuple[int, int, int, int]) -> None:
    """A drop-down of the state words that lets numbers pass, a message, and colour for what is doubtful."""
    span = valid_range(indicator)
    message = f"计量单位：{indicator.unit_of_measure}。{f'取值范围：{span}。' if span else ''}{HOW_TO_FILL}"
    validation = {
        "validate": "list",
        "source": list(WORDS),
        "show_error": False,
        "input_title": indicator.name[:_LONGEST_TITLE],
        "input_message": message[:_LONGEST_MESSAGE],
    }
    sheet.page.data_validation(*cells, validation)
    rule = {
        "type": "formula",
        "criteria": _doubt(indicator, xl_rowcol_to_cell(cells[0], cells[1])),
        "format": sheet.styles["doubtful"],
    }
    sheet.page.conditional_format(*cells, rule)


def _doubt(indicator: Indicator, cell: str) -> str:
    """The formula that is true for what is neither empty, nor a number in range, nor a state word."""
    bounds = {">=": indicator.valid_min, "<=": indicator.valid_max}
    number = [f"ISNUMBER({cell})", *(f"{cell}{sign}{b:f}" for sign, b in bounds.items() if b is not None)]
    words = [f'{cell}="{word}"' for word in (*WORDS, "—")]
    return f'=AND({cell}<>"",NOT(OR(AND({",".join(number)}),{",".join(words)})))'


def _lines(text: str, characters: int) -> int:
    """How many lines a text takes; a Chinese character is two columns wide."""
    widths = [
        sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")
    ]
    return sum(max(1, math.ceil(width / characters)) for width in widths)
