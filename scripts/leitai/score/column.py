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


@dataclass(frozen=True)
class Column:
    """`value` and `target` hold the cells to be scored; `everyone` the values of all units that count,
    also where only some cells are scored. All three are of one number type.
    """

    value: Array
    target: Array | None
    everyone: Array
    polarity: str
    weight: Any
    exact: bool

    @property
    def lower_is_better(self) -> bool:
        return self.polarity == "lower"

    def number(self, value: Decimal | int) -> Any:
        """A declared parameter in the column's number type."""
        return Fraction(value) if self.exact else float(value)

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

    def floats(self) -> Column:
        value = np.array([float(value) for value in self.values])
        target = np.array([float(target or 0) for target in self.targets]) if self._has_targets else None
        return Column(value, target, value, self.polarity, float(self.weight), exact=False)

    def exactly(self, rows: Sequence[int]) -> Column:
        value = self._everyone[list(rows)]
        target = np.array([self.targets[row] for row in rows], dtype=object) if self._has_targets else None
        return Column(value, target, self._everyone, self.polarity, Fraction(self.weight), exact=True)
