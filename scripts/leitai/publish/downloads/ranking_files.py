"""One ranking as CSV, xlsx and JSON: the files beside its page, and what `leitai rank` prints.

Column for column the same table in all three. The same ranking always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from leitai.model.content import Content
from leitai.model.observations import STATE_NAMES, Observation
from leitai.model.ranking import Ranking
from leitai.publish.downloads.ranking_json import rankings_json

Cell = str | int | Decimal | None

STATUS_NAMES = {"ranked": "参加排名", "missing": "未报", "vetoed": "不参与排名", "unrankable": "按规定不排名"}
_FORMULA = re.compile(r"(?![+＋－-][\d.,]+[%％‰]?\Z)[=+@\t\r\n＝＋－＠-]")  # -6.8% as it was sent is a number
CREATED = datetime(2019, 1, 1)  # workbooks carry a date; a constant one keeps the bytes the same
_TERMINAL_COLUMNS = 8
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def ranking_table(ranking: Ranking, content: Content) -> list[list[Cell]]:
    """Header and one line per unit: rank, change, score, dimensions, then value and points per indicator."""
    indicators = [content.settings.indicators[i.indicator_id] for i in ranking.method.indicators()]
    dimensions = ranking.method.all_dimensions()
    header: list[Cell] = ["期间", "名次", "单位", "得分", "等次", "上期名次", "名次变化", "状态"]
    adjusted = ranking.method.adjustments is not None
    header += ["加分", "扣分"] if adjusted else []
    header += [f"{dimension.name}（得分）" for dimension in dimensions]
    compared = [content.settings.indicators[indicator_id] for indicator_id in ranking.method.tie_break]
    header += [f"{indicator.name}（同分时比较）" for indicator in compared]
    for indicator in indicators:
        header += [f"{indicator.name}（{indicator.unit_of_measure}）", f"{indicator.name}（所得分值）"]
    table = [[*header, "数据状态"]]
    for row in ranking.rows:
        line: list[Cell] = [ranking.period.id, row.rank, row.unit.name, row.score, row.tier]
        line += [row.previous_rank, row.rank_change, row.reason or STATUS_NAMES[row.status]]
        line += [row.bonus, row.deduction] if adjusted else []
        line += [found.score if (found := row.dimensions.get(d.dimension_id)) else None for d in dimensions]
        line += [_value_or_state(row.tie_breaks[indicator.indicator_id]) for indicator in compared]
        for indicator in indicators:
            score = row.scores[indicator.indicator_id]
            line += [_value_or_state(score.observation), score.points]
        table.append([*line, ranking.status_text])
    return table


def _value_or_state(cell: Observation | None) -> Cell:
    if cell is None:
        return STATE_NAMES["missing"]
    return STATE_NAMES[cell.state] if cell.value is None else cell.value


def csv_text(table: Sequence[Sequence[Cell]]) -> str:
    """A CSV text; with the BOM that `csv_bytes` puts in front, office programs open it in Chinese."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in table)
    return buffer.getvalue()


def csv_bytes(table: Sequence[Sequence[Cell]]) -> bytes:
    return csv_text(table).encode("utf-8-sig")


def plain_text(table: Sequence[Sequence[Cell]]) -> str:
    """The leading columns, aligned for a terminal (a Chinese character is two columns wide)."""
    shown = [["—" if cell in (None, "") else str(cell) for cell in row[:_TERMINAL_COLUMNS]] for row in table]
    widths = [max(_width(row[i]) for row in shown) for i in range(_TERMINAL_COLUMNS)]
    lines = ["  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)) for row in shown]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _harmless(cell: Cell) -> Cell:
    """Text that an office program would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def xlsx_bytes(table: Sequence[Sequence[Cell]], sheet: str) -> bytes:
    """A workbook with one sheet; stored, not deflated, so that the bytes don't depend on zlib."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": CREATED})
    worksheet = workbook.add_worksheet(sheet)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            _write_cell(worksheet, row, column, cell, bold if row == 0 else None)
    worksheet.freeze_panes(1, 3)
    worksheet.set_column(0, len(table[0]) - 1, 12)
    workbook.close()
    return stored_zip(buffer.getvalue())


def _write_cell(worksheet: object, row: int, column: int, cell: Cell, style: object) -> None:
    if isinstance(cell, Decimal | int):
        worksheet.write_number(row, column, cell, style)  # type: ignore[attr-defined]
    elif cell is not None:
        worksheet.write_string(row, column, cell, style)  # type: ignore[attr-defined]


def stored_zip(deflated: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deflated)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name))
    return buffer.getvalue()


def ranking_files(ranking: Ranking, content: Content) -> dict[str, bytes]:
    """One ranking's downloads by suffix."""
    table = ranking_table(ranking, content)
    return {
        "csv": csv_bytes(table),
        "xlsx": xlsx_bytes(table, ranking.period.id),
        "json": rankings_json([ranking], content).encode(),
    }


def rankings_text(rankings: Sequence[Ranking], content: Content, form: str) -> str:
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings, content)
    tables = [ranking_table(ranking, content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)
