"""Is a difference between counts, or between rates of counts, within what chance alone brings?

Events are taken to be independent. The tests are conditional on the total:

- of n events in two places or times, the number in one of them is binomial with that one's share of the exposure (population, vehicles,
  length of time);
- of n cases of which some are marked (settled among all disputes), the number of marked ones in one part is hypergeometric.

Up to `EXACT_UP_TO` the tails are added up exactly; beyond it they are those of the normal curve with a correction for continuity.
All of it in fractions, so nothing is lost near an edge. Within chance: both tails together are above 5 %.
Source: Spiegelhalter 2005, funnel plots (doi:10.1002/sim.1970); Przyborowski and Wilenski 1940 for the conditional test.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb

EXACT_UP_TO = 100
_LEVEL = Fraction(1, 20)
_Z_SQUARED = Fraction(196, 100) ** 2


@dataclass(frozen=True)
class Events:
    """`count` events on a `base` of exposure; `is_share`: the base are cases, of which so many are marked."""

    count: int
    base: Fraction
    is_share: bool = False

    def __add__(self, other: Events) -> Events:
        return Events(self.count + other.count, self.base + other.base, self.is_share)

    @property
    def rate(self) -> Fraction:
        return self.count / self.base


def is_within_chance(one: Events, other: Events) -> bool:
    """Whether two rates may well be one and the same."""
    if one.rate == other.rate:
        return True
    if one.is_share:
        return _is_likely_share(one, other)
    whole, share = one.count + other.count, one.base / (one.base + other.base)
    if whole <= EXACT_UP_TO:
        part, rest = share.numerator, share.denominator - share.numerator
        weights = [comb(whole, k) * part**k * rest ** (whole - k) for k in range(whole + 1)]
        return _is_in_the_middle(weights, one.count)
    return _is_near(one.count, whole * share, whole * share * (1 - share))


def _is_likely_share(one: Events, other: Events) -> bool:
    cases, drawn, marked = int(one.base + other.base), int(one.base), one.count + other.count
    if cases <= EXACT_UP_TO:
        weights = [
            comb(drawn, k) * comb(cases - drawn, marked - k) if k <= marked else 0 for k in range(drawn + 1)
        ]
        return _is_in_the_middle(weights, one.count)
    expected = Fraction(drawn * marked, cases)
    variance = expected * Fraction((cases - drawn) * (cases - marked), cases * (cases - 1))
    return _is_near(one.count, expected, variance)


def _is_in_the_middle(weights: list[int], at: int) -> bool:
    """Whether neither tail from here on is below half of the level."""
    tail = min(sum(weights[: at + 1]), sum(weights[at:]))
    return Fraction(2 * tail, sum(weights)) > _LEVEL


def _is_near(found: int, expected: Fraction, variance: Fraction) -> bool:
    beyond = max(abs(found - expected) - Fraction(1, 2), Fraction(0))
    return beyond**2 <= _Z_SQUARED * variance
