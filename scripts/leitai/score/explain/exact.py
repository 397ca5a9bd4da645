"""One ranking in exact numbers, to be looked at unit by unit, and to ask what if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.scoring.explanation import Step
from leitai.model.scoring.ranking import Ranking
from leitai.schema.config.dimensions import ARITHMETIC, MethodIndicator
from leitai.score.arithmetic.tree import Node, geometric_exactly
from leitai.score.arithmetic.working import bracketed, equals, fixed, plain, then
from leitai.score.explain.origins import how_scored
from leitai.score.kinds import KINDS, GroupKind
from leitai.score.ranking.reported import FULL
from leitai.score.ranking.score_table import ScoreTable
from leitai.score.ranking.totals import Totals, totals_of


@dataclass(frozen=True)
class Exact:
    """`rows`: where each ranked unit, shown or not, stands in the arrays."""

    content: Content
    ranking: Ranking
    totals: Totals
    rows: Mapping[str, int]

    @property
    def score_table(self) -> ScoreTable:
        return self.totals.score_table

    def steps_of(self, unit_id: str) -> dict[str, Step]:
        """One unit's way from values to exact points, for every indicator that counts for it."""
        row = self.rows[unit_id]
        return {
            counted.indicator_id: self._step(column, row, counted, unit_id)
            for column, counted in enumerate(self.score_table.indicators)
            if self.score_table.counted[row, column]
        }

    def _step(self, column: int, row: int, indicator: MethodIndicator, unit_id: str) -> Step:
        """Where ballots or shorter periods made the value, they are its basis (`evaluate.py`, `rollup.py`)."""
        (score,) = self.score_table.unrounded_scores(column, [row])
        weight = self.score_table.exact_weight(self.score_table.leaves[column], row)
        working, basis = self._working(column, row, score)
        counted = self.score_table.as_counted(score)
        if counted != score:
            places = self.score_table.method.rounding.scores
            working, score = then(working, f"取 {places} 位小数", counted), counted
        listed = self.ranking.row_of(unit_id)
        cell = listed.scores[indicator.indicator_id].observation if listed is not None else None
        is_made = indicator.rule.grades is not None or indicator.rollup is not None
        if is_made and cell is not None and cell.value is not None:
            basis = cell.note
        origin = how_scored(self.content, self.ranking, indicator, unit_id, cell)
        return Step(working, basis, self._weighing(column, row), score, score * weight / 100, origin)

    def _working(self, column: int, row: int, score: Fraction) -> tuple[str, str]:
        """The arithmetic behind a score and its basis; what isn't there counts as the method says, 0 or full marks."""
        found = self.score_table.scored_cell(column, row)
        if found is None:
            is_full = self.score_table.treatments[row, column] == FULL
            return fixed("不适用，按办法计满分" if is_full else "未报，按办法计", score), ""
        cells, place = found
        rule, own = self.score_table.indicators[column].rule, cells.exactly([place])
        kind = KINDS[rule.kind]
        (text,) = kind.working(own, rule)
        return text, kind.basis(own, rule) if isinstance(kind, GroupKind) else ""

    def _weighing(self, column: int, row: int) -> str:
        """From the nearest level above whose weight is the declared one, down to the indicator: times its weight, divided
        by the weights of the siblings that count."""
        score_table, node_id, factors = self.score_table, self.score_table.leaves[column], ""
        weight = score_table.exact_weight(node_id, row)
        while score_table.exact_weight(node_id, row) != score_table.tree[node_id].weight:
            whole = score_table.counting_weight(node_id, row)
            factors = f" × {plain(score_table.tree[node_id].weight)} ÷ {plain(whole)}{factors}"
            node_id = score_table.tree[node_id].parent
        return equals(f"{plain(score_table.tree[node_id].weight)}{factors}", weight) if factors else ""

    def levels_of(self, unit_id: str) -> dict[str, str]:
        """How each dimension that counts and, under the empty id, the total came from the level below; empty if by
        addition."""
        method = self.score_table.method
        if method.is_additive:
            return {}
        names = ["", *(dimension.dimension_id for dimension in method.all_dimensions())]
        row = self.rows[unit_id]
        return {
            name: self._level(node_id, row)
            for name, node_id in zip(names, self.score_table.branches, strict=True)
            if self.score_table.exact_weight(node_id, row)
        }

    def _level(self, node_id: int, row: int) -> str:
        node, whole = self.score_table.tree[node_id], self.score_table.exact_weight(node_id, row)
        children = [child for child in node.children if self.score_table.exact_weight(child, row)]
        points = {child: self.totals.handed_on(child, row) for child in children}
        if node.aggregate == ARITHMETIC:
            added = sum(points.values(), Fraction(0))
            line = equals(" + ".join(bracketed(value) for value in points.values()) or "0", added)
            return self._bounded(node, line, added, whole)
        weights = [self.score_table.exact_weight(child, row) for child in children]
        factors = [
            f"（{plain(value)} ÷ {plain(weight)}）^（{plain(weight)} ÷ {plain(whole)}）"
            for value, weight in zip(points.values(), weights, strict=True)
        ]
        won = geometric_exactly([points[child] for child in children], weights, whole)
        line = equals(f"{plain(whole)} × {' × '.join(factors)}", won) if factors else equals("0", won)
        return self._bounded(node, line, won, whole)

    def _bounded(self, node: Node, line: str, points: Fraction, weight: Fraction) -> str:
        won = node.bounded_exactly(points, weight)
        words = "不低于本维度的最低分" if won > points else "不高于本维度的最高分"
        return line if won == points else then(line, words, won)


def exact_of(content: Content, ranking: Ranking) -> Exact:
    """The arrays behind a ranking once more, whatever of it is shown."""
    units = [row.unit for row in ranking.rows if row.status == "ranked"]
    totals = totals_of(content, ranking.method, ranking.period, units)
    return Exact(content, ranking, totals, {unit.unit_id: row for row, unit in enumerate(units)})
