"""One indicator of a ranking in exact numbers, to be looked at cell by cell, and to ask what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.explanation import Step
from leitai.model.method import MethodIndicator
from leitai.model.ranking import IndicatorScore, Ranking, RankingRow
from leitai.score.column import Column, ExactCells
from leitai.score.kinds import KINDS
from leitai.score.working import fixed


@dataclass(frozen=True)
class ExactColumn:
    """`values` are those of the ranked units whose value is scored, in customary order, by unit id."""

    counted: MethodIndicator
    polarity: str
    values: Mapping[str, Fraction]
    targets: Mapping[str, Fraction | None]

    def scores(self, unit_ids: Sequence[str]) -> list[Fraction]:
        """The exact scores of some units that have a value here."""
        rule = self.counted.rule
        return [Fraction(score) for score in KINDS[rule.kind].score(self._column(unit_ids), rule)]

    def working(self, unit_id: str) -> str:
        """The arithmetic behind one unit's score."""
        rule = self.counted.rule
        (text,) = KINDS[rule.kind].working(self._column([unit_id]), rule)
        return text

    def with_value(self, unit_id: str, value: Fraction) -> ExactColumn:
        """The same indicator, had one unit reported another value."""
        return ExactColumn(self.counted, self.polarity, {**self.values, unit_id: value}, self.targets)

    def _column(self, unit_ids: Sequence[str]) -> Column:
        places = {unit_id: place for place, unit_id in enumerate(self.values)}
        values, targets = list(self.values.values()), [self.targets[unit_id] for unit_id in self.values]
        cells = ExactCells(values, targets, self.polarity, self.counted.weight)
        return cells.exactly([places[unit_id] for unit_id in unit_ids])


def exact_columns(content: Content, ranking: Ranking) -> dict[str, ExactColumn]:
    """Every indicator of a ranking's method, by id, over the units that are ranked, shown or not."""
    ranked = sorted((row for row in ranking.rows if row.status == "ranked"), key=lambda row: row.unit.sort)
    unit_ids = [row.unit.unit_id for row in ranked]
    return {
        counted.indicator_id: _exact_column(content, ranking, counted, unit_ids)
        for counted in ranking.method.indicators()
    }


def _exact_column(
    content: Content, ranking: Ranking, counted: MethodIndicator, unit_ids: Sequence[str]
) -> ExactColumn:
    parameters = counted.rule.parameters
    source = str(parameters.get("target", ""))
    values: dict[str, Fraction] = {}
    targets: dict[str, Fraction | None] = {}
    for unit_id in unit_ids:
        cell = content.cells(ranking.period).get((unit_id, counted.indicator_id))
        if cell is None or cell.value is None:
            continue
        target = content.target(source, cell) if source else None
        if target != 0 or parameters["zero_target"] != "exclude":
            values[unit_id], targets[unit_id] = Fraction(cell.value), target
    polarity = str(content.settings.indicators[counted.indicator_id].polarity)
    return ExactColumn(counted, polarity, values, targets)


def steps_of(row: RankingRow, columns: Mapping[str, ExactColumn]) -> dict[str, Step]:
    """One unit's way from values to exact points, for every indicator that counts for it."""
    found = {}
    for name, given in row.scores.items():
        if given.weight is not None:
            working, score = _working(row.unit.unit_id, given, columns[name])
            found[name] = Step(working, score, score * given.weight / 100)
    return found


def _working(unit_id: str, given: IndicatorScore, column: ExactColumn) -> tuple[str, Fraction]:
    """A value is scored; what isn't there counts as the method says, 0 or full marks."""
    if unit_id in column.values:
        (score,) = column.scores([unit_id])
        return column.working(unit_id), score
    score = Fraction(given.score or 0)
    return fixed("未报，按办法计" if score == 0 else "不适用，按办法计满分", score), score
