"""Points of indicators → points of dimensions → totals, rounded where the method says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import numpy as np

from leitai.model.content import Content
from leitai.schema.config.dimensions import ARITHMETIC
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.numbers import Array, Floats, fractions
from leitai.score.arithmetic.settle import (
    Exactly,
    Scaled,
    round_fraction,
    round_scaled,
    round_settled,
    round_some,
)
from leitai.score.arithmetic.tree import combined, geometric_exactly, node_points
from leitai.score.ranking.adjusted import adjusted_for
from leitai.score.ranking.reported import Reported, reported_for
from leitai.score.ranking.score_table import ScoreTable

EXACT_PLACES = 10
# Totals further apart than this (and this share of them) differ at ten places, whatever the floats have lost.
_FAR_APART, _FAR_APART_SHARE = 2e-10, 1e-12


@dataclass(frozen=True)
class Totals:
    """`at: indicator` combines what is printed, level by level; `at: dimension` does so from the dimensions on that hold
    indicators, each of which is rounded once; `at: total` rounds once, from exact numbers.

    The sum of printed points needs no rounding; a geometric mean of printed points, or a bound, is rounded again, so that a
    reader can recompute each level from the one below it. Adjustments (bonus − deduction, by unit) join
    the total: rounded like a points column, or exactly before the one rounding.
    """

    score_table: ScoreTable
    adjustments: Sequence[Fraction]

    @cached_property
    def nodes(self) -> list[Scaled]:
        """Published points of every node of the score table's tree, the root first; without adjustments."""
        table = self.score_table
        found: list[Scaled] = [np.zeros(table.size, dtype=np.int64)] * len(table.tree)
        for node_id in reversed(range(len(table.tree))):
            node = table.tree[node_id]
            if node.column is not None:
                found[node_id] = table.points[:, node.column]
            elif self._is_rounded_first(node_id):
                found[node_id] = self._rounded_once(node_id)
            elif node.is_sum:
                found[node_id] = np.sum([found[child] for child in node.children], axis=0)
            else:
                found[node_id] = self._from_printed(node_id, [found[child] for child in node.children])
        return found

    def _rounded_once(self, node_id: int) -> Scaled:
        """A branch's points, rounded from exact ones."""
        mode, places = self._rounding
        floats, doubtful = self._floats[node_id], self._doubtful[node_id]
        return round_scaled(floats, places, mode, partial(self.exactly, node_id), doubtful)

    @cached_property
    def grand(self) -> Scaled:
        """Published totals of units: points, plus bonus, less deduction."""
        mode, places = self._rounding
        if self._at == "total":
            return round_scaled(self.approximate, places, mode, self._exact_totals, self._doubtful[0])
        printed = [round_fraction(value, places, mode) for value in self.adjustments]
        found: Scaled = self.nodes[0] + np.array(printed, dtype=np.int64)
        return self.bounded(found, 10**places)

    def bounded(self, totals: Array, unit: int = 1) -> Array:
        """Totals in multiples of 1 / unit, none of them outside the method's bounds."""
        bounds = self.score_table.method.total
        for bound, limit in ((bounds.floor, np.maximum), (bounds.cap, np.minimum)) if bounds else ():
            if bound is not None:
                number = fractions([Fraction(bound) * unit]).astype(totals.dtype)
                totals = limit(totals, number)
        return totals

    def _bounded_exactly(self, total: Fraction) -> Fraction:
        found: Fraction = self.bounded(fractions([total]))[0]
        return found

    @cached_property
    def key(self) -> Scaled:
        """What ranks are decided on: the published total, or the exact one at ten places.

        Of the exact totals, only those near another one are settled: the order needs no more.
        """
        if self.score_table.method.rank_on == "published":
            return self.grand
        return self._at_ten_places(self.approximate, self._doubtful[0], self._exact_totals)

    def rates(self, node_id: int, rows: Sequence[int], rank_on: str) -> tuple[Scaled, Scaled]:
        """A dimension's own score (100 is full) as printed, and what ranks within it are decided on, for units of which
        something counts there; from exact points, whatever weight reweighting left it."""
        mode, places = self._rounding
        weights = self.score_table.weights[node_id][list(rows)]
        rates = self._floats[node_id][list(rows)] * 100 / weights
        doubtful = self._doubtful[node_id][list(rows)]

        def exactly(chosen: Sequence[int]) -> list[Fraction]:
            those = [rows[number] for number in chosen]
            carried = [self.score_table.exact_weight(node_id, row) for row in those]
            return [p * 100 / weight for p, weight in zip(self.exactly(node_id, those), carried, strict=True)]

        printed = round_scaled(rates, places, mode, exactly, doubtful)
        return printed, printed if rank_on == "published" else self._at_ten_places(rates, doubtful, exactly)

    def _at_ten_places(self, approximate: Floats, doubtful: Array, exactly: Exactly) -> Scaled:
        unclear = doubtful | near_another(approximate)
        return round_some(approximate, EXACT_PLACES, self._rounding[0], exactly, unclear)

    @property
    def _at(self) -> str:
        return self.score_table.method.rounding.at

    def _is_rounded_first(self, node_id: int) -> bool:
        """Whether a branch is rounded from exact points: it holds indicators whose exact points go into it, or each is."""
        inner = self.score_table.tree[node_id].children
        return self._at == "total" or (self._at == "dimension" and any(map(self._is_leaf, inner)))

    def _is_leaf(self, node_id: int) -> bool:
        return self.score_table.tree[node_id].column is not None

    @property
    def _rounding(self) -> tuple[str, int]:
        return self.score_table.method.rounding.mode, self.score_table.method.rounding.places

    @cached_property
    def approximate(self) -> Floats:
        """Unrounded totals with adjustments and bounds, in floats."""
        found: Floats = self._floats[0] + np.array([float(value) for value in self.adjustments])
        return self.bounded(found)

    def key_with(self, row: int, points: Mapping[int, Fraction]) -> int:
        """What one unit's rank would be decided on, had some of its indicators (by column) these exact points."""
        mode, places = self._rounding
        table, is_exact = self.score_table, self.score_table.method.rank_on == "exact"
        if self._at == "indicator" and table.method.is_additive and not is_exact:  # three times as fast
            steps = int(self.nodes[0][row]) + round_fraction(self.adjustments[row], places, mode)
            for column, given in points.items():
                steps += round_settled(given, places, mode) - int(table.points[row, column])
            return int(self.bounded(np.array([steps], dtype=object), 10**places)[0])
        total = self._with(row, points, is_exact or self._at == "total")
        whole = self._bounded_exactly(total + self.adjustments[row])
        return round_settled(whole, EXACT_PLACES if is_exact else places, mode)

    def handed_on(self, node_id: int, row: int) -> Fraction:
        """A node's points for one unit as they go into the level above: printed, or exact below the first that is rounded."""
        if self._is_handed_on_exactly(node_id):
            return self._own_exactly(node_id, row)
        return Fraction(int(self.nodes[node_id][row]), 10 ** self._rounding[1])

    def _as_handed_on(self, node_id: int, points: Fraction) -> Fraction:
        """Unrounded points of a node as they go into the level above."""
        mode, places = self._rounding
        if self._is_handed_on_exactly(node_id):
            return points
        return Fraction(round_settled(points, places, mode), 10**places)

    def _is_handed_on_exactly(self, node_id: int) -> bool:
        return self._at == "total" or (self._at == "dimension" and self._is_leaf(node_id))

    def _with(self, row: int, points: Mapping[int, Fraction], is_exact: bool) -> Fraction:
        """The root's points for one unit, printed or exact: up from the changed leaves, everything else as it is."""
        tree, leaves = self.score_table.tree, self.score_table.leaves
        own = self._own_exactly if is_exact else self.handed_on
        handed_on = _unchanged if is_exact else self._as_handed_on
        new = {leaves[column]: handed_on(leaves[column], given) for column, given in points.items()}
        if self.score_table.method.is_additive and is_exact:
            return sum((given - own(leaf, row) for leaf, given in new.items()), own(0, row))
        for node_id in sorted({above for leaf in new for above in self._path(leaf)}, reverse=True):
            children = tree[node_id].children
            if tree[node_id].is_sum:
                more = sum((new[child] - own(child, row) for child in children if child in new), Fraction(0))
                before = self._own_exactly if self._is_rounded_first(node_id) else own
                new[node_id] = handed_on(node_id, before(node_id, row) + more)
            else:
                inner = [new[child] if child in new else own(child, row) for child in children]
                new[node_id] = handed_on(node_id, self.combined(node_id, row, inner))
        return new[0] if new else own(0, row)

    def _path(self, node_id: int) -> Iterator[int]:
        """The nodes above another, the root last."""
        while node_id:
            node_id = self.score_table.tree[node_id].parent
            yield node_id

    def _own_exactly(self, node_id: int, row: int) -> Fraction:
        """A node's unrounded points for one unit, worked out once."""
        key = node_id, row
        if key not in self._exact_nodes:
            (self._exact_nodes[key],) = self.exactly(node_id, [row])
        return self._exact_nodes[key]

    @cached_property
    def _exact_nodes(self) -> dict[tuple[int, int], Fraction]:
        return {}

    def _exact_totals(self, rows: Sequence[int]) -> list[Fraction]:
        pairs = zip(rows, self.exactly(0, rows), strict=True)
        return [self._bounded_exactly(total + self.adjustments[row]) for row, total in pairs]

    @cached_property
    def _unrounded(self) -> tuple[list[Floats], list[Array]]:
        table = self.score_table
        return node_points(table.tree, list(table.float_points.T), table.weights)

    @property
    def _floats(self) -> list[Floats]:
        return self._unrounded[0]

    @property
    def _doubtful(self) -> list[Array]:
        return self._unrounded[1]

    def exactly(self, node_id: int, rows: Sequence[int]) -> list[Fraction]:
        """A node's unrounded points for some units."""
        score_table, node = self.score_table, self.score_table.tree[node_id]
        if node.column is not None:
            return score_table.exact_points(node.column, rows)
        inner = [self.exactly(child, rows) for child in node.children]
        return [self.combined(node_id, row, [part[i] for part in inner]) for i, row in enumerate(rows)]

    def combined(self, node_id: int, row: int, points: Sequence[Fraction]) -> Fraction:
        """A node's points for one unit from those of its children."""
        score_table, node = self.score_table, self.score_table.tree[node_id]
        weight = score_table.exact_weight(node_id, row)
        if node.aggregate == ARITHMETIC:
            return node.bounded_exactly(sum(points, Fraction(0)), weight)
        weights = [score_table.exact_weight(child, row) for child in node.children]
        return node.bounded_exactly(geometric_exactly(points, weights, weight), weight)

    def _from_printed(self, node_id: int, inner: Sequence[Scaled]) -> Scaled:
        """A branch's points from the printed ones of its children."""
        mode, places = self._rounding
        points = [(scaled / 10.0**places).astype(float) for scaled in inner]

        def exactly(rows: Sequence[int]) -> list[Fraction]:
            printed = ([Fraction(int(scaled[row]), 10**places) for scaled in inner] for row in rows)
            return [self.combined(node_id, row, own) for row, own in zip(rows, printed, strict=True)]

        table, node = self.score_table, self.score_table.tree[node_id]
        weights = [table.weights[child] for child in node.children]
        floats, doubtful = combined(node, points, weights, table.weights[node_id])
        return round_scaled(floats, places, mode, exactly, doubtful)


def _unchanged(node_id: int, points: Fraction) -> Fraction:
    return points


def totals_of(
    content: Content,
    method: Method,
    period: Period,
    units: Sequence[Unit],
    reported: Iterable[Reported] | None = None,
) -> Totals:
    """The totals of some units that are ranked; of what they reported, unless something else is to be scored."""
    columns = reported_for(content, method, period, units) if reported is None else reported
    adjustments = [adjusted_for(content, method, period, unit).net(method.rounding) for unit in units]
    return Totals(ScoreTable(method, tuple(columns)), adjustments)


def near_another(values: Floats) -> Array:
    """Which values have another one so near that floats can't tell which is larger."""
    order = np.argsort(values, kind="stable")
    close = np.diff(values[order]) < _FAR_APART + _FAR_APART_SHARE * np.abs(values[order][1:])
    found = np.zeros(len(values), dtype=bool)
    found[order[1:]] |= close
    found[order[:-1]] |= close
    return found
