"""The first method of a group: indicators with weights and rules as somebody chose them, and every other key to be seen.

Nothing that moves a rank is left to a default: what wasn't asked for stands in the file, with its choices behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.needs import last_period_of_year
from leitai.assist.forms.next_method import FOLDER
from leitai.assist.forms.templates import checked_title, quoted_text
from leitai.model.settings import Settings
from leitai.pipeline.load import load_for_forms
from leitai.problems import RequestRefused
from leitai.schema.config.indicators import Indicator
from leitai.schema.days import DateRefused, read_day
from leitai.schema.period import Period

RULES = {  # in the words of who chooses → the rule
    "与组内最好、最差比（最差 60 分）": "{kind: minmax, floor: 60, span: 40}",
    "完成目标的比例（填报时写目标值）": "{kind: completion, target: file, cap: 1}",
    "已经评好的分（满分 100）": "{kind: as_given, full: 100}",
}
WHOLE = 100
_KEYS = """\
scale: 100
aggregate: arithmetic      # arithmetic 加权平均 | geometric 几何平均
rounding: {places: 2, mode: half_up, at: indicator}   # 分值保留两位；at: indicator 先取整再相加 | total 总分取整
rank_on: published         # published 按公布的得分排 | exact 按没有取整的得分排
ties: competition          # 并列：competition 1-2-2-4 | dense 1-2-2-3
missing: unranked          # 未报：unranked 不排名 | zero 记 0 分 | reweight 权重分给其他指标
not_applicable: reweight   # 不适用：reweight 权重分给其他指标 | full 记满分 | unranked 不排名
display: full              # 公布：full 全部 | top_n: 3 前三名 | tiers 只公布等次 | none 不公布
"""


@dataclass(frozen=True)
class Chosen:
    """An indicator of the method: its weight as typed, and one of `RULES`."""

    weight: str
    rule: str


def first_method(
    root: Path, group: str, since: str, dated: str, title: str, chosen: Mapping[str, Chosen]
) -> Created:
    """Write the first version of a group's method; `chosen` by indicator id, weights of 100 in all.

    It applies from `since` to the end of that year. Raises `RequestRefused` where something is missing or wrong, or where the
    group has a method already.
    """
    content = load_for_forms(root)
    period = Period.parse(since)
    if period is None:
        raise RequestRefused(f"“{since}”不是期间；请写成 2020Q1、2020-08、2020H1 或 2020。")
    earlier = [method for method in content.methods if method.group == group]
    if earlier:
        raise RequestRefused(f"这一组别已经有办法：{earlier[0].place.path}。另写一版用 leitai new method。")
    weights = {
        indicator_id: _weight(content.settings, indicator_id, one) for indicator_id, one in chosen.items()
    }
    if sum(weights.values()) != WHOLE:
        told = "、".join(f"{weight:f}" for weight in weights.values()) or "一项都没有"
        raise RequestRefused(f"权重加起来应当是 {WHOLE}，现在是 {sum(weights.values()):f}（{told}）。")
    head = _head(group, period, dated, title)
    lines = _dimensions(content.settings, weights, {name: RULES[one.rule] for name, one in chosen.items()})
    path = f"{FOLDER}/{group}-{period.year}.yml"
    write_new(root, {path: (head + _KEYS + "\n".join(["dimensions:", *lines, ""])).encode()})
    hint = f"并列、未报、不适用、保留几位、公布到哪一名，都写在 {path} 里，每行后面有别的写法；不合办法的，用记事本改。"
    return Created((path,), (hint,))


def _head(group: str, period: Period, dated: str, title: str) -> str:
    try:
        day = read_day(dated).isoformat()
    except DateRefused as refused:
        raise RequestRefused(f"制定日期“{dated}”{refused}") from None
    end = last_period_of_year(period)
    return (
        f"id: {group}-{period.year}\nversion: 1\ndated: {day}\ntitle: {checked_title(title)}\ngroup: {group}\n"
        f"periods: {{from: {period}, to: {end}}}\n"
    )


def _weight(settings: Settings, indicator_id: str, chosen: Chosen) -> Decimal:
    name = settings.indicators[indicator_id].name
    try:
        weight = Decimal(chosen.weight)
    except InvalidOperation:
        raise RequestRefused(f"{name}的权重“{chosen.weight}”不是数；请写成 30 或 12.5。") from None
    if not weight.is_finite() or weight <= 0:
        raise RequestRefused(f"{name}的权重“{chosen.weight}”应当大于 0；不考核的留空。")
    return weight


def _dimensions(
    settings: Settings, weights: Mapping[str, Decimal], rules: Mapping[str, str]
) -> Iterator[str]:
    """A dimension for each theme of the chosen indicators, in the order of the table."""
    themes: dict[str, list[Indicator]] = {}
    for indicator_id in weights:
        indicator = settings.indicators[indicator_id]
        themes.setdefault(indicator.theme, []).append(indicator)
    for number, (theme, indicators) in enumerate(themes.items(), start=1):
        yield from _dimension(f"part-{number}", theme, indicators, weights, rules)


def _dimension(
    dimension_id: str,
    name: str,
    indicators: Sequence[Indicator],
    weights: Mapping[str, Decimal],
    rules: Mapping[str, str],
) -> Iterator[str]:
    whole = sum((weights[i.indicator_id] for i in indicators), Decimal(0))
    yield f"  - id: {dimension_id}"
    yield f"    name: {quoted_text(name)}"
    yield f"    weight: {whole:f}"
    yield "    indicators:"
    for indicator in indicators:
        key = indicator.indicator_id
        yield f"      - {{id: {key}, weight: {weights[key]:f}, score: {rules[key]}}}   # {indicator.name}"
