"""The gap to the unit ahead, and the smallest change of one indicator that would have closed it.

For each indicator alone, everything else unchanged, the search asks the scorer itself: which value,
in steps of the last printed digit, brings the unit level with the unit ahead? The whole column is
scored again for every question, so that observed bounds, averages and places move as they would.
What is found reaches the unit ahead and the step before it does not; if the best possible value does
not, none is said to (with an average or deviation that moves, a value in between might).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.explanation import CatchUp, Improvement, Step
from leitai.model.method import Method, ScoreRule
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.settings import Indicator
from leitai.score.board import EXACT_PLACES
from leitai.score.exact import ExactColumn
from leitai.score.settle import as_decimal, round_fraction

MOST_UNITS = 40  # beyond, the search would cost more than the answer is worth to anybody
TOO_MANY = f"本组超过 {MOST_UNITS} 个单位，不逐项试算"
NO_VALUE = "没有可以改进的数值"
AT_BEST = "已到可能的最好值"
NOT_ENOUGH = "到可能的最好值也追不上"
_FURTHEST = 10**6  # where no bound is registered: this many spreads of the group


def catch_up(
    content: Content,
    ranking: Ranking,
    columns: Mapping[str, ExactColumn],
    steps: Mapping[str, Mapping[str, Step]],
    row: RankingRow,
) -> CatchUp | None:
    """How far the unit directly ahead is, among the rows that are shown; None at the top.

    `steps` are those of every shown row, by unit.
    """
    ahead = _ahead(row, ranking.rows)
    if ahead is None or ahead.score is None or row.score is None:
        return None
    gap, unit_id = ahead.score - row.score, ahead.unit.unit_id
    if ranking.ranked_size > MOST_UNITS:
        return CatchUp(unit_id, gap, (), TOO_MANY)
    race = Race(content, ranking.method, columns, steps, row, ahead)
    return CatchUp(unit_id, gap, tuple(race.improvement(name) for name in columns), "")


def _ahead(row: RankingRow, rows: Sequence[RankingRow]) -> RankingRow | None:
    """The next better rank; of several units on it, the first in customary order."""
    better = [r for r in rows if r.rank is not None and row.rank is not None and r.rank < row.rank]
    return max(better, key=lambda other: (other.rank or 0, -other.unit.sort), default=None)


@dataclass(frozen=True)
class Race:
    """One unit against the unit ahead of it, under the method's own rounding and ranking key."""

    content: Content
    method: Method
    columns: Mapping[str, ExactColumn]
    steps: Mapping[str, Mapping[str, Step]]
    mine: RankingRow
    theirs: RankingRow

    def improvement(self, name: str) -> Improvement:
        """How little this indicator alone would have had to be better."""
        column, unit_id = self.columns[name], self.mine.unit.unit_id
        if unit_id not in column.values:
            return Improvement(name, None, None, NO_VALUE)
        value, spread = column.values[unit_id], max(column.values.values()) - min(column.values.values())
        indicator = self.content.settings.indicators[name]
        road = road_ahead(indicator, column.counted.rule, value, spread or abs(value) or Fraction(1))
        if road.length < 1:
            return Improvement(name, None, None, AT_BEST)
        steps = first_step(road.length, self._is_level(column, road))
        if steps is None:
            return Improvement(name, None, None, NOT_ENOUGH)
        reached = road.value(steps)
        effort = abs(reached - value) / (spread or abs(reached - value))
        return Improvement(name, as_decimal(int(reached * 10**road.places), road.places), effort, "")

    def _is_level(self, column: ExactColumn, road: Road) -> Callable[[int], bool]:
        """Whether the ranking key reaches that of the unit ahead, so many steps down the road."""
        name, unit_id = column.counted.indicator_id, self.mine.unit.unit_id
        both = [row for row in (self.mine, self.theirs) if row.unit.unit_id in column.values]
        unchanged = [self._others(row, name) for row in both]
        theirs_stays = None if len(both) == 2 else self._key(self._others(self.theirs, ""), Fraction(0))

        def reaches(count: int) -> bool:
            changed = column.with_value(unit_id, road.value(count))
            scores = changed.scores([row.unit.unit_id for row in both])
            weights = [row.scores[name].weight or Fraction(0) for row in both]
            keys = [self._key(u, s * w / 100) for u, s, w in zip(unchanged, scores, weights, strict=True)]
            return keys[0] >= (keys[1] if theirs_stays is None else theirs_stays)

        return reaches

    def _key(self, others: Fraction, points: Fraction) -> Fraction:
        """What a unit's rank would be decided on."""
        return self._rounded(others + self._printed(points))

    def _others(self, row: RankingRow, name: str) -> Fraction:
        """The points of all other indicators, and bonus less deduction."""
        net = Fraction(row.bonus or 0) - Fraction(row.deduction or 0)
        steps = self.steps[row.unit.unit_id]
        others = (self._printed(step.points) for other, step in steps.items() if other != name)
        return sum(others, self._printed(net))

    def _printed(self, points: Fraction) -> Fraction:
        """Points as they go into what ranks are decided on."""
        at_once = self.method.rounding.at == "total" or self.method.rank_on == "exact"
        return points if at_once else self._rounded(points)

    def _rounded(self, value: Fraction) -> Fraction:
        rounding = self.method.rounding
        places = EXACT_PLACES if self.method.rank_on == "exact" else rounding.places
        return Fraction(round_fraction(value, places, rounding.mode), 10**places)


@dataclass(frozen=True)
class Road:
    """The values from the reported one towards the better, in steps of the last printed digit."""

    start: Fraction
    step: Fraction
    length: int
    places: int

    def value(self, count: int) -> Fraction:
        return self.start + self.step * count


def road_ahead(indicator: Indicator, rule: ScoreRule, value: Fraction, spread: Fraction) -> Road:
    """As far as the registered range goes; nothing falls below 0 that is not negative already."""
    exponent = indicator.decimals
    while value * 10**exponent != int(value * 10**exponent):
        exponent += 1
    direction = _direction(indicator, rule, value)
    end = _end(indicator, rule, value, direction, spread)
    step = Fraction(direction, 10**exponent)
    length = int((end - value) / step) if step else 0
    return Road(value, step, max(length, 0), exponent)


def _direction(indicator: Indicator, rule: ScoreRule, value: Fraction) -> int:
    """Which way is better; judged points and deductions say so by their kind, an interval by where it lies."""
    if rule.kind == "interval":
        return (value < rule.required_number("lo")) - (value > rule.required_number("hi"))
    by_kind = {"as_given": 1, "deduct": -1}
    return by_kind.get(rule.kind, -1 if indicator.polarity == "lower" else 1)


def _end(
    indicator: Indicator, rule: ScoreRule, value: Fraction, direction: int, spread: Fraction
) -> Fraction:
    if rule.kind == "interval":
        return Fraction(rule.required_number("lo" if direction > 0 else "hi"))
    bound = indicator.valid_max if direction > 0 else indicator.valid_min
    if bound is not None:
        return Fraction(bound)
    if direction < 0 and value >= 0:
        return Fraction(0)
    return value + direction * spread * _FURTHEST


def first_step(length: int, reaches: Callable[[int], bool]) -> int | None:
    """The smallest number of steps that reaches the goal, by doubling and then halving; None if the last does not."""
    if not reaches(length):
        return None
    high = 1
    while high < length and not reaches(high):
        high = min(high * 2, length)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high
