"""Does the order mean anything? Ranks under changed weights, all scenarios in one pass.

The scenarios are few and certain, not drawn at random, so that anybody can repeat one by hand: the weight of each
dimension and indicator once times 0.9 and once times 1.1, and each indicator left out once. Siblings share what changes in proportion,
level by level, exactly as reweighting does; scores stay as they are. Source: OECD/JRC Handbook, step 7
(uncertainty and sensitivity analysis); COINr `remove_elements` leaves out in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import numpy as np

from leitai.model.scoring.ranks import Influence, as_rank
from leitai.score.arithmetic.numbers import Array, Floats
from leitai.score.arithmetic.tree import node_points, node_weights
from leitai.score.ranking.order import Codes, Places, combined_codes, dense_codes, ranks_of
from leitai.score.ranking.totals import EXACT_PLACES, Totals

FACTORS = (0.9, 1.1)
_KEY_PLACES = EXACT_PLACES - 1  # floats are good for it, and no scenario is ever printed


@dataclass(frozen=True)
class Robustness:
    """`ranges`: units × (best, worst rank), the published one included; `reweighted`: ranks under each other weight, units ×
    scenarios; `influence` by indicator, empty where there is only one: without it nothing is left to compare."""

    ranges: Places
    reweighted: Places
    influence: dict[str, Influence]


def robustness_of(totals: Totals, ranks: Places, tie_codes: Codes) -> Robustness:
    """`ranks` are the published ones, `tie_codes` the order among equals (0 the best; all 0 without tie-breaks)."""
    score_table = totals.score_table
    found = _scenario_ranks(totals, ranks, tie_codes)
    left_out = found[:, -len(score_table.indicators) :]
    with_own = np.column_stack([found, ranks])
    ranges = np.stack([with_own.min(axis=1), with_own.max(axis=1)], axis=1)
    return Robustness(ranges, found[:, : -len(score_table.indicators)], _influence(totals, ranks, left_out))


def _influence(totals: Totals, ranks: Places, left_out: Places) -> dict[str, Influence]:
    """`left_out`: ranks without each indicator in turn."""
    indicators = totals.score_table.indicators
    return {
        indicator.indicator_id: Influence(
            moved=int((left_out[:, column] != ranks).sum()),
            largest=as_rank(np.abs(left_out[:, column] - ranks).max().item()),
            correlation=_correlation(totals.score_table.scores[:, column], totals.approximate),
        )
        for column, indicator in enumerate(indicators if len(indicators) > 1 else ())
    }


def _scenario_ranks(totals: Totals, ranks: Places, tie_codes: Codes) -> Places:
    """Ranks, units × scenarios; a unit of which nothing is left leaves the scenario, and keeps its own rank."""
    points, something = _scenario_totals(totals)
    method = totals.score_table.method
    places = method.rounding.places if method.rank_on == "published" else _KEY_PLACES
    adjusted = totals.bounded(points + np.array([float(value) for value in totals.adjustments])[:, None])
    criteria = [tie_codes] if tie_codes.any() else []
    columns = [
        ranks_of(combined_codes([dense_codes(-key), *criteria]), method.ties)
        for key in np.where(something, np.rint(adjusted * 10.0**places), -np.inf).T
    ]
    return np.where(something, np.stack(columns, axis=1), ranks[:, None])


def _scenario_totals(totals: Totals) -> tuple[Floats, Array]:
    """Totals without adjustments, units × scenarios, and where anything counts at all."""
    score_table, varied = totals.score_table, range(1, len(totals.score_table.tree))
    scenarios = len(FACTORS) * len(varied) + len(score_table.indicators)
    declared = [np.full(scenarios, float(node.weight)) for node in score_table.tree]
    for number, (node_id, factor) in enumerate(product(varied, FACTORS)):
        declared[node_id][number] *= factor
    counted = [np.repeat(column[:, None], scenarios, axis=1) for column in score_table.counted.T]
    for column, counts in enumerate(counted):
        counts[:, len(FACTORS) * len(varied) + column] = False
    weights = node_weights(score_table.tree, declared, counted)
    of_leaves = [
        share[:, None] * weights[leaf]
        for share, leaf in zip(score_table.shares.T, score_table.leaves, strict=True)
    ]
    points, _ = node_points(score_table.tree, of_leaves, weights)
    return points[0], np.logical_or.reduce([weights[child] != 0 for child in score_table.tree[0].children])


def _correlation(scores: Floats, totals: Floats) -> Decimal | None:
    """Pearson's coefficient to two places, over the units for which the indicator counts; None without spread."""
    counts = ~np.isnan(scores)
    mine, theirs = scores[counts], totals[counts]
    if len(mine) < 2 or np.ptp(mine) == 0 or np.ptp(theirs) == 0:
        return None
    return Decimal(f"{np.corrcoef(mine, theirs)[0, 1]:.2f}")
