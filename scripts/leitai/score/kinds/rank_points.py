"""排名赋分: points looked up by the place among the ranked units.

`table: [60, 57, 54 …]` gives the points of the first, second … place; or `start, step, floor`:
start − step · (place − 1), not below floor. score = 100 · points / full; `full` is the weight unless
declared. Ties share the points of their best place (`tie: best`) or the average of the places that
they take up (`tie: average`). Decided case: places beyond the table get its last entry.
Source: practice "Rank points" (S18).
"""

from __future__ import annotations

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array, Numbers

SPEC = ScoreKindSpec(
    name="rank_points",
    title="排名赋分",
    parameters=(
        Parameter("table", "numbers", "各名次的分值"),
        Parameter("start", "number", "第一名的分值"),
        Parameter("step", "number", "每退一名减"),
        Parameter("floor", "number", "最低分值"),
        Parameter("full", "number", "满分值（不写则等于权重）", positive=True),
        Parameter(
            "tie",
            "word",
            "并列时",
            required=True,
            choices={"best": "取较好名次的分值", "average": "取所占名次的平均分值"},
        ),
    ),
    needs_polarity=True,
    formula="按本指标在组内的名次查得分值；得分 = 100 × 分值 ÷ 满分值。",
    degenerate=("名次超出分值表：按表中最后一个分值。", "只有一个单位：按第一名。"),
    one_of=(("table", "start"),),
)


def score(column: Column, rule: ScoreRule) -> Array:
    better, equal = column.places()
    points = _points_of_places(rule, column.count)
    full = rule.number("full")
    top = column.weight if full is None else column.number(full)
    if rule.parameters["tie"] == "best":
        won = column.quotients(points.numerators[better], np.full(len(better), points.denominator))
    else:
        sums = np.concatenate([[0], np.cumsum(points.numerators)])
        won = column.quotients(sums[better + equal] - sums[better], equal * points.denominator)
    scores: Array = won * column.number(100) / top
    return scores


def _points_of_places(rule: ScoreRule, places: int) -> Numbers:
    """The points of the first place, the second, and so on."""
    table = rule.parameters["table"]
    if isinstance(table, tuple):
        numbers = [item for item in table if not isinstance(item, tuple)]
        return Numbers.of(numbers).take(np.minimum(np.arange(places), len(numbers) - 1))
    start, step, floor = rule.required_number("start"), rule.number("step"), rule.number("floor")
    declared = Numbers.of([start, step or 0, start if floor is None else floor])
    first, loss, lowest = declared.numerators
    points = first - loss * np.arange(places)
    return Numbers(points if floor is None else np.maximum(points, lowest), declared.denominator)
