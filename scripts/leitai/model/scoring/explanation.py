"""Why a total is what it is, why it moved, and what would have changed the place.

A province has millions of these: `slots` halve what they take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from leitai.model.scoring.ranks import Rank
from leitai.schema.period import Period


@dataclass(frozen=True, slots=True)
class Step:
    """How one value became points: `working` is arithmetic that a pocket calculator can repeat; `origin` leads from what
    was reported to what is scored, and is empty where these are the same.

    `basis` says where its numbers of the whole group come from, `weighing` how the weight came from declared ones
    where siblings don't count; either may be empty. `score` and `points` are exact, before any rounding.
    """

    working: str
    basis: str
    weighing: str
    score: Fraction
    points: Fraction
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Published points of one indicator or dimension then and now; None where it did not count."""

    part_id: str
    before: Decimal | None
    now: Decimal | None

    @property
    def change(self) -> Decimal:
        return (self.now or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True, slots=True)
class Movement:
    """Why a published total moved since `period`; `change` is the sum of all that follows it, if `adds_up`.

    `of`: whose points the contributions are. Under a geometric mean below the total the points of indicators are no
    parts of it, so they are those of the dimensions; under one at the top these don't add up either.
    `adjustment` is bonus less deduction, now less then (None where the method knows none).
    `remainder` is what rounding and the bounds of totals leave over: 0 where points are rounded one by one and no
    bound applies.
    `overtook` and `overtaken_by` hold the ids of units that were strictly ahead then and are
    strictly behind now, or the other way round.
    """

    period: Period
    change: Decimal
    of: Literal["indicators", "dimensions"]
    adds_up: bool
    contributions: tuple[Contribution, ...]
    adjustment: Decimal | None
    remainder: Decimal
    overtook: tuple[str, ...]
    overtaken_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    """What one indicator would have had to be to draw level with a unit ahead, alone or together with others.

    `value` None: no value would do, for `reason`. `effort` is the distance from the reported value
    as a share of the group's spread on the indicator, to compare indicators of different measures.
    """

    indicator_id: str
    value: Decimal | None
    effort: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit ahead and its rank, the gap in published points, and each indicator's way to close it.

    `decided_by`: the tie-break that puts it ahead where the totals are equal; else empty.
    `improvements` follow the method. `together`: two or three that are enough together, where none is alone and such
    are found. `why_not`: why there are none of either; empty where there are. `is_within_reach`: at their best all together are enough.
    """

    unit_id: str
    rank: Rank
    points: Decimal
    decided_by: str
    improvements: tuple[Improvement, ...]
    together: tuple[Improvement, ...]
    why_not: str
    is_within_reach: bool

    @property
    def smallest(self) -> Improvement | None:
        """The improvement with the least effort; the first in the method's order if several have it."""
        found = [one for one in self.improvements if one.effort is not None]
        return min(found, key=lambda one: one.effort or Fraction(0), default=None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """`movement` None: `why_not` says why there is nothing to compare with. `gaps`: to units ahead, the nearest rank first; empty where
    nobody is.

    `levels`: how each dimension came from what is below it, and the total (under the empty id) from them; only
    where that isn't plain addition.
    """

    steps: Mapping[str, Step]
    levels: Mapping[str, str]
    movement: Movement | None
    why_not: str
    gaps: tuple[Gap, ...]

    @property
    def gap_to_next(self) -> Gap | None:
        return self.gaps[0] if self.gaps else None
