"""One period of one group as arrays: which cells count, their scores, points and totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from leitai.model.content import Content
from leitai.model.method import Method, MethodIndicator
from leitai.model.period import Period
from leitai.model.results import BONUS, DEDUCTION, Observation
from leitai.model.settings import Unit
from leitai.score.column import ExactCells
from leitai.score.kinds import KINDS
from leitai.score.settle import Scaled, round_fraction, round_scaled
from leitai.score.weights import effective_weights

Floats = npt.NDArray[np.float64]
EXACT_PLACES = 10

# What a cell does for its unit: it is scored, gets a fixed score, does not count, or unranks the unit.
SCORED, ZERO, FULL, EXCLUDED, UNRANKS = "scored", "zero", "full", "excluded", "unranks"
_FIXED = {ZERO: Fraction(0), FULL: Fraction(100)}
_MISSING = {"unranked": UNRANKS, "zero": ZERO, "reweight": EXCLUDED}
_NOT_APPLICABLE = {"unranked": UNRANKS, "full": FULL, "reweight": EXCLUDED}


def treatment(content: Content, method: Method, indicator: MethodIndicator, cell: Observation | None) -> str:
    """How the method treats one cell; a suppressed value counts as missing (DESIGN §4)."""
    if cell is None or cell.state in ("missing", "suppressed"):
        return _MISSING[method.missing]
    if cell.state == "not_applicable":
        return _NOT_APPLICABLE[method.not_applicable]
    rule = indicator.rule
    if rule.kind == "completion" and rule.parameters["zero_target"] == "exclude":
        return EXCLUDED if content.target(str(rule.parameters["target"]), cell) == 0 else SCORED
    return SCORED


@dataclass(frozen=True)
class Board:
    """`units` are the ranked ones; only they set observed bounds, so an unranked unit moves nobody.

    Points and totals are whole multiples of 10^-places of the method's rounding.
    """

    content: Content
    method: Method
    period: Period
    units: tuple[Unit, ...]

    @cached_property
    def indicators(self) -> tuple[MethodIndicator, ...]:
        return self.method.indicators()

    @cached_property
    def treatments(self) -> list[list[str]]:
        return [
            [treatment(self.content, self.method, i, self._cell(unit, i)) for i in self.indicators]
            for unit in self.units
        ]

    def _cell(self, unit: Unit, indicator: MethodIndicator) -> Observation | None:
        return self.content.cells(self.period).get((unit.unit_id, indicator.indicator_id))

    @cached_property
    def exact_weights(self) -> list[list[Fraction]]:
        """Effective weights per unit and indicator; 0 where an indicator does not count."""
        patterns: dict[frozenset[str], list[Fraction]] = {}
        found = []
        for row in self.treatments:
            counted = frozenset(
                i.indicator_id for i, t in zip(self.indicators, row, strict=True) if t != EXCLUDED
            )
            if counted not in patterns:
                weights = effective_weights(self.method, counted)
                patterns[counted] = [weights.get(i.indicator_id, Fraction(0)) for i in self.indicators]
            found.append(patterns[counted])
        return found

    @cached_property
    def weights(self) -> Floats:
        shape = (len(self.units), len(self.indicators))
        return np.array([[float(w) for w in row] for row in self.exact_weights]).reshape(shape)

    @cached_property
    def _scored_rows(self) -> list[list[int]]:
        """Per indicator, the rows of the units whose value is scored."""
        return [
            [row for row in range(len(self.units)) if self.treatments[row][column] == SCORED]
            for column in range(len(self.indicators))
        ]

    @cached_property
    def _cells(self) -> list[ExactCells | None]:
        return [self._exact_cells(column) for column in range(len(self.indicators))]

    def _exact_cells(self, column: int) -> ExactCells | None:
        indicator = self.indicators[column]
        cells = [self._cell(self.units[row], indicator) for row in self._scored_rows[column]]
        present = [cell for cell in cells if cell is not None and cell.value is not None]
        if not present:
            return None
        source = str(indicator.rule.parameters.get("target", ""))
        return ExactCells(
            values=[Fraction(cell.value) for cell in present if cell.value is not None],
            targets=[self.content.target(source, cell) if source else None for cell in present],
            polarity=str(self.content.settings.indicators[indicator.indicator_id].polarity),
            weight=indicator.weight,
        )

    @cached_property
    def scores(self) -> Floats:
        """Scores in floats, units × indicators; NaN where an indicator does not count."""
        scores = np.full((len(self.units), len(self.indicators)), np.nan)
        for column, cells in enumerate(self._cells):
            for row in range(len(self.units)):
                fixed = _FIXED.get(self.treatments[row][column])
                if fixed is not None:
                    scores[row, column] = float(fixed)
            if cells is not None:
                scores[self._scored_rows[column], column] = self._float_scores(column, cells)
        return scores

    def _float_scores(self, column: int, cells: ExactCells) -> Floats:
        """A column's scores in floats; what may lie on the wrong side of a step is settled exactly."""
        rule = self.indicators[column].rule
        floats = cells.floats()
        scores: Floats = KINDS[rule.kind].score(floats, rule)
        doubtful = np.flatnonzero(floats.doubtful).tolist()
        if doubtful:
            scores[doubtful] = KINDS[rule.kind].score(cells.exactly(doubtful), rule).astype(float)
        return scores

    def exact_scores(self, column: int, rows: Sequence[int]) -> list[Fraction]:
        """The exact scores of some units on one indicator (0 where it does not count)."""
        found = {row: _FIXED.get(self.treatments[row][column], Fraction(0)) for row in rows}
        scored = [row for row in rows if self.treatments[row][column] == SCORED]
        cells = self._cells[column]
        if scored and cells is not None:
            position = {row: place for place, row in enumerate(self._scored_rows[column])}
            places = [position[row] for row in scored]
            rule = self.indicators[column].rule
            exact = KINDS[rule.kind].score(cells.exactly(places), rule)
            found.update(zip(scored, (Fraction(value) for value in exact), strict=True))
        return [found[row] for row in rows]

    def _exact_points(self, column: int, rows: Sequence[int]) -> list[Fraction]:
        scores = self.exact_scores(column, rows)
        return [
            score * self.exact_weights[row][column] / 100 for row, score in zip(rows, scores, strict=True)
        ]

    def _exact_totals(self, columns: Sequence[int], rows: Sequence[int]) -> list[Fraction]:
        parts = [self._exact_points(column, rows) for column in columns]
        return [sum((part[i] for part in parts), Fraction(0)) for i in range(len(rows))]

    @cached_property
    def rounded_scores(self) -> Scaled:
        """Scores for display, units × indicators; meaningless where an indicator does not count."""
        return self._rounded_columns(np.nan_to_num(self.scores), self.exact_scores)

    @cached_property
    def points(self) -> Scaled:
        """Published points, units × indicators."""
        return self._rounded_columns(self._float_points, self._exact_points)

    @cached_property
    def _float_points(self) -> Floats:
        found: Floats = np.nan_to_num(self.scores) * self.weights / 100
        return found

    def _rounded_columns(
        self, approximate: Floats, exactly: Callable[[int, Sequence[int]], list[Fraction]]
    ) -> Scaled:
        places, mode = self.method.rounding.places, self.method.rounding.mode
        columns = [
            round_scaled(approximate[:, column], places, mode, partial(exactly, column))
            for column in range(len(self.indicators))
        ]
        return np.stack(columns, axis=1)

    def totals(self, columns: Sequence[int]) -> Scaled:
        """Published totals over some indicators, as of a dimension."""
        return self._totals(columns, [Fraction(0)] * len(self.units))

    def grand_totals(self) -> Scaled:
        """Published totals of units: points, plus bonus, less deduction."""
        return self._totals(range(len(self.indicators)), self.net_adjustments)

    def _totals(self, columns: Sequence[int], extra: Sequence[Fraction]) -> Scaled:
        """`at: indicator` adds up what is printed; `at: total` rounds the exact sum once."""
        rounding = self.method.rounding
        if rounding.at == "total":
            return self._rounded_totals(columns, extra, rounding.places)
        printed = [round_fraction(value, rounding.places, rounding.mode) for value in extra]
        summed: Scaled = self.points[:, list(columns)].sum(axis=1) + np.array(printed, dtype=np.int64)
        return summed

    @cached_property
    def adjustments(self) -> list[tuple[Fraction, Fraction]]:
        """Bonus and deduction of each unit, each up to the method's cap."""
        rule = self.method.adjustments
        if rule is None:
            return [(Fraction(0), Fraction(0))] * len(self.units)
        found = []
        for unit in self.units:
            of_unit = self.content.adjustments_of(self.period, unit.unit_id)
            sums = [
                sum((Fraction(a.points) for a in of_unit if a.kind == kind), Fraction(0))
                for kind in (BONUS, DEDUCTION)
            ]
            found.append((min(sums[0], Fraction(rule.bonus_cap)), min(sums[1], Fraction(rule.deduction_cap))))
        return found

    @cached_property
    def net_adjustments(self) -> list[Fraction]:
        return [bonus - deduction for bonus, deduction in self.adjustments]

    def ranking_key(self) -> Scaled:
        """What ranks are decided on: the published total, or the exact one at ten places."""
        if self.method.rank_on == "published":
            return self.grand_totals()
        return self._rounded_totals(range(len(self.indicators)), self.net_adjustments, EXACT_PLACES)

    def _rounded_totals(self, columns: Sequence[int], extra: Sequence[Fraction], places: int) -> Scaled:
        approximate = self._float_points[:, list(columns)].sum(axis=1) + np.array([float(v) for v in extra])

        def exactly(rows: Sequence[int]) -> list[Fraction]:
            totals = self._exact_totals(columns, rows)
            return [total + extra[row] for row, total in zip(rows, totals, strict=True)]

        return round_scaled(approximate, places, self.method.rounding.mode, exactly)
