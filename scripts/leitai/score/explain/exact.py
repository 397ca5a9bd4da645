"""One ranking in exact numbers, to be looked at unit by unit, and to ask what if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.explanation import Step
from leitai.model.method import ARITHMETIC
from leitai.model.ranking import Ranking
from leitai.score.arithmetic.working import equals, fixed, plain, signed
from leitai.score.kinds import KINDS, GroupKind
from leitai.score.ranking.adjusted import adjusted_for
from leitai.score.ranking.board import Board
from leitai.score.ranking.reported import FULL, reported_for
from leitai.score.ranking.totals import Totals


@dataclass(frozen=True)
class Exact:
    """`rows`: where each ranked unit, shown or not, stands in the arrays."""

    totals: Totals
    rows: Mapping[str, int]

    @property
    def board(self) -> Board:
        return self.totals.board

    def steps_of(self, unit_id: str) -> dict[str, Step]:
        """One unit's way from values to exact points, for every indicator that counts for it."""
        return {
            indicator.indicator_id: self._step(column, self.rows[unit_id])
            for column, indicator in enumerate(self.board.indicators)
            if self.board.counted[self.rows[unit_id], column]
        }

    def _step(self, column: int, row: int) -> Step:
        (score,) = self.board.exact_scores(column, [row])
        weight = self.board.exact_weight(self.board.leaves[column], row)
        working, basis = self._working(column, row, score)
        return Step(working, basis, self._weighing(column, row), score, score * weight / 100)

    def _working(self, column: int, row: int, score: Fraction) -> tuple[str, str]:
        """The arithmetic behind a score and its basis; what isn't there counts as the method says, 0 or full marks."""
        found = self.board.scored_cell(column, row)
        if found is None:
            is_full = self.board.treatments[row, column] == FULL
            return fixed("不适用，按办法计满分" if is_full else "未报，按办法计", score), ""
        cells, place = found
        rule, own = self.board.indicators[column].rule, cells.exactly([place])
        kind = KINDS[rule.kind]
        (text,) = kind.working(own, rule)
        return text, kind.basis(own, rule) if isinstance(kind, GroupKind) else ""

    def _weighing(self, column: int, row: int) -> str:
        """From the nearest level above whose weight is the declared one, down to the indicator: times its weight, divided
        by the weights of the siblings that count."""
        board, place, factors = self.board, self.board.leaves[column], ""
        weight = board.exact_weight(place, row)
        while board.exact_weight(place, row) != board.tree[place].weight:
            whole = board.counting_weight(place, row)
            factors = f" × {plain(board.tree[place].weight)} ÷ {plain(whole)}{factors}"
            place = board.tree[place].parent
        return equals(f"{plain(board.tree[place].weight)}{factors}", weight) if factors else ""

    def levels_of(self, unit_id: str) -> dict[str, str]:
        """How each dimension that counts and, under the empty id, the total came from the level below; empty if by
        addition."""
        method = self.board.method
        if method.is_additive:
            return {}
        branches = [place for place, node in enumerate(self.board.tree) if node.column is None]
        names = ["", *(dimension.dimension_id for dimension in method.all_dimensions())]
        row = self.rows[unit_id]
        return {
            name: self._level(place, row)
            for name, place in zip(names, branches, strict=True)
            if self.board.exact_weight(place, row)
        }

    def _level(self, place: int, row: int) -> str:
        node, whole = self.board.tree[place], self.board.exact_weight(place, row)
        children = [child for child in node.children if self.board.exact_weight(child, row)]
        points = {child: self._goes_in(child, row) for child in children}
        if node.aggregate == ARITHMETIC:
            return equals(
                " + ".join(signed(value) for value in points.values()) or "0",
                sum(points.values(), Fraction(0)),
            )
        weights = [self.board.exact_weight(child, row) for child in children]
        factors = [
            f"（{plain(value)} ÷ {plain(weight)}）^（{plain(weight)} ÷ {plain(whole)}）"
            for value, weight in zip(points.values(), weights, strict=True)
        ]
        won = self.totals.combined(place, row, [points.get(child, Fraction(0)) for child in node.children])
        return equals(f"{plain(whole)} × {' × '.join(factors)}", won) if factors else equals("0", won)

    def _goes_in(self, place: int, row: int) -> Fraction:
        """What a node gives to the one above: printed points, or exact ones where only totals are rounded."""
        rounding = self.board.method.rounding
        if rounding.at == "indicator":
            return Fraction(int(self.totals.nodes[place][row]), 10**rounding.places)
        (points,) = self.totals.exactly(place, [row])
        return points


def exact_of(content: Content, ranking: Ranking) -> Exact:
    """The arrays behind a ranking once more, whatever of it is shown."""
    method, period = ranking.method, ranking.period
    units = [row.unit for row in ranking.rows if row.status == "ranked"]
    board = Board(method, reported_for(content, method, period, units))
    adjustments = [adjusted_for(content, method, period, unit).net for unit in units]
    return Exact(Totals(board, adjustments), {unit.unit_id: row for row, unit in enumerate(units)})
