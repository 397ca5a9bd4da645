"""A scoring method: everything that changes a rank, declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from leitai.model.scoring.score_kind import ScoreRule
from leitai.problems import Place
from leitai.schema.period import Period

UNRANKED, LOWEST_TIER, NO_AWARD = VETOES = ("unranked", "lowest_tier", "no_award")
ARITHMETIC, GEOMETRIC = AGGREGATES = ("arithmetic", "geometric")


def weight_text(weight: Fraction) -> str:
    """A weight as written: a decimal where it ends, else a fraction such as 1/3."""
    below = weight.denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    return str(weight) if below != 1 else f"{Decimal(weight.numerator) / Decimal(weight.denominator):f}"


VOID = "void"
IMPUTED = ("median", "mean", "worst", "previous")  # what stands in for a missing value
MEAN, WEIGHTED, SUM, BEST = COMBINES = ("mean", "weighted", "sum", "best")
TOTAL = "total"


@dataclass(frozen=True)
class Rollup:
    """What shorter periods give to a longer one: totals under another method, or the scores of one of its dimensions or
    indicators (`of`); `weights` of the periods in their order, or how many of the best count (`n`). With `last`, not the parts
    of the longer period but so many periods back from its end."""

    method_id: str
    of: str  # total | id of a dimension or indicator
    combine: str  # mean | weighted | sum | best
    weights: tuple[Decimal, ...] = ()
    n: int | None = None
    last: int | None = None

    def periods(self, whole: Period, kind: str) -> tuple[Period, ...]:
        """The periods of a kind that a longer one is made of, the first one first; empty where it can't be."""
        parts = whole.parts(kind) or ((whole,) if kind == whole.kind and self.last else ())
        if self.last is None or not parts:
            return parts
        found = parts[-1:]
        while len(found) < self.last:
            found = (found[0].previous(), *found)
        return found


@dataclass(frozen=True)
class MethodIndicator:
    """An indicator that counts; one with a `rollup` isn't reported but made of shorter periods."""

    indicator_id: str
    weight: Fraction
    rule: ScoreRule
    place: Place
    rollup: Rollup | None = None


@dataclass(frozen=True)
class Dimension:
    """A branch of the method's tree; holds indicators or further dimensions, never both.

    `aggregate` (how its children become one score) is that of the level above unless declared. `rank_on`: what its own
    ranks are decided on, `missing`: what becomes of missing values in it; both empty for what the level above says.
    """

    dimension_id: str
    name: str
    weight: Fraction
    aggregate: str  # arithmetic | geometric
    children: tuple[Dimension, ...] | tuple[MethodIndicator, ...]
    place: Place
    rank_on: str = ""  # published | exact
    missing: str = ""  # as of a method, or void: one missing part, and the whole dimension does not count

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
    """`scores`: to how many places scores (100 is full) are rounded before they are weighted; None: not at all."""

    places: int
    mode: str  # half_up | half_even
    at: str  # indicator | dimension | total
    scores: int | None = None


POINTS, SHARE, RANK = TIERS_BY = ("points", "share", "rank")
LAST_OF_ALL = Fraction(10**9)  # a place behind every unit
SHARE_ROUNDING: Mapping[str, Callable[[Fraction], int]] = {
    "down": floor,
    "up": ceil,
    "half_up": lambda number: floor(number + Fraction(1, 2)),
}


@dataclass(frozen=True)
class Tier:
    """等次: every published total from `lower` on, up to the next tier; or the units as far as `upto`, which is a place or the
    share of the ranked units that this tier and the better ones make up together."""

    lower: Decimal | None
    name: str
    upto: Fraction | None = None


@dataclass(frozen=True)
class Display:
    """What the public sees of a ranking: everything, the first n, tiers without order, or no order; and its tiers, the best
    first. `round` makes a whole number of units of a share."""

    kind: str  # full | top_n | tiers | none
    top_n: int | None = None
    tiers: tuple[Tier, ...] = ()
    by: str = POINTS  # | share | rank
    round: str = ""  # down | up | half_up

    def __str__(self) -> str:
        return f"top_n: {self.top_n}" if self.kind == "top_n" else self.kind

    def tier_of(self, score: Decimal, place: int, count: int) -> str:
        """The tier of a published total, or of a place (1 + how many are strictly ahead) among so many ranked units; of
        units that share a place all are in the better tier. Empty below the lowest tier."""
        if self.by == POINTS:
            return next((t.name for t in self.tiers if t.lower is not None and score >= t.lower), "")
        return next((tier.name for tier in self.tiers if place <= self.last_place(tier, count)), "")

    def last_place(self, tier: Tier, count: int) -> int:
        """Up to which place of so many a tier by share or rank goes."""
        upto = tier.upto or Fraction(0)
        return SHARE_ROUNDING[self.round](upto * count) if self.by == SHARE else int(upto)


@dataclass(frozen=True)
class AdjustmentRule:
    """How far bonus and deduction may go, in all and each item of them. A veto takes the unit out of the ranking, or leaves it
    there: in the lowest tier whatever its total, or without any award."""

    bonus_cap: Decimal
    deduction_cap: Decimal
    item_cap: Decimal | None = None
    veto: str = UNRANKED  # | lowest_tier | no_award


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
    ties: str  # competition | dense | modified | average
    tie_break: tuple[str, ...]
    missing: str  # unranked | zero | reweight, or one of IMPUTED
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

    @cached_property
    def missing_policies(self) -> Mapping[str, str]:
        """What becomes of a missing value, by indicator: what the nearest level above declares."""
        found: dict[str, str] = {}
        for dimension in self.dimensions:
            _add_policies(found, dimension, self.missing)
        return found

    def reported_indicators(self) -> tuple[MethodIndicator, ...]:
        """Those that units report."""
        return tuple(indicator for indicator in self.indicators() if indicator.rollup is None)

    def rollups(self) -> tuple[tuple[MethodIndicator, Rollup], ...]:
        return tuple((i, i.rollup) for i in self.indicators() if i.rollup is not None)

    def deciding_indicators(self) -> tuple[str, ...]:
        """Ids of all that can move a rank: what counts for the total, and what breaks ties."""
        return tuple(dict.fromkeys([*(i.indicator_id for i in self.indicators()), *self.tie_break]))

    def all_dimensions(self) -> tuple[Dimension, ...]:
        return tuple(inner for dimension in self.dimensions for inner in dimension.dimensions())


def _add_policies(found: dict[str, str], dimension: Dimension, above: str) -> None:
    own = dimension.missing or above
    for child in dimension.children:
        if isinstance(child, Dimension):
            _add_policies(found, child, own)
        else:
            found[child.indicator_id] = own


def method_for(methods: Iterable[Method], group: str, period: Period) -> Method | None:
    """The one in force for a group and period."""
    return next((method for method in methods if method.group == group and method.covers(period)), None)


def methods_for(methods: Iterable[Method], groups: Iterable[str], period: Period) -> tuple[Method, ...]:
    """Those in force in a period for any of these groups, in the groups' order."""
    known = tuple(methods)
    found = (method_for(known, group, period) for group in groups)
    return tuple(method for method in found if method is not None)
