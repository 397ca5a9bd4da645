"""Rules over parameters of score kinds that contradict each other, or the indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from leitai.model.method import Method, MethodIndicator, ScoreRule
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.schema.config.indicators import POLARITY_NAMES, Polarity

Methods = Sequence[Method]
_OPPOSITE: dict[Polarity, Polarity] = {"higher": "lower", "lower": "higher"}
_BETTER_BY_KIND: dict[str, Polarity] = {"as_given": "higher", "deduct": "lower"}


def check_rank_points(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """排名赋分：写 start 的写明 step；写 table 的不写 step、floor；分值不随名次靠后而升高。"""
    for indicator in _indicators(methods, "rank_points"):
        table, step, floor = (indicator.rule.parameters[name] for name in ("table", "step", "floor"))
        if isinstance(table, tuple):
            if step is not None or floor is not None:
                yield _refused(indicator, "写了 table，step 和 floor 就不起作用。", "请删去 step 和 floor。")
            points = [item for item in table if isinstance(item, Decimal)]
            if any(later > earlier for earlier, later in pairwise(points)):
                yield _refused(indicator, "名次靠后，分值反而高。", "table 从第一名写起，由高到低。")
        elif step is None:
            yield _refused(indicator, "写了 start，没有写每退一名减多少分。", "请写明 step。")


def check_intervals(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """合理区间的 lo 不大于 hi。"""
    for indicator in _indicators(methods, "interval"):
        lo, hi = indicator.rule.required_number("lo"), indicator.rule.required_number("hi")
        if lo > hi:
            yield _refused(indicator, f"lo 是 {lo}，hi 是 {hi}：没有数值在区间内。", "lo 不能大于 hi。")


def check_lowest_scores(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """扣分和合理区间的最低得分 floor 小于 100。"""
    for indicator in _indicators(methods, "deduct", "interval"):
        floor = indicator.rule.required_number("floor")
        if floor >= 100:
            yield _refused(indicator, f"最低得分是 {floor}：怎么扣都是满分以上。", "floor 要小于 100。")


def check_directions(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """直接采用、扣分和分档，得分的高低与指标登记的方向一致；不一致时，页面说“向好”，得分却在降低。"""
    for indicator in _indicators(methods, "as_given", "deduct", "bands"):
        known = settings.indicators.get(indicator.indicator_id)
        better = _better(indicator.rule)
        if known is not None and better is not None and known.polarity == _OPPOSITE[better]:
            registered, scored = POLARITY_NAMES[known.polarity], POLARITY_NAMES[better]
            what = f"指标“{known.name}”登记为{registered}，按这里计分却是{scored}。"
            fix = "请核对 site_config/indicators.csv 的 polarity 和这里的计分方法。"
            yield Problem("M20", indicator.place, indicator.indicator_id, what, fix)


def _better(rule: ScoreRule) -> Polarity | None:
    """Which way a rule's scores rise, where the rule itself says so."""
    bands = rule.parameters.get("bands")
    if not isinstance(bands, tuple):
        return _BETTER_BY_KIND[rule.kind]
    scores = [band[1] for band in bands if isinstance(band, tuple)]  # the highest threshold first
    rises = {above > below for above, below in pairwise(scores) if above != below}
    if len(rises) != 1:
        return None
    return "higher" if rises.pop() else "lower"


def _refused(indicator: MethodIndicator, what: str, fix: str) -> Problem:
    return Problem("S03", indicator.place, indicator.indicator_id, what, fix)


def _indicators(methods: Methods, *kinds: str) -> Iterator[MethodIndicator]:
    for method in methods:
        for indicator in method.indicators():
            if indicator.rule.kind in kinds:
                yield indicator
