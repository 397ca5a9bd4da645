"""直接采用: points that were judged elsewhere.

score = 100 · x / full; `full` (the full mark of the judged value) is the weight unless declared, so
that the points are x itself. Nothing is clipped: `valid_min`/`valid_max` of the indicator guard the range.
"""

from __future__ import annotations

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Array, Column

SPEC = ScoreKindSpec(
    name="as_given",
    title="直接采用",
    parameters=(Parameter("full", "number", "满分值（不写则等于权重）"),),
    needs_polarity=False,
    formula="得分 = 100 × 评定分 ÷ 满分值；不写满分值时，评定分就是所得分值。",
    degenerate=("评定分超出满分值：不截断，由指标登记的取值范围把关。",),
)


def score(column: Column, rule: ScoreRule) -> Array:
    full = rule.number("full")
    scores: Array = (
        column.value * column.number(None, 100) / (column.weight if full is None else column.number(full))
    )
    return scores
