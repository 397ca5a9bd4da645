"""One indicator of one unit as a lever: the values that it could have had, and the points that these would have brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil

from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.score.arithmetic.column import Trials
from leitai.score.explain.exact import Exact
from leitai.score.explain.extremes import Extremes, GroupHistory
from leitai.score.explain.search import first_step
from leitai.score.kinds import KINDS
from leitai.score.ranking.reported import VALUE

NO_VALUE = "没有可以改进的数值"
NOT_A_LEVER = "不作为追赶的抓手"
NOT_ITS_VALUE = "计分的数由别的数算出，不作试算"
AT_BEST = "已是本组历史最好值"


@dataclass(frozen=True)
class Road:
    """The values from the reported one towards the better, in steps of the last printed digit."""

    start: Fraction
    step: Fraction
    length: int
    places: int

    def value(self, count: int) -> Fraction:
        return self.start + self.step * count


@dataclass(frozen=True, eq=False)
class Lever:
    """`spread`: how far apart the group's values are. `points(row, count)`: what the indicator would bring a unit, had its
    own gone so many steps; None for one that has no scored value, or whose score doesn't depend on those of others."""

    column: int
    indicator_id: str
    road: Road
    spread: Fraction
    is_steady: bool
    points: Callable[[int, int], Fraction | None]


def lever_of(exact: Exact, known: Indicator, history: GroupHistory, column: int, row: int) -> Lever | str:
    """A unit's lever on an indicator, or why it is none."""
    counted, found = exact.score_table.indicators[column], exact.score_table.scored_cell(column, row)
    if not known.is_lever:
        return NOT_A_LEVER
    if known.is_rate or not counted.rule.is_on_value:
        return NOT_ITS_VALUE
    if found is None or exact.score_table.reported[column].sent[row] != VALUE:
        return NO_VALUE  # what stands in for a missing value is not the unit's to improve
    cells, place = found
    own = cells.exactly([place])
    target = own.target[0] if counted.rule.target_source else None
    road = road_ahead(known, counted, own.value[0], target, history.extremes(known))
    if road.length < 1:
        return AT_BEST
    trials = Trials(cells, place, Fraction(1, 10**road.places))

    leaf, moves_others = exact.score_table.leaves[column], counted.rule.spec.stretches(counted.rule)

    @cache
    def points(other: int, count: int) -> Fraction | None:
        cell = exact.score_table.scored_cell(column, other)
        if cell is None or (other != row and not moves_others):
            return None
        changed = trials.with_value(road.value(count)).exactly([cell[1]])
        (score,) = KINDS[counted.rule.kind].score(changed, counted.rule)
        return (
            exact.score_table.as_counted(Fraction(score)) * exact.score_table.exact_weight(leaf, other) / 100
        )

    is_steady = counted.rule.spec.is_steady(counted.rule)
    return Lever(column, known.indicator_id, road, own.highest - own.lowest, is_steady, points)


def road_ahead(
    known: Indicator, counted: MethodIndicator, value: Fraction, target: Fraction | None, extremes: Extremes
) -> Road:
    """To the nearest full score, but never beyond the best value that the group has ever had, nor beyond what the rule has
    scores for; where no direction is better, the nearest full score alone."""
    rule, exponent = counted.rule, known.decimals
    while value * 10**exponent != int(value * 10**exponent):
        exponent += 1
    smallest = Fraction(1, 10**exponent)
    direction = {"higher": 1, "lower": -1}.get(rule.better(known.polarity), 0)
    ends = [int((extremes[direction > 0] - value) * direction / smallest)] if direction else []
    if rule.spec.nearest_full is not None:
        full = rule.spec.nearest_full(rule, value, smallest)
        direction = direction or (1 if full > value else -1)
        ends.append(ceil((full - value) * direction / smallest))
    road = Road(value, smallest * direction, max(min(ends), 0), exponent)
    return Road(value, road.step, _defined_length(road, counted, known, target), exponent)


def _defined_length(road: Road, counted: MethodIndicator, known: Indicator, target: Fraction | None) -> int:
    """How many steps of a road have a score; the reported value has one."""
    fault = counted.rule.spec.value_fault
    if fault is None or not road.length:
        return road.length

    def has_none(count: int) -> bool:
        return fault(counted.rule, known, road.value(count), target) is not None

    refused = first_step(road.length, has_none, steady=True)
    return road.length if refused is None else refused - 1
