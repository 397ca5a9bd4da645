"""What comes on top of the points of indicators: bonus, deduction and veto, and the bounds of totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from leitai.schema.columns import KeyedRow, Record, column, optional_column
from leitai.schema.config.dimensions import UNRANKED
from leitai.schema.keys import EntriesOf, Made, MappingOf, OrNone
from leitai.schema.parsers import NUMBER, POSITIVE, ValueRefused, one_named, optional, words_with_names
from leitai.schema.results.adjustments import OF_POINTS, VETO

LOWEST_TIER, ONE_LOWER, NO_AWARD = "lowest_tier", "one_lower", "no_award"
RANKED_ALL_THE_SAME = "照常排名，"
VETOES = {
    UNRANKED: "不参与排名",
    LOWEST_TIER: f"{RANKED_ALL_THE_SAME}等次定为最低一等",
    ONE_LOWER: f"{RANKED_ALL_THE_SAME}等次降一等",
    NO_AWARD: f"{RANKED_ALL_THE_SAME}不授奖",
}
OF_TIERS = (LOWEST_TIER, ONE_LOWER)


@dataclass(frozen=True)
class NamedVeto(Record):
    """A veto besides the common one, by the name that 类别 has in the table of adjustments."""

    name: str
    effect: str = column("effect", words_with_names(VETOES), one_named(VETOES))


def _named_apart(vetoes: tuple[NamedVeto, ...]) -> tuple[NamedVeto, ...]:
    """From bonus, deduction and the common veto."""
    for one in vetoes:
        if one.name in (*OF_POINTS, VETO):
            what = f"“{one.name}”已经有别的意思。"
            raise ValueRefused("S03", what, "请另起名称；一票否决的后果写在 veto。")
    return vetoes


@dataclass(frozen=True)
class AdjustmentRule(KeyedRow):
    """How far bonus and deduction may go, in all and each item of them. A veto takes the unit out of the ranking, or leaves it
    there: in the lowest tier whatever its total, a tier lower however many vetoes say so, or without any award."""

    bonus_cap: Decimal = column("bonus_cap", "加分最多几分", NUMBER)
    deduction_cap: Decimal = column("deduction_cap", "扣分最多几分", NUMBER)
    item_cap: Decimal | None = optional_column("item_cap", "每一项最多几分", optional(POSITIVE))
    veto: str = column("veto", f"一票否决：{words_with_names(VETOES)}", one_named(VETOES))
    vetoes: tuple[NamedVeto, ...] = optional_column(
        "vetoes",
        "一票否决以外的几种，各有名称和后果，例如 {取消评优: no_award, 降等: one_lower}；名称写在加扣分表的“类别”里",
        Made(EntriesOf(NamedVeto, "name", alone="effect"), _named_apart),
    )

    def effects(self) -> Mapping[str, str]:
        """What each kind of veto does, the common one first."""
        return {VETO: self.veto} | {one.name: one.effect for one in self.vetoes}


@dataclass(frozen=True)
class TotalBounds(Record):
    """What a total never falls below or rises above, bonus and deduction included; None where it may."""

    floor: Decimal | None = optional_column("floor", "保底", optional(NUMBER))
    cap: Decimal | None = optional_column("cap", "封顶", optional(NUMBER))


def _sensible(bounds: TotalBounds) -> TotalBounds:
    floor, cap = bounds.floor, bounds.cap
    if floor is None and cap is None:
        raise ValueRefused("S02", "总分的上下限是空的。", "请写 floor 或 cap，或删去 total。")
    if floor is not None and cap is not None and floor >= cap:
        raise ValueRefused("S03", f"floor 是 {floor}，cap 是 {cap}：总分都一样。", "floor 要小于 cap。")
    return bounds


ADJUSTMENTS = OrNone(MappingOf(AdjustmentRule))
BOUNDS = OrNone(Made(MappingOf(TotalBounds), _sensible))
