"""Marks in proportion to an amount: 每低 1 个百分点扣 2 分, 每超 1 个加 0.5 分, as arrays and as text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.schema.config.slopes import counted
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import equals, in_parts, plain, then

AT_LEAST = "不低于最低得分"


@dataclass(frozen=True)
class Slope:
    """`per_unit` marks for each unit, `most` of them in all (None: no end), off `full` marks unless they `adds` to these.

    `part`: what part of a unit counts for (`schema/config/slopes.py`); `bound` says that there are no more.
    """

    full: Fraction
    per_unit: Decimal
    most: Fraction | None
    part: object = None
    adds: bool = False
    bound: str = AT_LEAST

    def marks(self, column: ScoreColumn, amounts: Array) -> Array:
        """What amounts win or lose; those below 0 nothing."""
        units = column.in_parts(np.maximum(amounts, column.number(0)), self.part)
        marks: Array = column.number(self.per_unit) * units
        return marks if self.most is None else np.minimum(marks, column.number(self.most))

    def working(self, expression: str, amount: Fraction, marks: Fraction) -> str:
        """How an amount, which an expression comes to, makes the marks out of full ones."""
        slope, units = Fraction(self.per_unit), counted(amount, self.part)
        reckoned = self.full + (slope if self.adds else -slope) * units
        before, factor = in_parts(expression, amount, self.part)
        sign = "+" if self.adds else "−"
        line = before + equals(f"{plain(self.full)} {sign} {plain(slope)} ×{factor}", reckoned)
        return then(line, self.bound, marks, unless=reckoned)
