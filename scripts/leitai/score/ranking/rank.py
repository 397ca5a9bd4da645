"""Totals → ranks → `Ranking`: who takes part, and the rows made from the arrays of `score_table.py`.

Ties are listed in the customary order of units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import (
    DimensionScore,
    IndicatorScore,
    Influence,
    Ranking,
    RankingRow,
    RowStatus,
)
from leitai.model.scoring.ranks import as_rank
from leitai.model.settings import Settings
from leitai.schema.config.dimensions import UNRANKED
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.settle import as_decimal, round_fraction
from leitai.score.ranking.adjusted import Adjusted, adjusted_for, grade_of, veto_words, vetoes_of
from leitai.score.ranking.leads import leads_of
from leitai.score.ranking.order import Order, dense_codes, order_of, ranks_of
from leitai.score.ranking.rankable import why_method_ranks_nobody, why_unit_is_unrankable
from leitai.score.ranking.reported import (
    EXCLUDED,
    MISSING,
    UNRANKS,
    Reported,
    reported_for,
    reported_for_ties,
    treatments,
)
from leitai.score.ranking.robustness import Robustness, robustness_of
from leitai.score.ranking.score_table import ScoreTable
from leitai.score.ranking.totals import Totals


@dataclass(frozen=True)
class Ranked:
    """What is worked out for a ranking: its rows, without rank changes, and the influence of each indicator."""

    rows: tuple[RankingRow, ...]
    influence: Mapping[str, Influence] = field(default_factory=dict)


def rank_period(content: Content, method: Method, period: Period) -> Ranking:
    """One group in one period, under one method; without rank changes."""
    return ranking_of(content, method, period, rank_units(content, method, period))


def ranking_of(content: Content, method: Method, period: Period, ranked: Ranked) -> Ranking:
    """The ranking of what was worked out for it."""
    status = content.settings.portal.periods[period.id].data_status
    return Ranking(period, method.group, method, status, ranked.rows, None, "", ranked.influence)


def rank_units(content: Content, method: Method, period: Period) -> Ranked:
    """The units of one group in one period, under one method."""
    roster = content.settings.roster(method.group, period)
    refusal = why_method_ranks_nobody(content, method)
    reported = reported_for(content, method, period, roster)
    hindrances = _hindrances(content.settings.at(period), method, reported)
    eligibilities = [
        _eligibility(content, method, period, unit, refusal, why)
        for unit, why in zip(roster, hindrances, strict=True)
    ]
    rows = np.flatnonzero([eligibility.status == "ranked" for eligibility in eligibilities])
    ranked = tuple(roster[row] for row in rows)
    score_table = ScoreTable(method, tuple(column.take(rows) for column in reported))
    others = [
        _unranked_row(content, method, period, unit, eligibility)
        for unit, eligibility in zip(roster, eligibilities, strict=True)
        if eligibility.status != "ranked"
    ]
    if not ranked:
        return Ranked(tuple(others))
    adjusted = [adjusted_for(content, method, period, unit) for unit in ranked]
    totals = Totals(score_table, [each.net(method.rounding) for each in adjusted])
    order = order_of(totals.key, method.ties, reported_for_ties(content, method, period, ranked))
    robustness = robustness_of(totals, order.ranks, order.tie_codes)
    listed = (*_ranked_rows(content, period, ranked, adjusted, totals, order, robustness), *others)
    return Ranked(listed, robustness.influence)


@dataclass(frozen=True)
class Eligibility:
    """Whether a unit takes part in a ranking, and if not, why."""

    status: RowStatus
    reason: str = ""


def _eligibility(
    content: Content, method: Method, period: Period, unit: Unit, refusal: str, hindrance: str
) -> Eligibility:
    """`refusal`: why the method ranks nobody; `hindrance`: what in the unit's report keeps it out. Empty if nothing."""
    unrankable = refusal or why_unit_is_unrankable(method, unit)
    if unrankable:
        return Eligibility("unrankable", unrankable)
    if UNRANKED in vetoes_of(content, method, period, unit).values():
        return Eligibility("vetoed", "不参与排名")
    return Eligibility("missing", hindrance) if hindrance else Eligibility("ranked")


def _hindrances(settings: Settings, method: Method, reported: Sequence[Reported]) -> list[str]:
    """By unit, what in its report keeps it from being ranked; empty if nothing does.

    A unit that sent nothing is not ranked, whatever the method says of single missing values (decision 18).
    """
    indicators = method.indicators()
    treated = treatments(method, reported)
    silent = np.all([column.sent == MISSING for column in reported], axis=0)
    found = np.where((treated == EXCLUDED).all(axis=1), "各项指标都不适用或未报", "").tolist()
    for row in np.flatnonzero((treated == UNRANKS).any(axis=1)).tolist():
        blocking = [indicators[column].indicator_id for column in np.flatnonzero(treated[row] == UNRANKS)]
        names = [settings.indicators[indicator_id].name for indicator_id in blocking]
        found[row] = f"未报或不适用：{'、'.join(names)}"
    return ["未报" if silent[row] else why for row, why in enumerate(found)]


def _ranked_rows(
    content: Content,
    period: Period,
    units: Sequence[Unit],
    adjusted: Sequence[Adjusted],
    totals: Totals,
    order: Order,
    robustness: Robustness,
) -> list[RankingRow]:
    method = totals.score_table.method
    ranks = [as_rank(number) for number in order.ranks.tolist()]
    tied, ahead_by = order.tied.tolist(), order.ahead_by.tolist()
    dimensions, ranges = _dimension_scores(totals), robustness.ranges
    leads = leads_of(totals, order.ranks, robustness.reweighted)
    scores = _scores(content, period, units, totals.score_table)
    places = ranks_of(order.codes, "competition").tolist()
    vetoes = [vetoes_of(content, method, period, unit) for unit in units]
    printed = [as_decimal(total, method.rounding.places) for total in totals.grand]
    own = [
        {name: of_units[row] for name, of_units in dimensions.items() if row in of_units}
        for row in range(len(units))
    ]
    grades = [
        grade_of(
            content.settings,
            method,
            vetoes[row].values(),
            printed[row],
            (places[row], len(units)),
            scores[row],
            own[row],
        )
        for row in range(len(units))
    ]
    rows = [
        RankingRow(
            unit=unit,
            status="ranked",
            reason="",
            rank=ranks[row],
            tied=tied[row],
            score=printed[row],
            bonus=_printed(method, adjusted[row].bonus),
            deduction=_printed(method, adjusted[row].deduction),
            tier=grades[row].tier,
            gate=grades[row].gate,
            veto=veto_words(vetoes[row]),
            previous_rank=None,
            rank_change=None,
            change_note="",
            scores=scores[row],
            dimensions=own[row],
            rank_range=(as_rank(ranges[row, 0].item()), as_rank(ranges[row, 1].item())),
            overturn=leads[row].overturn,
            small_lead_over=tuple(units[other].unit_id for other in leads[row].small_over),
            ahead_by=method.tie_break[ahead_by[row]] if ahead_by[row] >= 0 else "",
            tie_breaks=_tie_breaks(content, method, period, unit),
        )
        for row, unit in enumerate(units)
    ]
    return sorted(rows, key=lambda row: (row.rank or 0, row.unit.sort))


def _printed(method: Method, points: Fraction) -> Decimal | None:
    """A bonus or deduction as printed, which is what joins the total (`Adjusted.net`); None under a method that knows none."""
    rounding = method.rounding
    if method.adjustments is None:
        return None
    rounded = as_decimal(round_fraction(points, rounding.places, rounding.mode), rounding.places)
    is_whole = rounding.at != "total" or Fraction(rounded) == points
    return rounded if is_whole else Decimal(points.numerator) / Decimal(points.denominator)


def _scores(
    content: Content, period: Period, units: Sequence[Unit], score_table: ScoreTable
) -> list[dict[str, IndicatorScore]]:
    """Every unit's result on every indicator."""
    cells, places = content.cells(period), score_table.method.rounding.places
    found: list[dict[str, IndicatorScore]] = [{} for _ in units]
    for column, indicator in enumerate(score_table.indicators):
        source = indicator.rule.target_source
        scores, points = (
            score_table.rounded_scores[:, column].tolist(),
            score_table.points[:, column].tolist(),
        )
        for row, unit in enumerate(units):
            cell = cells.get((unit.unit_id, indicator.indicator_id))
            counts = bool(score_table.counted[row, column])
            found[row][indicator.indicator_id] = IndicatorScore(
                observation=cell,
                target=content.target(source, cell) if source and cell is not None else None,
                score=as_decimal(scores[row], places) if counts else None,
                points=as_decimal(points[row], places) if counts else None,
                weight=score_table.exact_weight(score_table.leaves[column], row) if counts else None,
            )
    return found


def _dimension_scores(totals: Totals) -> dict[str, dict[int, DimensionScore]]:
    """By dimension, the units of which something counts there."""
    method, score_table = totals.score_table.method, totals.score_table
    branches = [node_id for node_id, node in enumerate(score_table.tree) if node_id and node.column is None]
    found = {}
    for dimension, node_id in zip(method.all_dimensions(), branches, strict=True):
        rows = np.flatnonzero(score_table.weights[node_id]).tolist()
        points = totals.nodes[node_id]
        scores, keys = totals.rates(node_id, rows, dimension.rank_on or method.rank_on)
        ranks = map(as_rank, ranks_of(dense_codes(-keys), method.ties).tolist())
        found[dimension.dimension_id] = {
            row: DimensionScore(
                points=as_decimal(points[row], method.rounding.places),
                score=as_decimal(score, method.rounding.places),
                rank=rank,
                weight=score_table.exact_weight(node_id, row),
            )
            for row, score, rank in zip(rows, scores.tolist(), ranks, strict=True)
        }
    return found


def _tie_breaks(
    content: Content, method: Method, period: Period, unit: Unit
) -> dict[str, Observation | None]:
    cells = content.cells(period)
    return {indicator_id: cells.get((unit.unit_id, indicator_id)) for indicator_id in method.tie_break}


def _unranked_row(
    content: Content, method: Method, period: Period, unit: Unit, eligibility: Eligibility
) -> RankingRow:
    cells = content.cells(period)
    scores = {
        indicator.indicator_id: IndicatorScore(
            cells.get((unit.unit_id, indicator.indicator_id)), None, None, None, None
        )
        for indicator in method.indicators()
    }
    return RankingRow(
        unit=unit,
        status=eligibility.status,
        reason=eligibility.reason,
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
        tie_breaks=_tie_breaks(content, method, period, unit),
    )
