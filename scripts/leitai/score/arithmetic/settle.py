"""Exact rounding at vector speed: floats decide what is clear, fractions what is near an edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from leitai.score.arithmetic.precise import settled

Scaled = npt.NDArray[Any]  # whole numbers: int64 where all of them fit, else Python's own
Floats = npt.NDArray[np.float64]
Exactly = Callable[[Sequence[int]], Sequence[Fraction]]

_ABSOLUTE_EDGE = 1e-6
_RELATIVE_EDGE = 1e-13  # well above what a few dozen float operations can lose
_FITS_INT64 = 2.0**62


def round_scaled(
    approximate: Floats,
    places: int,
    mode: str,
    exactly: Exactly,
    doubtful: npt.NDArray[np.bool_] | None = None,
) -> Scaled:
    """Numbers rounded to `places`, as whole multiples of 10^-places.

    `exactly` gives the exact numbers at some indices; it is asked only for those so near to a
    rounding edge that float error could decide, and for `doubtful` ones.
    """
    rounded, near = _rounded(approximate, places)
    if doubtful is not None:
        near |= doubtful
    _settle(rounded, near, places, mode, exactly)
    return rounded


def round_some(
    approximate: Floats, places: int, mode: str, exactly: Exactly, rows: npt.NDArray[np.bool_]
) -> Scaled:
    """Numbers rounded to `places` as floats have them, and exactly for the chosen rows."""
    rounded, _ = _rounded(approximate, places)
    _settle(rounded, rows, places, mode, exactly)
    return rounded


def round_columns(
    approximate: Floats, places: int, mode: str, exactly: Callable[[int, Sequence[int]], Sequence[Fraction]]
) -> Scaled:
    """The same for a table of units × indicators; `exactly` is asked for a column and some of its rows."""
    rounded, near = _rounded(approximate, places)
    for column in np.flatnonzero(near.any(axis=0)).tolist():
        _settle(rounded[:, column], near[:, column], places, mode, partial(exactly, column))
    return rounded


def _rounded(approximate: Floats, places: int) -> tuple[Scaled, npt.NDArray[np.bool_]]:
    """Rounded as far as floats can tell, and where they can't."""
    scaled = approximate * 10.0**places
    below = np.floor(scaled)
    beyond = scaled - below
    near = np.abs(beyond - 0.5) < _ABSOLUTE_EDGE + _RELATIVE_EDGE * np.abs(scaled)
    return _whole(below + (beyond > 0.5)), near


def _whole(values: Floats) -> Scaled:
    fits = np.abs(values).max(initial=0) < _FITS_INT64
    return values.astype(np.int64) if fits else np.vectorize(int, otypes=[object])(values)


def _settle(rounded: Scaled, near: npt.NDArray[np.bool_], places: int, mode: str, exactly: Exactly) -> None:
    rows = np.flatnonzero(near).tolist()
    if rows:
        rounded[rows] = [round_settled(value, places, mode) for value in exactly(rows)]


def round_fraction(value: Fraction, places: int, mode: str) -> int:
    """An exact number rounded to `places`, as a whole multiple of 10^-places.

    `half_up` rounds a half away from zero (as Excel's ROUND does), `half_even` to the even neighbour.
    """
    above, below = value.numerator * int(10**places), value.denominator
    if mode == "half_even":
        return round(Fraction(above, below))
    magnitude: int = (2 * abs(above) + below) // (2 * below)
    return magnitude if above >= 0 else -magnitude


def round_settled(value: Fraction, places: int, mode: str) -> int:
    """The same, without the noise of roots and logarithms."""
    return round_fraction(settled(value), places, mode)


def rounded(value: Fraction, places: int, mode: str = "half_up") -> Decimal:
    """An exact number rounded to `places`, as it is printed."""
    return as_decimal(round_fraction(value, places, mode), places)


def as_decimal(scaled: int, places: int) -> Decimal:
    """A whole multiple of 10^-places as a decimal that prints all its places."""
    return Decimal(int(scaled)).scaleb(-places)
