"""One indicator over the units that count, in floats or in exact fractions.

Every score kind is written once, for arrays of either number type: the whole column is computed in
floats, and the few cells near a rounding edge once more in fractions (`settle.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Exact = Sequence[Fraction | None]

_ROOT_DIGITS = 60
_STEP_WIDTH = 1e-9
_CANCELLING = 1000


@dataclass(frozen=True)
class Column:
    """`value` and `target` hold the cells to be scored; `everyone` the values of all units that count,
    also where only some cells are scored. All three are of one number type.

    `offset` was subtracted exactly to give `centred` and `everyone_centred`, so that large values close
    together don't cancel in floats. `doubtful` marks cells whose float score may lie on the wrong
    side of a step; they are scored once more in fractions.
    """

    value: Array
    target: Array | None
    everyone: Array
    centred: Array
    everyone_centred: Array
    offset: Fraction
    polarity: str
    weight: Any
    exact: bool
    doubtful: Array

    @property
    def lower_is_better(self) -> bool:
        return self.polarity == "lower"

    def number(self, value: Decimal | int) -> Any:
        """A declared parameter in the column's number type."""
        return Fraction(value) if self.exact else float(value)

    def centred_number(self, value: Decimal) -> Any:
        """A declared value of the indicator, on the centred scale."""
        shifted = Fraction(value) - self.offset
        return shifted if self.exact else float(shifted)

    def below(self, numbers: Array, step: Any) -> Array:
        """Which numbers lie below a step; in floats, those too near to tell become doubtful."""
        if not self.exact:
            self.doubtful[np.abs(numbers - step) <= _STEP_WIDTH * np.maximum(np.abs(step), 1)] = True
        found: Array = numbers < step
        return found

    def constant(self, value: Decimal | int) -> Array:
        """A score that is the same for every cell."""
        return np.full(len(self.value), self.number(value), dtype=self.value.dtype)

    def root(self, value: Any) -> Any:
        """A square root: exact to 60 digits in fractions, which settles any printed rounding."""
        if not self.exact:
            return float(np.sqrt(value))
        with localcontext(prec=_ROOT_DIGITS):
            return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


@dataclass(frozen=True)
class ExactCells:
    """The exact values behind a column; makes the float column and exact parts of it."""

    values: Sequence[Fraction]
    targets: Exact
    polarity: str
    weight: Decimal

    @property
    def _has_targets(self) -> bool:
        return None not in self.targets

    @cached_property
    def _everyone(self) -> Array:
        return np.array(self.values, dtype=object)

    @cached_property
    def _offset(self) -> Fraction:
        """0 where floats lose nothing by subtraction; else a value of the column."""
        lowest, highest = min(self.values), max(self.values)
        largest = max(abs(lowest), abs(highest))
        return lowest if largest > _CANCELLING * (highest - lowest) else Fraction(0)

    @cached_property
    def _centred(self) -> Array:
        return self._everyone - self._offset if self._offset else self._everyone

    def floats(self) -> Column:
        value = np.array([float(value) for value in self.values])
        centred = np.array([float(value) for value in self._centred]) if self._offset else value
        target = np.array([float(target or 0) for target in self.targets]) if self._has_targets else None
        return self._column(value, target, value, centred, centred, exact=False)

    def exactly(self, rows: Sequence[int]) -> Column:
        chosen = list(rows)
        target = np.array([self.targets[row] for row in rows], dtype=object) if self._has_targets else None
        centred = self._centred
        return self._column(
            self._everyone[chosen], target, self._everyone, centred[chosen], centred, exact=True
        )

    def _column(
        self,
        value: Array,
        target: Array | None,
        everyone: Array,
        centred: Array,
        all_centred: Array,
        exact: bool,
    ) -> Column:
        weight = Fraction(self.weight) if exact else float(self.weight)
        doubtful = np.zeros(len(value), dtype=bool)
        return Column(
            value,
            target,
            everyone,
            centred,
            all_centred,
            self._offset,
            self.polarity,
            weight,
            exact,
            doubtful,
        )
