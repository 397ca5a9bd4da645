"""完成率: how much of the target was reached.

Higher is better: 100 · actual / target. Lower is better: 100 · target / actual.
`cap` and `floor` are ratios (1.1 is 110 %): above the cap the score is the cap, below the floor it
is 0. `over` goes on above the target with a slope of its own: `per_point` for each percentage point beyond 100, at most
`cap` in all, both of `full` marks (100 unless declared). `under` goes down below it alike: `per_point` off for each percentage point short
of 100. Its own `floor` is the least score that this leaves, 0 unless declared; a ratio below the rule's `floor` still gets 0. `part_over`
and `part` say what part of a point counts for there: its share unless declared.
Decided cases: a target of 0 follows `zero_target` (full marks, or the indicator does not count for that unit); lower is
better and actual 0 is the cap or all that `over` gives, one of which must then be declared.
Source: practice "Completion method" (actual / target × points, capped), general usage.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    FULL,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
    word,
)
from leitai.schema.config.slopes import PART, PART_OVER, UNDER, WHOLE, faults_of_over, faults_of_under
from leitai.schema.config.target_sources import target
from leitai.schema.keys import NamedOf
from leitai.schema.parsers import NUMBER, POSITIVE
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.slope import Slope
from leitai.score.arithmetic.working import bracketed, equals, fixed, out_of, plain, then

OVER = {"per_point": "每 1 个百分点", "cap": "最多加"}
_LARGEST_CAP = 10  # a cap is a ratio; beyond this, somebody wrote per cent


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    if indicator is not None and indicator.polarity == "lower" and not rule.is_of_values:
        what = f"指标“{indicator.name}”越低越好，降下来的变化是负数，没有完成率。"
        yield Fault(what, "请改用 minmax 或 bands，或写 on: value。")
    yield from _faults_of_ratios(rule.number("cap"), rule.number("floor"))
    if rule.number("cap") is not None and rule.named_numbers("over") is not None:
        yield Fault("cap 封顶以后，over 不起作用。", "请删去 cap；超额加分的上限写在 over 的 cap 里。")
    yield from faults_of_over(rule)
    yield from faults_of_under(rule, rule.number("floor"))
    if rule.full != 100 and rule.named_numbers("over") is None and rule.named_numbers("under") is None:
        yield Fault("没有写 over 或 under，full 就不起作用。", "请删去 full。")


def _faults_of_ratios(cap: Decimal | None, floor: Decimal | None) -> Iterator[Fault]:
    """These are ratios, some ratio lies between them, and whoever reaches the target gets full marks."""
    for name, ratio in (("cap", cap), ("floor", floor)):
        if ratio is not None and ratio > _LARGEST_CAP:
            yield Fault(f"{name} 是 {ratio}，它是目标值的倍数，不是百分数。", f"请写 {ratio / 100:f}。")
    if cap is not None and floor is not None and floor >= cap:
        yield Fault(f"floor 是 {floor}，cap 是 {cap}：没有人能得分。", "floor 要小于 cap。")
    elif cap is not None and cap < 1:
        yield Fault(f"cap 是 {cap}：完成了目标也得不到满分。", "cap 写 1 或更大的数。")
    elif floor is not None and 1 < floor <= _LARGEST_CAP:
        yield Fault(f"floor 是 {floor}：完成了目标也得 0 分。", "floor 不大于 1。")


def _value_fault(
    rule: ScoreRule, indicator: Indicator, value: Fraction, target: Fraction | None
) -> Fault | None:
    """The ratio is defined and not turned round."""
    if target is None:
        return None
    if target < 0:
        return Fault("的目标值是负数。", "负的目标值没有完成率，请改用别的计分方法。", of_target=True)
    if target == 0 and rule.parameters["zero_target"] is None:
        fix = "请在办法里写明 zero_target: full（得满分）或 exclude（不计）。"
        return Fault("的目标值是 0。", fix, of_target=True)
    if indicator.polarity == "lower" and target > 0 and value < 0:
        what = "越低越好，实际值却是负数，完成率没有定义。"
        return Fault(what, "请核对数值，或改用别的计分方法。")
    if indicator.polarity == "lower" and target > 0 and value == 0 and not _has_top(rule):
        return Fault(
            "越低越好，实际值为 0，完成率没有上限。",
            "请在办法里给这个指标写明 cap（封顶倍数）或 over（超额加分）。",
        )
    return None


def _has_top(rule: ScoreRule) -> bool:
    return rule.parameters["cap"] is not None or rule.named_numbers("over") is not None


def _top(rule: ScoreRule) -> Fraction:
    """The ratio from which on nothing more is won; 0 where there is none."""
    cap, over = rule.number("cap"), rule.named_numbers("over")
    if over is not None:
        return 1 + Fraction(ceil(Fraction(over["cap"]) / Fraction(over["per_point"])), 100)
    return Fraction(cap or 0)


SPEC = ScoreKindSpec(
    name="completion",
    title="完成率",
    parameters=(
        target(required=True),
        Parameter("cap", "封顶倍数", POSITIVE),
        Parameter("floor", "起算倍数（低于它得 0 分）", NUMBER),
        Parameter("over", "超额加分", NamedOf(NUMBER, tuple(OVER)), choices=OVER),
        UNDER,
        word("zero_target", "目标值为 0 时", {"full": "得满分", "exclude": "不计该指标"}),
        PART,
        PART_OVER,
        FULL,
    ),
    may_exceed=lambda rule: (rule.number("cap") or 0) > 1 or rule.named_numbers("over") is not None,
    leaves_out_zero_targets=lambda rule: rule.parameters["zero_target"] == "exclude",
    faults=_faults,
    value_fault=_value_fault,
    formula="越高越好：得分 = 100 × 实际值 ÷ 目标值；越低越好：得分 = 100 × 目标值 ÷ 实际值。写明超额加分的，超过 100 的部分每 1 个百分点按写明的分值加分，加到上限为止。写明未完成扣分的，不到 100 的部分每 1 个百分点按写明的分值扣分，扣到最低分为止；没有写明最低分的，扣完为止。写明不足 1 个百分点怎样算的，先照写明的化成整个百分点；没有写明的，不足 1 个的按比例算。",
    degenerate=(
        "目标值为 0：按办法写明的得满分或不计该指标；没有写明则拒绝计算。",
        "目标值为负：拒绝计算。",
        "越高越好而实际值为负：照公式得负分；写明起算倍数的得 0 分，写明未完成扣分的扣到最低分为止。越低越好而实际值为负：拒绝计算。",
        "超额加分、未完成扣分说的百分点，都是完成率的百分点：目标值 90、实际值 88，完成率约 97.78，低约 2.22 个百分点。按与目标值相差几个百分点扣的（90 与 88 相差 2 个），用 deduct 的 target。",
        "越低越好而实际值为 0：得封顶分，或超额加分的上限；都没有写明则拒绝计算。",
    ),
    examples=(
        example(
            "越高越好，封顶 1.1 倍，低于 0.6 倍得 0 分",
            {"target": "file", "cap": Decimal("1.1"), "floor": Decimal("0.6")},
            WorkedCell("48", "100 × 48 ÷ 48 = 100", "48"),
            WorkedCell("45", "100 × 45 ÷ 60 = 75", "60"),
            WorkedCell("60", "100 × 60 ÷ 50 = 120，封顶，得 110", "50"),
            WorkedCell("20", "100 × 20 ÷ 40 = 50，低于起算线 60，得 0", "40"),
        ),
        example(
            "超过目标每 1 个百分点加 0.5 分，最多加 5 分",
            {"target": "file", "over": {"per_point": Decimal("0.5"), "cap": 5}},
            WorkedCell("45", "100 × 45 ÷ 50 = 90", "50"),
            WorkedCell("52", "100 + 0.5 ×（100 × 52 ÷ 50 − 100） = 102", "50"),
            WorkedCell("60", "100 + 0.5 ×（100 × 60 ÷ 50 − 100） = 110，超额加分到上限，得 105", "50"),
        ),
        example(
            "完成目标得满分，完成率每低 1 个百分点扣 2 分，最低得 60 分；低于 0.5 倍得 0 分",
            {"target": "file", "cap": 1, "floor": Decimal("0.5"), "under": {"per_point": 2, "floor": 60}},
            WorkedCell("52", "100 × 52 ÷ 50 = 104，封顶，得 100", "50"),
            WorkedCell("47", "100 − 2 ×（100 − 100 × 47 ÷ 50） = 88", "50"),
            WorkedCell("30", "100 − 2 ×（100 − 100 × 30 ÷ 50） = 20，不低于最低得分，得 60", "50"),
            WorkedCell("20", "100 × 20 ÷ 50 = 40，低于起算线 50，得 0", "50"),
        ),
        example(
            "越低越好，封顶 1 倍，完成率每低 1 个百分点扣 3 分，扣完为止",
            {"target": "file", "cap": 1, "under": {"per_point": 3, "floor": 0}},
            WorkedCell("4", "100 × 5 ÷ 4 = 125，封顶，得 100", "5"),
            WorkedCell("6.25", "100 − 3 ×（100 − 100 × 5 ÷ 6.25） = 40", "5"),
            WorkedCell("10", "100 − 3 ×（100 − 100 × 5 ÷ 10） = −50，不低于最低得分，得 0", "5"),
            polarity="lower",
        ),
        example(
            "本项 15 分：完成率每低 1 个百分点扣 0.4 分，不足 1 个百分点按 1 个计，扣完为止",
            {"target": "file", "under": {"per_point": Decimal("0.4"), "floor": 0}, "part": WHOLE, "full": 15},
            WorkedCell(
                "47.2",
                "100 − 100 × 47.2 ÷ 50 = 5.6，按 6 个计：15 − 0.4 × 6 = 12.6：100 × 12.6 ÷ 15 = 84",
                "50",
            ),
        ),
        example(
            "没有写明起算倍数，实际值为负",
            {"target": "file"},
            WorkedCell("-5", "100 × （−5） ÷ 50 = −10", "50"),
        ),
        example(
            "越低越好，封顶 1.2 倍；目标值为 0 得满分",
            {"target": "file", "cap": Decimal("1.2"), "zero_target": "full"},
            WorkedCell("8", "100 × 6 ÷ 8 = 75", "6"),
            WorkedCell("0", "实际值为 0，得 120", "6"),
            WorkedCell("3", "目标值为 0，按办法得满分，得 100", "0"),
            polarity="lower",
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 · ratio with floor, cap, and the slopes beyond and below the target."""
    lower = column.lower_is_better
    above, below = (column.target, column.value) if lower else (column.value, column.target)
    cap, floor = rule.number("cap"), rule.number("floor")
    one, divisible = column.number(1), below != 0
    ratio = np.where(divisible, above, column.number(_top(rule))) / np.where(divisible, below, one)
    if rule.parameters["zero_target"] == "full":
        ratio = np.where(column.target == 0, one, ratio)
    if cap is not None:
        ratio = np.minimum(ratio, column.number(cap))
    scores: Array = _sloped(column, ratio, rule) * column.number(100)
    if floor is not None:
        scores = np.where(column.below(ratio, column.number(floor)), column.number(0), scores)
    return scores


def _over(rule: ScoreRule) -> Slope | None:
    over, part = rule.named_numbers("over"), rule.parameters["part_over"]
    if over is None:
        return None
    return Slope(rule.full, over["per_point"], Fraction(over["cap"]), part, True, "超额加分到上限")


def _under(rule: ScoreRule) -> Slope | None:
    under = rule.named_numbers("under")
    if under is None:
        return None
    return Slope(rule.full, under["per_point"], rule.full - Fraction(under["floor"]), rule.parameters["part"])


def _sloped(column: ScoreColumn, ratio: Array, rule: ScoreRule) -> Array:
    """The share of full marks that a ratio wins."""
    over, under, won = _over(rule), _under(rule), ratio
    one, percent, full = (column.number(number) for number in (1, 100, rule.full))
    if over is not None:
        won = np.minimum(ratio, one) + over.marks(column, (ratio - one) * percent) / full
    if under is not None:
        won = np.maximum(won, one) - under.marks(column, (one - ratio) * percent) / full
    return won


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The ratio as readers redo it, and what floor, cap or slope make of it."""
    assert column.target is not None
    pairs = zip(column.value, column.target, score(column, rule), strict=True)
    return [_working(value, target, won, column.lower_is_better, rule) for value, target, won in pairs]


def _working(value: Fraction, target: Fraction, won: Fraction, lower: bool, rule: ScoreRule) -> str:
    above, below = (target, value) if lower else (value, target)
    if target == 0 and rule.parameters["zero_target"] == "full":
        return fixed("目标值为 0，按办法得满分", won)
    if below == 0:
        return fixed("实际值为 0", won)
    expression, ratio = f"100 × {bracketed(above)} ÷ {plain(below)}", above * 100 / below
    floor, marks = rule.number("floor"), won * rule.full / 100
    if floor is not None and ratio < floor * 100:
        return then(equals(expression, ratio), f"低于起算线 {plain(Fraction(floor) * 100)}", won)
    over, under = _over(rule), _under(rule)
    if over is not None and ratio > 100:
        return out_of(rule.full, over.working(f"{expression} − 100", ratio - 100, marks), marks)
    if under is not None and ratio < 100:
        return out_of(rule.full, under.working(f"100 − {expression}", 100 - ratio, marks), marks)
    return then(equals(expression, ratio), "封顶", won, unless=ratio)
