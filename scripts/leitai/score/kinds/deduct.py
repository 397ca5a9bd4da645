"""扣分: a deduction per event, 减完为止 unless another floor is declared.

score = max(floor, 100 − per_unit · x). Source: practice "Deduction / bonus" (S19, S20).
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="deduct",
    title="扣分",
    parameters=(
        Parameter("per_unit", "number", "每 1 个单位扣分", required=True, positive=True),
        Parameter("floor", "number", "最低得分", default=Decimal(0)),
    ),
    needs_polarity=False,
    formula="得分 = 100 − 每单位扣分 × 实际值。",
    degenerate=("扣到最低得分为止（减完为止）。", "实际值为 0：得 100 分。"),
)


def score(column: Column, rule: ScoreRule) -> Array:
    per_unit, floor = (column.number(rule.required_number(name)) for name in ("per_unit", "floor"))
    scores: Array = np.maximum(column.number(100) - per_unit * column.value, floor)
    return scores
