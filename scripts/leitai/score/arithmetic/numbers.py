"""A list of exact numbers as whole numbers over one denominator: exact, and fast in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

_EXACT_IN_FLOATS = 2**53  # quotients of whole numbers up to here are the nearest floats


@dataclass(frozen=True)
class Numbers:
    """`numerators` are int64 where all of them fit a float's 53 bits, else Python's own whole numbers."""

    numerators: Array
    denominator: int

    @classmethod
    def of(cls, values: Iterable[Decimal | Fraction | int]) -> Numbers:
        ratios = [value.as_integer_ratio() for value in values]
        denominator = lcm(*{below for _, below in ratios})
        return cls(_whole([above * (denominator // below) for above, below in ratios]), denominator)

    def take(self, rows: Array) -> Numbers:
        return Numbers(self.numerators[rows], self.denominator)

    def floats(self, offset: int = 0) -> Floats:
        """The nearest floats of number − offset / denominator; the difference itself is exact."""
        if self.numerators.dtype == object or self.denominator > _EXACT_IN_FLOATS:
            return np.array([(n - offset) / self.denominator for n in self.numerators.tolist()])
        found: Floats = (self.numerators - offset) / self.denominator
        return found

    def exactly(self, rows: Sequence[int], offset: int = 0) -> Array:
        """Some numbers − offset / denominator, as fractions."""
        chosen = self.numerators[list(rows)].tolist()
        return fractions([Fraction(n - offset, self.denominator) for n in chosen])

    def whole(self, value: Fraction) -> int:
        """The smallest numerator that is not below a value."""
        return -((-value.numerator * self.denominator) // value.denominator)


def fractions(values: Sequence[Fraction]) -> Array:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _whole(values: list[int]) -> Array:
    small = all(-_EXACT_IN_FLOATS <= value <= _EXACT_IN_FLOATS for value in values)
    return np.array(values, dtype=np.int64 if small else object)
