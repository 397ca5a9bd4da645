"""Totals → ranks → `Ranking`.

Competition ranking 1-2-2-4 (dense 1-2-2-3 if declared): equal published totals share the better
rank; ties are listed in the customary order of units.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from leitai.model.content import Content
from leitai.model.method import Method
from leitai.model.period import Period
from leitai.model.ranking import DimensionScore, IndicatorScore, Ranking, RankingRow, RowStatus
from leitai.model.results import VETO
from leitai.model.settings import Unit
from leitai.score.board import EXCLUDED, UNRANKS, Board, treatment
from leitai.score.compare import with_rank_changes
from leitai.score.rankable import why_method_ranks_nobody, why_unit_is_unrankable
from leitai.score.settle import Scaled, as_decimal, round_fraction

_PANDAS_TIES = {"competition": "min", "dense": "dense"}


def rank_all(content: Content) -> tuple[Ranking, ...]:
    """Every ranking of every period, oldest first, with rank changes where they are comparable."""
    rankings: list[Ranking] = []
    for period in content.results.periods:
        for group in content.groups_with_results(period):
            method = content.method_for(group, period)
            if method is not None:
                ranking = rank_period(content, method, period)
                rankings.append(with_rank_changes(ranking, rankings))
    return tuple(rankings)


def rank_period(content: Content, method: Method, period: Period) -> Ranking:
    """One group in one period, under one method; without rank changes."""
    roster = content.settings.roster(method.group, period)
    refusal = why_method_ranks_nobody(content, method)
    standings = {unit.unit_id: _standing(content, method, period, unit, refusal) for unit in roster}
    ranked = tuple(unit for unit in roster if standings[unit.unit_id].status == "ranked")
    board = Board(content, method, period, ranked)
    others = [_unranked_row(board, u, standings[u.unit_id]) for u in roster if u not in ranked]
    rows = [*_ranked_rows(board), *others]
    status = content.settings.portal.periods[period.id].data_status
    return Ranking(period, method.group, method, status, tuple(rows), None, "")


def ranks_of(key: Scaled, ties: str) -> list[int]:
    """Ranks of totals, the highest first."""
    return [int(rank) for rank in pd.Series(key).rank(method=_PANDAS_TIES[ties], ascending=False)]  # type: ignore[arg-type]


@dataclass(frozen=True)
class Standing:
    """Whether a unit takes part in a ranking, and if not, why."""

    status: RowStatus
    reason: str = ""


def _standing(content: Content, method: Method, period: Period, unit: Unit, refusal: str) -> Standing:
    """A unit that sent nothing is not ranked, whatever the method says of single missing values."""
    unrankable = refusal or why_unit_is_unrankable(method, unit)
    if unrankable:
        return Standing("unrankable", unrankable)
    if any(a.kind == VETO for a in content.adjustments_of(period, unit.unit_id)):
        return Standing("vetoed", "不参与排名")
    cells = content.cells(period)
    found = [cells.get((unit.unit_id, i.indicator_id)) for i in method.indicators()]
    if all(cell is None or cell.state == "missing" for cell in found):
        return Standing("missing", "未报")
    treatments = [treatment(content, method, i, c) for i, c in zip(method.indicators(), found, strict=True)]
    if all(how == EXCLUDED for how in treatments):
        return Standing("missing", "各项指标都不适用或未报")
    blocking = [
        content.settings.indicators[i.indicator_id].name
        for i, how in zip(method.indicators(), treatments, strict=True)
        if how == UNRANKS
    ]
    return Standing("missing", f"未报或不适用：{'、'.join(blocking)}") if blocking else Standing("ranked")


def _ranked_rows(board: Board) -> list[RankingRow]:
    if not board.units:
        return []
    method = board.method
    ranks = ranks_of(board.ranking_key(), method.ties)
    totals = board.grand_totals()
    dimensions = _dimension_scores(board)
    rows = [
        RankingRow(
            unit=unit,
            status="ranked",
            reason="",
            rank=ranks[row],
            tied=ranks.count(ranks[row]) > 1,
            score=as_decimal(totals[row], method.rounding.places),
            bonus=_adjusted(board, board.adjustments[row][0]),
            deduction=_adjusted(board, board.adjustments[row][1]),
            tier="",
            previous_rank=None,
            rank_change=None,
            change_note="",
            scores=_scores(board, row),
            dimensions={name: scores[row] for name, scores in dimensions.items()},
        )
        for row, unit in enumerate(board.units)
    ]
    return sorted(rows, key=lambda row: (row.rank or 0, row.unit.sort))


def _adjusted(board: Board, points: Fraction) -> Decimal | None:
    """A bonus or deduction as printed; None under a method that knows none."""
    rounding = board.method.rounding
    if board.method.adjustments is None:
        return None
    return as_decimal(round_fraction(points, rounding.places, rounding.mode), rounding.places)


def _scores(board: Board, row: int) -> dict[str, IndicatorScore]:
    places = board.method.rounding.places
    found = {}
    for column, indicator in enumerate(board.indicators):
        cell = board.content.cells(board.period).get((board.units[row].unit_id, indicator.indicator_id))
        source = str(indicator.rule.parameters.get("target", ""))
        target = board.content.target(source, cell) if source and cell is not None else None
        counts = board.treatments[row][column] != EXCLUDED
        found[indicator.indicator_id] = IndicatorScore(
            observation=cell,
            target=target,
            score=as_decimal(board.rounded_scores[row, column], places) if counts else None,
            points=as_decimal(board.points[row, column], places) if counts else None,
            weight=board.exact_weights[row][column] if counts else None,
        )
    return found


def _dimension_scores(board: Board) -> dict[str, list[DimensionScore]]:
    position = {indicator.indicator_id: i for i, indicator in enumerate(board.indicators)}
    found = {}
    for dimension in board.method.all_dimensions():
        columns = [position[indicator.indicator_id] for indicator in dimension.indicators()]
        totals = board.totals(columns)
        ranks = ranks_of(totals, board.method.ties)
        places = board.method.rounding.places
        found[dimension.dimension_id] = [
            DimensionScore(as_decimal(total, places), rank) for total, rank in zip(totals, ranks, strict=True)
        ]
    return found


def _unranked_row(board: Board, unit: Unit, standing: Standing) -> RankingRow:
    cells = board.content.cells(board.period)
    scores = {
        indicator.indicator_id: IndicatorScore(
            cells.get((unit.unit_id, indicator.indicator_id)), None, None, None, None
        )
        for indicator in board.indicators
    }
    return RankingRow(
        unit=unit,
        status=standing.status,
        reason=standing.reason,
        rank=None,
        tied=False,
        score=None,
        bonus=None,
        deduction=None,
        tier="",
        previous_rank=None,
        rank_change=None,
        change_note="",
        scores=scores,
        dimensions={},
    )
