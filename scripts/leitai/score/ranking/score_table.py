"""One period of one group as arrays: which cells count, their scores, points and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from leitai.schema.config.dimensions import GROUP_STAND_INS, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.score.arithmetic.column import ScoredCells
from leitai.score.arithmetic.numbers import Array, Floats
from leitai.score.arithmetic.settle import Scaled, round_columns, round_settled
from leitai.score.arithmetic.tree import Node, node_weights, tree_of
from leitai.score.kinds import KINDS
from leitai.score.ranking.reported import EXCLUDED, FULL, SCORED, ZERO, Codes, Reported, treatments

_FIXED = {ZERO: Fraction(0), FULL: Fraction(100)}


@dataclass(frozen=True)
class ScoreTable:
    """`reported` are the ranked units only, in the method's order of indicators: an unranked unit sets no
    observed bound and moves nobody (decision 2).

    Arrays are units × indicators. Points are whole multiples of 10^-places of the method's rounding.
    """

    method: Method
    reported: tuple[Reported, ...]

    @cached_property
    def indicators(self) -> tuple[MethodIndicator, ...]:
        return self.method.indicators()

    @cached_property
    def size(self) -> int:
        return len(self.reported[0].states)

    @cached_property
    def treatments(self) -> Codes:
        return treatments(self.method, self.reported)

    @cached_property
    def counted(self) -> Array:
        """Where an indicator counts for a unit."""
        found: Array = self.treatments != EXCLUDED
        return found

    def follows_group(self, column: int) -> Array:
        """By unit, whether its value is a median, mean or worst of the group's, which moves when any of them does."""
        policy = self.method.missing_policies[self.indicators[column].indicator_id]
        found: Array = (policy in GROUP_STAND_INS) & (
            self.reported[column].states != self.reported[column].sent
        )
        return found

    @cached_property
    def tree(self) -> tuple[Node, ...]:
        return tree_of(self.method)

    @cached_property
    def weights(self) -> list[Floats]:
        """Weights of the tree's nodes by unit, after reweighting."""
        declared = [np.full(self.size, float(node.weight)) for node in self.tree]
        return node_weights(self.tree, declared, list(self.counted.T))

    def exact_weight(self, node_id: int, row: int) -> Fraction:
        """A node's weight for one unit, in fractions; units of which the same indicators count share it."""
        known = self._exact_weights.setdefault(self._patterns[row], {})
        if node_id not in known:
            known[node_id] = (
                self._share(node_id, row) * self.exact_weight(self.tree[node_id].parent, row)
                if node_id
                else (self.tree[0].weight)
            )
        return known[node_id]

    def _share(self, node_id: int, row: int) -> Fraction:
        """What a node gets of its parent's weight: its own, divided by those of the siblings that count."""
        return (
            self.tree[node_id].weight / self.counting_weight(node_id, row)
            if self.weights[node_id][row]
            else Fraction(0)
        )

    def counting_weight(self, node_id: int, row: int) -> Fraction:
        """The weights of a node's siblings (itself among them) that count for a unit, added up."""
        siblings = self.tree[self.tree[node_id].parent].children
        return sum((self.tree[node].weight for node in siblings if self.weights[node][row]), Fraction(0))

    @cached_property
    def _patterns(self) -> list[bytes]:
        return [row.tobytes() for row in self.counted]

    @cached_property
    def _exact_weights(self) -> dict[bytes, dict[int, Fraction]]:
        return {}

    @cached_property
    def leaves(self) -> list[int]:
        """The tree's nodes that are indicators, in the method's order."""
        return [node_id for node_id, node in enumerate(self.tree) if node.column is not None]

    @cached_property
    def branches(self) -> list[int]:
        """The others: the root, and the dimensions in the order of `Method.all_dimensions`."""
        return [node_id for node_id, node in enumerate(self.tree) if node.column is None]

    @cached_property
    def _scored_rows(self) -> list[Array]:
        """Per indicator, the rows of the units whose value is scored."""
        return [np.flatnonzero(column == SCORED) for column in self.treatments.T]

    @cached_property
    def _cells(self) -> list[ScoredCells | None]:
        """Per indicator, what is scored; None where nothing is."""
        found = []
        for rows, indicator, reported in zip(self._scored_rows, self.indicators, self.reported, strict=True):
            cells = reported.take(rows)
            kept = cells.targets, cells.polarity, indicator.weight, cells.greatest
            found.append(ScoredCells(cells.values, *kept) if len(rows) else None)
        return found

    @cached_property
    def scores(self) -> Floats:
        """Scores in floats; NaN where an indicator does not count."""
        scores = np.full((self.size, len(self.indicators)), np.nan)
        for treatment, fixed in _FIXED.items():
            scores[self.treatments == treatment] = float(fixed)
        for column, cells in enumerate(self._cells):
            if cells is not None:
                scores[self._scored_rows[column], column] = self._float_scores(column, cells)
        return scores if self.method.rounding.scores is None else self._rounded(scores)

    def _rounded(self, scores: Floats) -> Floats:
        """Scores rounded before they are weighted."""
        places, mode = self.method.rounding.scores or 0, self.method.rounding.mode
        whole = round_columns(np.nan_to_num(scores), places, mode, self.unrounded_scores)
        return np.where(np.isnan(scores), np.nan, whole.astype(float) / 10.0**places)

    def as_counted(self, score: Fraction) -> Fraction:
        """A score as it is weighted: rounded, if the method says so."""
        places = self.method.rounding.scores
        if places is None:
            return score
        return Fraction(round_settled(score, places, self.method.rounding.mode), 10**places)

    def _float_scores(self, column: int, cells: ScoredCells) -> Floats:
        """A column's scores in floats; what may lie on the wrong side of a step is settled exactly."""
        rule = self.indicators[column].rule
        floats = cells.floats()
        scores: Floats = KINDS[rule.kind].score(floats, rule)
        doubtful = np.flatnonzero(floats.doubtful).tolist()
        if doubtful:
            scores[doubtful] = KINDS[rule.kind].score(cells.exactly(doubtful), rule).astype(float)
        return scores

    def scored_cell(self, column: int, row: int) -> tuple[ScoredCells, int] | None:
        """An indicator's scored cells, and which of them is a unit's; None where the unit's value is not scored."""
        cells = self._cells[column]
        if cells is None or self.treatments[row, column] != SCORED:
            return None
        return cells, int(np.searchsorted(self._scored_rows[column], row))

    def exact_scores(self, column: int, rows: Sequence[int]) -> list[Fraction]:
        """The exact scores of some units on one indicator as they are weighted (0 where it does not count)."""
        return [self.as_counted(score) for score in self.unrounded_scores(column, rows)]

    def unrounded_scores(self, column: int, rows: Sequence[int]) -> list[Fraction]:
        """The same before any rounding."""
        found = {row: _FIXED.get(int(self.treatments[row, column]), Fraction(0)) for row in rows}
        scored = [row for row in rows if self.treatments[row, column] == SCORED]
        cells = self._cells[column]
        if scored and cells is not None:
            places = np.searchsorted(self._scored_rows[column], scored).tolist()
            rule = self.indicators[column].rule
            exact = KINDS[rule.kind].score(cells.exactly(places), rule)
            found.update(zip(scored, exact.tolist(), strict=True))
        return [found[row] for row in rows]

    def exact_points(self, column: int, rows: Sequence[int]) -> list[Fraction]:
        leaf, scores = self.leaves[column], self.exact_scores(column, rows)
        return [score * self.exact_weight(leaf, row) / 100 for row, score in zip(rows, scores, strict=True)]

    @cached_property
    def leaf_weights(self) -> Floats:
        return np.stack([self.weights[leaf] for leaf in self.leaves], axis=1)

    @cached_property
    def shares(self) -> Floats:
        """Scores as shares of full marks; 0 where an indicator does not count."""
        found: Floats = np.nan_to_num(self.scores) / 100
        return found

    @cached_property
    def float_points(self) -> Floats:
        found: Floats = np.nan_to_num(self.scores) * self.leaf_weights / 100
        return found

    @cached_property
    def rounded_scores(self) -> Scaled:
        """Scores for display; meaningless where an indicator does not count."""
        rounding = self.method.rounding
        return round_columns(np.nan_to_num(self.scores), rounding.places, rounding.mode, self.exact_scores)

    @cached_property
    def points(self) -> Scaled:
        """Published points."""
        rounding = self.method.rounding
        return round_columns(self.float_points, rounding.places, rounding.mode, self.exact_points)
