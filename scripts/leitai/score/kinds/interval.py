"""合理区间: full marks inside a reference interval, a linear loss outside.

100 for lo ≤ x ≤ hi; outside 100 − loss_per_unit · distance to the nearer end, not below `floor`.
Inside the interval there is no better or worse (courts, 2024: S7).
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="interval",
    title="合理区间",
    parameters=(
        Parameter("lo", "number", "区间下限", required=True),
        Parameter("hi", "number", "区间上限", required=True),
        Parameter("loss_per_unit", "number", "每偏离 1 个单位扣分", required=True, positive=True),
        Parameter("floor", "number", "最低得分", default=Decimal(0)),
    ),
    needs_polarity=False,
    formula="在区间内得 100 分；在区间外，得分 = 100 − 每单位扣分 × 偏离区间的距离。",
    degenerate=("正好在区间端点：得 100 分。", "扣到最低得分为止。"),
)


def score(column: Column, rule: ScoreRule) -> Array:
    lo, hi = (column.centred_number(rule.required_number(name)) for name in ("lo", "hi"))
    loss, floor = (column.number(rule.required_number(name)) for name in ("loss_per_unit", "floor"))
    distance = np.maximum(np.maximum(lo - column.centred, column.centred - hi), column.number(0))
    scores: Array = np.maximum(column.number(100) - loss * distance, floor)
    return scores
