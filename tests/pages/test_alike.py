"""Practices for units like ours: on the page of a unit that has to learn, and on the page of the practice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portals import Portal

UNEQUAL = Path(__file__).parents[1] / "bad/M29-counts-of-unequal-units"
PEOPLE = "单位,指标,数值,计量单位\n" + "".join(
    f"{unit},常住人口,{value},万人\n"
    for unit, value in {"甲县": 10, "乙县": 62, "丙市": 60, "丁山（经济）开发区": 11, "戊县": 61}.items()
)
CASE = """---
title: {slug}
units: [{unit}]
themes: [safety]
level: county
year: 2019
indicators: [hazards]
sources: [{{title: 样例简报, publisher: 样例市委政法委（虚构）, published: 2019-07-01}}]
summary: 示例做法
contact: 示例办公室
evidence: 1
independence: 自述
reviewed: 2019-08-01
next_review: 2020-08
{keys}---
## 做法
1. 登记，当天办。
2. 上门，填核对单。
3. 双方签字。
4. 七天内约双方。
"""


@pytest.fixture
def alike(portal: Portal) -> Portal:
    """丙市, 戊县 and 乙县 are of one size, 甲县 and 丁山 of another; 丙市 does worst."""
    portal.overlay(UNEQUAL)
    portal.write("content/results/2018/人口.csv", PEOPLE)
    portal.replace("content/results/2019Q2/隐患整改.csv", "乙县,隐患整改率,88", "乙县,隐患整改率,97")
    roster = portal.read("site_config/units.csv")
    portal.write("site_config/units.csv", f"{roster}wu,戊县,戊,县,county,yangli,,5,,,虚构\n")
    return portal


def practice(portal: Portal, slug: str, unit: str, keys: str = "") -> None:
    portal.write(f"content/cases/{slug}.md", CASE.format(slug=slug, unit=unit, keys=keys))


def adopted(status: str) -> str:
    return f"adopted_by: [{{unit: yi, date: 2019-04, status: {status}, source: 样例简报}}]\n"


def final(portal: Portal) -> None:
    portal.replace("site_config/portal.yml", "2018: {data_status: demo}", "2018: {data_status: final}")


def taught(portal: Portal, unit: str) -> list[tuple[str, str]]:
    text = portal.page(f"units/{unit}").split('id="learn"')[1].split("</ul>")[0]
    return re.findall(r"cases/(\w+)\.html\">.*?</a>（(.*?)）", text)


def conditions(portal: Portal, slug: str) -> str:
    found = re.search(r"<p[^>]*>(与.*?条件相近的单位：.*?)</p>", portal.page(f"cases/{slug}"))
    return re.sub(r"<.*?>", "", found[1]) if found else ""


def test_of_equally_good_ones_those_of_units_like_this_one_come_first(alike: Portal) -> None:
    """丁山 leads, 乙县 is like 丙市; who took a practice over counts, who came to look does not."""
    final(alike)
    practice(alike, "a", "ding")
    practice(alike, "b", "yi")
    practice(alike, "c", "jia", adopted("试行"))
    practice(alike, "d", "jia", adopted("考察"))
    found = dict(taught(alike, "bing"))
    assert list(found)[:2] == ["b", "c"]
    assert found["b"].endswith("；条件相近：乙") and found["c"].endswith("；条件相近：乙")
    assert "条件相近" not in found["a"] + found["d"]


def test_demo_figures_say_so_on_the_unit_and_nothing_on_a_real_practice(alike: Portal) -> None:
    practice(alike, "b", "yi")
    practice(alike, "e", "yi", "data_status: demo\n")
    assert dict(taught(alike, "bing"))["b"].endswith("；条件相近：乙，按演示数据")
    assert conditions(alike, "b") == ""
    assert conditions(alike, "e") == "与乙县条件相近的单位：戊县、丙市。"


def test_a_practice_names_the_units_like_each_that_uses_it(alike: Portal) -> None:
    final(alike)
    practice(alike, "b", "yi", "adopted_by: [{unit: bing, date: 2019-04, status: 推广, source: 样例简报}]\n")
    assert conditions(alike, "b") == "与乙县条件相近的单位：戊县。"
    assert 'id="conditions"' in alike.page("cases/b")


def test_without_structure_nothing_is_said(portal: Portal) -> None:
    practice(portal, "b", "yi")
    assert "条件相近" not in portal.page("cases/b") + portal.page("units/bing")


def test_where_all_are_equal_nobody_is_like_anybody(alike: Portal) -> None:
    assert "条件相近" in alike.page("units/bing")
    alike.write("content/results/2018/人口.csv", re.sub(r",\d+,", ",50,", PEOPLE))
    assert "条件相近" not in alike.page("units/bing")
