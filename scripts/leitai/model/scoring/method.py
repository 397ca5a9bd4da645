"""A scoring method: everything that changes a rank, declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from leitai.model.scoring.score_kind import ScoreRule
from leitai.problems import Place
from leitai.schema.period import Period

ARITHMETIC, GEOMETRIC = AGGREGATES = ("arithmetic", "geometric")


def weight_text(weight: Fraction) -> str:
    """A weight as written: a decimal where it ends, else a fraction such as 1/3."""
    below = weight.denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    return str(weight) if below != 1 else f"{Decimal(weight.numerator) / Decimal(weight.denominator):f}"


@dataclass(frozen=True)
class MethodIndicator:
    indicator_id: str
    weight: Fraction
    rule: ScoreRule
    place: Place


@dataclass(frozen=True)
class Dimension:
    """A branch of the method's tree; holds indicators or further dimensions, never both.

    `aggregate` (how its children become one score) is that of the level above unless declared. `rank_on`: what its own
    ranks are decided on, empty for what the method says.
    """

    dimension_id: str
    name: str
    weight: Fraction
    aggregate: str  # arithmetic | geometric
    children: tuple[Dimension, ...] | tuple[MethodIndicator, ...]
    place: Place
    rank_on: str = ""  # published | exact

    def indicators(self) -> Iterator[MethodIndicator]:
        for child in self.children:
            if isinstance(child, Dimension):
                yield from child.indicators()
            else:
                yield child

    def dimensions(self) -> Iterator[Dimension]:
        """This dimension and all below it, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Dimension):
                yield from child.dimensions()


@dataclass(frozen=True)
class Rounding:
    places: int
    mode: str  # half_up | half_even
    at: str  # indicator | total


@dataclass(frozen=True)
class Tier:
    """等次: every published total from `lower` on, up to the next tier."""

    lower: Decimal
    name: str


@dataclass(frozen=True)
class Display:
    """What the public sees of a ranking: everything, the first n, tiers without order, or no order."""

    kind: str  # full | top_n | tiers | none
    top_n: int | None = None
    tiers: tuple[Tier, ...] = ()

    def __str__(self) -> str:
        return f"top_n: {self.top_n}" if self.kind == "top_n" else self.kind

    def tier_of(self, score: Decimal) -> str:
        """The tier of a published total; totals below the lowest threshold have none."""
        return next((tier.name for tier in self.tiers if score >= tier.lower), "")


@dataclass(frozen=True)
class AdjustmentRule:
    """How far bonus and deduction may go; a veto takes the unit out of the ranking."""

    bonus_cap: Decimal
    deduction_cap: Decimal


@dataclass(frozen=True)
class TotalBounds:
    """What a total never falls below or rises above, bonus and deduction included; None where it may."""

    floor: Decimal | None
    cap: Decimal | None


@dataclass(frozen=True)
class Method:
    """`comparable_with`: earlier versions of the same method whose ranks may be held against this one's.
    `tie_break`: indicators that decide, in this order, between units of equal total (by value and polarity;
    they need not count for the total). `is_additive`: the points of indicators add up to totals.
    `previous`: what ranks are held against, the period before by the calendar or the last one that was ranked.
    `places`: where each key stands."""

    id: str
    version: int
    dated: date
    title: str
    group: str
    first_period: Period
    last_period: Period | None
    scale: Decimal
    aggregate: str  # arithmetic | geometric
    rounding: Rounding
    rank_on: str  # published | exact
    ties: str  # competition | dense
    tie_break: tuple[str, ...]
    missing: str  # unranked | zero | reweight
    not_applicable: str  # reweight | full | unranked
    display: Display
    change_reason: str
    legal_basis: str
    comparable_with: tuple[int, ...]
    adjustments: AdjustmentRule | None
    dimensions: tuple[Dimension, ...]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    total: TotalBounds | None = None
    previous: str = "calendar"  # | last_published
    values: str = "public"  # | hidden: so are reported values of units that `display` hides

    def covers(self, period: Period) -> bool:
        """Whether the method is in force for a period: of the same kind, both ends included."""
        if period.kind != self.first_period.kind:
            return False
        if period.first_day < self.first_period.first_day:
            return False
        return self.last_period is None or period.last_day <= self.last_period.last_day

    def is_set_during(self, period: Period) -> bool:
        """期中调整: the method is dated after a period has begun that it ranks."""
        return self.dated > period.first_day

    @cached_property
    def is_additive(self) -> bool:
        return all(d.aggregate == ARITHMETIC for d in self.all_dimensions()) and self.aggregate == ARITHMETIC

    def indicators(self) -> tuple[MethodIndicator, ...]:
        """All indicators, in the order of the file."""
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators())

    def deciding_indicators(self) -> tuple[str, ...]:
        """Ids of all that can move a rank: what counts for the total, and what breaks ties."""
        return tuple(dict.fromkeys([*(i.indicator_id for i in self.indicators()), *self.tie_break]))

    def all_dimensions(self) -> tuple[Dimension, ...]:
        return tuple(inner for dimension in self.dimensions for inner in dimension.dimensions())


def method_for(methods: Iterable[Method], group: str, period: Period) -> Method | None:
    """The one in force for a group and period."""
    return next((method for method in methods if method.group == group and method.covers(period)), None)
