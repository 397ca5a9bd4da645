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

from leitai.model.method import Example, Parameter, ScoreKindSpec, ScoreRule, WorkedCell
from leitai.score.column import Array, Column
from leitai.score.working import equals, fixed, minus, plain

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
    examples=(
        Example(
            "平均水平 50 分，一个标准差 10 分：平均值 80，标准差 = √（（100 + 100 + 0 + 0）÷ 4） = √50",
            (
                WorkedCell("90", "50 + 10 ×（90 − 80）÷ 7.0710678119 = 64.1421356237"),
                WorkedCell("80", "50 + 10 ×（80 − 80）÷ 7.0710678119 = 50"),
                WorkedCell("80", "50 + 10 ×（80 − 80）÷ 7.0710678119 = 50"),
                WorkedCell("70", "50 + 10 ×（70 − 80）÷ 7.0710678119 = 35.8578643763"),
            ),
        ),
        Example(
            "越低越好，按样本标准差（除以 n − 1）：平均值 4，标准差 = √（（4 + 4 + 0）÷ 2） = 2",
            (
                WorkedCell("2", "50 − 10 ×（2 − 4）÷ 2 = 60"),
                WorkedCell("4", "50 − 10 ×（4 − 4）÷ 2 = 50"),
                WorkedCell("6", "50 − 10 ×（6 − 4）÷ 2 = 40"),
            ),
            {"population": False},
            polarity="lower",
        ),
        Example(
            "各单位数值相同", (WorkedCell("80", "标准差为 0，得 50"), WorkedCell("80", "标准差为 0，得 50"))
        ),
    ),
)


def average_and_deviation(column: Column, rule: ScoreRule) -> tuple[Any, Any]:
    """The group's average, on the column's centred scale, and its standard deviation; there is some spread."""
    count = len(column.everyone)
    average = column.everyone_centred.sum() / column.number(count)
    squares = ((column.everyone_centred - average) ** 2).sum()
    divisor = count if rule.parameters["population"] else count - 1
    return average, column.root(squares / column.number(divisor))


def score(column: Column, rule: ScoreRule) -> Array:
    mean, sd = rule.required_number("mean"), rule.required_number("sd")
    if column.everyone.min() == column.everyone.max():
        return column.constant(mean)
    average, deviation = average_and_deviation(column, rule)
    z = (column.centred - average) / deviation
    direction = column.number(-1 if column.lower_is_better else 1)
    scores: Array = column.number(mean) + column.number(sd) * direction * z
    return scores


def working(column: Column, rule: ScoreRule) -> list[str]:
    scores = score(column, rule)
    if len(set(column.everyone)) == 1:
        return [fixed("标准差为 0", won) for won in scores]
    average, deviation = average_and_deviation(column, rule)
    centre = Fraction(average) + column.offset
    mean, sd = (Fraction(rule.required_number(name)) for name in ("mean", "sd"))
    sign = "−" if column.lower_is_better else "+"
    return [
        equals(f"{plain(mean)} {sign} {plain(sd)} ×{minus(value, centre)}÷ {plain(deviation)}", won)
        for value, won in zip(column.value, scores, strict=True)
    ]
