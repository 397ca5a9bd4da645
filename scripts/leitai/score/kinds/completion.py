"""完成率: how much of the target was reached.

Higher is better: 100 · actual / target. Lower is better: 100 · target / actual.
`cap` and `floor` are ratios (1.1 is 110 %): above the cap the score is the cap, below the floor it
is 0. `over` goes on above the target with a slope of its own: `per_point` for each percentage point beyond 100, at most
`cap` in all, both on the scale of 100. Decided cases: a target of 0 follows `zero_target` (full marks, or the indicator does not
count for that unit); lower is better and actual 0 is the cap or all that `over` gives, one of which must then be declared.
Source: practice "Completion method" (actual / target × points, capped), general usage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    BENCHMARK,
    Example,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    word,
)
from leitai.schema.keys import NamedOf
from leitai.schema.parsers import NUMBER, POSITIVE, Parser, RowSoFar, one_of
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import bracketed, equals, fixed, plain, then

TARGETS = {
    "file": "填报表的目标值列",
    "annual": "年度目标",
    "annual_share": "年度目标按本期占全年的份额折算",
    "pro_rata": "年度目标按序时进度折算",
}
OVER = {"per_point": "每 1 个百分点", "cap": "最多加"}
_LARGEST_CAP = 10  # a cap is a ratio; beyond this, somebody wrote per cent


def _target(text: str, row: RowSoFar) -> str:
    return text if text.startswith(BENCHMARK) else one_of(TARGETS).read(text, row)


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    if indicator is not None and indicator.polarity == "lower" and not rule.is_of_values:
        what = f"指标“{indicator.name}”越低越好，降下来的变化是负数，没有完成率。"
        yield Fault(what, "请改用 minmax 或 bands，或写 on: value。")
    yield from _faults_of_ratios(rule.number("cap"), rule.number("floor"))
    yield from _faults_of_over(rule.named_numbers("over") or {}, rule.number("cap"))


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


def _faults_of_over(over: Mapping[str, Decimal], cap: Decimal | None) -> Iterator[Fault]:
    """It goes on where no cap stands."""
    if over and cap is not None:
        yield Fault("cap 封顶以后，over 不起作用。", "请删去 cap；超额加分的上限写在 over 的 cap 里。")
    for name, number in over.items():
        if number <= 0:
            yield Fault(f"over 的 {name} 是 {number}，超额没有加分。", "请写大于 0 的数，或删去 over。")


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
        return 1 + Fraction(over["cap"]) / Fraction(over["per_point"]) / 100
    return Fraction(cap or 0)


SPEC = ScoreKindSpec(
    name="completion",
    title="完成率",
    parameters=(
        Parameter("target", "目标值", Parser(_target), required=True, choices=TARGETS),
        Parameter("cap", "封顶倍数", POSITIVE),
        Parameter("floor", "起算倍数（低于它得 0 分）", NUMBER),
        Parameter("over", "超额加分", NamedOf(NUMBER, tuple(OVER)), choices=OVER),
        word("zero_target", "目标值为 0 时", {"full": "得满分", "exclude": "不计该指标"}),
    ),
    direction=lambda rule: "polarity",
    may_exceed=lambda rule: (rule.number("cap") or 0) > 1 or rule.named_numbers("over") is not None,
    leaves_out_zero_targets=lambda rule: rule.parameters["zero_target"] == "exclude",
    faults=_faults,
    value_fault=_value_fault,
    formula="越高越好：得分 = 100 × 实际值 ÷ 目标值；越低越好：得分 = 100 × 目标值 ÷ 实际值。写明超额加分的，超过 100 的部分每 1 个百分点按写明的分值加分，加到上限为止。",
    degenerate=(
        "目标值为 0：按办法写明的得满分或不计该指标；没有写明则拒绝计算。",
        "目标值为负：拒绝计算。",
        "越高越好而实际值为负：照公式得负分；写明起算倍数的得 0 分。越低越好而实际值为负：拒绝计算。",
        "越低越好而实际值为 0：得封顶分，或超额加分的上限；都没有写明则拒绝计算。",
    ),
    examples=(
        Example(
            "越高越好，封顶 1.1 倍，低于 0.6 倍得 0 分",
            (
                WorkedCell("48", "100 × 48 ÷ 48 = 100", "48"),
                WorkedCell("45", "100 × 45 ÷ 60 = 75", "60"),
                WorkedCell("60", "100 × 60 ÷ 50 = 120，封顶，得 110", "50"),
                WorkedCell("20", "100 × 20 ÷ 40 = 50，低于起算线 60，得 0", "40"),
            ),
            {"target": "file", "cap": Decimal("1.1"), "floor": Decimal("0.6")},
        ),
        Example(
            "超过目标每 1 个百分点加 0.5 分，最多加 5 分",
            (
                WorkedCell("45", "100 × 45 ÷ 50 = 90", "50"),
                WorkedCell("52", "100 + 0.5 ×（100 × 52 ÷ 50 − 100） = 102", "50"),
                WorkedCell("60", "100 + 0.5 ×（100 × 60 ÷ 50 − 100） = 110，超额加分到上限，得 105", "50"),
            ),
            {"target": "file", "over": {"per_point": Decimal("0.5"), "cap": Decimal(5)}},
        ),
        Example(
            "没有写明起算倍数，实际值为负",
            (WorkedCell("-5", "100 × （−5） ÷ 50 = −10", "50"),),
            {"target": "file"},
        ),
        Example(
            "越低越好，封顶 1.2 倍；目标值为 0 得满分",
            (
                WorkedCell("8", "100 × 6 ÷ 8 = 75", "6"),
                WorkedCell("0", "实际值为 0，得 120", "6"),
                WorkedCell("3", "目标值为 0，按办法得满分，得 100", "0"),
            ),
            {"target": "file", "cap": Decimal("1.2"), "zero_target": "full"},
            polarity="lower",
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 · ratio with floor, cap and what is beyond the target."""
    lower = column.lower_is_better
    over, under = (column.target, column.value) if lower else (column.value, column.target)
    cap, floor = rule.number("cap"), rule.number("floor")
    zero, one = column.number(0), column.number(1)
    divisible = under != 0
    ratio = np.where(divisible, over, column.number(_top(rule))) / np.where(divisible, under, one)
    if rule.parameters["zero_target"] == "full":
        ratio = np.where(column.target == 0, one, ratio)
    if cap is not None:
        ratio = np.minimum(ratio, column.number(cap))
    if floor is not None:
        ratio = np.where(column.below(ratio, column.number(floor)), zero, ratio)
    extra = rule.named_numbers("over")
    if extra is not None:
        beyond = np.clip(ratio - one, zero, column.number(_top(rule) - 1))
        ratio = np.minimum(ratio, one) + beyond * column.number(extra["per_point"])
    scores: Array = ratio * column.number(100)
    return scores


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The ratio as readers redo it, and what floor, cap or slope make of it."""
    assert column.target is not None
    pairs = zip(column.value, column.target, score(column, rule), strict=True)
    return [_working(value, target, won, column.lower_is_better, rule) for value, target, won in pairs]


def _working(value: Fraction, target: Fraction, won: Fraction, lower: bool, rule: ScoreRule) -> str:
    over, under = (target, value) if lower else (value, target)
    if target == 0 and rule.parameters["zero_target"] == "full":
        return fixed("目标值为 0，按办法得满分", won)
    if under == 0:
        return fixed("实际值为 0", won)
    if rule.named_numbers("over") is not None and over > under:
        return _beyond(f"100 × {bracketed(over)} ÷ {plain(under)}", 100 * over / under, won, rule)
    ratio = over * 100 / under
    reckoned = equals(f"100 × {bracketed(over)} ÷ {plain(under)}", ratio)
    if won == ratio:
        return reckoned
    floor = rule.number("floor")
    below = floor is not None and ratio < floor * 100
    return then(reckoned, f"低于起算线 {plain(Fraction(floor or 0) * 100)}" if below else "封顶", won)


def _beyond(expression: str, ratio: Fraction, won: Fraction, rule: ScoreRule) -> str:
    """Above the target with a slope of its own."""
    slope = Fraction((rule.named_numbers("over") or {})["per_point"])
    reckoned = 100 + slope * (ratio - 100)
    line = equals(f"100 + {plain(slope)} ×（{expression} − 100）", reckoned)
    return line if reckoned == won else then(line, "超额加分到上限", won)
