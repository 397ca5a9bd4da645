"""Exact rounding at vector speed: floats decide what is clear, fractions what is near an edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Scaled = npt.NDArray[np.int64]

_ABSOLUTE_EDGE = 1e-6
_RELATIVE_EDGE = 1e-13  # well above what a few dozen float operations can lose


def round_scaled(
    approximate: npt.NDArray[np.float64],
    places: int,
    mode: str,
    exactly: Callable[[Sequence[int]], Sequence[Fraction]],
) -> Scaled:
    """Numbers rounded to `places`, as whole multiples of 10^-places.

    `exactly` gives the exact numbers at some indices; it is asked only for those so near to a
    rounding edge that float error could decide.
    """
    scaled = approximate * 10.0**places
    below = np.floor(scaled)
    beyond = scaled - below
    rounded = (below + (beyond > 0.5)).astype(np.int64)
    near = np.abs(beyond - 0.5) < _ABSOLUTE_EDGE + _RELATIVE_EDGE * np.abs(scaled)
    rows = np.flatnonzero(near).tolist()
    if rows:
        rounded[rows] = [round_fraction(value, places, mode) for value in exactly(rows)]
    return rounded


def round_fraction(value: Fraction, places: int, mode: str) -> int:
    """An exact number rounded to `places`, as a whole multiple of 10^-places.

    `half_up` rounds a half away from zero (as Excel's ROUND does), `half_even` to the even neighbour.
    """
    scaled = value * int(10**places)
    if mode == "half_even":
        return round(scaled)
    magnitude = (abs(scaled) + Fraction(1, 2)).__floor__()
    return magnitude if scaled >= 0 else -magnitude


def as_decimal(scaled: int, places: int) -> Decimal:
    """A whole multiple of 10^-places as a decimal that prints all its places."""
    return Decimal(int(scaled)).scaleb(-places)
