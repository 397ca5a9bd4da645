"""Totals → ranks → `Ranking`: who takes part, and the rows made from the arrays of `score_table.py`.

What may be ranked at all is decided here, before any score, not in checks or templates: `leitai check` refuses such a method
first, with the file and line; this is the lock behind that door.

Ties are listed in the customary order of units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import blocked_list, is_unrankable
from leitai.model.scoring.ranking import (
    DimensionScore,
    IndicatorScore,
    Ranking,
    RankingRow,
    RowStatus,
)
from leitai.model.scoring.ranks import Influence, as_rank
from leitai.model.settings import Settings
from leitai.schema.config.dimensions import UNRANKED
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.settle import as_decimal, rounded
from leitai.score.ranking.adjusted import adjusted_for, grade_of, veto_words, vetoes_of
from leitai.score.ranking.leads import Lead, leads_of
from leitai.score.ranking.order import Order, dense_codes, order_of, ranks_of
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
from leitai.score.ranking.totals import Totals, totals_of

BY_RULE = "按规定不排名"


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
    reported = reported_for(content, method, period, roster)
    reasons = _reasons(content, method, period, roster, reported)
    rows = np.flatnonzero([status == "ranked" for status, _ in reasons])
    unranked = [
        _unranked_row(content, method, period, unit, *reason)
        for unit, reason in zip(roster, reasons, strict=True)
        if reason[0] != "ranked"
    ]
    if not len(rows):
        return Ranked(tuple(unranked))
    units = [roster[row] for row in rows]
    totals = totals_of(content, method, period, units, [column.take(rows) for column in reported])
    order = order_of(totals.key, method.ties, reported_for_ties(content, method, period, units))
    robustness = robustness_of(totals, order.ranks, order.tie_codes)
    listing = _Listing(content, period, units, totals, order, robustness)
    return Ranked((*listing.rows, *unranked), robustness.influence)


def _reasons(
    content: Content, method: Method, period: Period, roster: Sequence[Unit], reported: Sequence[Reported]
) -> list[tuple[RowStatus, str]]:
    """By unit, whether it takes part, and if not, why."""
    refusal = _why_method_ranks_nobody(content, method)
    found: list[tuple[RowStatus, str]] = []
    for unit, lacks in zip(roster, _hindrances(content.settings.at(period), method, reported), strict=True):
        unrankable = refusal or _why_unit_is_unrankable(method, unit)
        if unrankable:
            found.append(("unrankable", unrankable))
        elif UNRANKED in vetoes_of(content, method, period, unit).values():
            found.append(("vetoed", "不参与排名"))
        else:
            found.append(("missing", lacks) if lacks else ("ranked", ""))
    return found


def _why_unit_is_unrankable(method: Method, unit: Unit) -> str:
    """Courts and procuratorates are ranked only by a method with a `legal_basis`; empty if it may be."""
    return BY_RULE if is_unrankable(unit) and not method.legal_basis else ""


def _why_method_ranks_nobody(content: Content, method: Method) -> str:
    """A blocked indicator needs a `legal_basis`; one registered as `rankable: false` is never scored."""
    known = [content.settings.indicators[indicator_id] for indicator_id in method.deciding_indicators()]
    names = [
        indicator.name
        for indicator in known
        if not indicator.rankable or (blocked_list(indicator) is not None and not method.legal_basis)
    ]
    return f"{BY_RULE}：办法含有不得排名的指标（{'、'.join(names)}）" if names else ""


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


def _unranked_row(
    content: Content, method: Method, period: Period, unit: Unit, status: RowStatus, reason: str
) -> RankingRow:
    names = [indicator.indicator_id for indicator in method.indicators()]
    cells = _cells(content, period, unit, names)
    scores = {name: IndicatorScore(cell) for name, cell in cells.items()}
    return RankingRow(unit, status, reason, scores, _cells(content, period, unit, method.tie_break))


def _cells(
    content: Content, period: Period, unit: Unit, names: Sequence[str]
) -> dict[str, Observation | None]:
    cells = content.cells(period)
    return {name: cells.get((unit.unit_id, name)) for name in names}


@dataclass(frozen=True)
class _Listing:
    """Ranked units in customary order, and what was worked out of them, in arrays."""

    content: Content
    period: Period
    units: Sequence[Unit]
    totals: Totals
    order: Order
    robustness: Robustness

    @property
    def rows(self) -> list[RankingRow]:
        """By rank."""
        found = [self._row(at, unit) for at, unit in enumerate(self.units)]
        return sorted(found, key=lambda row: (row.rank or 0, row.unit.sort))

    @property
    def _method(self) -> Method:
        return self.totals.score_table.method

    def _row(self, at: int, unit: Unit) -> RankingRow:
        method, order, lead = self._method, self.order, self._leads[at]
        adjusted = adjusted_for(self.content, method, self.period, unit)
        vetoes = vetoes_of(self.content, method, self.period, unit)
        total, scores = self._printed(self.totals.grand[at]), self._scores(at, unit)
        dimensions = {name: of_units[at] for name, of_units in self._dimensions.items() if at in of_units}
        place = self._places[at], len(self.units)
        grade = grade_of(
            self.content.settings, method, vetoes.values(), total, place, {**scores, **dimensions}
        )
        best, worst = map(as_rank, self.robustness.ranges[at].tolist())
        return RankingRow(
            unit=unit,
            status="ranked",
            reason="",
            scores=scores,
            tie_breaks=_cells(self.content, self.period, unit, method.tie_break),
            rank=as_rank(order.ranks[at].item()),
            tied=bool(order.tied[at]),
            score=total,
            bonus=self._adjustment(adjusted.bonus),
            deduction=self._adjustment(adjusted.deduction),
            tier=grade.tier,
            dimensions=dimensions,
            rank_range=(best, worst),
            overturn=lead.overturn,
            small_lead_over=tuple(self.units[other].unit_id for other in lead.small_over),
            ahead_by=method.tie_break[order.ahead_by[at]] if order.ahead_by[at] >= 0 else "",
            veto=veto_words(vetoes),
            gate=grade.gate,
        )

    @cached_property
    def _leads(self) -> list[Lead]:
        return leads_of(self.totals, self.order.ranks, self.robustness.reweighted)

    @cached_property
    def _places(self) -> list[int]:
        """1 + how many units are strictly ahead of each."""
        found: list[int] = ranks_of(self.order.codes, "competition").tolist()
        return found

    def _printed(self, scaled: int) -> Decimal:
        return as_decimal(scaled, self._method.rounding.places)

    def _adjustment(self, points: Fraction) -> Decimal | None:
        """A bonus or deduction as printed, which is what joins the total (`Adjusted.net`); None under a method that knows none."""
        rounding = self._method.rounding
        if self._method.adjustments is None:
            return None
        printed = rounded(points, rounding.places, rounding.mode)
        is_whole = rounding.at != "total" or Fraction(printed) == points
        return printed if is_whole else Decimal(points.numerator) / Decimal(points.denominator)

    def _scores(self, at: int, unit: Unit) -> dict[str, IndicatorScore]:
        """A unit's result on every indicator."""
        table, cells, found = self.totals.score_table, self.content.cells(self.period), {}
        for column, indicator in enumerate(table.indicators):
            name, source = indicator.indicator_id, indicator.rule.target_source
            cell = cells.get((unit.unit_id, name))
            target = self.content.target(source, cell) if source and cell is not None else None
            found[name] = IndicatorScore(cell, target)
            if table.counted[at, column]:
                score, points = (self._printed(of[at, column]) for of in (table.rounded_scores, table.points))
                weight = table.exact_weight(table.leaves[column], at)
                found[name] = IndicatorScore(cell, target, score, points, weight)
        return found

    @cached_property
    def _dimensions(self) -> dict[str, dict[int, DimensionScore]]:
        """By dimension, the units of which something counts there."""
        method, table, found = self._method, self.totals.score_table, {}
        for dimension, node_id in zip(method.all_dimensions(), table.branches[1:], strict=True):
            rows = np.flatnonzero(table.weights[node_id]).tolist()
            scores, keys = self.totals.rates(node_id, rows, dimension.rank_on or method.rank_on)
            ranks = map(as_rank, ranks_of(dense_codes(-keys), method.ties).tolist())
            found[dimension.dimension_id] = {
                row: DimensionScore(
                    points=self._printed(self.totals.nodes[node_id][row]),
                    score=self._printed(score),
                    rank=rank,
                    weight=table.exact_weight(node_id, row),
                )
                for row, score, rank in zip(rows, scores.tolist(), ranks, strict=True)
            }
        return found
