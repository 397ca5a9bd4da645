"""Rules over `site_config/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from leitai.model.names import Name, indicator_names, unit_names
from leitai.model.settings import Settings
from leitai.model.urls import BESIDE_RANKING
from leitai.problems import Place, Problem
from leitai.schema.config.indicators import Indicator
from leitai.schema.file_names import SLUG_RULE, is_slug
from leitai.schema.folding import fold

MOST_DECIMALS = 10
WHOLE = 100  # percentage points
_PART = re.compile(r"-\d+\Z")  # of a page in several parts


def check_groups_exist(settings: Settings) -> Iterator[Problem]:
    """每个单位的组别都在 portal.yml 的 groups 中登记。"""
    groups = [group.group_id for group in settings.portal.groups if not group.union_of]
    for group in settings.portal.groups:
        for part in group.union_of:
            if part not in groups:
                place, fix = settings.portal.place, f"union_of 请写有单位的组别：{'、'.join(groups)}。"
                yield Problem("S07", place, part, f"组别 {group.group_id} 由没有登记的组别合成。", fix)
    for unit in settings.unit_rows:
        if unit.group not in groups:
            fix = f"已登记的组别：{'、'.join(groups)}。新组别请先写入 site_config/portal.yml 的 groups。"
            place = unit.place_of("group")
            yield Problem("S07", place, unit.group, "没有这个组别。", fix)


def check_group_ids(settings: Settings) -> Iterator[Problem]:
    """组别编号用作网址和锚点：只用英文字母、数字、连字符和下划线，也不能是另一组排名旁边的网页（county-steps 等）的名称。"""
    place = Place("site_config/portal.yml")
    ids = [group.group_id for group in settings.portal.groups]
    taken = {f"{name}-{what}".lower(): name for name in ids for what in BESIDE_RANKING}
    for name in ids:
        if not is_slug(name):
            yield Problem("S06", place, name, "组别编号写法不对。", f"{SLUG_RULE}，例如 county。")
        if other := taken.get(_PART.sub("", name.lower())):
            what = f"组别编号和“{other}”排名旁边的网页同名，两页会用同一个网址。"
            yield Problem("S06", place, name, what, f"请换一个编号，末尾不用 -{'、-'.join(BESIDE_RANKING)}。")


def check_lamps_in_order(settings: Settings) -> Iterator[Problem]:
    """亮灯的门槛合得起来：进度落后到黄灯的不多于到红灯的，都不超过一百个百分点。"""
    rule = settings.portal.lamps
    if not rule.behind <= rule.far_behind <= WHOLE:
        written = f"behind: {rule.behind}, far_behind: {rule.far_behind}"
        fix = f"请写成 behind 不大于 far_behind，far_behind 不大于 {WHOLE}。"
        yield Problem("S03", rule.place, written, "这两个亮灯的门槛合不起来。", fix)


def check_parents_exist(settings: Settings) -> Iterator[Problem]:
    """每个上级单位都在单位表中。"""
    for unit in settings.unit_rows:
        if unit.parent_id and unit.parent_id not in settings.units:
            fix = "请填单位表里的 unit_id，没有上级就留空。"
            yield Problem("S07", unit.place_of("parent_id"), unit.parent_id, "没有这个上级单位。", fix)


def check_aliases_point_somewhere(settings: Settings) -> Iterator[Problem]:
    """每个别名都指向已登记的单位或指标。"""
    known = {"unit": settings.units, "indicator": settings.indicators}
    for alias in settings.aliases:
        if alias.id not in known[alias.kind]:
            what, fix = f"别名“{alias.alias}”指向的编号不存在。", "请填单位表或指标表里的编号。"
            yield Problem("S07", alias.place_of("id"), alias.id, what, fix)


def check_names_are_unambiguous(settings: Settings) -> Iterator[Problem]:
    """同一写法（不计空格、全角半角）不得指两个单位或两个指标；别名只有在组别或日期不重叠时才可共用。"""
    for table in (unit_names(settings), indicator_names(settings)):
        by_text: dict[str, list[Name]] = {}
        for name in table.names:
            earlier = by_text.setdefault(fold(name.text), [])
            clash = next((other for other in earlier if name.collides(other)), None)
            if clash is not None:
                fix = "请改用能区分的全称；别名可以限定 group。"
                what = f"“{name.text}”已经是 {clash.id} 的名称。"
                yield Problem("N04", name.place, name.text, what, fix)
            earlier.append(name)


def check_ranges(settings: Settings) -> Iterator[Problem]:
    """指标的 valid_min 不大于 valid_max，小数位数在 0 到 10 之间。"""
    for indicator in settings.indicator_rows:
        low, high = indicator.valid_min, indicator.valid_max
        if low is not None and high is not None and low > high:
            place = indicator.place_of("valid_min")
            yield Problem("S03", place, str(low), f"valid_min 大于 valid_max（{high}）。", "请核对这两格。")
        if not 0 <= indicator.decimals <= MOST_DECIMALS:
            place, written = indicator.place_of("decimals"), str(indicator.decimals)
            yield Problem("S03", place, written, "小数位数超出范围。", "请填 0 到 10 之间的整数。")


def check_engine_agrees(settings: Settings) -> Iterator[Problem]:
    """mkdocs.yml 的 site_name、site_url 与 portal.yml 的 title、site_url 一致。"""
    portal = settings.portal
    place = Place("mkdocs.yml")
    if portal.engine_site_name != portal.title:
        what = "站名与 site_config/portal.yml 的 title 不同。"
        fix = f"请把 mkdocs.yml 的 site_name 改为“{portal.title}”，title 那一行的引号也照抄。"
        yield Problem("S08", place, portal.engine_site_name, what, fix)
    if (portal.engine_site_url or None) != portal.site_url:
        what = "网址与 site_config/portal.yml 的 site_url 不同。"
        fix = f"请把 mkdocs.yml 的 site_url 改为“{portal.site_url or ''}”。"
        yield Problem("S08", place, portal.engine_site_url, what, fix)


def check_computed(settings: Settings) -> Iterator[Problem]:
    """numerator、denominator、per 三个一起写，或只写 same_as；写的是登记过的、填报的指标，per 大于 0，同一个数的计量单位也相同。"""
    known = settings.indicators
    for indicator in known.values():
        written = (indicator.numerator, indicator.denominator, indicator.per)
        if any(part is not None for part in written) and not all(part is not None for part in written):
            what = f"指标“{indicator.name}”的 numerator、denominator、per 没有写全。"
            yield Problem(
                "S08", indicator.place, None, what, "三个都写，由两个指标算出；或都不写，直接填报。"
            )
        for name in ("numerator", "denominator", "same_as"):
            part = getattr(indicator, name)
            if part is not None and (part not in known or known[part].made_of):
                fix = "请写指标表里的 indicator_id，要是填报的指标，不能又是算出来的。"
                what = f"{name} 写的指标没有登记，或也是算出来的。"
                yield Problem("S07", indicator.place_of(name), part, what, fix)
        yield from _unlike(indicator, known)
        if indicator.per is not None and indicator.per <= 0:
            place, fix = indicator.place_of("per"), "百分率写 100，每万人写 10000。"
            yield Problem("S03", place, str(indicator.per), "per 应当大于 0。", fix)


def _unlike(indicator: Indicator, known: Mapping[str, Indicator]) -> Iterator[Problem]:
    """What contradicts that two indicators are the same number."""
    other = known.get(indicator.same_as or "")
    if other is None:
        return
    fields = (
        "unit_of_measure",
        "period_type",
        "polarity",
        "decimals",
        "valid_min",
        "valid_max",
        "min_count",
        "is_lever",
    )
    unlike = [name.removeprefix("is_") for name in fields if getattr(indicator, name) != getattr(other, name)]
    if indicator.numerator is not None:
        unlike = ["numerator"]
    if unlike:
        what = f"与“{other.name}”是同一个数，{'、'.join(unlike)} 却不同。"
        fix = f"请照“{other.indicator_id}”的一行写；不是同一个数的，删去 same_as。"
        yield Problem("S08", indicator.place_of("same_as"), indicator.same_as, what, fix)


def check_structure(settings: Settings) -> Iterator[Problem]:
    """portal.yml 的 structure 写的是登记过的指标。"""
    for name in settings.portal.structure:
        if name not in settings.indicators:
            fix = "请写指标表里的 indicator_id，例如 population。"
            yield Problem("S07", settings.portal.place, name, "structure 用了没有登记的指标。", fix)
