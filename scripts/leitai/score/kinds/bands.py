"""分档: a threshold table.

The score of the highest `from` that the value reaches; below the lowest threshold 0. The table
itself says what is good, so the polarity is not used.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.model.method import Example, Parameter, ScoreKindSpec, ScoreRule, WorkedCell
from leitai.score.arithmetic.column import Column
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import fixed, plain

SPEC = ScoreKindSpec(
    name="bands",
    title="分档",
    parameters=(Parameter("bands", "bands", "分档表", required=True),),
    needs_polarity=False,
    formula="实际值达到哪一档的起点，就得那一档的分。",
    degenerate=("低于最低一档的起点：得 0 分。", "正好等于起点：算达到。"),
    examples=(
        Example(
            "95 起 100 分，90 起 80 分",
            (
                WorkedCell("97", "达到 95 起的一档，得 100"),
                WorkedCell("95", "达到 95 起的一档，得 100"),
                WorkedCell("90.5", "达到 90 起的一档，得 80"),
                WorkedCell("89", "低于最低一档，得 0"),
            ),
            {"bands": ((Decimal(95), Decimal(100)), (Decimal(90), Decimal(80)))},
        ),
    ),
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


def working(column: Column, rule: ScoreRule) -> list[str]:
    bands = rule.parameters["bands"]
    assert isinstance(bands, tuple)
    starts = [Fraction(band[0]) for band in bands if isinstance(band, tuple)]
    found = []
    for value, won in zip(column.value, score(column, rule), strict=True):
        reached = next(
            (f"达到 {plain(start)} 起的一档" for start in starts if value >= start), "低于最低一档"
        )
        found.append(fixed(reached, won))
    return found
