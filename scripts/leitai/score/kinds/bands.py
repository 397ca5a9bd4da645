"""分档: a threshold table.

The score of the highest `from` that the value reaches; below the lowest threshold 0. The table
itself says what is good, so the polarity is not used.
"""

from __future__ import annotations

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="bands",
    title="分档",
    parameters=(Parameter("bands", "bands", "分档表", required=True),),
    needs_polarity=False,
    formula="实际值达到哪一档的起点，就得那一档的分。",
    degenerate=("低于最低一档的起点：得 0 分。", "正好等于起点：算达到。"),
)


def score(column: Column, rule: ScoreRule) -> Array:
    scores = column.constant(0)
    bands = rule.parameters["bands"]
    assert isinstance(bands, tuple)
    for band in reversed(bands):
        assert isinstance(band, tuple)
        start, value = band
        scores = np.where(column.at_least(start), column.number(value), scores)
    return scores
