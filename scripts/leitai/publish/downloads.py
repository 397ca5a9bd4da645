"""One ranking as CSV, xlsx and JSON: the files beside its page, and what `leitai rank` prints.

Column for column the same table in all three. The same ranking always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from leitai.model.content import Content
from leitai.model.explanation import Step
from leitai.model.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.results import STATE_NAMES, Observation
from leitai.model.settings import DATA_STATUS_NAMES, DEMO_NOTICE
from leitai.publish.explanations import explanation_object, plain_number

Cell = str | int | Decimal | None

STATUS_NAMES = {"ranked": "参加排名", "missing": "未报", "vetoed": "不参与排名", "unrankable": "按规定不排名"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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
        line += [row.dimensions[d.dimension_id].score if row.dimensions else None for d in dimensions]
        line += [_value_or_state(row.tie_breaks[indicator.indicator_id]) for indicator in compared]
        for indicator in indicators:
            score = row.scores[indicator.indicator_id]
            line += [_value_or_state(score.observation), score.points]
        table.append([*line, data_status_text(ranking)])
    return table


def data_status_text(ranking: Ranking) -> str:
    return DEMO_NOTICE if ranking.data_status == "demo" else DATA_STATUS_NAMES[ranking.data_status]


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
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


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
        "json": rankings_json([ranking]).encode(),
    }


def rankings_text(rankings: Sequence[Ranking], content: Content, form: str) -> str:
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings)
    tables = [ranking_table(ranking, content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)


def rankings_json(rankings: Iterable[Ranking]) -> str:
    """The shape that `leitai rank --format json` promises (DESIGN §3)."""
    data = {"rankings": [_ranking_object(ranking) for ranking in rankings]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _ranking_object(ranking: Ranking) -> dict[str, object]:
    return {
        "period": ranking.period.id,
        "group": ranking.group,
        "method": ranking.method.id,
        "version": ranking.method.version,
        "display": str(ranking.method.display),
        "data_status": ranking.data_status,
        "notice": data_status_text(ranking),
        "not_comparable": ranking.not_comparable,
        "rows": [_row_object(row) for row in ranking.rows],
    }


def _row_object(row: RankingRow) -> dict[str, object]:
    return {
        "unit": row.unit.unit_id,
        "name": row.unit.name,
        "rank": row.rank,
        "score": plain_number(row.score),
        "bonus": plain_number(row.bonus),
        "deduction": plain_number(row.deduction),
        "tier": row.tier,
        "previous_rank": row.previous_rank,
        "rank_change": row.rank_change,
        "status": row.status,
        "reason": row.reason,
        "tied": row.tied,
        **_tie_break_object(row),
        "scores": {name: _score_object(score, _step(row, name)) for name, score in row.scores.items()},
        "dimensions": {
            name: {"score": plain_number(dimension.score), "rank": dimension.rank}
            for name, dimension in row.dimensions.items()
        },
        **explanation_object(row.explanation),
    }


def _tie_break_object(row: RankingRow) -> dict[str, object]:
    """Only under a method with `tie_break`: what was compared, and which indicator put the unit ahead."""
    if not row.tie_breaks:
        return {}
    return {"ahead_by": row.ahead_by, "tie_breaks": {n: _cell_object(c) for n, c in row.tie_breaks.items()}}


def _step(row: RankingRow, name: str) -> Step | None:
    return row.explanation.steps.get(name) if row.explanation is not None else None


def _score_object(score: IndicatorScore, step: Step | None) -> dict[str, object]:
    cell = _cell_object(score.observation)
    source = cell.pop("source")
    return {
        **cell,
        "score": plain_number(score.score),
        "points": plain_number(score.points),
        "weight": float(score.weight) if score.weight is not None else None,
        "target": float(score.target) if score.target is not None else None,
        "working": step.working if step is not None else None,
        "source": source,
    }


def _cell_object(cell: Observation | None) -> dict[str, object]:
    return {
        "value": plain_number(cell.value) if cell is not None else None,
        "text": cell.text if cell is not None else None,
        "state": cell.state if cell is not None else "missing",
        "source": vars(cell.place) if cell is not None else None,
    }
