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
from leitai.score.column import Array, Column

SPEC = ScoreKindSpec(
    name="completion",
    title="完成率",
    parameters=(
        Parameter(
            "target", "target", "目标值取自哪里", required=True, choices=("file", "annual", "pro_rata")
        ),
        Parameter("cap", "number", "封顶倍数，1.1 表示最多得 110 分"),
        Parameter("floor", "number", "起算倍数，低于它得 0 分"),
        Parameter("zero_target", "word", "目标值为 0 时怎样处理", choices=("full", "exclude")),
    ),
    needs_polarity=True,
    formula="越高越好：得分 = 100 × 实际值 ÷ 目标值；越低越好：得分 = 100 × 目标值 ÷ 实际值。",
    degenerate=(
        "目标值为 0：按 zero_target 得满分（full）或不计该指标（exclude）；没有写明则拒绝。",
        "目标值为负：拒绝。",
        "越低越好而实际值为 0：得封顶分；没有写明 cap 则拒绝。",
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    assert column.target is not None
    higher = column.polarity == "higher"
    over, under = (column.value, column.target) if higher else (column.target, column.value)
    cap, floor = rule.number("cap"), rule.number("floor")
    divisible = under != 0
    ratio = np.where(divisible, over, column.number(cap)) / np.where(divisible, under, column.number(None, 1))
    if rule.parameters["zero_target"] == "full":
        ratio = np.where(column.target == 0, column.number(None, 1), ratio)
    if cap is not None:
        ratio = np.minimum(ratio, column.number(cap))
    if floor is not None:
        ratio = np.where(ratio < column.number(floor), column.number(None, 0), ratio)
    scores: Array = ratio * column.number(None, 100)
    return scores
