"""Rules over periods that are made of shorter ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.check.declared.methods import Methods
from leitai.model.settings import PERIOD_KIND_NAMES, Settings
from leitai.problems import Place, Problem
from leitai.schema.config.dimensions import TOTAL, Rollup
from leitai.schema.config.methods import Method


def check_rollups(settings: Settings, methods: Methods) -> Iterator[Problem]:
    """rollup 合成的办法、维度或指标存在，期间比本办法的短，或写明 last；weights 一期一个，n 不多于期数。"""
    for method in methods:
        for leaf, rollup in method.rollups():
            parts = [other for other in methods if other.id == rollup.method_id]
            if not parts:
                known = "、".join(dict.fromkeys(other.id for other in methods if other.id != method.id))
                what = f"没有编号是“{rollup.method_id}”的办法。"
                yield Problem("S07", leaf.place, rollup.method_id, what, f"已有的办法：{known}。")
            else:
                yield from _faults_of_count(method, rollup, parts[0], leaf.place)
                yield from _faults_of_parts(method, rollup, parts, leaf.place)


def _faults_of_count(method: Method, rollup: Rollup, part: Method, place: Place) -> Iterator[Problem]:
    """There are shorter periods, and as many of them as `weights` and `n` say."""
    kind = part.first_period.kind
    count = len(rollup.periods(method.first_period, kind))
    if not count:
        own, other = (PERIOD_KIND_NAMES[m.first_period.kind] for m in (method, part))
        what = f"本办法按{own}，办法“{rollup.method_id}”按{other}，合不成。"
        fix = "rollup 的 method 请写期间更短的办法；要合成同样长的几期（例如近三年），请加 last: 3。"
        yield Problem("S03", place, rollup.method_id, what, fix)
    elif rollup.weights and len(rollup.weights) != count:
        what = f"一个期间由 {count} 期合成，weights 写了 {len(rollup.weights)} 个。"
        yield Problem("S03", place, None, what, f"请按先后写 {count} 个权重。")
    elif rollup.n is not None and rollup.n > count:
        what = f"一个期间由 {count} 期合成，n 却是 {rollup.n}。"
        yield Problem("S03", place, str(rollup.n), what, f"请写 1 到 {count}。")


def _faults_of_parts(
    method: Method, rollup: Rollup, parts: Sequence[Method], place: Place
) -> Iterator[Problem]:
    """They are another method's, which has what is taken of them."""
    if rollup.method_id == method.id:
        what = "办法不能由自己的各期合成。"
        yield Problem("S03", place, rollup.method_id, what, "请另写一份办法：各期的归各期，合成的归合成。")
    if not any(rollup.of in (TOTAL, *_names(part)) for part in parts):
        what = f"办法“{rollup.method_id}”里没有“{rollup.of}”这个维度或指标。"
        yield Problem("S07", place, rollup.of, what, "of 请写 total（总分），或维度、指标的编号。")


def _names(method: Method) -> Iterator[str]:
    yield from (dimension.dimension_id for dimension in method.all_dimensions())
    yield from (indicator.indicator_id for indicator in method.indicators())
