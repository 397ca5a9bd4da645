"""Rules over `site_config/methods/*.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from leitai.check.registered import repeated
from leitai.model.scoring.blocked import blocked_list
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.config.adjustment_rules import OF_TIERS, VETOES
from leitai.schema.config.dimensions import Dimension, MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import TOP_N, Method
from leitai.schema.config.weights import weight_text

Methods = Sequence[Method]
SHAMING = (
    "差", "劣", "落后", "后进", "靠后", "末", "倒数", "垫底", "淘汰", "不合格", "不达标", "不称职", "红牌", "黄牌", "黑榜",
)  # fmt: skip


def check_ids(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """办法编号加版本号、同一办法内的维度编号都不重复。"""
    for _, method in repeated(methods, lambda method: (method.id, method.version)):
        what = f"办法“{method.id}”第 {method.version} 版写了两次。"
        yield Problem("S04", method.place, method.id, what, "修改办法请增加 version。")
    for method in methods:
        for _, other in repeated(method.all_dimensions(), lambda dimension: dimension.dimension_id):
            yield Problem("S04", other.place, other.dimension_id, "维度编号重复。", "请改用新的编号。")


def check_groups(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """办法的组别已在 portal.yml 登记。"""
    groups = [group.group_id for group in settings.portal.groups]
    for method in methods:
        if method.group not in groups:
            yield Problem(
                "S07", method.place, method.group, "没有这个组别。", f"已登记的组别：{'、'.join(groups)}。"
            )


def check_method_spans(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """办法的 periods：from 和 to 是同一种期间，to 不早于 from。"""
    for method in methods:
        first, last = method.first_period, method.last_period
        if last is not None and (last.kind != first.kind or last < first):
            what = f"适用期间从 {first.id} 到 {last.id}，说不通。"
            yield Problem(
                "S03", method.place, f"{first.id}–{last.id}", what, "from 写较早的、to 写较晚的同一种期间。"
            )


def check_indicators_exist(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """办法里的每个指标都在指标表中。"""
    for _, indicator in method_indicators(methods):
        if indicator.indicator_id not in settings.indicators:
            fix = "请核对 site_config/indicators.csv 的 indicator_id；新指标先登记。"
            yield Problem("S07", indicator.place, indicator.indicator_id, "办法用了没有登记的指标。", fix)


def check_indicators_once(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """同一指标在一个办法里只出现一次。"""
    for method in methods:
        for _, indicator in repeated(method.indicators(), lambda indicator: indicator.indicator_id):
            name = indicator.indicator_id
            fix = f"请删去重复的一处；既看水平、又看进步的，在指标表另登记一个指标，same_as 写 {name}，第二处用它的编号。"
            yield Problem("M08", indicator.place, name, "这个指标已经计过分。", fix)


def check_trees(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """维度里要么是指标，要么是下级维度，要么由较短的期间合成。"""
    for method in methods:
        for dimension in method.all_dimensions():
            reported = any(leaf.rollup is None for leaf in dimension.leaves)
            if reported + bool(dimension.dimensions) + (dimension.rollup is not None) != 1:
                what = "维度里要么是指标，要么是下级维度，要么由较短的期间合成。"
                fix = "请写 indicators:、dimensions: 或 rollup: 其中一个，下面写上内容。"
                yield Problem("S03", dimension.place, None, what, fix)


def check_display(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """公布范围（display）、等次（tiers）和一票否决（veto）相配：公布等次就要有等次表，等次表不与 top_n、none 同时写。"""
    for method in methods:
        kind, place = method.display.kind, method.place_of("display")
        if (kind == TOP_N) != (method.display.top_n is not None):
            yield Problem("S03", place, None, "公布范围说不清楚。", "请写 full、tiers、none，或 top_n: 3。")
            continue
        if (kind == "tiers" and method.tiers is None) or (
            kind in (TOP_N, "none") and method.tiers is not None
        ):
            what = "写 display: tiers 就要有等次表 tiers；写了等次表，display 只能是 full 或 tiers。"
            fix = "请补上等次表，例如 tiers: {by: points, 优秀: 90, 良好: 80}，或改 display。"
            yield Problem("S08", place, str(method.display), what, fix)
        rule = method.adjustments
        for name, effect in rule.effects().items() if rule is not None and method.tiers is None else ():
            if effect in OF_TIERS:
                what = f"{name}的{VETOES[effect]}，办法却没有等次。"
                fix = "请写 tiers，或改为 unranked、no_award。"
                yield Problem("S08", method.place_of("adjustments"), effect, what, fix)


def check_weights(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """下级权重之和等于上级权重，最上级之和等于 scale。"""
    for method in methods:
        yield from _weights_add_up(Fraction(method.scale), "满分（scale）", method, method.dimensions)
        for dimension in method.all_dimensions():
            name = f"按维度“{dimension.name}”的权重"
            yield from _weights_add_up(dimension.weight, name, dimension, dimension.children)


def _weights_add_up(
    expected: Fraction,
    name: str,
    parent: Method | Dimension,
    children: tuple[Dimension, ...] | tuple[MethodIndicator, ...],
) -> Iterator[Problem]:
    total = sum((child.weight for child in children), Fraction(0))
    if total != expected:
        parts = " + ".join(weight_text(child.weight) for child in children)
        whole, difference = weight_text(expected), weight_text(expected - total)
        what = f"下级权重之和是 {weight_text(total)}（{parts}），{name}应为 {whole}。"
        yield Problem("M01", parent.place, None, what, f"请调整到合计 {whole}，相差 {difference}。")


def check_polarity(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """计分要用到方向的指标，polarity 必须是 higher 或 lower。"""
    for indicator, known in known_indicators(settings, methods):
        needed = indicator.rule.spec.direction(indicator.rule) == "polarity"
        if needed and known.polarity not in ("higher", "lower"):
            where = f"{indicator.place} 用它计分"
            fix = "请在 polarity 列填 higher（越高越好）或 lower（越低越好）。"
            place = known.place
            yield Problem(
                "M02", place, known.polarity, f"指标“{known.name}”没有可用的方向，而 {where}。", fix
            )


def check_rankable(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """登记为 rankable: false 的指标不得计分。"""
    for indicator, known in known_indicators(settings, methods):
        if not known.rankable:
            what, fix = f"指标“{known.name}”登记为不得排名。", "请从办法中删去；它仍可展示。"
            yield Problem("M03", indicator.place, indicator.indicator_id, what, fix)


def check_blocked(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """信访数量类、办案数量和比率类指标不得计分，也不得在同分时比较，除非办法写明 legal_basis；依据公布在页面上。"""
    for method, indicator_id, place in _deciding(methods):
        known = settings.indicators.get(indicator_id)
        blocked = blocked_list(known) if known is not None else None
        if known is not None and blocked is not None and not method.legal_basis:
            what = f"指标“{known.name}”属于{blocked.title}：{blocked.rule}"
            fix = "请从办法中删去，它仍可展示；确有规定的，在办法里写 legal_basis。"
            yield Problem("M19", place, indicator_id, what, fix)


def check_tier_names(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """等次不叫“较差”一类的名称：公布的是组织的工作，不是羞辱谁；最低一档写“一般”“需加力”。"""
    for method in methods:
        for tier in method.tiers or ():
            if any(word in tier.name for word in SHAMING):
                fix = "请改为“一般”“需加力”这样的名称。"
                place = method.place_of("tiers")
                yield Problem("S03", place, tier.name, "等次的名称贬低单位。", fix)


def check_dates(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """办法的制定日期晚于适用期间开始的，是期中调整，应当在 change_reason 写明原因；页面会标出。"""
    for method in methods:
        if method.is_set_during(method.first_period) and not method.change_reason:
            what = f"{method.first_period.title}已经开始，办法才制定，页面会标“期中调整”。"
            fix = "请在 change_reason 写明原因；日期写错的请改 dated。"
            yield Problem("M17", method.place, str(method.dated), what, fix)


def check_comparable_versions(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """comparable_with 只列同一办法的较早版本，并在 change_reason 写明为什么仍可比较。"""
    known = {(method.id, method.version) for method in methods}
    for method in methods:
        for version in method.comparable_with:
            if version >= method.version or (method.id, version) not in known:
                what = f"没有“{method.id}”的较早版本 {version}。"
                yield Problem("M18", method.place, str(version), what, "只写已有的、较早的版本号。")
        if method.comparable_with and not method.change_reason:
            what = "写了 comparable_with，没有写 change_reason。"
            yield Problem("M18", method.place, None, what, "请写明改了什么、为什么名次仍可比较。")


def check_tie_breaks(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """同分时比较的指标（tie_break）已登记、有方向，且没有登记为不得排名。"""
    for method in methods:
        for indicator_id in method.tie_break:
            known = settings.indicators.get(indicator_id)
            if known is None:
                fix = "请核对 site_config/indicators.csv 的 indicator_id；新指标先登记。"
                yield Problem("S07", method.place, indicator_id, "tie_break 用了没有登记的指标。", fix)
            elif known.polarity not in ("higher", "lower"):
                what = f"指标“{known.name}”没有可用的方向，而 {method.place} 用它区分同分的单位。"
                fix = "请在 polarity 列填 higher（越高越好）或 lower（越低越好）。"
                yield Problem("M02", known.place, known.polarity, what, fix)
            elif not known.rankable:
                what = f"指标“{known.name}”登记为不得排名。"
                yield Problem("M03", method.place, indicator_id, what, "请从 tie_break 中删去。")


def check_one_method_per_period(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """同一组别的各办法，适用期间不重叠。"""
    for first, second in combinations(methods, 2):
        if first.group == second.group and _overlap(first, second):
            what = f"“{second.id}”与 {first.place.path} 的适用期间重叠。"
            fix = "请给较早的办法写上 periods 的 to，使期间首尾相接。"
            yield Problem("M04", second.place, second.id, what, fix)


def _overlap(first: Method, second: Method) -> bool:
    if first.first_period.kind != second.first_period.kind:
        return False
    earlier, later = sorted((first, second), key=lambda method: method.first_period.first_day)
    return earlier.last_period is None or earlier.last_period.last_day >= later.first_period.first_day


def _deciding(methods: Methods) -> Iterator[tuple[Method, str, Place]]:
    """Every indicator that can move a rank: those that score, and those that break ties."""
    for method, indicator in method_indicators(methods):
        yield method, indicator.indicator_id, indicator.place
    for method in methods:
        for indicator_id in method.tie_break:
            yield method, indicator_id, method.place


def known_indicators(settings: Settings, methods: Methods) -> Iterator[tuple[MethodIndicator, Indicator]]:
    """The same with what is registered of them; without those of which nothing is."""
    for _, indicator in method_indicators(methods):
        known = settings.indicators.get(indicator.indicator_id)
        if known is not None:
            yield indicator, known


def method_indicators(methods: Methods) -> Iterator[tuple[Method, MethodIndicator]]:
    """Every indicator of every method."""
    for method in methods:
        for indicator in method.indicators():
            yield method, indicator
