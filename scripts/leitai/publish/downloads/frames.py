"""The tables for analysts as DataFrames, from what was read and ranked: the office's full view, or the public one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from itertools import groupby

import pandas as pd

from leitai.model.content import Content
from leitai.model.observations import KEY
from leitai.model.scoring.ranking import IndicatorScore, Ranking, RankingRow, status_text
from leitai.model.settings import Settings
from leitai.model.shows import Marks, of_periods
from leitai.model.tables import (
    INDICATORS,
    OBSERVATIONS,
    PLACES,
    RANKINGS,
    SCORES,
    UNITS,
    ColumnType,
    DataTable,
    Tables,
)
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

DTYPES: Mapping[ColumnType, str] = {
    "text": "str",
    "decimal": "object",
    "integer": "Int64",
    "rank": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
_EXACT = Context(prec=60)


def frames(content: Content, rankings: Sequence[Ranking], marks: Marks) -> Tables:
    """All tables; `content` and `rankings` are of one view, with `marks` saying which of it is demo."""
    return Tables(
        observations=_observations(content, marks),
        scores=_scores(content, rankings),
        rankings=_rankings(content, rankings),
        units=_units(content),
        indicators=_indicators(content),
    )


def frames_in_parts(
    content: Content, rankings: Sequence[Ranking], marks: Marks
) -> dict[str, Iterator[pd.DataFrame]]:
    """The rows of the same tables, some at a time: a period's."""
    of_periods = [list(same) for _, same in groupby(rankings, lambda ranking: ranking.period)]
    return {
        OBSERVATIONS.name: (_observations(one, marks) for one in _by_period(content)),
        SCORES.name: (_scores(content, same) for same in of_periods),
        RANKINGS.name: (_rankings(content, same) for same in of_periods),
        UNITS.name: iter([_units(content)]),
        INDICATORS.name: iter([_indicators(content)]),
    }


def _by_period(content: Content) -> Iterator[Content]:
    for period in content.results.periods:
        rows = content.observations_of(period)
        yield replace(content, results=replace(content.results, observations=rows, periods=(period,)))


def typed(table: DataTable, columns: Mapping[str, Iterable[object]]) -> pd.DataFrame:
    """The declared columns in their order and types; an empty text is no text."""
    frame = pd.DataFrame(
        {c.name: pd.Series(list(columns[c.name]), dtype=object) for c in table.columns}, dtype=object
    )
    return frame.replace({"": None}).astype({c.name: DTYPES[c.type] for c in table.columns})


def _observations(content: Content, marks: Marks) -> pd.DataFrame:
    """In the order of periods, units and indicators."""
    settings, table = content.settings, content.observations.assign(group=content.groups)
    periods = {period.id: period for period in content.results.periods}
    then = {name: settings.at(period) for name, period in periods.items()}
    order = {
        name: {found: at for at, found in enumerate(known)}
        for name, known in zip(KEY, (periods, settings.units, settings.indicators), strict=True)
    }
    table = table.sort_values(KEY, key=lambda column: column.map(order[str(column.name)]))
    statuses = {name: settings.portal.periods[name].data_status for name in periods}
    notes = {name: "；".join(marks.demo_notices(of_periods([period]))) for name, period in periods.items()}
    notices = {name: status_text(statuses[name], notes[name]) for name in periods}
    found: dict[str, Iterable[object]] = {str(name): table[name] for name in table.columns}
    found |= {
        "unit_name": _then(table, "unit", {n: _unit_names(s) for n, s in then.items()}),
        "peer_group": table["group"],
        "indicator_name": _then(table, "indicator", {n: _indicator_names(s) for n, s in then.items()}),
        "unit_of_measure": table["indicator"].map(_measures(content)),
        "data_status": table["period"].map(statuses),
        "notice": table["period"].map(notices),
    }
    return typed(OBSERVATIONS, found)


def _then(table: pd.DataFrame, column: str, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What the unit or indicator of each row was called in the row's period."""
    return [names[period][found] for period, found in zip(table["period"], table[column], strict=True)]


def _unit_names(settings: Settings) -> dict[str, str]:
    return {name: unit.name for name, unit in settings.units.items()}


def _indicator_names(settings: Settings) -> dict[str, str]:
    return {name: indicator.name for name, indicator in settings.indicators.items()}


def _measures(content: Content) -> dict[str, str]:
    return {name: indicator.unit_of_measure for name, indicator in content.settings.indicators.items()}


def _from_rows(table: DataTable, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """The frame of rows that hold the declared columns in their order."""
    names = [column.name for column in table.columns]
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return typed(table, dict(zip(names, columns, strict=True)))


def _rankings(content: Content, rankings: Sequence[Ranking]) -> pd.DataFrame:
    return _from_rows(RANKINGS, [_ranking_cells(content, r, row) for r in rankings for row in r.rows])


def _ranking_cells(content: Content, ranking: Ranking, row: RankingRow) -> tuple[object, ...]:
    best, worst = row.rank_range or (None, None)
    return (
        ranking.period.id, ranking.group, content.settings.portal.group_name(ranking.group),
        row.unit.unit_id, row.unit.name, ranking.method.id, ranking.method.version,
        row.status, row.reason, row.rank, None if row.rank is None else row.tied, row.score, row.bonus, row.deduction, row.tier,
        ranking.previous_period and ranking.previous_period.id, row.previous_rank, row.rank_change, row.change_note,
        best, worst, ranking.data_status, ranking.status_text,
    )  # fmt: skip


def _scores(content: Content, rankings: Sequence[Ranking]) -> pd.DataFrame:
    measures = _measures(content)
    names = {r.period: _indicator_names(content.settings.at(r.period)) for r in rankings}
    rows = [
        (
            ranking.period.id, ranking.group, row.unit.unit_id, row.unit.name,
            indicator, names[ranking.period][indicator], *_score_cells(score, measures[indicator]),
            ranking.method.id, ranking.method.version, ranking.data_status, ranking.status_text,
        )
        for ranking in rankings
        for row in ranking.rows
        for indicator, score in row.scores.items()
    ]  # fmt: skip
    return _from_rows(SCORES, rows)


def _score_cells(score: IndicatorScore, measure: str) -> tuple[object, ...]:
    cell = score.observation
    value, state = (cell.value, cell.state) if cell is not None else (None, "missing")
    return value, measure, state, _decimal(score.target), score.score, score.points, _decimal(score.weight)


def _decimal(number: Fraction | None) -> Decimal | None:
    """Exactly, or to `PLACES` places where it has no end."""
    if number is None:
        return None
    found = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    exact = Fraction(found) == number
    return found if exact else found.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_EVEN, _EXACT)


def _units(content: Content) -> pd.DataFrame:
    group_name, over_time = content.settings.portal.group_name, content.settings.units_over_time
    rows = [
        (
            u.unit_id, u.name, u.short, u.kind, u.group, group_name(u.group), u.parent_id, u.gbt2260, u.sort,
            over_time[u.unit_id][0].valid_from, u.valid_to, "、".join(u.successors), _former_names(over_time[u.unit_id]), u.note,
        )
        for u in content.settings.units.values()
    ]  # fmt: skip
    return _from_rows(UNITS, rows)


def _former_names(rows: Sequence[Unit | Indicator]) -> str:
    """Names before the present one, oldest first, each with the day on which it ended."""
    return "；".join(f"{row.name}（至 {row.valid_to}）" for row in rows[:-1] if row.name != rows[-1].name)


def _indicators(content: Content) -> pd.DataFrame:
    rows = [
        (
            i.indicator_id, i.name, i.unit_of_measure, i.polarity, i.period_type, i.decimals, i.theme, i.owner,
            i.definition, i.source, i.rankable, i.valid_min, i.valid_max,
            _former_names(content.settings.indicators_over_time[i.indicator_id]), i.note,
        )
        for i in content.settings.indicators.values()
    ]  # fmt: skip
    return _from_rows(INDICATORS, rows)
