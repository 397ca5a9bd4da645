"""Marks for each unit beyond a target or short of it: 每超 1 个百分点加, 每低 1 个百分点扣, and what part of a unit counts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from leitai.schema.config.score_kinds import Fault, Parameter, ScoreRule, word
from leitai.schema.keys import Made, NamedOf
from leitai.schema.parsers import NUMBER

WHOLE, NONE = "whole", "none"
_WORDS = {WHOLE: "按 1 个计", NONE: "不计"}
PART = word("part", "扣分时不足 1 个的部分", _WORDS)
PART_OVER = word("part_over", "加分时不足 1 个的部分", _WORDS)


def counted(amount: Fraction, part: object) -> Fraction:
    """How many units an amount counts as; its own number where the rule says nothing of parts."""
    if part is None:
        return amount
    return Fraction(ceil(amount) if part == WHOLE else floor(amount))


def faults_of_over(rule: ScoreRule) -> Iterator[Fault]:
    """Something is won, and parts of it stand beside it."""
    over = rule.named_numbers("over")
    for name, number in (over or {}).items():
        if number <= 0:
            yield Fault(f"over 的 {name} 是 {number}，超额没有加分。", "请写大于 0 的数，或删去 over。")
    if over is None and rule.parameters[PART_OVER.name] is not None:
        yield Fault("没有写 over，part_over 就不起作用。", "请写 over，或删去 part_over。")


_SHORT = {"per_point": "完成率每低 1 个百分点扣", "floor": "最低得"}


def _down_to_0(under: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """扣完为止 unless another floor is declared."""
    return {"per_point": under["per_point"], "floor": under.get("floor", Decimal(0))}


UNDER = Parameter(
    "under",
    "未完成扣分",
    Made(NamedOf(NUMBER, tuple(_SHORT), optional=("floor",)), _down_to_0),
    choices=_SHORT,
)


def faults_of_under(rule: ScoreRule, least_ratio: Decimal | None) -> Iterator[Fault]:
    """Something is lost, and not all of it before the ratio below which nothing is won."""
    under, part = rule.named_numbers(UNDER.name), rule.parameters[PART.name]
    if under is None:
        if part is not None:
            yield Fault("没有写 under，part 就不起作用。", "请写 under，或删去 part。")
        return
    per_point, least = under["per_point"], under["floor"]
    if per_point <= 0:
        what = f"under 的 per_point 是 {per_point}，没有完成目标也不扣分。"
        yield Fault(what, "请写大于 0 的数，或删去 under。")
    if least >= rule.full:
        what = f"under 的 floor 是 {least}：没有完成目标也得满分。"
        yield Fault(what, f"under 的 floor 要小于 {rule.number('full') or 100}。")
    if least_ratio is not None and least <= 0:
        lost = Fraction(per_point) * counted(Fraction(100 * (1 - least_ratio)), part)
        if lost >= rule.full:
            what = f"只完成目标的 {least_ratio} 倍时，under 已经把分扣完，floor 不起作用。"
            yield Fault(what, "请删去 floor，或减小 under 的 per_point。")
