"""One ranking as CSV, xlsx and JSON: the files beside its page, and what `leitai rank` prints.

Column for column the same table in all three. The same ranking always gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from leitai.model.content import Content
from leitai.model.observations import HAS_VALUE, STATE_NAMES, Observation
from leitai.model.scoring.ranking import STATUS_NAMES, Ranking, RankingRow
from leitai.model.tables import PLACE, POINTS, TableColumn
from leitai.publish.downloads.ranking_json import json_parts, rankings_json
from leitai.publish.downloads.spreadsheets import Cell, csv_bytes, csv_text, xlsx_bytes
from leitai.schema.config.indicators import Indicator

_TERMINAL_COLUMNS = 8
_NO_VALUE = tuple(name for state, name in STATE_NAMES.items() if state not in HAS_VALUE)
_Declared = tuple[TableColumn, Callable[[RankingRow], Cell]]


def ranking_columns(ranking: Ranking, content: Content) -> list[TableColumn]:
    """What each column of a ranking's table holds; the same in every period."""
    return [column for column, _ in _declared(ranking, content)]


def ranking_table(ranking: Ranking, content: Content) -> list[list[Cell]]:
    """Header and one line per unit: rank, change, score, dimensions, then value and points per indicator."""
    declared = _declared(ranking, content)
    lines = ([cell_of(row) for _, cell_of in declared] for row in ranking.rows)
    return [[column.name for column, _ in declared], *lines]


def _declared(ranking: Ranking, content: Content) -> list[_Declared]:
    """Columns and what stands in them; a second column of the same name gets a number."""
    seen: Counter[str] = Counter()
    found = []
    for column, cell_of in _columns(ranking, content):
        seen[column.name] += 1
        number = f"（{seen[column.name]}）" if seen[column.name] > 1 else ""
        found.append((replace(column, name=column.name + number), cell_of))
    return found


def _columns(ranking: Ranking, content: Content) -> Iterator[_Declared]:
    yield TableColumn("期间", "text", "期间"), lambda row: ranking.period.id
    yield TableColumn("名次", "rank", "名次，不参加排名和不公布的没有", PLACE), lambda row: row.rank
    yield TableColumn("单位", "text", "单位全称"), lambda row: row.unit.name
    yield _points("得分", "公布的总分"), lambda row: row.score
    yield TableColumn("等次", "text", "等次"), lambda row: row.tier
    yield TableColumn("上期名次", "rank", "上期名次", PLACE), lambda row: row.previous_rank
    yield TableColumn("名次变化", "rank", "名次变化，上升为正", PLACE), lambda row: row.rank_change
    yield (
        TableColumn("状态", "text", "是否参加排名，或者不参加的原因"),
        lambda row: row.reason or STATUS_NAMES[row.status],
    )
    if ranking.method.adjustments is not None:
        yield _points("加分", "封顶后的加分"), lambda row: row.bonus
        yield _points("扣分", "封顶后的扣分"), lambda row: row.deduction
    for dimension in ranking.method.all_dimensions():
        yield _points(f"{dimension.name}（得分）", "维度的分值"), _score_of(dimension.dimension_id)
    indicators = content.settings.at(ranking.period).indicators
    for name in ranking.method.tie_break:
        yield _value(f"{indicators[name].name}（同分时比较）", indicators[name]), _tie_break_of(name)
    for name in (counted.indicator_id for counted in ranking.method.indicators()):
        indicator = indicators[name]
        yield _value(f"{indicator.name}（{indicator.unit_of_measure}）", indicator), _value_of(name)
        yield _points(f"{indicator.name}（所得分值）", "计入总分的分值"), _points_of(name)
    yield TableColumn("数据状态", "text", "引用时必须一并写明"), lambda row: ranking.status_text


def _points(name: str, meaning: str) -> TableColumn:
    return TableColumn(name, "decimal", meaning, POINTS)


def _value(name: str, indicator: Indicator) -> TableColumn:
    return TableColumn(name, "decimal", "填报的数值", indicator.unit_of_measure, absent=_NO_VALUE)


def _score_of(dimension_id: str) -> Callable[[RankingRow], Cell]:
    return lambda row: found.points if (found := row.dimensions.get(dimension_id)) else None


def _tie_break_of(indicator_id: str) -> Callable[[RankingRow], Cell]:
    return lambda row: _value_or_state(row.tie_breaks[indicator_id])


def _value_of(indicator_id: str) -> Callable[[RankingRow], Cell]:
    return lambda row: _value_or_state(row.scores[indicator_id].observation)


def _points_of(indicator_id: str) -> Callable[[RankingRow], Cell]:
    return lambda row: row.scores[indicator_id].points


def _value_or_state(cell: Observation | None) -> Cell:
    if cell is None:
        return STATE_NAMES["missing"]
    return STATE_NAMES[cell.state] if cell.value is None else cell.value


def plain_text(table: Sequence[Sequence[Cell]]) -> str:
    """The leading columns, aligned for a terminal (a Chinese character is two columns wide)."""
    shown = [["—" if cell in (None, "") else str(cell) for cell in row[:_TERMINAL_COLUMNS]] for row in table]
    widths = [max(_width(row[i]) for row in shown) for i in range(_TERMINAL_COLUMNS)]
    lines = ["  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)) for row in shown]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def ranking_files(ranking: Ranking, content: Content) -> dict[str, bytes]:
    """One ranking's downloads by suffix."""
    table = ranking_table(ranking, content)
    return {
        "csv": csv_bytes(table),
        "xlsx": xlsx_bytes(table, ranking.period.id),
        "json": b"".join(part.encode() for part in json_parts([ranking], content)),
    }


def rankings_text(rankings: Sequence[Ranking], content: Content, form: str) -> str:
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings, content)
    tables = [ranking_table(ranking, content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)
