"""Rules over `site_config/`."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.content import Content
from leitai.model.settings import SLUG
from leitai.problems import Place, Problem


def check_groups_exist(content: Content) -> Iterator[Problem]:
    """每个单位的组别都在 portal.yml 的 groups 中登记。"""
    groups = [group.group_id for group in content.settings.portal.groups]
    for unit in content.settings.units.values():
        if unit.group not in groups:
            fix = f"已登记的组别：{'、'.join(groups)}。新组别请先写入 site_config/portal.yml 的 groups。"
            place = Place(unit.place.path, row=unit.place.row, column="group")
            yield Problem("S07", place, unit.group, "没有这个组别。", fix)


def check_group_ids(content: Content) -> Iterator[Problem]:
    """组别编号用作网址和锚点：只用小写字母、数字、连字符和下划线。"""
    for group in content.settings.portal.groups:
        if not SLUG.fullmatch(group.group_id):
            fix = "只用小写字母、数字、连字符和下划线，例如 county。"
            yield Problem("S06", Place("site_config/portal.yml"), group.group_id, "组别编号写法不对。", fix)


def check_parents_exist(content: Content) -> Iterator[Problem]:
    """每个上级单位都在单位表中。"""
    for unit in content.settings.units.values():
        if unit.parent_id and unit.parent_id not in content.settings.units:
            place = Place(unit.place.path, row=unit.place.row, column="parent_id")
            yield Problem(
                "S07", place, unit.parent_id, "没有这个上级单位。", "请填单位表里的 unit_id，没有上级就留空。"
            )


def check_aliases_point_somewhere(content: Content) -> Iterator[Problem]:
    """每个别名都指向已登记的单位或指标。"""
    known = {"unit": content.settings.units, "indicator": content.settings.indicators}
    for alias in content.settings.aliases:
        if alias.id not in known[alias.kind]:
            place = Place(alias.place.path, row=alias.place.row, column="id")
            yield Problem(
                "S07",
                place,
                alias.id,
                f"别名“{alias.alias}”指向的编号不存在。",
                "请填单位表或指标表里的编号。",
            )


def check_names_are_unambiguous(content: Content) -> Iterator[Problem]:
    """同一个名称不得属于两个单位或两个指标；别名只有在组别或日期不重叠时才可共用。"""
    yield from _repeated_names(
        [(unit.name, unit.unit_id, unit.place) for unit in content.settings.units.values()]
        + [(unit.short, unit.unit_id, unit.place) for unit in content.settings.units.values()]
        + [(a.alias, a.id, a.place) for a in content.settings.aliases if a.kind == "unit" and not a.group]
    )
    yield from _repeated_names(
        [(i.name, i.indicator_id, i.place) for i in content.settings.indicators.values()]
        + [(a.alias, a.id, a.place) for a in content.settings.aliases if a.kind == "indicator"]
    )


def _repeated_names(names: list[tuple[str, str, Place]]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, identifier, place in names:
        owner = owners.setdefault(name, identifier)
        if owner != identifier:
            fix = "请改用能区分的全称；别名可以限定 group。"
            yield Problem("N04", place, name, f"“{name}”已经是 {owner} 的名称。", fix)


def check_engine_agrees(content: Content) -> Iterator[Problem]:
    """mkdocs.yml 的 site_name、site_url 与 portal.yml 的 title、site_url 一致。"""
    portal = content.settings.portal
    place = Place("mkdocs.yml")
    if portal.engine_site_name != portal.title:
        fix = f"请把 mkdocs.yml 的 site_name 改为“{portal.title}”。"
        yield Problem(
            "S08", place, portal.engine_site_name, "站名与 site_config/portal.yml 的 title 不同。", fix
        )
    if (portal.engine_site_url or None) != portal.site_url:
        fix = f"请把 mkdocs.yml 的 site_url 改为“{portal.site_url or ''}”。"
        yield Problem(
            "S08", place, portal.engine_site_url, "网址与 site_config/portal.yml 的 site_url 不同。", fix
        )
