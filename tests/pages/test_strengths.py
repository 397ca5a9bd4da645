"""Strengths, weaknesses, and whom to learn from: who is named, and when nobody is."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest

from leitai.model.portal import Portal as Loaded
from leitai.model.scoring.ranking import Ranking
from leitai.pages.rankings.strengths import Strength, strengths_of, strongest, weakest
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from portals import Portal

METHOD = "site_config/methods/county.yml"
SHEET = "content/results/2019Q2/汇总.csv"
TIDY = "content/results/2019Q2/隐患整改.csv"
CASE = """---
title: {title}
units: [{unit}]
themes: [{theme}]
level: county
year: 2019
{status}maturity: 试行
indicators: [hazards]
sources: [{{title: 样例简报（虚构）}}]
summary: 示例做法
contact: 示例办公室
data_status: demo
---
"""
STEPS = "1、登记，当天办。\n2、上门，填核对单。\n3、双方签字。\n4、七天内约双方。\n"


def public(portal: Portal) -> tuple[Loaded, Ranking]:
    found = public_portal(load(portal.root))
    return found, found.latest("county")


def unit_strengths(portal: Portal, unit: str) -> dict[str, Strength]:
    _, ranking = public(portal)
    row = ranking.row_of(unit)
    assert row is not None
    return {one.indicator_id: one for one in strengths_of(ranking, row)}


def page(portal: Portal, url: str) -> str:
    return unescape(portal.page(url))


def one(indicator_id: str, worth: int) -> Strength:
    return Strength(indicator_id, Decimal(0), Decimal(0), Fraction(worth), ())


def test_three_at_most_by_points_and_equal_ones_in_the_methods_order() -> None:
    found = [
        one("a", 1),
        one("b", 2),
        one("c", 1),
        one("d", 1),
        one("e", 0),
        one("f", -1),
        one("g", -1),
        one("h", -3),
    ]
    assert [s.indicator_id for s in strongest(found)] == ["b", "a", "c"]
    assert [s.indicator_id for s in weakest(found)] == ["h", "f", "g"]


def test_what_lies_in_the_middle_is_neither() -> None:
    assert strongest([one("a", 0), one("b", -1)]) == []
    assert weakest([one("a", 0), one("b", 1)]) == []


def test_points_against_the_middle_of_the_group(portal: Portal) -> None:
    """fire 60…100 by minmax of 12, 8, 20, 16: 86.67, 100, 60, 73.33, middle 80; hazards 96, 88, 92, 99: middle 94;
    service 38, 35, 33, 39 of 40: 95, 87.5, 82.5, 97.5, middle 91.25."""
    found = unit_strengths(portal, "jia")
    assert found["hazards"].worth == Fraction(30 * 2, 100)
    assert found["service"].worth == Fraction(150, 100)
    assert [leader.unit.unit_id for leader in found["hazards"].leaders] == ["ding"]
    assert [s.indicator_id for s in strongest(list(found.values()))] == ["fire", "service", "hazards"]
    low = unit_strengths(portal, "bing").values()
    assert [s.indicator_id for s in weakest(list(low))] == ["fire", "service", "hazards"]
    assert strongest(list(low)) == []


def test_equal_leaders_are_all_named_in_customary_order(portal: Portal) -> None:
    portal.replace(TIDY, "甲县,隐患整改率,96", "甲县,隐患整改率,99")
    found = unit_strengths(portal, "bing")["hazards"]
    assert [leader.unit.unit_id for leader in found.leaders] == ["jia", "ding"]
    text = page(portal, "units/bing")
    assert re.search(r"甲县</a>（99\.0%）、<a [^>]*>丁山（经济）开发区</a>（99\.0%）。", text)


def test_who_reported_nothing_neither_stands_nor_leads(portal: Portal) -> None:
    portal.replace(TIDY, "丁山（经济）开发区,隐患整改率,99", "丁山（经济）开发区,隐患整改率,未报")
    assert unit_strengths(portal, "ding") == {}
    assert [leader.unit.unit_id for leader in unit_strengths(portal, "bing")["hazards"].leaders] == ["jia"]
    assert "{: #standing }" not in page(portal, "units/ding")


def test_what_does_not_apply_is_left_out(portal: Portal) -> None:
    portal.replace(TIDY, "丁山（经济）开发区,隐患整改率,99", "丁山（经济）开发区,隐患整改率,不适用")
    found = unit_strengths(portal, "ding")
    assert set(found) == {"fire", "service"}
    assert (
        found["fire"].worth == 60 * Fraction(Decimal("73.33") - 80) / 100
    )  # the weight of hazards went to it


@pytest.mark.parametrize("display", ["{top_n: 2}", "none"])
def test_nothing_where_not_everything_is_shown(portal: Portal, display: str) -> None:
    portal.replace(METHOD, "display: full", f"display: {display}")
    _, ranking = public(portal)
    assert all(strengths_of(ranking, row) == () for row in ranking.rows)
    brief = page(portal, "units/briefs/bing")
    assert "{: #standing }" not in brief and "{: #learn }" not in brief
    assert "名次不公布" in brief
    assert "分值" not in brief
    shown = re.search(r"本组公布的前几名：(.*)。", page(portal, "units/bing"))
    assert (re.findall(r">(.*?)</a>", shown[1]) if shown else []) == [
        row.unit.name for row in ranking.rows if row.rank is not None
    ]


def add_case(portal: Portal, slug: str, unit: str, status: str = "partial") -> None:
    claimed = "status: retired\n" if status == "retired" else ""
    text = CASE.format(title=f"{unit}的做法", unit=unit, theme="safety", status=claimed)
    text += "\n## 做法\n\n" + ("示例。\n" if status == "stub" else STEPS)
    portal.write(f"content/cases/{slug}.md", text)


def test_cases_of_the_leader_come_first_and_others_follow(portal: Portal) -> None:
    """A stub, a retired case, the unit's own and that of a unit that does worse teach nothing."""
    add_case(portal, "a-practice", "jia")
    add_case(portal, "b-practice", "ding")
    add_case(portal, "c-practice", "bing")
    add_case(portal, "d-practice", "ding", "retired")
    add_case(portal, "e-practice", "ding", "stub")
    add_case(portal, "f-practice", "yi")
    text = page(portal, "units/bing")
    assert re.findall(
        r'href="\.\./cases/(\w)-practice\.html', text.split('id="learn"')[1].split("</ul>")[0]
    ) == ["b", "a"]


def test_without_a_case_the_page_says_so(portal: Portal) -> None:
    add_case(portal, "own", "bing")
    text = page(portal, "units/bing").split('id="learn"')[1].split("</ul>")[0]
    assert text.count("还没有其他单位写到这项指标的经验做法") == 3
    assert text.count("标杆未设定。") == 3, "never 0"


def test_a_brief_follows_the_latest_period_at_one_address(portal: Portal) -> None:
    assert "# 丙市简报：2019年第二季度" in page(portal, "units/briefs/bing")
    portal.delete("content/results/2019Q2")
    assert "# 丙市简报：2019年第一季度" in page(portal, "units/briefs/bing")
    assert not (portal.root / "build/pages/units/briefs/yangli.md").exists()
