"""超标扣分: points off for every unit above a standard. The house doesn't know this kind; `test_new_kind.py` registers it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import Fault, Parameter, ScoreKindSpec, ScoreRule, word
from leitai.schema.parsers import POSITIVE
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import equals, fixed, minus, plain


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    if rule.required_number("loss") > 50:
        yield Fault("超一点就没有分了。", "loss 不大于 50。")


def _value_fault(
    rule: ScoreRule, indicator: Indicator, value: Fraction, target: Fraction | None
) -> Fault | None:
    return Fault("超出了量程。", "请核对数值。") if value > 99 else None


SPEC = ScoreKindSpec(
    name="overrun",
    title="超标扣分",
    parameters=(
        word("target", "标准值", {"file": "填报表的目标值列"}, required=True),
        Parameter("loss", "每超 1 扣分", POSITIVE, required=True),
    ),
    direction=lambda rule: "lower",
    formula="得分 = 100 − 每超 1 扣分 ×（实际值 − 标准值）。",
    degenerate=("不超标：得 100 分。",),
    value_is_score=True,
    faults=_faults,
    value_fault=_value_fault,
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    over = np.maximum(column.value - column.target, column.number(0))
    return column.number(100) - column.number(rule.required_number("loss")) * over


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    loss = plain(Fraction(rule.required_number("loss")))
    found = zip(column.value, column.target, score(column, rule), strict=True)
    return [
        fixed("不超标", won) if value <= target else equals(f"100 − {loss} ×{minus(value, target)}", won)
        for value, target, won in found
    ]
