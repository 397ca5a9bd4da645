"""What comes on top of the points of indicators: bonus, deduction and veto, and the bounds of totals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leitai.schema.columns import KeyedRow, Record, column
from leitai.schema.config.dimensions import UNRANKED
from leitai.schema.keys import Made, MappingOf, OrNone
from leitai.schema.parsers import NUMBER, POSITIVE, ValueRefused, one_named, optional, words_with_names

LOWEST_TIER, NO_AWARD = "lowest_tier", "no_award"
VETOES = {
    UNRANKED: "不参与排名",
    LOWEST_TIER: "照常排名但定为最低等次",
    NO_AWARD: "照常排名但不授奖",
}


@dataclass(frozen=True)
class AdjustmentRule(KeyedRow):
    """How far bonus and deduction may go, in all and each item of them. A veto takes the unit out of the ranking, or leaves it
    there: in the lowest tier whatever its total, or without any award."""

    bonus_cap: Decimal = column("bonus_cap", "加分最多几分", NUMBER)
    deduction_cap: Decimal = column("deduction_cap", "扣分最多几分", NUMBER)
    item_cap: Decimal | None = column("item_cap", "每一项最多几分", optional(POSITIVE), required=False)
    veto: str = column(
        "veto",
        f"一票否决：{words_with_names(VETOES)}",
        one_named(VETOES),
    )


@dataclass(frozen=True)
class TotalBounds(Record):
    """What a total never falls below or rises above, bonus and deduction included; None where it may."""

    floor: Decimal | None = column("floor", "保底", optional(NUMBER), required=False)
    cap: Decimal | None = column("cap", "封顶", optional(NUMBER), required=False)


def _sensible(bounds: TotalBounds) -> TotalBounds:
    floor, cap = bounds.floor, bounds.cap
    if floor is None and cap is None:
        raise ValueRefused("S02", "总分的上下限是空的。", "请写 floor 或 cap，或删去 total。")
    if floor is not None and cap is not None and floor >= cap:
        raise ValueRefused("S03", f"floor 是 {floor}，cap 是 {cap}：总分都一样。", "floor 要小于 cap。")
    return bounds


ADJUSTMENTS = OrNone(MappingOf(AdjustmentRule))
BOUNDS = OrNone(Made(MappingOf(TotalBounds), _sensible))
