"""How small each lead over the next rank is: what would overturn it, and over whom it is small (差距较小).

Where points add up, weight moved from one indicator to another changes the lead by the difference between the two units' advantages on them. So the least
shift that overturns a lead takes weight from where the leader gains most and gives it to where the follower does. Where several
units share the next rank, each is looked at. Found in floats, for orientation: nothing is ranked by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from leitai.model.scoring.ranks import Overturn
from leitai.score.arithmetic.numbers import Floats
from leitai.score.ranking.order import Places
from leitai.score.ranking.totals import Totals

Rows = npt.NDArray[np.int64]
_CENT = Decimal("0.01")
_SMALL_SHIFT = 2  # of every 100 points of weight
_SMALL_POINTS = 0.1  # of every 100 points of the total
_LOST = 1e-9  # what floats may have lost


@dataclass(frozen=True)
class Lead:
    """`overturn`: what would bring a unit of the next rank level, the one that needs least; None for the last, and where no
    weights would do. `small_over`: the rows of the units of the next rank to which the distance is small."""

    overturn: Overturn | None = None
    small_over: tuple[int, ...] = ()


def leads_of(totals: Totals, ranks: Places, reweighted: Places) -> list[Lead]:
    """By unit. `reweighted`: ranks under weights within ±10 %, units × scenarios.

    A lead is small where in one of these scenarios the follower draws level, where hardly any weight would have to move,
    or where hardly any points are between both.
    """
    group = _Group(totals, reweighted)
    order = np.argsort(ranks, kind="stable")
    starts = np.append(np.unique(ranks[order], return_index=True)[1], [len(order), len(order)])
    blocks = [order[start:end] for start, end in pairwise(starts.tolist())]
    found = [Lead()] * len(order)
    for leaders, behind in pairwise(blocks):
        for row in leaders.tolist() if len(behind) else ():
            found[row] = group.lead(row, behind)
    return found


@dataclass(frozen=True)
class _Group:
    totals: Totals
    reweighted: Places

    def lead(self, row: int, behind: Rows) -> Lead:
        """Of a unit over those that share the next rank."""
        totals, method = self.totals, self.totals.score_table.method
        share = float(method.scale) / 100
        points = (totals.grand[row] - totals.grand[behind]) / 10.0**method.rounding.places
        shifts, taken_from, given_to = self._least_shifts(row, behind)
        is_small = (
            (self.reweighted[behind] <= self.reweighted[row]).any(axis=1)
            | (np.round(shifts, 2) <= _SMALL_SHIFT * share)
            | (points <= _SMALL_POINTS * share + _LOST)
        )
        small_over, least = tuple(behind[is_small].tolist()), int(np.argmin(shifts))
        if not np.isfinite(shifts[least]):
            return Lead(None, small_over)
        ids = [
            totals.score_table.indicators[int(column[least])].indicator_id
            for column in (taken_from, given_to)
        ]
        return Lead(Overturn(Decimal(float(shifts[least])).quantize(_CENT), *ids), small_over)

    def _least_shifts(self, row: int, behind: Rows) -> tuple[Floats, Rows, Rows]:
        """By follower the least weight that would have to move, and the indicators that most of it leaves and joins.

        It is taken from the indicators where the leader is furthest ahead, one after the other, and given to the one where
        it is least. Infinite where no weights would do, and where reweighting left the two other weights.
        """
        table = self.totals.score_table
        apart = table.shares[row] - table.shares[behind]
        givers = np.argsort(-apart, axis=1, kind="stable")
        gains = np.take_along_axis(apart, givers, axis=1) - apart.min(axis=1, keepdims=True)
        weights = table.leaf_weights[row][givers]
        lead = np.maximum(self.totals.approximate[row] - self.totals.approximate[behind], 0)[:, None]
        closed, moved = np.cumsum(weights * gains, axis=1), np.cumsum(weights, axis=1)
        enough = (closed >= lead - _LOST * np.maximum(lead, 1)) & (gains > 0)
        at = np.arange(len(behind)), np.argmax(enough, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):  # where nothing is enough
            shifts = moved[at] - np.maximum(closed[at] - lead[:, 0], 0) / gains[at]
        is_alike = (np.abs(table.leaf_weights[behind] - table.leaf_weights[row]) <= _LOST).all(axis=1)
        is_possible = enough[at] & is_alike & table.method.is_additive
        return np.where(is_possible, shifts, np.inf), givers[:, 0], apart.argmin(axis=1)
