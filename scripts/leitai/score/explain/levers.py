"""One indicator of one unit as a lever: the values that it could have had, and the points that these would have brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from math import ceil, floor, lcm

from leitai.model.observations import Observation
from leitai.model.scoring.scored import scored
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import MEAN, ScoreRule
from leitai.score.arithmetic.column import ScoreColumn, Trials
from leitai.score.explain.exact import Exact
from leitai.score.explain.extremes import Extremes, GroupHistory
from leitai.score.explain.search import first_step
from leitai.score.kinds import KINDS
from leitai.score.ranking.score_table import ScoreTable

NO_VALUE = "没有可以改进的数值"
NOT_A_LEVER = "不作为追赶的抓手"
OF_PARTS = "由较短的期间合成，要在那些期间里追"
ONE_SOURCE = "与另一个计分的指标同一个来源，一动都动，单独算不出要到多少"
AT_BEST = "已是本组历史最好值"
MOVES_STAND_INS = "未报的单位按本组数值代替，代替的数会跟着变，算不出要到多少"


@dataclass(frozen=True)
class Reckoning:
    """What is scored of a reported value: the value itself, or a change or mean that grows along with it by `slope`."""

    slope: Fraction
    shift: Fraction

    def scored(self, value: Fraction) -> Fraction:
        return self.slope * value + self.shift

    def reported(self, scored: Fraction) -> Fraction:
        return (scored - self.shift) / self.slope


def reckoning_of(on: str, parts: Sequence[Fraction]) -> Reckoning:
    """`parts`: what the scored number was made from, the reported value first (`scored.py`)."""
    if not parts:
        return Reckoning(Fraction(1), Fraction(0))
    if on == MEAN:
        return Reckoning(Fraction(1, len(parts)), sum(parts[1:], Fraction(0)) / len(parts))
    base = parts[1]
    if on.endswith("rate"):
        return Reckoning(100 / base, Fraction(-100))
    return Reckoning(Fraction(1), -base)


@dataclass(frozen=True)
class Road:
    """The values from the reported one towards the better, in steps of the last printed digit. A computed rate, which has
    no last digit, goes on from the printed one that is no better (`origin`)."""

    start: Fraction
    origin: Fraction
    step: Fraction
    length: int
    places: int

    def value(self, count: int) -> Fraction:
        return self.origin + self.step * count if count else self.start


@dataclass(frozen=True, eq=False)
class Lever:
    """`row` is the unit's own; `spread`: how far apart the group's values are."""

    table: ScoreTable
    column: int
    row: int
    road: Road
    reckoning: Reckoning
    spread: Fraction

    @property
    def counted(self) -> MethodIndicator:
        return self.table.indicators[self.column]

    @cached_property
    def is_steady(self) -> bool:
        return self.counted.rule.spec.is_steady(self.counted.rule)

    @cached_property
    def _trials(self) -> Trials:
        found = self.table.scored_cell(self.column, self.row)
        assert found is not None
        step = lcm(*(self._scored(count).denominator for count in (0, 1, 2)))
        return Trials(*found, Fraction(1, step))

    def _scored(self, count: int) -> Fraction:
        return self.reckoning.scored(self.road.value(count))

    @cached_property
    def points(self) -> Callable[[int, int], Fraction | None]:
        """`points(row, count)`: what the indicator would bring a unit, had this one's gone so many steps; worked out once."""
        return cache(self._points)

    def _points(self, row: int, count: int) -> Fraction | None:
        """None for a unit that has no scored value, or whose score stays what it is."""
        table, rule, cell = self.table, self.counted.rule, self.table.scored_cell(self.column, row)
        is_other = row != self.row
        if cell is None or (is_other and not rule.spec.stretches(rule)):
            return None
        changed = self._trials.with_value(self._scored(count))
        if is_other and rule.spec.needs_only_ends and changed.extremes == self._trials.extremes:
            return None
        (score,) = KINDS[rule.kind].score(changed.exactly([cell[1]]), rule)
        return table.as_counted(Fraction(score)) * table.exact_weight(table.leaves[self.column], row) / 100


def of_one_source(counted: Sequence[MethodIndicator], known: Mapping[str, Indicator]) -> frozenset[str]:
    """Ids of those that move along with another: the same reported number, or a rate of it, counts twice."""
    sources = {
        one.indicator_id: {
            one.indicator_id,
            known[one.indicator_id].same_as,
            known[one.indicator_id].numerator,
        }
        for one in counted
    }
    numbers = [name for own in sources.values() for name in own if name]
    return frozenset(one for one, own in sources.items() if any(numbers.count(str(name)) > 1 for name in own))


def lever_of(
    exact: Exact, history: GroupHistory, column: int, row: int, cell: Observation | None
) -> Lever | str:
    """A unit's lever on an indicator, or why it is none."""
    content, table = exact.content, exact.score_table
    counted, found = table.indicators[column], table.scored_cell(column, row)
    known, rule = content.settings.indicators[counted.indicator_id], counted.rule
    if counted.rollup is not None:
        return OF_PARTS
    if not known.is_lever:
        return NOT_A_LEVER
    value = None if cell is None else content.exact_value(cell)
    its_own = scored(content, rule, cell)
    if found is None or value is None or its_own.value is None:
        return NO_VALUE  # what stands in for a missing value is not the unit's to improve
    if rule.spec.stretches(rule) and table.follows_group(column).any():
        return MOVES_STAND_INS
    own = found[0].exactly([found[1]])
    reckoning = reckoning_of(rule.on, its_own.parts)
    road = road_ahead(known, rule, value, reckoning, own, history.extremes(known))
    spread = (own.cells.highest - own.cells.lowest) / reckoning.slope
    return Lever(table, column, row, road, reckoning, spread) if road.length else AT_BEST


def road_ahead(
    known: Indicator,
    rule: ScoreRule,
    value: Fraction,
    reckoning: Reckoning,
    own: ScoreColumn,
    extremes: Extremes,
) -> Road:
    """To the nearest full score, but never beyond the best value that the group has ever had, nor the best change or mean
    of the period, nor beyond what the rule has scores for; where no direction is better, the nearest full score alone."""
    places = _places(known, value)
    smallest = Fraction(1, 10**places)
    direction = {"higher": 1, "lower": -1}.get(rule.better(known.polarity), 0)
    ends = [extremes[direction > 0]] if direction else []
    if direction and not rule.is_on_value:
        ends.append(reckoning.reported(own.cells.highest if direction > 0 else own.cells.lowest))
    nearest = rule.spec.nearest_full
    if nearest is not None:
        at = reckoning.scored(value)
        full = reckoning.reported(nearest(rule, at, smallest * reckoning.slope))
        direction = direction or (1 if full > value else -1)
    origin = (floor if direction > 0 else ceil)(value / smallest) * smallest
    steps = [int((end - origin) * direction / smallest) for end in ends]
    if nearest is not None:
        steps.append(ceil((full - origin) * direction / smallest))
    road = Road(value, origin, smallest * direction, max(min(steps), 0), places)
    target = own.target[0] if rule.target_source else None
    return replace(road, length=_defined_length(road, reckoning, rule, known, target))


def _places(known: Indicator, value: Fraction) -> int:
    """Decimals of a step: as registered, or as many as the reported value has."""
    places = known.decimals
    while not known.is_rate and value * 10**places != int(value * 10**places):
        places += 1
    return places


def _defined_length(
    road: Road, reckoning: Reckoning, rule: ScoreRule, known: Indicator, target: Fraction | None
) -> int:
    """How many steps of a road have a score; the reported value has one."""
    fault = rule.spec.value_fault
    if fault is None or not road.length:
        return road.length
    refused = first_step(
        road.length,
        lambda count: fault(rule, known, reckoning.scored(road.value(count)), target) is not None,
        steady=True,
    )
    return road.length if refused is None else refused - 1
