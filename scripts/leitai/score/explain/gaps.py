"""The gap to a unit ahead, and the smallest changes that would have closed it.

Everything else unchanged, the search asks the scorer itself: which value, in steps of the last printed digit, brings the
unit level? Observed bounds, averages and places move along as they would. What is found reaches the unit ahead, and one
step less does not. Where no indicator alone is enough, two or three together are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from leitai.model.scoring.explanation import Gap, Improvement
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank
from leitai.score.arithmetic.settle import as_decimal
from leitai.score.explain.exact import Exact
from leitai.score.explain.extremes import GroupHistory
from leitai.score.explain.levers import (
    AT_BEST,
    MOVES_STAND_INS,
    OF_PARTS,
    ONE_SOURCE,
    Lever,
    lever_of,
    of_one_source,
)
from leitai.score.explain.search import Lead, first_step, least_step

NOT_ENOUGH = "做到本组历史最好值也追不上"
ALL_NOT_ENOUGH = f"各项都{NOT_ENOUGH}"
LEVERS_NOT_ENOUGH = f"可作抓手的各项都{NOT_ENOUGH}"
NO_LEVER = "没有可作抓手的指标，算不出怎样追"
MORE_TOGETHER = "试过的两三项都不够，更多项一起改才够"
MOST_TOGETHER = 3
_TRIED_TOGETHER = 6  # levers: those that bring most
_EVERY_RANK_UP_TO = 20  # units; in larger groups the next rank and the first three
_FIRST_RANKS = 3

Place = tuple[tuple[int, Fraction], ...]  # how a unit stands in the tie-breaks: has a value, and how good


def gaps_of(exact: Exact, history: GroupHistory, row: RankingRow) -> tuple[Gap, ...]:
    """How far the units ahead are, among the rows that are shown: the next one first; none at the top."""
    table, at = exact.score_table, exact.rows[row.unit.unit_id]
    tied = of_one_source(table.indicators, exact.content.settings.indicators)
    levers: dict[str, Lever | str] = {}
    for column, name in enumerate(counted.indicator_id for counted in table.indicators):
        cell = row.scores[name].observation
        levers[name] = ONE_SOURCE if name in tied else lever_of(exact, history, column, at, cell)
    return tuple(Race(exact, levers, row, ahead).gap for ahead in _asked(exact.ranking, row))


def _asked(ranking: Ranking, row: RankingRow) -> list[RankingRow]:
    """One unit on each better rank, the nearest rank first; of several on one, the first in customary order."""
    by_rank: dict[Rank, RankingRow] = {}
    for other in sorted(ranking.rows, key=lambda other: other.unit.sort):
        if other.rank is not None and row.rank is not None and other.rank < row.rank:
            by_rank.setdefault(other.rank, other)
    ranks = sorted(by_rank, reverse=True)
    if ranking.ranked_size > _EVERY_RANK_UP_TO:
        ranks = [*ranks[:1], *(rank for rank in ranks[1:] if rank <= _FIRST_RANKS)]
    return [by_rank[rank] for rank in ranks]


@dataclass(frozen=True)
class Race:
    """One unit against a unit ahead of it, under the method's own rounding, ranking key and tie-breaks.

    `levers`: what the unit could change, by indicator, or why it couldn't.
    """

    exact: Exact
    levers: Mapping[str, Lever | str]
    mine: RankingRow
    theirs: RankingRow

    @property
    def gap(self) -> Gap:
        assert self.mine.score is not None and self.theirs.score is not None and self.theirs.rank is not None
        alone = tuple(self._alone(name, lever) for name, lever in self._levers.items())
        found = any(one.value is not None for one in alone)
        is_within_reach = found or self._lead({lever: lever.road.length for lever in self._steady})[0]
        together = self._together() if is_within_reach and not found else ()
        points = self.theirs.score - self.mine.score
        return Gap(
            self.theirs.unit.unit_id,
            self.theirs.rank,
            points,
            self.decided_by,
            alone,
            together,
            "" if found or together else self._why_not(is_within_reach),
            is_within_reach,
        )

    @cached_property
    def _steady(self) -> Sequence[Lever]:
        """The levers on which a further step never lowers the total: with all of them at their last step it is highest."""
        return [lever for lever in self._levers.values() if isinstance(lever, Lever) and lever.is_steady]

    def _why_not(self, is_within_reach: bool) -> str:
        """Why nothing is enough, claiming no more than what was tried: indicators that are no levers were not."""
        if is_within_reach:
            return MORE_TOGETHER
        tried = [name for name, lever in self._levers.items() if lever in self._steady or lever == AT_BEST]
        if len(tried) == len(self._levers):
            return ALL_NOT_ENOUGH
        reasons = {lever for lever in self._levers.values() if isinstance(lever, str)}
        if tried:
            return LEVERS_NOT_ENOUGH
        return f"各项{OF_PARTS}" if reasons == {OF_PARTS} else NO_LEVER

    @cached_property
    def _levers(self) -> Mapping[str, Lever | str]:
        """Without those that would move what stands in for a missing value of the unit ahead."""
        table, theirs = self.exact.score_table, self._rows[1]
        return {
            name: MOVES_STAND_INS
            if isinstance(lever, Lever) and table.follows_group(lever.column)[theirs]
            else lever
            for name, lever in self.levers.items()
        }

    @property
    def decided_by(self) -> str:
        """The tie-break between the two, where their totals are equal; else empty."""
        mine, theirs = (self.exact.totals.key[row] for row in self._rows)
        names = self.exact.score_table.method.tie_break if mine == theirs else ()
        places = zip(names, self._place(self.mine), self._place(self.theirs), strict=False)
        return next((name for name, one, other in places if one != other), "")

    def _alone(self, name: str, lever: Lever | str) -> Improvement:
        """How little this indicator alone would have had to be better."""
        if isinstance(lever, str):
            return Improvement(name, None, None, lever)
        steps = self._fewest(lever, {})
        return Improvement(name, None, None, NOT_ENOUGH) if steps is None else _improvement(lever, steps)

    def _fewest(self, lever: Lever, others: Mapping[Lever, int]) -> int | None:
        """The fewest steps of a lever that are enough, others having gone theirs."""

        def lead(count: int) -> Lead:
            return self._lead({**others, lever: count})

        if lever.is_steady:
            start = self._lead(others)[1] if others else self._start
            return least_step(lever.road.length, start, lead)
        return first_step(lever.road.length, lambda count: lead(count)[0], steady=False)

    def _together(self) -> tuple[Improvement, ...]:
        """The fewest levers that are enough together, those that bring most first; each then goes back as far as it can."""
        gains = {lever: self._lead({lever: lever.road.length})[1] - self._start for lever in self._steady}
        best = sorted(gains, key=lambda lever: -gains[lever])[:_TRIED_TOGETHER]
        for size in range(2, MOST_TOGETHER + 1):
            for chosen in sorted(
                combinations(best, size), key=lambda those: -sum(gains[one] for one in those)
            ):
                steps = {lever: lever.road.length for lever in chosen}
                if self._lead(steps)[0]:
                    return tuple(
                        _improvement(lever, count) for lever, count in self._shortened(steps).items()
                    )
        return ()

    def _shortened(self, steps: dict[Lever, int]) -> dict[Lever, int]:
        """The steps of each lever made as few as possible, one lever after the other, so that together they are still enough."""
        for lever in reversed(steps):
            others = {other: count for other, count in steps.items() if other != lever}
            steps[lever] = self._fewest(lever, others) or 0
        return {lever: count for lever, count in steps.items() if count}

    def _lead(self, steps: Mapping[Lever, int]) -> Lead:
        """Whether the unit reaches the one ahead, and by how much of what ranks are decided on."""
        mine, theirs = (self._key(row, steps) for row in self._rows)
        return mine > theirs or (mine == theirs and self._wins_tie(steps)), mine - theirs

    @cached_property
    def _start(self) -> int:
        """The lead without any step; negative while the unit is behind."""
        return self._lead({})[1]

    def _wins_tie(self, steps: Mapping[Lever, int]) -> bool:
        values = {lever.counted.indicator_id: lever.road.value(count) for lever, count in steps.items()}
        return self._place(self.mine, values) >= self._place(self.theirs)

    def _key(self, row: int, steps: Mapping[Lever, int]) -> int:
        points = {lever.column: lever.points(row, count) for lever, count in steps.items()}
        moved = {column: won for column, won in points.items() if won is not None}
        return self.exact.totals.key_with(row, moved)

    @cached_property
    def _rows(self) -> tuple[int, int]:
        mine, theirs = (self.exact.rows[row.unit.unit_id] for row in (self.mine, self.theirs))
        return mine, theirs

    def _place(self, row: RankingRow, changed: Mapping[str, Fraction] | None = None) -> Place:
        """How a unit stands among equals by the tie-breaks: the greater, the further ahead."""
        content, found = self.exact.content, []
        for name, cell in row.tie_breaks.items():
            given = (changed or {}).get(name, None if cell is None else content.exact_value(cell))
            better = -1 if content.settings.indicators[name].polarity == "lower" else 1
            found.append((0, Fraction(0)) if given is None else (1, better * given))
        return tuple(found)


def _improvement(lever: Lever, steps: int) -> Improvement:
    road, reached = lever.road, lever.road.value(steps)
    effort = abs(reached - road.start) / (lever.spread or abs(reached - road.start))
    return Improvement(
        lever.counted.indicator_id, as_decimal(int(reached * 10**road.places), road.places), effort, ""
    )
