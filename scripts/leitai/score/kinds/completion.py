"""完成率: how much of the target was reached.

Higher is better: 100 · actual / target. Lower is better: 100 · target / actual.
`cap` and `floor` are ratios (1.1 is 110 %): above the cap the score is the cap, below the floor it
is 0. Decided cases: a target of 0 follows `zero_target` (full marks, or the indicator does not
count for that unit); lower is better and actual 0 is the cap, which must then be declared.
Source: practice "Completion method" (actual / target × points, capped), general usage.
"""

from __future__ import annotations

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

TARGETS = {"file": "填报表的目标值列", "annual": "年度目标", "pro_rata": "年度目标按序时进度折算"}
SPEC = ScoreKindSpec(
    name="completion",
    title="完成率",
    parameters=(
        Parameter("target", "target", "目标值", required=True, choices=TARGETS),
        Parameter("cap", "number", "封顶倍数", positive=True),
        Parameter("floor", "number", "起算倍数（低于它得 0 分）"),
        Parameter(
            "zero_target", "word", "目标值为 0 时", choices={"full": "得满分", "exclude": "不计该指标"}
        ),
    ),
    needs_polarity=True,
    formula="越高越好：得分 = 100 × 实际值 ÷ 目标值；越低越好：得分 = 100 × 目标值 ÷ 实际值。",
    degenerate=(
        "目标值为 0：按办法写明的得满分或不计该指标；没有写明则拒绝计算。",
        "目标值为负：拒绝计算。",
        "越低越好而实际值为 0：得封顶分；没有写明封顶倍数则拒绝计算。",
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    lower = column.lower_is_better
    over, under = (column.target, column.value) if lower else (column.value, column.target)
    cap, floor = rule.number("cap"), rule.number("floor")
    zero, one = column.number(0), column.number(1)
    divisible = under != 0
    ratio = np.where(divisible, over, column.number(cap or 0)) / np.where(divisible, under, one)
    if rule.parameters["zero_target"] == "full":
        ratio = np.where(column.target == 0, one, ratio)
    if cap is not None:
        ratio = np.minimum(ratio, column.number(cap))
    if floor is not None:
        ratio = np.where(column.below(ratio, column.number(floor)), zero, ratio)
    scores: Array = ratio * column.number(100)
    return scores
