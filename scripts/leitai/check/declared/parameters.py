"""Rules over what a method declares: parameters, targets and bounds that contradict an indicator or each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from leitai.check.declared.methods import Methods, known_indicators, method_indicators
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.config.adjustment_rules import TotalBounds
from leitai.schema.config.dimensions import IMPUTED, TOTAL, Dimension, MethodIndicator
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, POLARITY_NAMES, Indicator
from leitai.schema.config.score_kinds import MEAN, PERIODS, VALUE, Fault, ScoreRule
from leitai.schema.config.weights import weight_text
from leitai.schema.period import Period

CUMULATIVE = ("ytd", "since_start")
AGAINST_YEAR_AGO = ("yoy_rate", "yoy_points")
_OF_YEAR = {
    "annual": "年度目标原样比较",
    "annual_share": "年度目标乘以本期占全年的份额",
    "pro_rata": "年度目标乘以已过去的时间占全年的份额",
}


def check_parameters(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """计分方法的参数不互相矛盾，也不与指标登记的方向、取值范围矛盾。"""
    for _, indicator in method_indicators(methods):
        known = settings.indicators.get(indicator.indicator_id)
        for fault in (
            *_faults_of_what_is_scored(indicator.rule, known),
            *indicator.rule.spec.faults(indicator.rule, known, indicator.weight),
        ):
            yield Problem("S03", indicator.place, None, fault.what, fault.fix)
        if known is not None:
            yield from _values_outside(indicator, known)


def check_gates(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """评等次的门槛（gates）看的是总分，或办法里有的维度、指标；最高评为的是办法里有的一等，不是最好的一等。"""
    for method in methods:
        parts = {TOTAL, *(d.dimension_id for d in method.all_dimensions())}
        parts |= {indicator.indicator_id for indicator in method.reported_indicators()}
        tiers = [tier.name for tier in method.tiers or ()]
        for gate in method.gates:
            if gate.of not in parts:
                fix = "of 请写 total（总分），或维度、指标的编号。"
                yield Problem("S07", gate.place, gate.of, "办法里没有这个维度或指标。", fix)
            if gate.best not in tiers[1:]:
                what = "门槛没有用处：最高评为的，要是等次表里最好一等以下的一等。"
                fix = f"best 请写 {'、'.join(tiers[1:])} 中的一个。" if tiers[1:] else "请先写等次表 tiers。"
                yield Problem("S08", gate.place, gate.best, what, fix)


def check_alternatives(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """计分方法的参数里，几个只能写一个的，正好写一个。"""
    for _, indicator in method_indicators(methods):
        for group in indicator.rule.spec.one_of:
            if sum(indicator.rule.parameters[name] is not None for name in group) != 1:
                fix = f"请在 {'、'.join(group)} 中写一个，只写一个。"
                yield Problem("S02", indicator.place, None, "参数不全或互相冲突。", fix)


def _faults_of_what_is_scored(rule: ScoreRule, known: Indicator | None) -> Iterator[Fault]:
    """`on` and `periods` belong together; cumulative values have no change from period to period, nor a mean."""
    declared, source = rule.parameters.get(PERIODS.name), rule.target_source
    if rule.on == MEAN and (declared is None or rule.periods < 2):
        yield Fault("写了 on: mean，没有写是几期的平均数。", "请写 periods: 2 或更大的整数（含本期）。")
    if rule.on != MEAN and declared is not None:
        yield Fault("periods 只对 on: mean 起作用。", "请写 on: mean，或删去 periods。")
    if known is not None and known.period_type in CUMULATIVE and rule.on not in (VALUE, *AGAINST_YEAR_AGO):
        kind = PERIOD_TYPE_NAMES[known.period_type]
        fix = "请写 on: yoy_rate 或 yoy_points（与上年同期比），或写 on: value。"
        yield Fault(f"指标“{known.name}”是{kind}，与上一期不是一样长的时间，不能写 on: {rule.on}。", fix)
    if rule.on not in (VALUE, MEAN) and (source in ("annual_share", "pro_rata") or ":" in source):
        what = f"on: {rule.on} 计的是变化，target: {source} 给的却是数值。"
        yield Fault(what, "请写 target: annual 或 file，目标值写要求增长多少。")


def check_directions(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """得分的高低与指标登记的方向一致，越好的数得分不会反而少；不一致时，页面说“向好”，得分却在降低。"""
    for indicator, known in known_indicators(settings, methods):
        if known.polarity is not None:
            registered = f"指标“{known.name}”登记为{POLARITY_NAMES[known.polarity]}，"
            for fault in _against_direction(indicator, known):
                what = registered + fault.what
                yield Problem("M20", indicator.place, indicator.indicator_id, what, fault.fix)


def _against_direction(indicator: MethodIndicator, known: Indicator) -> Iterator[Fault]:
    """Scores that go one way where the indicator goes the other way, or neither; else where better values lose."""
    rule, better = indicator.rule, indicator.rule.spec.direction(indicator.rule)
    is_one_way = better not in ("polarity", "neither") and known.polarity != "none"
    if is_one_way and better != known.polarity:
        what = f"按这里计分却是{POLARITY_NAMES['higher' if better == 'higher' else 'lower']}。"
        yield Fault(what, "请核对 site_config/indicators.csv 的 polarity 和这里的计分方法。")
    elif not any(rule.spec.faults(rule, known, indicator.weight)):
        yield from rule.spec.reversals(rule, known)


def _values_outside(indicator: MethodIndicator, known: Indicator) -> Iterator[Problem]:
    """Parameters in the indicator's own unit that no value can ever have."""
    low, high = known.valid_min, known.valid_max
    for name, value in indicator.rule.declared_values():
        if (low is not None and value < low) or (high is not None and value > high):
            span = f"{'' if low is None else low} 到 {'' if high is None else high}"
            what = f"{name} 里的 {value} 在指标“{known.name}”登记的取值范围 {span}（{known.unit_of_measure}）之外。"
            fix = f"{name} 按指标的计量单位写（95% 写 95）；范围登记有误请改 site_config/indicators.csv。"
            yield Problem("S03", indicator.place, str(value), what, fix)


def check_what_can_be_inferred(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """只公布一部分名次的办法，公布的数值加上公布的办法不能算出没有公布的得分；能算出的要有意为之（values）。"""
    for method in methods:
        place = method.places.get("values", method.place_of("display"))
        stretched = [i for i in method.indicators() if i.rule.spec.stretches(i.rule)]
        if method.display.kind == "full":
            if method.values == "hidden":
                what, fix = "全部名次都公布（display: full），数值却不公布。", "请删去 values，或改 display。"
                yield Problem("S03", place, method.values, what, fix)
        elif method.values == "public":
            what = "名次和得分只公布一部分，但各单位的数值和办法都公布，照办法就能算出没有公布的得分和名次。"
            fix = "有意如此就不用处理；不愿意的，写 values: hidden。"
            yield Problem("M26", place, str(method.display), what, fix)
        elif stretched and method.display.kind == "top_n":
            names = "、".join(
                settings.indicators[i.indicator_id].name
                for i in stretched
                if i.indicator_id in settings.indicators
            )
            what = f"数值不公布，但前几名的算式里还写着全组的最好、最差值或平均值（{names}）。"
            fix = "有意如此就不用处理；不愿意的，在办法里给这些指标写明 worst 和 best，或写 display: none。"
            yield Problem("M26", place, str(method.display), what, fix)


def check_bounds_of_totals(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """总分和维度的上下限不比公布的分值有更多的小数位；维度的下限小于上限和权重。"""
    for method in methods:
        bounded: list[tuple[str, TotalBounds | Dimension, Place]] = [
            (f"维度“{d.name}”", d, d.place) for d in method.all_dimensions()
        ]
        if method.total is not None:
            bounded.append(("总分", method.total, method.place_of("total")))
        for name, bounds, place in bounded:
            for bound in (bounds.floor, bounds.cap):
                if bound is not None and bound != round(bound, method.rounding.places):
                    what = f"{name}公布到 {method.rounding.places} 位小数，上下限却是 {bound}。"
                    fix = "请把 floor、cap 写成同样多的小数位，或改 rounding 的 places。"
                    yield Problem("S03", place, str(bound), what, fix)
        for dimension in method.all_dimensions():
            least, most = dimension.floor, dimension.weight if dimension.cap is None else dimension.cap
            if most <= 0 or (least is not None and least >= most):
                what = f"维度“{dimension.name}”最低 {least} 分，最高 {weight_text(Fraction(most))} 分：分值都一样。"
                fix = "floor 要小于 cap，也小于权重；扣完为止的写 floor: 0。"
                yield Problem("S03", dimension.place, str(least), what, fix)


def check_stand_ins(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """未报的用别的数代替的，不用在按目标计分的指标和现场测评上：代替不了目标值和选票。"""
    for method in methods:
        for indicator in method.reported_indicators():
            policy = method.missing_policies[indicator.indicator_id]
            if policy in IMPUTED and (indicator.rule.target_source or indicator.rule.grades is not None):
                what = f"missing: {policy} 用别的数代替未报，这个指标却按目标或选票计分。"
                fix = "请给它所在的维度另写 missing: unranked、zero 或 reweight。"
                yield Problem("S03", indicator.place, indicator.indicator_id, what, fix)


def check_targets_fit(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """年度目标怎样折算，与指标的口径、计量单位相符：率和评分不折算；累计数按序时进度；一期的数按本期占全年的份额。"""
    for method in methods:
        for indicator, known in known_indicators(settings, [method]):
            source, right = indicator.rule.target_source, _right_target(known, method.first_period)
            if indicator.rule.is_of_values and source in _OF_YEAR and source not in right:
                kind, measure = PERIOD_TYPE_NAMES[known.period_type], known.unit_of_measure
                what = f"指标“{known.name}”是{kind}（{measure}），年度目标不能这样用（{source}）。"
                fix = f"请写 target: {right[0]}（{_OF_YEAR[right[0]]}），或写 target: file 逐期给目标值。"
                yield Problem("S03", indicator.place, source, what, fix)


def _right_target(known: Indicator, period: Period) -> tuple[str, ...]:
    """How an annual target may be held against values of an indicator, the usual way first."""
    if not known.is_additive or known.period_type in ("point", "since_start"):
        return ("annual",)
    if known.period_type == "ytd":
        return ("pro_rata", "annual")
    return ("annual", "annual_share") if period.kind == "year" else ("annual_share",)
