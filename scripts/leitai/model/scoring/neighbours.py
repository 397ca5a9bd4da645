"""The units that are nearest to a unit in size and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.observations import Observation
from leitai.schema.period import Period

FEWEST = 5  # units that are placed, for any to have neighbours: of four, half of the others is one


@dataclass(frozen=True)
class Neighbours:
    """`unit_ids`: the nearest first; none where the unit or too few of its league are placed, or all are alike.

    `indicators`: the structural ones that its league reports, in the portal's order. `structure`: of every unit of the league that
    has them all, the cells by which it was placed, in the order of `indicators`.
    """

    unit_ids: tuple[str, ...]
    indicators: tuple[str, ...]
    structure: Mapping[str, tuple[Observation, ...]]

    def periods(self, unit_id: str) -> frozenset[Period]:
        """Those of the figures by which the unit and its neighbours were placed."""
        listed = (unit_id, *self.unit_ids) if self.unit_ids else ()
        return frozenset(cell.period for other in listed for cell in self.structure[other])
