"""The values that an indicator of one unit could have had: from the reported one towards the better, in printed steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from leitai.model.method import ScoreRule
from leitai.schema.config.indicators import Indicator
from leitai.score.explain.search import first_step

_FURTHEST = 10**6  # where no bound is registered: this many spreads of the group


@dataclass(frozen=True)
class Road:
    """The values from the reported one towards the better, in steps of the last printed digit."""

    start: Fraction
    step: Fraction
    length: int
    places: int

    def value(self, count: int) -> Fraction:
        return self.start + self.step * count


def road_ahead(
    indicator: Indicator, rule: ScoreRule, value: Fraction, target: Fraction | None, spread: Fraction
) -> Road:
    """To the nearest full score, or as far as the registered range goes and the rule has scores.

    Nothing falls below 0 that is not negative already.
    """
    exponent = indicator.decimals
    while value * 10**exponent != int(value * 10**exponent):
        exponent += 1
    smallest = Fraction(1, 10**exponent)
    if rule.spec.nearest_full is not None:
        end = rule.spec.nearest_full(rule, value, smallest)
        step = smallest if end > value else -smallest
        return Road(value, step, ceil(abs(end - value) / smallest), exponent)
    direction = -1 if rule.better(indicator.polarity) == "lower" else 1
    end = _end(indicator, value, direction, spread)
    road = Road(value, smallest * direction, max(int((end - value) * direction / smallest), 0), exponent)
    return replace(road, length=_defined_length(road, rule, indicator, target))


def _defined_length(road: Road, rule: ScoreRule, indicator: Indicator, target: Fraction | None) -> int:
    """How many steps of a road have a score; the reported value has one."""
    fault = rule.spec.value_fault
    if fault is None:
        return road.length

    def has_none(count: int) -> bool:
        return fault(rule, indicator, road.value(count), target) is not None

    refused = first_step(road.length, has_none, steady=True)
    return road.length if refused is None else refused - 1


def _end(indicator: Indicator, value: Fraction, direction: int, spread: Fraction) -> Fraction:
    bound = indicator.valid_max if direction > 0 else indicator.valid_min
    if bound is not None:
        return Fraction(bound)
    if direction < 0 and value >= 0:
        return Fraction(0)
    return value + direction * spread * _FURTHEST
