"""标准分: how many standard deviations a value lies from the group's mean.

score = mean + sd · z with z = (x − average) / deviation, mirrored where lower is better. `population:
true` divides by n, `false` by n − 1. Nothing is clipped. Decided case: no spread (all equal, or a
single unit) gives everybody `mean`. Source: OECD/JRC Handbook, step 5 (standardisation); COINr
`n_zscore` uses the sample deviation, so reproduce it with `population: false`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from leitai.schema.config.score_kinds import Parameter, ScoreKindSpec, ScoreRule, WorkedCell, example
from leitai.schema.parsers import NUMBER, POSITIVE, TRUTH
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import equals, fixed, minus, plain

SPEC = ScoreKindSpec(
    name="zscore",
    title="标准分",
    parameters=(
        Parameter("mean", "平均水平的得分", NUMBER, default=Decimal(50)),
        Parameter("sd", "一个标准差的分值", POSITIVE, default=Decimal(10)),
        Parameter("population", "按总体标准差（除以 n）", TRUTH, default=True),
    ),
    stretches=lambda rule: True,
    observed_ends=lambda rule: ("worst", "best"),
    against_outliers=lambda rule: "改用 rank_points 或 bands 计分",
    is_steady=lambda rule: False,  # average and deviation move along
    formula="得分 = 平均水平得分 + 一个标准差的分值 ×（实际值 − 平均值）÷ 标准差；越低越好时取相反方向。",
    degenerate=(
        "各单位数值相同或只有一个单位：标准差为 0，都得平均水平的得分。",
        "不设上下限，可能超过 100 或低于 0。",
    ),
    examples=(
        example(
            "平均水平 50 分，一个标准差 10 分：平均值 80，标准差 = √（（100 + 100 + 0 + 0）÷ 4） = √50",
            {},
            WorkedCell("90", "50 + 10 ×（90 − 80）÷ 7.0710678119 = 64.1421356237"),
            WorkedCell("80", "50 + 10 ×（80 − 80）÷ 7.0710678119 = 50"),
            WorkedCell("80", "50 + 10 ×（80 − 80）÷ 7.0710678119 = 50"),
            WorkedCell("70", "50 + 10 ×（70 − 80）÷ 7.0710678119 = 35.8578643763"),
        ),
        example(
            "越低越好，按样本标准差（除以 n − 1）：平均值 4，标准差 = √（（4 + 4 + 0）÷ 2） = 2",
            {"population": False},
            WorkedCell("2", "50 − 10 ×（2 − 4）÷ 2 = 60"),
            WorkedCell("4", "50 − 10 ×（4 − 4）÷ 2 = 50"),
            WorkedCell("6", "50 − 10 ×（6 − 4）÷ 2 = 40"),
            polarity="lower",
        ),
        example(
            "各单位数值相同", {}, WorkedCell("80", "标准差为 0，得 50"), WorkedCell("80", "标准差为 0，得 50")
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """mean ± sd · z by polarity; the mean where there is no spread."""
    mean, sd = rule.required_number("mean"), rule.required_number("sd")
    if column.all_equal:
        return column.constant(mean)
    z = column.above(column.cells.moments[0]) / _deviation(column, rule)
    direction = column.number(-1 if column.lower_is_better else 1)
    scores: Array = column.number(mean) + column.number(sd) * direction * z
    return scores


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The distance from the average in standard deviations."""
    scores = score(column, rule)
    if column.all_equal:
        return [fixed("标准差为 0", won) for won in scores]
    centre, deviation = column.cells.moments[0], _deviation(column, rule)
    mean, sd = (Fraction(rule.required_number(name)) for name in ("mean", "sd"))
    sign = "−" if column.lower_is_better else "+"
    return [
        equals(f"{plain(mean)} {sign} {plain(sd)} ×{minus(value, centre)}÷ {plain(deviation)}", won)
        for value, won in zip(column.value, scores, strict=True)
    ]


def basis(column: ScoreColumn, rule: ScoreRule) -> str:
    """How average and deviation come from the values of the group."""
    count, (centre, spread) = column.count, column.cells.moments
    if column.all_equal:
        return f"本组 {count} 个数值都是 {plain(centre)}"
    average = equals(f"{plain(centre * count)} ÷ {count}", centre)
    squares = f"√（与平均值之差的平方和 {plain(spread)} ÷ {_divisor(column, rule)}）"
    return f"本组平均值 = {average}；标准差 = {equals(squares, _deviation(column, rule))}"


def _deviation(column: ScoreColumn, rule: ScoreRule) -> Any:
    return column.deviation(_divisor(column, rule))


def _divisor(column: ScoreColumn, rule: ScoreRule) -> int:
    return column.count if rule.parameters["population"] else column.count - 1
