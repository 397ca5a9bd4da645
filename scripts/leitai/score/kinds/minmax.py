"""极差法 and 功效系数法: the place between a worst and a best value.

score = floor + span · (x − worst) / (best − worst). `floor: 0, span: 100` is plain min–max, `floor:
60, span: 40` the efficacy coefficient with its usual c and d. Without declared `worst` and `best`
they are the lowest and highest observed value of the ranked units of the group (by polarity).
Only `clip: true` keeps values outside declared bounds within floor … floor + span, `clip: {low, high}` the score within
bounds of its own, one or both. With `transform:
log` x, worst and best are replaced by their logarithms (of any base), as for incomes; they must be above 0.
Decided cases: observed best = worst (also a single unit) gives everybody 100; the page says 无差异.
Only `worst` is declared and nobody does better: everybody gets floor. Only `best` is declared and
nobody does worse: everybody gets floor + span.
Source: OECD/JRC Handbook on Constructing Composite Indicators, step 5 (min–max). COINr:
observed bounds are `n_minmax(x, l_u = c(floor, floor + span))` and `n_dist2max`, declared ones with `clip: true`
`n_goalposts`, without it `n_scaled`, only `best` declared `n_dist2targ` (negative there if nobody is worse than the target);
where all values are equal COINr gives NaN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    FULL,
    End,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
    word,
)
from leitai.schema.keys import NamedOf, OneOf
from leitai.schema.parsers import NUMBER, POSITIVE, TRUTH
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.precise import logarithm
from leitai.score.arithmetic.working import equals, fixed, minus, minus_logarithms, out_of, plain, then

LIMITS = {"low": "得分最低", "high": "得分最高"}
CLIP = OneOf[bool | Mapping[str, Decimal]]((TRUTH, NamedOf(NUMBER, tuple(LIMITS), tuple(LIMITS))))


def _is_steady(rule: ScoreRule) -> bool:
    """A better value may do less for its unit where only one of the two bounds moves along."""
    return (rule.number("worst") is None) == (rule.number("best") is None)


def _takes_logarithms(rule: ScoreRule) -> bool:
    return rule.parameters["transform"] == "log"


def _against_outliers(rule: ScoreRule) -> str:
    bounds = "写明 worst、best 和 clip: true"
    return bounds if _takes_logarithms(rule) else f"{bounds}，或取对数（transform: log）"


def _observed_ends(rule: ScoreRule) -> tuple[End, ...]:
    ends: tuple[End, ...] = ("worst", "best")
    return tuple(end for end in ends if rule.number(end) is None)


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """Bounds have logarithms where those are taken, and stand to each other as the polarity says."""
    worst, best = rule.number("worst"), rule.number("best")
    if _takes_logarithms(rule):
        for name, bound in (("worst", worst), ("best", best)):
            if bound is not None and bound <= 0:
                yield Fault(f"{name} 是 {bound}，而这个指标先取对数。", "请写大于 0 的数，或删去 transform。")
    if rule.full < 100 <= rule.required_number("span"):
        what = f"满分是 {plain(rule.full)}，分差 span 却是 {rule.number('span')}。"
        yield Fault(what, f"floor、span 和 clip 都按满分 {plain(rule.full)} 写，或删去 full。")
    yield from rule.faults_of_full(rule.required_number("floor") + rule.required_number("span"), weight)
    low, high = limits(rule)
    if low is not None and high is not None and low >= high:
        yield Fault(f"clip 的 low 是 {low}，high 是 {high}：得分都一样。", "low 要小于 high。")
    polarity = indicator.polarity if indicator is not None else None
    if polarity is None or worst is None or best is None:
        return
    if worst == best or (polarity == "higher") != (worst < best):
        what = f"worst 是 {worst}，best 是 {best}，与指标方向（{polarity}）不符。"
        yield Fault(what, "越高越好时 worst 小于 best，越低越好时相反。")


def limits(rule: ScoreRule) -> tuple[Decimal | None, Decimal | None]:
    """The declared bounds of the score; None where it has none, or only those of its values."""
    clip = rule.parameters["clip"]
    return (clip.get("low"), clip.get("high")) if isinstance(clip, Mapping) else (None, None)


def _may_exceed(rule: ScoreRule) -> bool:
    high = limits(rule)[1]
    return rule.required_number("floor") + rule.required_number("span") > rule.full and (
        high is None or high > rule.full
    )


def _value_fault(
    rule: ScoreRule, indicator: Indicator, value: Fraction, target: Fraction | None
) -> Fault | None:
    """Values have logarithms where those are taken."""
    if _takes_logarithms(rule) and value <= 0:
        return Fault("不大于 0，而办法规定先取对数。", "请核对数值，或在办法里改用别的计分方法。")
    return None


SPEC = ScoreKindSpec(
    name="minmax",
    title="极差法（功效系数法）",
    parameters=(
        Parameter("floor", "最差值得分", NUMBER, default=Decimal(0)),
        Parameter("span", "分差", POSITIVE, default=Decimal(100)),
        Parameter("worst", "不允许值", NUMBER, is_value=True, if_left_out="取本组最差值"),
        Parameter("best", "满意值", NUMBER, is_value=True, if_left_out="取本组最好值"),
        Parameter("clip", "超出上下限时截断", CLIP, default=False, choices=LIMITS),
        word("transform", "先变换", {"log": "取对数"}),
        FULL,
    ),
    is_steady=_is_steady,
    stretches=lambda rule: bool(_observed_ends(rule)),
    observed_ends=_observed_ends,
    takes_logarithms=_takes_logarithms,
    against_outliers=_against_outliers,
    needs_only_ends=True,
    may_exceed=_may_exceed,
    faults=_faults,
    value_fault=_value_fault,
    formula="得分 = 最差值得分 + 分差 ×（实际值 − 最差值）÷（最好值 − 最差值）；写明先取对数的，三个值都先取对数。",
    degenerate=(
        "最好值等于最差值（包括只有一个单位）：各单位都得 100 分，视为无差异。",
        "只写明不允许值而无人好过它：都得最差值得分；只写明满意值而无人差过它：都得最差值得分加分差。",
        "写明了不允许值、满意值而实际值在其外：写明截断的按上下限计分（写明得分上下限的按得分的上下限），否则照公式计算。",
        "取对数而数值、不允许值或满意值不大于 0：拒绝计算。",
    ),
    examples=(
        example(
            "越低越好，功效系数法（60 分起，分差 40）",
            {"floor": 60, "span": 40},
            WorkedCell("10", "60 + 40 ×（10 − 30）÷（10 − 30） = 100"),
            WorkedCell("15", "60 + 40 ×（15 − 30）÷（10 − 30） = 90"),
            WorkedCell("30", "60 + 40 ×（30 − 30）÷（10 − 30） = 60"),
            polarity="lower",
        ),
        example(
            "写明不允许值 90、满意值 100，超出截断",
            {"worst": 90, "best": 100, "clip": True},
            WorkedCell("97", "0 + 100 ×（97 − 90）÷（100 − 90） = 70"),
            WorkedCell("88", "0 + 100 ×（88 − 90）÷（100 − 90） = −20，超出上下限，得 0"),
        ),
        example(
            "写明不允许值 90、满意值 100，得分最低 0、最高 120",
            {"worst": 90, "best": 100, "clip": {"low": 0, "high": 120}},
            WorkedCell("101", "0 + 100 ×（101 − 90）÷（100 − 90） = 110"),
            WorkedCell("103", "0 + 100 ×（103 − 90）÷（100 − 90） = 130，超出上下限，得 120"),
            WorkedCell("80", "0 + 100 ×（80 − 90）÷（100 − 90） = −100，超出上下限，得 0"),
        ),
        example(
            "本项 15 分：基本分 9 分，其余 6 分按差距",
            {"floor": 9, "span": 6, "full": 15},
            WorkedCell("10", "9 + 6 ×（10 − 30）÷（10 − 30） = 15：100 × 15 ÷ 15 = 100"),
            WorkedCell("20", "9 + 6 ×（20 − 30）÷（10 − 30） = 12：100 × 12 ÷ 15 = 80"),
            WorkedCell("30", "9 + 6 ×（30 − 30）÷（10 − 30） = 9：100 × 9 ÷ 15 = 60"),
            polarity="lower",
        ),
        example(
            "写明不允许值 1、满意值 16，先取对数",
            {"worst": 1, "best": 16, "transform": "log"},
            WorkedCell("4", "0 + 100 ×（ln 4 − ln 1）÷（ln 16 − ln 1） = 50"),
            WorkedCell("2", "0 + 100 ×（ln 2 − ln 1）÷（ln 16 − ln 1） = 25"),
        ),
        example(
            "各单位数值相同",
            {},
            WorkedCell("95", "最好值等于最差值，视为无差异，得 100"),
            WorkedCell("95", "最好值等于最差值，视为无差异，得 100"),
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """floor + span · (x − worst) / (best − worst), clipped as declared."""
    low, high = limits(rule)
    scores = _unlimited(column, rule)
    if low is not None:
        scores = np.maximum(scores, column.number(low))
    if high is not None:
        scores = np.minimum(scores, column.number(high))
    return column.out_of(rule.full, scores)


def _unlimited(column: ScoreColumn, rule: ScoreRule) -> Array:
    """The marks before their own bounds."""
    worst, best = bounds(column, rule)
    floor, span = rule.required_number("floor"), rule.required_number("span")
    if not _is_spread(column, worst, best):
        return column.constant(_without_spread(rule, worst, best)[1])
    share = _shares(column, rule, worst, best)
    if rule.parameters["clip"] is True:
        share = np.clip(share, column.number(0), column.number(1))
    scores: Array = column.number(floor) + column.number(span) * share
    return scores


def _shares(column: ScoreColumn, rule: ScoreRule, worst: Fraction, best: Fraction) -> Array:
    """How far on the way from worst (0) to best (1), nothing clipped."""
    if _takes_logarithms(rule):
        above, whole = column.logarithms(worst), logarithm(best / worst)
    else:
        above, whole = column.above(worst), best - worst
    shares: Array = above / column.number(whole)
    return shares


def bounds(column: ScoreColumn, rule: ScoreRule) -> tuple[Fraction, Fraction]:
    """The worst and best value that scores are measured against."""
    observed = column.cells.lowest, column.cells.highest
    worst, best = reversed(observed) if column.lower_is_better else observed
    declared_worst, declared_best = rule.number("worst"), rule.number("best")
    return (
        worst if declared_worst is None else Fraction(declared_worst),
        best if declared_best is None else Fraction(declared_best),
    )


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The place between the bounds as readers redo it."""
    worst, best = bounds(column, rule)
    scores = [won * rule.full / 100 for won in score(column, rule)]
    if not _is_spread(column, worst, best):
        why, before = _without_spread(rule, worst, best)
        line = fixed(why, before)
        return [out_of(rule.full, then(line, "超出上下限", won, unless=before), won) for won in scores]
    floor, span = (Fraction(rule.required_number(name)) for name in ("floor", "span"))
    distance = minus_logarithms if _takes_logarithms(rule) else minus
    found = []
    for value, share, won in zip(column.value, _shares(column, rule, worst, best), scores, strict=True):
        expression = f"{plain(floor)} + {plain(span)} ×{distance(value, worst)}÷{distance(best, worst)}"
        reckoned = floor + span * share
        line = then(equals(expression, reckoned), "超出上下限", won, unless=reckoned)
        found.append(out_of(rule.full, line, won))
    return found


def basis(column: ScoreColumn, rule: ScoreRule) -> str:
    """Where worst and best come from."""
    worst, best = map(plain, bounds(column, rule))
    has_worst, has_best = (rule.number(name) is not None for name in ("worst", "best"))
    return (
        f"{'办法写明的不允许值' if has_worst else '本组最差值'} {worst}，"
        f"{'办法写明的满意值' if has_best else '本组最好值'} {best}"
    )


def _is_spread(column: ScoreColumn, worst: Fraction, best: Fraction) -> bool:
    return best < worst if column.lower_is_better else best > worst


def _without_spread(rule: ScoreRule, worst: Fraction, best: Fraction) -> tuple[str, Fraction]:
    """Why nobody lies between the bounds, and the marks that everybody gets."""
    floor, span = (Fraction(rule.required_number(name)) for name in ("floor", "span"))
    if rule.number("worst") is not None:
        return f"无人好过不允许值 {plain(worst)}", floor
    if rule.number("best") is not None:
        return f"无人差过满意值 {plain(best)}", floor + span
    return "最好值等于最差值，视为无差异", rule.full
