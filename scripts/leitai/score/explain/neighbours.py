"""Like with like: for each unit the units of its league that are nearest to it in size and conditions.

The portal declares structural indicators (population, vehicles, gross product). Each is standardised by its spread over the league; the
distance of two units is the sum of the squares of their differences, which needs no root to be ordered: exact, and anybody can
repeat it. Up to `MOST` units and no more than half of the others are neighbours, and never a single one; of equally near ones those first in customary order. Decided
cases: a unit without one of the values has no neighbours and is none; an indicator in which all are equal separates nobody;
where none separates anybody, nobody is nearer than the others and there are no neighbours.
Source: CIPFA's nearest neighbours model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.neighbours import Neighbours
from leitai.model.scoring.rates import stock_of
from leitai.schema.period import Period

MOST = 5


def neighbours_of(content: Content) -> dict[str, Neighbours]:
    """By unit, as of the newest period with results; empty where the portal declares no structure."""
    names = content.settings.portal.structure
    if not names or not content.results.periods:
        return {}
    period = max(content.results.periods)
    found: dict[str, Neighbours] = {}
    for group in content.settings.portal.groups:
        roster = [unit.unit_id for unit in content.settings.roster(group.group_id, period)]
        known = {unit_id: _structure(content, names, unit_id, period) for unit_id in roster}
        cells = {unit_id: row for unit_id, row in known.items() if row is not None}
        found |= _nearest(cells)  # unions stand behind their parts, and are wider
    return found


def _structure(
    content: Content, names: Sequence[str], unit_id: str, period: Period
) -> tuple[Observation, ...] | None:
    found = [stock_of(content, name, period, unit_id) for name in names]
    cells = tuple(cell for cell in found if cell is not None and cell.value is not None)
    return cells if len(cells) == len(names) else None


def _nearest(cells: Mapping[str, tuple[Observation, ...]]) -> dict[str, Neighbours]:
    values = {unit_id: [Fraction(cell.value or 0) for cell in row] for unit_id, row in cells.items()}
    spreads = [_variance(column) for column in zip(*values.values(), strict=True)]
    count = min(MOST, (len(values) - 1) // 2) if any(spreads) else 0
    found = {}
    for unit_id, own in values.items() if count > 1 else ():
        others = [other for other in values if other != unit_id]
        others.sort(key=lambda other: _distance(own, values[other], spreads))
        found[unit_id] = Neighbours(tuple(others[:count]), cells)
    return found


def _variance(column: Sequence[Fraction]) -> Fraction:
    average = sum(column, Fraction(0)) / len(column)
    return sum(((value - average) ** 2 for value in column), Fraction(0)) / len(column)


def _distance(one: Sequence[Fraction], other: Sequence[Fraction], spreads: Sequence[Fraction]) -> Fraction:
    parts = ((a - b) ** 2 / spread for a, b, spread in zip(one, other, spreads, strict=True) if spread)
    return sum(parts, Fraction(0))
