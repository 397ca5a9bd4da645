"""What changed against an earlier period, and how far a cumulative value is on its way to the annual target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from leitai.model.observations import Observation
from leitai.schema.config.lamps import Colour

CellKey = tuple[str, str, str]  # period, unit, indicator
Direction = Literal["up", "down", "same", "unknown"]
Judgement = Literal["better", "worse", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    """One observation against its value a year ago (同比) or one period ago (环比).

    `difference` is in the indicator's unit of measure (percentage points for rates). `percent` is
    None for rates, for a base of 0 or below, and without base. `reason` says why there is none; the direction may
    still be known from a change that was reported as such.
    `is_small_base`: so few cases that the percentage says little (基数小).
    """

    observation: Observation
    base: Decimal | None = None
    difference: Decimal | None = None
    percent: Decimal | None = None
    direction: Direction = "unknown"
    judgement: Judgement = "unknown"
    reason: str = ""
    is_small_base: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """序时进度: the share of the annual target reached, against the share of the year that has passed.

    `behind` is elapsed − reached in percentage points, below 0 for a unit ahead of time; where lower is
    better the target is a limit, and `behind` is how far its use runs ahead of the year.
    """

    observation: Observation
    target: Fraction
    reached: Fraction
    elapsed: Fraction
    behind: Fraction
    lamp: Colour


AgainstChance = Literal[
    "within", "above", "below", ""
]  # of chance; empty where there is nothing to hold it against


@dataclass(frozen=True, slots=True)
class Chance:
    """A count, or a rate of counts, against the rest of its group, the period before and a year ago: within what chance alone
    brings (95 %), or above or below it."""

    group: AgainstChance
    previous: AgainstChance
    year_ago: AgainstChance
