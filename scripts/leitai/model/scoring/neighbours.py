"""The units that are nearest to a unit in size and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.observations import Observation


@dataclass(frozen=True)
class Neighbours:
    """`unit_ids`: the nearest first. `structure`: of every unit of the league the cells by which it was placed, in the
    portal's order of structural indicators."""

    unit_ids: tuple[str, ...]
    structure: Mapping[str, tuple[Observation, ...]]
