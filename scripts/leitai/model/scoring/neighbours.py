"""The units that are nearest to a unit in size and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.observations import Observation
from leitai.schema.period import Period


@dataclass(frozen=True)
class Neighbours:
    """`unit_ids`: the nearest first. `structure`: of every unit of the league the cells by which it was placed, in the
    portal's order of structural indicators."""

    unit_ids: tuple[str, ...]
    structure: Mapping[str, tuple[Observation, ...]]

    def periods(self, unit_id: str) -> frozenset[Period]:
        """Those of the figures by which the unit and its neighbours were placed."""
        listed = (unit_id, *self.unit_ids)
        return frozenset(cell.period for other in listed for cell in self.structure[other])
