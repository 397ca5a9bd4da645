"""A group's ranks and scores over the periods up to a ranking: bump chart, small multiples, the figures beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.pages.kit import words
from leitai.pages.kit.charts import BumpLine, Point, UnitCourse, bump, sparkline
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cell, Row, period_head, table
from leitai.schema.period import Period

MOST_PERIODS, MOST_UNITS = 12, 20

Places = Mapping[str, list[RankingRow | None]]  # a unit's row in each ranking


@dataclass(frozen=True)
class RankingCharts:
    """`breaks`: the periods that can't be held against the one before, and why."""

    bump: Markup
    multiples: tuple[UnitCourse, ...]
    breaks: tuple[str, ...]
    figures: Markup


def ranking_charts(rankings: Sequence[Ranking]) -> RankingCharts | None:
    """Of `charted_rankings`; None without any."""
    if not rankings:
        return None
    rows = [row for row in rankings[-1].rows if row.rank is not None]
    places = {row.unit.unit_id: [past.row_of(row.unit.unit_id) for past in rankings] for row in rows}
    slots = time_slots(rankings)
    over_time = {
        row.unit.unit_id: [None if s.ranking is None else s.ranking.row_of(row.unit.unit_id) for s in slots]
        for row in rows
    }
    breaks = (f"{past.period.title}（{past.not_comparable}）" for past in rankings if past.not_comparable)
    return RankingCharts(
        bump=_bump(slots, rows, over_time),
        multiples=_multiples(slots, rows, over_time),
        breaks=tuple(breaks),
        figures=_figures(rankings, rows, places),
    )


def charted_rankings(series: Sequence[Ranking], ranking: Ranking) -> list[Ranking]:
    """Those of a series that are published in full up to this one, which is the last; empty without two,
    or with more units than a chart can carry."""
    shown = series[: series.index(ranking) + 1][-MOST_PERIODS:]
    rankings = [past for past in shown if past.method.display.kind == "full"]
    can_be_drawn = len(rankings) > 1 and ranking in rankings and 1 < ranking.ranked_size <= MOST_UNITS
    return rankings if can_be_drawn else []


@dataclass(frozen=True)
class TimeSlot:
    """A place on the axis of time; without a ranking it breaks the lines."""

    label: str
    ranking: Ranking | None


def time_slots(rankings: Sequence[Ranking]) -> list[TimeSlot]:
    """Rankings at their places in time: a slot for each period between two of them, and one before a ranking that can't
    be held against the one before."""
    found: list[TimeSlot] = []
    for ranking in rankings:
        if found:
            missing = _between(rankings[rankings.index(ranking) - 1].period, ranking.period)
            found += [TimeSlot(words.period(period), None) for period in missing]
            found += [TimeSlot("", None)] if ranking.not_comparable and not missing else []
        found.append(TimeSlot(words.period(ranking.period), ranking))
    return found


def _between(first: Period, last: Period) -> list[Period]:
    """The periods after one and before another, at most so many as a chart has room for."""
    found: list[Period] = []
    while first < last.previous() and len(found) < MOST_PERIODS:
        last = last.previous()
        found.insert(0, last)
    return found


def _bump(slots: Sequence[TimeSlot], rows: Sequence[RankingRow], places: Places) -> Markup:
    lines = [
        BumpLine(
            row.unit.unit_id,
            row.unit.short,
            [None if past is None else past.rank for past in places[row.unit.unit_id]],
            strong=row.moved == "up",
        )
        for row in rows
    ]
    return bump("bump", "历次名次", [slot.label for slot in slots], lines)


def _multiples(
    slots: Sequence[TimeSlot], rows: Sequence[RankingRow], places: Places
) -> tuple[UnitCourse, ...]:
    """One drawing of scores per unit, all on one scale."""
    scores = [
        past.score for unit in places.values() for past in unit if past is not None and past.score is not None
    ]
    return tuple(
        _unit_scores(row, _points(slots, places[row.unit.unit_id]), scores)
        for row in rows
        if row.score is not None
    )


def _unit_scores(row: RankingRow, points: Sequence[Point], bounds: Sequence[Decimal]) -> UnitCourse:
    name = row.unit.name
    drawing = sparkline(f"score-{row.unit.unit_id}", f"{name}历次总分", points, bounds=bounds)
    return UnitCourse(row.unit.unit_id, name, words.points(row.score), drawing)


def _points(slots: Sequence[TimeSlot], rows: Sequence[RankingRow | None]) -> list[Point]:
    scores = [None if past is None else past.score for past in rows]
    return [Point(slot.label, score, words.points(score)) for slot, score in zip(slots, scores, strict=True)]


def _figures(rankings: Sequence[Ranking], rows: Sequence[RankingRow], places: Places) -> Markup:
    body = [
        Row(
            [
                unit_head(row.unit),
                *(_figure(past) for past in places[row.unit.unit_id]),
            ],
            unit=row.unit.unit_id,
        )
        for row in rows
    ]
    return table("历次名次和总分", ("单位", *(period_head(past.period) for past in rankings)), body)


def _figure(past: RankingRow | None) -> Cell:
    if past is None or past.rank is None:
        return Cell(words.NOTHING)
    return Cell(f"第{past.rank}名", note=words.points(past.score))
