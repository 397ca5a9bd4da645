"""等次: by points, by share of the ranked units, or by rank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from leitai.schema.columns import Record, column, optional_column
from leitai.schema.config.weights import weight_text
from leitai.schema.keys import EntriesOf, ListOf, Made, MappingOf, OneOf, OrNone
from leitai.schema.parsers import (
    NUMBER,
    TEXT,
    ValueRefused,
    empty_as,
    one_named,
    plain_decimal,
    words_with_names,
)

POINTS, SHARE, RANK = "points", "share", "rank"
TIERS_BY = {POINTS: "按总分", SHARE: "按比例", RANK: "按名次"}
ROUNDED = {"down": "舍", "up": "进", "half_up": "四舍五入"}
LAST_OF_ALL = Fraction(10**9)  # a place behind every unit
SHARE_ROUNDING: Mapping[str, Callable[[Fraction], int]] = {
    "down": floor,
    "up": ceil,
    "half_up": lambda number: floor(number + Fraction(1, 2)),
}
REST = "其余"
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)%")
_FRACTION = re.compile(r"([1-9]\d?)/([1-9]\d?)")
_PLACES = re.compile(r"(?:([1-9]\d*)-)?([1-9]\d*)")


@dataclass(frozen=True)
class Tier:
    """等次: every published total from `lower` on, up to the next tier; or the units as far as `upto`, which is a place or the
    share of the ranked units that this tier and the better ones make up together."""

    lower: Decimal | None
    name: str
    upto: Fraction | None = None


@dataclass(frozen=True)
class Tiers:
    """The tiers of a method, the best first. `round` makes a whole number of units of a share."""

    tiers: tuple[Tier, ...]
    by: str = POINTS  # | share | rank
    round: str = ""  # down | up | half_up

    def __iter__(self) -> Iterator[Tier]:
        return iter(self.tiers)

    def tier_of(self, score: Decimal, place: int, count: int) -> str:
        """The tier of a published total, or of a place (1 + how many are strictly ahead) among so many ranked units; of
        units that share a place all are in the better tier. Empty below the lowest tier."""
        if self.by == POINTS:
            return next((t.name for t in self.tiers if t.lower is not None and score >= t.lower), "")
        return next((tier.name for tier in self.tiers if place <= self.last_place(tier, count)), "")

    def is_above(self, tier: str, best: str) -> bool:
        """Whether a tier is better than another of these; no tier at all is the lowest."""
        names = [each.name for each in self.tiers]
        return tier in names and names.index(tier) < names.index(best)

    def below(self, tier: str) -> str:
        """The next tier below one; the lowest, and no tier at all, have none below."""
        names = [each.name for each in self.tiers]
        return names[min(names.index(tier) + 1, len(names) - 1)] if tier else tier

    def last_place(self, tier: Tier, count: int) -> int:
        """Up to which place of so many a tier by share or rank goes."""
        upto = tier.upto or Fraction(0)
        return SHARE_ROUNDING[self.round](upto * count) if self.by == SHARE else int(upto)


@dataclass(frozen=True)
class Gate(Record):
    """Whose score is below this is in no better tier than `best`, however good the total is."""

    of: str = column("of", "看什么：total 总分，或维度、指标的编号（它的得分，满分 100）", TEXT)
    below: Decimal = column("below", "低于多少分", NUMBER)
    best: str = column("best", "最高评为哪一等", TEXT)

    def closes(self, score: Decimal | None) -> bool:
        """A part that has no score keeps nobody out."""
        return score is not None and score < self.below


@dataclass(frozen=True)
class PointTier(Record):
    """A tier by points in a list of these, whose order says nothing."""

    lower: Decimal = column("from", "从多少分起", NUMBER)
    name: str = column("name", "等次的名称", TEXT)


@dataclass(frozen=True)
class TierBound(Record):
    """How far a tier goes, as written."""

    name: str
    bound: str = column("bound", "分数线（90）、比例（30% 或 1/3）或名次（1-3）；最后一等可写“其余”", TEXT)


@dataclass(frozen=True)
class TierTable(Record):
    """Tiers under their names, the best first."""

    by: str = column("by", words_with_names(TIERS_BY), one_named(TIERS_BY))
    round: str = optional_column(
        "round", f"by: share 时名额怎样取整：{words_with_names(ROUNDED)}", empty_as(one_named(ROUNDED), "")
    )
    bounds: tuple[TierBound, ...] = column(
        "等次的名称",
        "从最好的一等写起：分数线；比例 30% 或 1/3；名次 1-3；最后一等可写“其余”。并列的都进较好的一等",
        EntriesOf(TierBound, "name", alone="bound", are_others=True),
    )


def _tiers(written: tuple[PointTier, ...] | TierTable) -> Tiers:
    if not isinstance(written, TierTable):
        return Tiers(tuple(sorted((Tier(one.lower, one.name) for one in written), key=_lower, reverse=True)))
    if not written.bounds:
        raise ValueRefused(
            "S02", "没有写等次。", "请从最好的一等写起，例如 {by: points, 优秀: 90, 良好: 80}。"
        )
    if (written.by == SHARE) != bool(written.round):
        fix = f"按比例分等次，请写 round: {words_with_names(ROUNDED)} 中的一个；别的分法请删去。"
        what = "按比例（by: share）分等次的，要写明名额不是整数时怎样取整（round）。"
        raise ValueRefused("S08", what, fix)
    made = {POINTS: _from_points, SHARE: _from_shares, RANK: _from_places}[written.by](written.bounds)
    return Tiers(tuple(made), written.by, written.round or "down")


def _lower(tier: Tier) -> Decimal:
    return tier.lower or Decimal(0)


def _from_points(bounds: tuple[TierBound, ...]) -> list[Tier]:
    tiers = [Tier(_points(one), one.name) for one in bounds]
    lowest = [_lower(tier) for tier in tiers]
    if lowest != sorted(set(lowest), reverse=True):
        fix = "请从最高的等次写起，例如 {by: points, 优秀: 90, 良好: 80}。"
        raise ValueRefused("S03", "等次的分数线不是由高到低。", fix)
    return tiers


def _points(one: TierBound) -> Decimal:
    number = plain_decimal(one.bound)
    if number is None:
        raise ValueRefused("S03", f"等次“{one.name}”应当是分数线。", "请只写数字，例如 优秀: 90。")
    return number


def _from_shares(bounds: tuple[TierBound, ...]) -> list[Tier]:
    """Each tier's own share in the file; the rest may be called that."""
    tiers, whole = [], Fraction(0)
    for one in bounds:
        whole = Fraction(1) if one.bound == REST else whole + _share(one)
        tiers.append(Tier(None, one.name, whole))
    if whole > 1:
        fix = "各等次的比例合起来不超过 100%；最后一等可以写“其余”。"
        raise ValueRefused("S03", f"各等次的比例合计 {weight_text(whole * 100)}%。", fix)
    return tiers


def _share(one: TierBound) -> Fraction:
    """30% or 1/3."""
    per_cent, fraction = _PER_CENT.fullmatch(one.bound), _FRACTION.fullmatch(one.bound)
    if per_cent is not None:
        return Fraction(per_cent[1]) / 100
    if fraction is not None:
        return Fraction(int(fraction[1]), int(fraction[2]))
    fix = "请写 30% 或 1/3；最后一等可以写“其余”。"
    raise ValueRefused("S03", f"等次“{one.name}”写的是“{one.bound}”，应当是比例。", fix)


def _from_places(bounds: tuple[TierBound, ...]) -> list[Tier]:
    """1-3, 4-7, or how far each tier goes: 3, 7; the last may be the rest."""
    tiers, last = [], 0
    for one in bounds:
        if one.bound == REST:
            tiers.append(Tier(None, one.name, LAST_OF_ALL))
            continue
        found = _PLACES.fullmatch(one.bound)
        if found is None or int(found[1] or last + 1) != last + 1 or int(found[2]) <= last:
            what = f"等次“{one.name}”写的是“{one.bound}”，应当从第 {last + 1} 名起。"
            raise ValueRefused("S03", what, "请写成 {优秀: 1-3, 良好: 4-7, 一般: 其余}。")
        last = int(found[2])
        tiers.append(Tier(None, one.name, Fraction(last)))
    return tiers


TIERS = OrNone(
    Made(
        OneOf[tuple[PointTier, ...] | TierTable]((ListOf(MappingOf(PointTier)), MappingOf(TierTable))), _tiers
    )
)
