"""合理区间: full marks inside a reference interval, a linear loss outside.

`full` (100 unless declared) for lo ≤ x ≤ hi; outside full − loss_per_unit · distance to the nearer end, not below `floor`.
Inside the interval there is no better or worse (courts have judged their figures so since 2024).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    FULL,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
)
from leitai.schema.parsers import NUMBER, POSITIVE
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.slope import Slope
from leitai.score.arithmetic.working import difference, fixed, out_of, plain


def _nearest_full(rule: ScoreRule, value: Fraction, step: Fraction) -> Fraction:
    return max(Fraction(rule.required_number("lo")), min(value, Fraction(rule.required_number("hi"))))


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """Some value lies inside, and something can be lost outside."""
    lo, hi, floor = (rule.required_number(name) for name in ("lo", "hi", "floor"))
    if lo > hi:
        yield Fault(f"lo 是 {lo}，hi 是 {hi}：没有数值在区间内。", "lo 不能大于 hi。")
    if floor >= rule.full:
        yield Fault(f"最低得分是 {floor}：怎么扣都是满分以上。", f"floor 要小于 {plain(rule.full)}。")


def _reversals(rule: ScoreRule, indicator: Indicator) -> Iterator[Fault]:
    """Beyond the better end of the interval, unless nothing can be."""
    least, most = rule.ends_of(indicator)
    lo, hi = rule.required_number("lo"), rule.required_number("hi")
    fix = "有合理区间的指标，polarity 写 interval；没有的，改用 minmax、bands 或 completion。"
    if indicator.polarity == "higher" and (most is None or hi < most):
        yield Fault(f"高于 hi（{hi}）的反而要扣分。", fix)
    if indicator.polarity == "lower" and (least is None or lo > least):
        yield Fault(f"低于 lo（{lo}）的反而要扣分。", fix)


SPEC = ScoreKindSpec(
    name="interval",
    title="合理区间",
    parameters=(
        Parameter("lo", "区间下限", NUMBER, required=True, is_value=True),
        Parameter("hi", "区间上限", NUMBER, required=True, is_value=True),
        Parameter("loss_per_unit", "每偏离 1 个单位扣分", POSITIVE, required=True),
        Parameter("floor", "最低得分", NUMBER, default=Decimal(0)),
        FULL,
    ),
    direction=lambda rule: "neither",
    nearest_full=_nearest_full,
    faults=_faults,
    reversals=_reversals,
    formula="在区间内得 100 分；在区间外，得分 = 100 − 每单位扣分 × 偏离区间的距离。",
    degenerate=(
        "正好在区间端点：得 100 分。",
        "扣到最低得分为止。",
        "上下限相同：只有正好等于它的得 100 分。",
    ),
    examples=(
        example(
            "区间 95～100，每偏离 1 扣 2 分，最低 90 分",
            {"lo": 95, "hi": 100, "loss_per_unit": 2, "floor": 90},
            WorkedCell("95", "在 95～100 之内，得 100"),
            WorkedCell("92", "100 − 2 ×（95 − 92） = 94"),
            WorkedCell("102", "100 − 2 ×（102 − 100） = 96"),
            WorkedCell("80", "100 − 2 ×（95 − 80） = 70，不低于最低得分，得 90"),
            polarity="interval",
        ),
        example(
            "本项 8 分：区间 95～100，每偏离 1 扣 0.5 分",
            {"lo": 95, "hi": 100, "loss_per_unit": Decimal("0.5"), "full": 8},
            WorkedCell("92", "8 − 0.5 ×（95 − 92） = 6.5：100 × 6.5 ÷ 8 = 81.25"),
            polarity="interval",
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 inside, less by the distance outside, not below the floor."""
    above_lo, above_hi = (column.above(rule.required_number(name)) for name in ("lo", "hi"))
    lost = _lost(rule).marks(column, np.maximum(-above_lo, above_hi))
    return column.out_of(rule.full, column.number(rule.full) - lost)


def _lost(rule: ScoreRule) -> Slope:
    most = rule.full - Fraction(rule.required_number("floor"))
    return Slope(rule.full, rule.required_number("loss_per_unit"), most)


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """Inside, or how far outside."""
    lo, hi = (Fraction(rule.required_number(name)) for name in ("lo", "hi"))
    found = []
    for value, won in zip(column.value, score(column, rule), strict=True):
        marks, (far, near) = won * rule.full / 100, (lo, value) if value < lo else (value, hi)
        found.append(
            fixed(f"在 {plain(lo)}～{plain(hi)} 之内", won)
            if lo <= value <= hi
            else out_of(rule.full, _lost(rule).working(difference(far, near), far - near, marks), marks)
        )
    return found
