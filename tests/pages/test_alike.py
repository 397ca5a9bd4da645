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
    assert "同组各单位的常住人口都相同" in alike.page("units/bing")


def like(portal: Portal, page: str) -> str:
    """What a page says under 条件相近的单位, without markup."""
    fold = portal.page(page).split('id="like"')
    return re.sub(r"<.*?>", " ", fold[1].split("</details>")[0]) if len(fold) > 1 else ""


def test_a_league_is_placed_by_what_its_units_report(alike: Portal) -> None:
    """Organs have staff and counties people: neither keeps the other from having neighbours."""
    alike.replace("site_config/portal.yml", "structure: [people]", "structure: [people, staff]")
    alike.append(
        "site_config/indicators.csv", "staff,编制数,人,none,point,0,结构,编办,年末编制。,年鉴,true,,,,,,,\n"
    )
    alike.append("content/results/2018/人口.csv", "样例市,编制数,60,人\n")
    placed = like(alike, "units/bing")
    assert "与丙市条件相近的单位" in placed and "编制数" not in placed
    assert "同组报全了编制数的单位有 1 个，不到 5 个" in like(alike, "units/yangli")


def test_where_nobody_is_like_a_unit_a_line_says_why(alike: Portal) -> None:
    few = "同组报全了常住人口的单位有 4 个，不到 5 个，不找条件相近的单位。"
    roster = alike.read("site_config/units.csv")
    alike.write("site_config/units.csv", f"{roster}ji,己县,己,县,county,yangli,,6,,,虚构\n")
    assert "己县没有报全常住人口，不找条件相近的单位。" in like(alike, "units/ji")
    alike.replace("content/results/2018/人口.csv", "甲县,常住人口,10,万人\n", "")
    assert few in like(alike, "units/jia")
    assert f"县（市、区）：{few}" in like(alike, "indicators/hazards")
    assert not like(alike, "indicators/people")
