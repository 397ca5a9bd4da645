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
_FITS_INT64 = 2**62


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

    def over(self, denominator: int) -> Numbers:
        """The same numbers over a denominator that is a multiple of another one, too."""
        common = lcm(self.denominator, denominator)
        factor = common // self.denominator
        return (
            self if factor == 1 else Numbers(_whole([n * factor for n in self.numerators.tolist()]), common)
        )

    def less(self, others: Numbers) -> Numbers:
        """Each number less another one."""
        mine, theirs = self.over(others.denominator), others.over(self.denominator)
        pairs = zip(mine.numerators.tolist(), theirs.numerators.tolist(), strict=True)
        return Numbers(_whole([one - other for one, other in pairs]), mine.denominator)

    def with_value(self, row: int, value: Fraction) -> Numbers:
        """The same numbers but one, which is a multiple of 1 / denominator."""
        numerator = value.numerator * (self.denominator // value.denominator)
        is_small = abs(numerator) <= _EXACT_IN_FLOATS
        numerators = self.numerators.copy() if is_small else self.numerators.astype(object)
        numerators[row] = numerator
        return Numbers(numerators, self.denominator)

    def floats(self, base: Fraction = Fraction(0)) -> Floats:
        """Numbers − base as floats; the difference itself is exact, so that nothing cancels."""
        denominator = lcm(self.denominator, base.denominator)
        factor, offset = denominator // self.denominator, int(base * denominator)
        if (
            self.numerators.dtype == object
            or denominator > _EXACT_IN_FLOATS
            or not self._fits(factor, offset)
        ):
            return np.array([(n * factor - offset) / denominator for n in self.numerators.tolist()])
        found: Floats = (self.numerators * factor - offset) / denominator
        return found

    def _fits(self, factor: int, offset: int) -> bool:
        return int(np.abs(self.numerators).max(initial=0)) * factor + abs(offset) < _FITS_INT64

    def exactly(self, rows: Sequence[int], base: Fraction = Fraction(0)) -> Array:
        """Some numbers − base, as fractions."""
        chosen = self.numerators[list(rows)].tolist()
        return fractions([Fraction(n, self.denominator) - base for n in chosen])

    def whole(self, value: Fraction) -> int:
        """The smallest numerator that is not below a value."""
        return -((-value.numerator * self.denominator) // value.denominator)


def fractions(values: Sequence[Fraction]) -> Array:
    """Exact values as an array, which numpy would otherwise take for nested sequences."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _whole(values: list[int]) -> Array:
    small = all(-_EXACT_IN_FLOATS <= value <= _EXACT_IN_FLOATS for value in values)
    return np.array(values, dtype=np.int64 if small else object)
