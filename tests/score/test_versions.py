"""Versions of a method: the one in force, compared across only where the method says so and why."""

from __future__ import annotations

from portals import Portal

METHOD = "site_config/methods/county.yml"
SECOND = "site_config/methods/county-2.yml"
REASON = "只调整了分值的小数位数"


def second_version(portal: Portal, extra: str = "", dated: str = "2019-03-20") -> None:
    """Version 1 ends with the first quarter, version 2 begins with the second."""
    text = portal.read(METHOD)
    portal.replace(METHOD, "to: 2019Q4", "to: 2019Q1")
    later = text.replace("version: 1", f"version: 2\n{extra}").replace("from: 2019Q1", "from: 2019Q2")
    portal.write(SECOND, later.replace("dated: 2018-12-20", f"dated: {dated}"))


def versions(portal: Portal) -> list[int]:
    return [portal.rank(period)["rankings"][0]["version"] for period in ("2019Q1", "2019Q2")]


def test_each_period_uses_the_version_in_force(portal: Portal) -> None:
    second_version(portal)
    assert portal.check().problems == []
    assert versions(portal) == [1, 2]


def test_ranks_of_different_versions_are_not_compared(portal: Portal) -> None:
    second_version(portal)
    assert all(row["rank_change"] is None for row in portal.rows("2019Q2").values())
    shown = portal.page("rankings/2019Q2/county")
    assert "不比较名次变化（口径调整：考核办法不同）" in shown


def test_a_version_may_bridge_to_an_earlier_one_with_a_reason(portal: Portal) -> None:
    second_version(portal, f"comparable_with: [1]\nchange_reason: {REASON}\n")
    assert portal.check().problems == []
    assert portal.rows("2019Q2")["yi"]["rank_change"] == 1
    pages = portal.pages("rankings/2019Q2/county", "methods/county")
    assert f"与上期办法版本不同，名次仍作比较，理由：{REASON}" in pages["rankings/2019Q2/county"]
    assert f"名次可与第 1 版比较，理由：{REASON}" in pages["methods/county"]


def test_a_bridge_without_reason_is_refused(portal: Portal) -> None:
    second_version(portal, "comparable_with: [1]\n")
    assert portal.check().codes == ["M18"]


def test_versions_of_one_method_must_not_overlap(portal: Portal) -> None:
    second_version(portal)
    portal.replace(METHOD, "to: 2019Q1", "to: 2019Q2")
    assert portal.check().codes == ["M04"]


def test_rules_set_after_the_period_began_are_marked(portal: Portal) -> None:
    second_version(portal, f"change_reason: {REASON}\n", dated="2019-05-06")
    assert portal.check().problems == []
    note = f"办法制定于2019年5月6日，期间已经开始；原因：{REASON}"
    pages = portal.pages("rankings/2019Q2/county", "methods/county", "rankings/2019Q1/county")
    assert f"期中调整：{note}" in pages["rankings/2019Q2/county"]
    assert f"<dt>期中调整</dt><dd>{note}</dd>" in pages["methods/county"]
    assert "期中调整" not in pages["rankings/2019Q1/county"]


def test_a_missing_reason_is_said(portal: Portal) -> None:
    second_version(portal, dated="2019-05-06")
    assert portal.check().codes == ["M17"]
    assert "原因：没有写明" in portal.page("rankings/2019Q2/county")
