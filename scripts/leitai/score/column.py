"""One indicator over the units that count, in floats or in exact fractions.

Every score kind is written once, for arrays of either number type: the whole column is computed in
floats, and the few cells near a rounding edge once more in fractions (`settle.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Exact = Sequence[Fraction | None]


@dataclass(frozen=True)
class Column:
    """`value` and `target` hold the cells to be scored; `lowest` and `highest` come from all units
    that count, also where only some cells are scored. All four are of one number type.
    """

    value: Array
    target: Array | None
    lowest: Any
    highest: Any
    polarity: str
    weight: Any
    exact: bool

    def number(self, value: Decimal | None, default: int = 0) -> Any:
        """A declared parameter in the column's number type."""
        chosen = Decimal(default) if value is None else value
        return Fraction(chosen) if self.exact else float(chosen)

    def constant(self, value: int) -> Array:
        """A score that is the same for every cell."""
        return np.full(len(self.value), self.number(Decimal(value)), dtype=self.value.dtype)


@dataclass(frozen=True)
class ExactCells:
    """The exact values behind a column; makes the float column and exact parts of it."""

    values: Sequence[Fraction]
    targets: Exact
    polarity: str
    weight: Decimal

    def floats(self) -> Column:
        value = np.array([float(value) for value in self.values])
        has_targets = all(target is not None for target in self.targets) and len(self.targets) > 0
        target = np.array([float(target or 0) for target in self.targets]) if has_targets else None
        low, high = float(min(self.values)), float(max(self.values))
        return Column(value, target, low, high, self.polarity, float(self.weight), exact=False)

    def exactly(self, rows: Sequence[int]) -> Column:
        value = np.array([self.values[row] for row in rows], dtype=object)
        targets = [self.targets[row] for row in rows]
        target = np.array(targets, dtype=object) if None not in targets else None
        low, high = min(self.values), max(self.values)
        return Column(value, target, low, high, self.polarity, Fraction(self.weight), exact=True)
