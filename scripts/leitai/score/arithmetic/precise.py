"""Roots, logarithms and powers of fractions, right to far more digits than are ever printed.

What is rational is exact; everything else has `DIGITS` digits. After that, `settled` takes the noise of
the last digits away, so that a number that lies exactly on a rounding edge is found there.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import isqrt

DIGITS = 60
_SETTLED_DIGITS = 40
_CONTEXT = Context(prec=DIGITS + 10)
_SETTLED = Context(prec=_SETTLED_DIGITS)
_LARGE = 10**_SETTLED_DIGITS


def square_root(value: Fraction) -> Fraction:
    """Exact where the root is a fraction, else to the digits of the context."""
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    return Fraction(_decimal(value).sqrt(_CONTEXT))


def logarithm(value: Fraction) -> Fraction:
    """The natural logarithm, to the digits of the context."""
    return Fraction(_decimal(value).ln(_CONTEXT))


def geometric_mean(values: Sequence[Fraction], shares: Sequence[Fraction]) -> Fraction:
    """∏ value^share, with shares that add up to 1; 0 as soon as a value is 0 or below."""
    if any(value <= 0 for value in values):
        return Fraction(0)
    if len(set(values)) == 1:
        return values[0]
    logarithms = (share * logarithm(value) for value, share in zip(values, shares, strict=True))
    return Fraction(_decimal(sum(logarithms, Fraction(0))).exp(_CONTEXT))


def settled(value: Fraction) -> Fraction:
    """The number without the noise that irrational steps left behind its fortieth digit."""
    if value.denominator < _LARGE:
        return value
    return Fraction(_SETTLED.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
