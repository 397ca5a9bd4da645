"""Like with like: for each unit the units of its league that are nearest to it in size and conditions.

The portal declares structural indicators (population, vehicles, gross product). A league is placed by those that any of its units
reports, as towns have villages and organs have staff. Each is standardised by its spread over the league; the distance of two
units is the sum of the squares of their differences, which needs no root to be ordered: exact, and anybody can repeat it. Up to `MOST`
units and no more than half of the others are neighbours, and never a single one; of equally near ones those first in customary order.

Decided cases: a unit without one of the values has no neighbours and is nobody's neighbour; so is a court or procuratorate. An indicator
in which all are equal separates nobody. Where none separates anybody, there are no neighbours.
Source: CIPFA's nearest neighbours model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import is_unrankable
from leitai.model.scoring.neighbours import FEWEST, Neighbours
from leitai.model.scoring.rates import stock_of
from leitai.schema.period import Period

MOST = 5


def neighbours_of(content: Content) -> dict[str, Neighbours]:
    """By unit, as of the newest period with results; without the leagues that report no structure."""
    found: dict[str, Neighbours] = {}
    if not content.settings.portal.structure or not content.results.periods:
        return found
    period = max(content.results.periods)
    for group in content.settings.portal.groups:
        for unit_id, near in _of_league(content, group.group_id, period).items():
            if near.unit_ids or unit_id not in found:  # unions stand behind their parts, and are wider
                found[unit_id] = near
    return found


def _of_league(content: Content, group: str, period: Period) -> dict[str, Neighbours]:
    units = [unit for unit in content.settings.roster(group, period) if not is_unrankable(unit)]
    reported = {unit.unit_id: _structure(content, unit.unit_id, period) for unit in units}
    names = tuple(n for n in content.settings.portal.structure if any(n in row for row in reported.values()))
    placed = {
        unit_id: tuple(row[name] for name in names)
        for unit_id, row in reported.items()
        if len(row) == len(names)
    }
    near = _nearest(placed)
    return {unit_id: Neighbours(near.get(unit_id, ()), names, placed) for unit_id in reported if names}


def _structure(content: Content, unit_id: str, period: Period) -> dict[str, Observation]:
    """The structural cells of a unit that have a value, by indicator."""
    found = {name: stock_of(content, name, period, unit_id) for name in content.settings.portal.structure}
    return {name: cell for name, cell in found.items() if cell is not None and cell.value is not None}


def _nearest(placed: Mapping[str, tuple[Observation, ...]]) -> dict[str, tuple[str, ...]]:
    """By unit its neighbours; nothing where units are too few or all alike."""
    values = {unit_id: [Fraction(cell.value or 0) for cell in row] for unit_id, row in placed.items()}
    spreads = [_variance(column) for column in zip(*values.values(), strict=True)]
    if len(values) < FEWEST or not any(spreads):
        return {}
    count, found = min(MOST, (len(values) - 1) // 2), {}
    for unit_id, own in values.items():
        others = [other for other in values if other != unit_id]
        others.sort(key=lambda other: _distance(own, values[other], spreads))
        found[unit_id] = tuple(others[:count])
    return found


def _variance(column: Sequence[Fraction]) -> Fraction:
    average = sum(column, Fraction(0)) / len(column)
    return sum(((value - average) ** 2 for value in column), Fraction(0)) / len(column)


def _distance(one: Sequence[Fraction], other: Sequence[Fraction], spreads: Sequence[Fraction]) -> Fraction:
    parts = ((a - b) ** 2 / spread for a, b, spread in zip(one, other, spreads, strict=True) if spread)
    return sum(parts, Fraction(0))
