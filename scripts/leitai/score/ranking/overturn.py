"""How far a lead is from being overturned: the least weight that would have to move between indicators.

Where points add up, moving weight from an indicator on which the leader is better to one on which the follower is changes
the lead by the difference of both; so the least total shift takes from where the leader gains most and gives to where the
follower does. Found in floats, for orientation: nothing is ranked by it.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from leitai.model.scoring.ranking import Overturn
from leitai.score.arithmetic.numbers import Floats
from leitai.score.ranking.order import Places
from leitai.score.ranking.totals import Totals

_CENT = Decimal("0.01")


def overturns_of(totals: Totals, ranks: Places) -> list[Overturn | None]:
    """By unit, what would bring the next one behind level; None for the last, under a geometric mean, where reweighting
    left the two other weights, and where no weights at all would do."""
    if not totals.score_table.method.is_additive:
        return [None] * len(ranks)
    order = np.argsort(ranks, kind="stable")
    found: list[Overturn | None] = [None] * len(ranks)
    for row in order.tolist():
        behind = order[ranks[order] > ranks[row]]
        if len(behind):
            found[row] = _overturn(totals, row, int(behind[0]))
    return found


def _overturn(totals: Totals, row: int, behind: int) -> Overturn | None:
    score_table = totals.score_table
    weights = np.array([score_table.weights[leaf] for leaf in score_table.leaves])
    if not np.allclose(weights[:, row], weights[:, behind]):
        return None
    lead = totals.approximate[row] - totals.approximate[behind]
    apart = (np.nan_to_num(score_table.scores[row]) - np.nan_to_num(score_table.scores[behind])) / 100
    return _least_shift(totals, weights[:, row], apart, float(lead))


def _least_shift(totals: Totals, weights: Floats, apart: Floats, lead: float) -> Overturn | None:
    """From the indicators where the leader is furthest ahead, one after the other, to the one where it is least."""
    to = int(np.argmin(apart))
    givers = [int(giver) for giver in np.argsort(-apart, kind="stable") if apart[giver] > apart[to]]
    shift, left = 0.0, lead
    for giver in givers:
        gain = apart[giver] - apart[to]
        moved = min(float(weights[giver]), left / gain)
        shift, left = shift + moved, left - moved * gain
        if left <= 1e-9 * max(lead, 1):
            names = [totals.score_table.indicators[column].indicator_id for column in (givers[0], to)]
            return Overturn(Decimal(shift).quantize(_CENT), *names)
    return None
