"""The gap to the unit ahead, and the smallest change of one indicator that would have closed it.

For each indicator alone, everything else unchanged, the search asks the scorer itself: which value,
in steps of the last printed digit, brings the unit level with the unit ahead? The whole column is
scored again for every question, so that observed bounds, averages and places move as they would.
What is found reaches the unit ahead and the step before it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.explanation import GapToNext, Improvement, Step
from leitai.model.ranking import Ranking, RankingRow
from leitai.score.arithmetic.column import Trials
from leitai.score.arithmetic.settle import as_decimal
from leitai.score.explain.exact import Exact
from leitai.score.explain.roads import Road, road_ahead
from leitai.score.explain.search import Lead, first_step, least_step
from leitai.score.kinds import KINDS

MOST_UNITS = 40  # beyond, the search would cost more than the answer is worth to anybody
TOO_MANY = f"本组超过 {MOST_UNITS} 个单位，不逐项试算（计算量过大）"
NO_VALUE = "没有可以改进的数值"
AT_BEST = "已到可能的最好值"
NOT_ENOUGH = "到可能的最好值也追不上"
Place = tuple[tuple[int, Fraction], ...]  # how a unit stands in the tie-breaks: has a value, and how good


def gap_to_next(
    content: Content,
    ranking: Ranking,
    exact: Exact,
    steps: Mapping[str, Mapping[str, Step]],
    row: RankingRow,
) -> GapToNext | None:
    """How far the unit directly ahead is, among the rows that are shown; None at the top.

    `steps` are those of every shown row, by unit.
    """
    ahead = _ahead(row, ranking.rows)
    if ahead is None or ahead.score is None or row.score is None:
        return None
    gap, unit_id = ahead.score - row.score, ahead.unit.unit_id
    race = Race(content, exact, steps, row, ahead)
    if ranking.ranked_size > MOST_UNITS:
        return GapToNext(unit_id, gap, race.decided_by, (), TOO_MANY)
    improvements = tuple(race.improvement(column) for column in range(len(exact.score_table.indicators)))
    return GapToNext(unit_id, gap, race.decided_by, improvements, "")


def _ahead(row: RankingRow, rows: Sequence[RankingRow]) -> RankingRow | None:
    """The next better rank; of several units on it, the first in customary order."""
    better = [r for r in rows if r.rank is not None and row.rank is not None and r.rank < row.rank]
    return max(better, key=lambda other: (other.rank or 0, -other.unit.sort), default=None)


@dataclass(frozen=True)
class Race:
    """One unit against the unit ahead of it, under the method's own rounding, ranking key and tie-breaks."""

    content: Content
    exact: Exact
    steps: Mapping[str, Mapping[str, Step]]
    mine: RankingRow
    theirs: RankingRow

    @property
    def decided_by(self) -> str:
        """The tie-break between the two, where their totals are equal; else empty."""
        mine, theirs = (self.exact.totals.key[self._at(row)] for row in (self.mine, self.theirs))
        names = self.exact.score_table.method.tie_break if mine == theirs else ()
        places = zip(names, self._place(self.mine), self._place(self.theirs), strict=False)
        return next((name for name, one, other in places if one != other), "")

    def improvement(self, column: int) -> Improvement:
        """How little this indicator alone would have had to be better."""
        counted = self.exact.score_table.indicators[column]
        name = counted.indicator_id
        found = self.exact.score_table.scored_cell(column, self._at(self.mine))
        if found is None:
            return Improvement(name, None, None, NO_VALUE)
        own = found[0].exactly([found[1]])
        value, spread = own.value[0], own.highest - own.lowest
        target = own.target[0] if counted.rule.target_source else None
        indicator = self.content.settings.indicators[name]
        road = road_ahead(indicator, counted.rule, value, target, spread or abs(value) or Fraction(1))
        if road.length < 1:
            return Improvement(name, None, None, AT_BEST)
        lead = self._lead(column, road)
        steps = (
            least_step(road.length, lead)
            if counted.rule.spec.is_steady(counted.rule)
            else first_step(road.length, lambda count: lead(count)[0], steady=False)
        )
        if steps is None:
            return Improvement(name, None, None, NOT_ENOUGH)
        reached = road.value(steps)
        effort = abs(reached - value) / (spread or abs(reached - value))
        return Improvement(name, as_decimal(int(reached * 10**road.places), road.places), effort, "")

    def _lead(self, column: int, road: Road) -> Callable[[int], Lead]:
        """Whether the unit reaches the one ahead, so many steps down the road, and by how much of what ranks are
        decided on."""
        score_table, rule = self.exact.score_table, self.exact.score_table.indicators[column].rule
        name = score_table.indicators[column].indicator_id
        rows = [self._at(self.mine), self._at(self.theirs)]
        found = [score_table.scored_cell(column, row) for row in rows]
        cells, place = found[0] or (None, 0)
        assert cells is not None
        trials = Trials(cells, place, Fraction(1, 10**road.places))
        scored = [(who, cell[1]) for who, cell in enumerate(found) if cell is not None]
        shares = [score_table.exact_weight(score_table.leaves[column], row) / 100 for row in rows]
        points = [self._points(row, name) for row in (self.mine, self.theirs)]
        theirs = self._place(self.theirs)

        def lead(count: int) -> Lead:
            value = road.value(count)
            changed = trials.with_value(value).exactly([at for _, at in scored])
            for (who, _), score in zip(scored, KINDS[rule.kind].score(changed, rule), strict=True):
                points[who] = score * shares[who]
            keys = zip(rows, points, strict=True)
            mine, other = (self.exact.totals.key_with(row, column, given) for row, given in keys)
            return (mine, self._place(self.mine, {name: value})) >= (other, theirs), mine - other

        return lead

    def _at(self, row: RankingRow) -> int:
        return self.exact.rows[row.unit.unit_id]

    def _points(self, row: RankingRow, name: str) -> Fraction:
        """Exact points of an indicator, 0 where it does not count."""
        step = self.steps[row.unit.unit_id].get(name)
        return Fraction(0) if step is None else step.points

    def _place(self, row: RankingRow, changed: Mapping[str, Fraction] | None = None) -> Place:
        """How a unit stands among equals by the tie-breaks: the greater, the further ahead."""
        found = []
        for name, cell in row.tie_breaks.items():
            value = cell.value if cell is not None else None
            given = (changed or {}).get(name, None if value is None else Fraction(value))
            better = -1 if self.content.settings.indicators[name].polarity == "lower" else 1
            found.append((0, Fraction(0)) if given is None else (1, better * given))
        return tuple(found)
