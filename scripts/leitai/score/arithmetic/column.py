"""One indicator over the units that count, in floats or in exact fractions.

Every score kind is written once, for arrays of either number type: the whole column is computed in
floats, and the few cells near a rounding edge once more in fractions (`settle.py`). What a kind needs
of the whole column (bounds, mean, places) comes from whole numbers and is exact for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from leitai.schema.config.slopes import WHOLE, counted
from leitai.score.arithmetic.numbers import Array, Numbers, fractions
from leitai.score.arithmetic.precise import logarithm, square_root

_STEP_WIDTH = 1e-9
_NEAR = 0.5  # the share up to which 1 + share loses digits that ln(1 + share) needs


@dataclass(frozen=True)
class ScoredCells:
    """The scored cells of one indicator: values, targets (None where the method holds them against none),
    polarity, declared weight and the greatest value that the indicator registers. Makes the column in floats, and
    exact parts of it."""

    values: Numbers
    targets: Numbers | None
    polarity: str
    weight: Fraction
    greatest: Fraction | None

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """The lowest and the highest numerator."""
        return int(self.values.numerators.min()), int(self.values.numerators.max())

    @cached_property
    def sums(self) -> tuple[int, int]:
        """The numerators added up, and their squares."""
        values = [int(value) for value in self.values.numerators.tolist()]
        return sum(values), sum(value * value for value in values)

    @property
    def lowest(self) -> Fraction:
        return Fraction(self.extremes[0], self.values.denominator)

    @property
    def highest(self) -> Fraction:
        return Fraction(self.extremes[1], self.values.denominator)

    @cached_property
    def ordered(self) -> Array:
        return np.sort(self.values.numerators)

    @cached_property
    def moments(self) -> tuple[Fraction, Fraction]:
        """The average, and the sum of squared distances from it."""
        (total, squares), unit, count = self.sums, self.values.denominator, len(self.values.numerators)
        return Fraction(total, count * unit), Fraction(count * squares - total * total, count * unit * unit)

    def floats(self) -> ScoreColumn:
        return ScoreColumn(self, range(len(self.values.numerators)), exact=False)

    def exactly(self, rows: Sequence[int]) -> ScoreColumn:
        return ScoreColumn(self, rows, exact=True)


@dataclass(frozen=True)
class VariedCells(ScoredCells):
    """Cells of which the value in `row` is a trial: what kinds ask of the whole column follows from that of the
    cells that stay (`others`, over the same denominator), at a cost that does not grow with the group."""

    row: int
    others: ScoredCells

    @cached_property
    def extremes(self) -> tuple[int, int]:
        (own,) = self.values.numerators[[self.row]].tolist()
        if not len(self.others.values.numerators):
            return own, own
        lowest, highest = self.others.extremes
        return min(lowest, own), max(highest, own)

    @cached_property
    def sums(self) -> tuple[int, int]:
        (own,) = self.values.numerators[[self.row]].tolist()
        total, squares = self.others.sums
        return total + own, squares + own * own


@dataclass(frozen=True)
class Trials:
    """What if: the cells with other values in `row`, which are multiples of `step`."""

    cells: ScoredCells
    row: int
    step: Fraction

    @cached_property
    def _values(self) -> Numbers:
        return self.cells.values.over(self.step.denominator)

    @cached_property
    def _others(self) -> ScoredCells:
        numerators = np.delete(self._values.numerators, self.row)
        return replace(self.cells, values=Numbers(numerators, self._values.denominator), targets=None)

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """Those of the cells as they are, to be held against those of a trial."""
        return replace(self.cells, values=self._values).extremes

    def with_value(self, value: Fraction) -> ScoredCells:
        cells, values = self.cells, self._values.with_value(self.row, value)
        kept = cells.targets, cells.polarity, cells.weight, cells.greatest
        return VariedCells(values, *kept, self.row, self._others)


@dataclass(frozen=True)
class ScoreColumn:
    """The cells `rows` of an indicator in one number type.

    Arrays (`value`, `target`, `above`) and what `number` gives are of that type; `lowest`, `highest`, `average` are exact
    for both. `doubtful` marks cells whose float score may lie on the wrong side of a step; they are scored once
    more in fractions.
    """

    cells: ScoredCells
    rows: Sequence[int]
    exact: bool

    @cached_property
    def numerators(self) -> Array:
        return self.cells.values.numerators[list(self.rows)]

    @cached_property
    def value(self) -> Array:
        return self._numbers(self.cells.values)

    @cached_property
    def target(self) -> Array:
        assert self.cells.targets is not None
        return self._numbers(self.cells.targets)

    def above(self, base: Fraction | Decimal) -> Array:
        """How far each value lies above another number: exact differences, so that large ones don't cancel in floats."""
        return self._numbers(self.cells.values, Fraction(base))

    def above_target(self) -> Array:
        """How far each value lies above its target, in exact differences."""
        assert self.cells.targets is not None
        return self._numbers(self.cells.values.less(self.cells.targets))

    def _numbers(self, numbers: Numbers, base: Fraction = Fraction(0)) -> Array:
        return numbers.exactly(self.rows, base) if self.exact else numbers.floats(base)

    @cached_property
    def doubtful(self) -> Array:
        return np.zeros(len(self.rows), dtype=bool)

    @property
    def lower_is_better(self) -> bool:
        return self.cells.polarity == "lower"

    @property
    def count(self) -> int:
        """How many cells the whole column has."""
        return len(self.cells.values.numerators)

    @property
    def all_equal(self) -> bool:
        return self.cells.lowest == self.cells.highest

    def deviation(self, divisor: int) -> Any:
        """The standard deviation of the whole column; exact where it is rational."""
        return self.number(square_root(self.cells.moments[1] / divisor))

    def number(self, value: Decimal | Fraction | int) -> Any:
        """An exact number in the column's number type."""
        return Fraction(value) if self.exact else float(value)

    def places(self) -> tuple[Array, Array]:
        """How many cells of the whole column are better than each cell, and how many equal to it."""
        ordered = self.cells.ordered
        below = np.searchsorted(ordered, self.numerators, side="left")
        up_to = np.searchsorted(ordered, self.numerators, side="right")
        return (below if self.lower_is_better else len(ordered) - up_to), up_to - below

    def at_least(self, start: Decimal) -> Array:
        """Which values reach a threshold; exact in both number types."""
        found: Array = self.numerators >= self.cells.values.whole(Fraction(start))
        return found

    def below(self, numbers: Array, step: Any) -> Array:
        """Which numbers lie below a step; in floats, those too near to tell become doubtful."""
        if not self.exact:
            self.doubtful[np.abs(numbers - step) <= _STEP_WIDTH * np.maximum(np.abs(step), 1)] = True
        found: Array = numbers < step
        return found

    def in_parts(self, amounts: Array, part: object) -> Array:
        """How many units amounts count as (`slopes.py`); in floats, those too near to a whole number to tell become doubtful."""
        if part is None:
            return amounts
        if self.exact:
            return fractions([counted(amount, part) for amount in amounts])
        self.doubtful[np.abs(amounts - np.round(amounts)) <= _STEP_WIDTH * np.maximum(np.abs(amounts), 1)] = (
            True
        )
        found: Array = np.ceil(amounts) if part == WHOLE else np.floor(amounts)
        return found

    def out_of(self, full: Fraction, marks: Array) -> Array:
        """Marks of which so many are full as scores, of which 100 are."""
        if full == 100:
            return marks
        scores: Array = marks * self.number(100) / self.number(full)
        return scores

    def constant(self, value: Decimal | Fraction | int) -> Array:
        """A score that is the same for every cell."""
        return np.full(len(self.rows), self.number(value), dtype=object if self.exact else float)

    def quotients(self, above: Array, below: Array) -> Array:
        """Whole numbers divided by whole numbers."""
        if not self.exact:
            found: Array = above / below
            return found
        return fractions([Fraction(int(a), int(b)) for a, b in zip(above, below, strict=True)])

    def logarithms(self, base: Fraction) -> Array:
        """ln(value / base); in floats from the difference where it is small, from the quotient where it is not."""
        if self.exact:
            return fractions([logarithm(value / base) for value in self.value])
        share = self.above(base) / float(base)
        found: Array = np.log(self.value / float(base))
        is_near = np.abs(share) < _NEAR
        found[is_near] = np.log1p(share[is_near])
        return found
