"""极差法 and 功效系数法: the place between a worst and a best value.

score = floor + span · (x − worst) / (best − worst). `floor: 0, span: 100` is plain min–max, `floor:
60, span: 40` the efficacy coefficient with its usual c and d. Without declared `worst` and `best`
they are the lowest and highest observed value of the ranked units of the group (by polarity).
Only `clip: true` keeps values outside declared bounds within floor … floor + span. With `transform:
log` x, worst and best are replaced by their logarithms (of any base), as for incomes; they must be above 0.
Decided cases: observed best = worst (also a single unit) gives everybody 100; the page says 无差异.
Only `worst` is declared and nobody does better: everybody gets floor. Only `best` is declared and
nobody does worse: everybody gets floor + span.
Source: OECD/JRC Handbook on Constructing Composite Indicators, step 5 (min–max); S16 for c and d. COINr:
observed bounds are `n_minmax(x, l_u = c(floor, floor + span))` and `n_dist2max`, declared ones with `clip: true`
`n_goalposts`, without it `n_scaled`; where all values are equal COINr gives NaN.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from leitai.model.method import Parameter, ScoreKindSpec, ScoreRule
from leitai.score.column import Column
from leitai.score.numbers import Array

SPEC = ScoreKindSpec(
    name="minmax",
    title="极差法（功效系数法）",
    parameters=(
        Parameter("floor", "number", "最差值得分", default=Decimal(0)),
        Parameter("span", "number", "分差", default=Decimal(100), positive=True),
        Parameter("worst", "number", "不允许值（不写则取本组最差值）"),
        Parameter("best", "number", "满意值（不写则取本组最好值）"),
        Parameter("clip", "bool", "超出上下限时截断", default=False),
        Parameter("transform", "word", "先变换", choices={"log": "取对数"}),
    ),
    needs_polarity=True,
    formula="得分 = 最差值得分 + 分差 ×（实际值 − 最差值）÷（最好值 − 最差值）；写明先取对数的，三个值都先取对数。",
    degenerate=(
        "最好值等于最差值（包括只有一个单位）：各单位都得 100 分，视为无差异。",
        "只写明不允许值而无人好过它：都得最差值得分；只写明满意值而无人差过它：都得最差值得分加分差。",
        "写明了不允许值、满意值而实际值在其外：写明截断的按上下限计分，否则照公式计算。",
        "取对数而数值、不允许值或满意值不大于 0：拒绝计算。",
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    worst, best = bounds(column, rule)
    floor, span = rule.required_number("floor"), rule.required_number("span")
    better = best < worst if column.lower_is_better else best > worst
    if not better:
        declared = {"worst": floor, "best": floor + span}
        return column.constant(
            next((declared[n] for n in declared if rule.number(n) is not None), Decimal(100))
        )
    above, whole = column.centred - worst, best - worst
    if rule.parameters["transform"] == "log":
        base = worst + column.lowest
        above, whole = column.logarithms(above, base), column.logarithms(np.array([whole]), base)[0]
    share = above / whole
    if rule.parameters["clip"]:
        share = np.clip(share, column.number(0), column.number(1))
    scores: Array = column.number(floor) + column.number(span) * share
    return scores


def bounds(column: Column, rule: ScoreRule) -> tuple[Any, Any]:
    """The worst and best value that scores are measured against, on the column's centred scale."""
    lowest, highest = column.number(0), column.range
    observed = (highest, lowest) if column.lower_is_better else (lowest, highest)
    worst, best = rule.number("worst"), rule.number("best")
    return (
        observed[0] if worst is None else column.centred_number(worst),
        observed[1] if best is None else column.centred_number(best),
    )
