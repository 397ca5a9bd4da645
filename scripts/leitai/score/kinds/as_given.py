"""直接采用: points that were judged elsewhere, or ballots of an on-the-spot evaluation.

score = 100 · x / full; `full` (the full mark of the judged value) is the weight unless declared, so
that the points are x itself. With `evaluation: {优秀: 100 …}` x is the average of the ballots cast at
the meetings that review the period, each grade counting as declared, rounded half up to the
indicator's decimals (`score/evaluate.py`), and the score is x. Nothing is clipped: `valid_min` and
`valid_max` of the indicator guard the range.
"""

from __future__ import annotations

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="as_given",
    title="直接采用",
    parameters=(
        Parameter("full", "number", "满分值（不写则等于权重）", positive=True),
        Parameter("evaluation", "grades", "现场测评各等次的分值"),
    ),
    needs_polarity=False,
    formula="得分 = 100 × 评定分 ÷ 满分值；不写满分值时，评定分就是所得分值。写明现场测评等次的，得分就是各票的平均分。",
    degenerate=(
        "没有人投票：视为未报。",
        "评定分超出满分值：不截断，由指标登记的取值范围把关。",
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    full = rule.number("full")
    if rule.parameters["evaluation"] is not None:
        return column.value
    scores: Array = (
        column.value * column.number(100) / (column.weight if full is None else column.number(full))
    )
    return scores
