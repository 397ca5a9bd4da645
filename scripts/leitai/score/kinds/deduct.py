"""扣分: a deduction per event, 减完为止 unless another floor is declared.

score = max(floor, 100 − per_unit · x), and 100 where x is negative (a change that went down): there is nothing to deduct.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import Example, Fault, Parameter, ScoreKindSpec, ScoreRule, WorkedCell
from leitai.schema.parsers import NUMBER, POSITIVE
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import bracketed, equals, fixed, plain, then


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """Something can be lost."""
    floor = rule.required_number("floor")
    if floor >= 100:
        yield Fault(f"最低得分是 {floor}：怎么扣都是满分以上。", "floor 要小于 100。")


SPEC = ScoreKindSpec(
    name="deduct",
    title="扣分",
    parameters=(
        Parameter("per_unit", "每 1 个单位扣分", POSITIVE, required=True),
        Parameter("floor", "最低得分", NUMBER, default=Decimal(0)),
    ),
    direction=lambda rule: "lower",
    faults=_faults,
    formula="得分 = 100 − 每单位扣分 × 实际值。",
    degenerate=(
        "扣到最低得分为止（减完为止）。",
        "实际值为 0：得 100 分。",
        "计分的数为负（例如比上期减少）：没有可扣的，得 100 分。",
    ),
    examples=(
        Example(
            "每起扣 5 分，扣完为止",
            (
                WorkedCell("0", "100 − 5 × 0 = 100"),
                WorkedCell("3", "100 − 5 × 3 = 85"),
                WorkedCell("24", "100 − 5 × 24 = −20，不低于最低得分，得 0"),
                WorkedCell("-1", "不大于 0，没有可扣的，得 100"),
            ),
            {"per_unit": Decimal(5)},
            polarity="lower",
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 − per_unit · x, within floor and full marks."""
    per_unit, floor = (column.number(rule.required_number(name)) for name in ("per_unit", "floor"))
    counted = np.maximum(column.value, column.number(0))
    scores: Array = np.maximum(column.number(100) - per_unit * counted, floor)
    return scores


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The deduction as readers redo it."""
    per_unit = Fraction(rule.required_number("per_unit"))
    found = []
    for value, won in zip(column.value, score(column, rule), strict=True):
        if value < 0:
            found.append(fixed("不大于 0，没有可扣的", won))
            continue
        reckoned = 100 - per_unit * value
        line = equals(f"100 − {plain(per_unit)} × {bracketed(value)}", reckoned)
        found.append(line if won == reckoned else then(line, "不低于最低得分", won))
    return found
