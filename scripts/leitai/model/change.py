"""What changed against the same period of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from leitai.model.results import Observation

Direction = Literal["up", "down", "same", "unknown"]
Judgement = Literal["better", "worse", "same", "unknown"]


@dataclass(frozen=True)
class Change:
    """One observation against its year-ago value.

    `difference` is in the indicator's unit of measure (percentage points for rates). `percent` is
    None for rates, for a base of 0 or below, and without base. `reason` says why there is none.
    """

    observation: Observation
    base: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    direction: Direction
    judgement: Judgement
    reason: str
