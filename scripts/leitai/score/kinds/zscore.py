"""标准分: how many standard deviations a value lies from the group's mean.

score = mean + sd · z with z = (x − average) / deviation, mirrored where lower is better. `population:
true` divides by n, `false` by n − 1. Nothing is clipped. Decided case: no spread (all equal, or a
single unit) gives everybody `mean`. Source: OECD/JRC Handbook, step 5 (standardisation); COINr
`n_zscore` uses the sample deviation, so reproduce it with `population: false`.
"""

from __future__ import annotations

from decimal import Decimal

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="zscore",
    title="标准分",
    parameters=(
        Parameter("mean", "number", "平均水平的得分", default=Decimal(50)),
        Parameter("sd", "number", "一个标准差的分值", default=Decimal(10), positive=True),
        Parameter("population", "bool", "按总体标准差（除以 n）", default=True),
    ),
    needs_polarity=True,
    formula="得分 = 平均水平得分 + 一个标准差的分值 ×（实际值 − 平均值）÷ 标准差；越低越好时取相反方向。",
    degenerate=(
        "各单位数值相同或只有一个单位：标准差为 0，都得平均水平的得分。",
        "不设上下限，可能超过 100 或低于 0。",
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    mean, sd = rule.required_number("mean"), rule.required_number("sd")
    if column.all_equal:
        return column.constant(mean)
    deviation = column.deviation(column.count if rule.parameters["population"] else column.count - 1)
    z = (column.centred - column.average) / deviation
    direction = column.number(-1 if column.lower_is_better else 1)
    scores: Array = column.number(mean) + column.number(sd) * direction * z
    return scores
