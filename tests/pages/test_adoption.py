"""Who adopted what: the matrix, the adopter's figures beside units that didn't, what nobody has written; practices side by side."""

from __future__ import annotations

import re

from meetings import section
from portals import Portal

PRACTICE = """---
title: {title}
units: [jia]
themes: [safety]
level: county
year: 2019
since: 2019Q1
indicators: [{indicator}]
sources: [{{title: 样例市简报（虚构）}}]
summary: {title}的摘要
contact: 甲县（虚构）
data_status: demo
{keys}---
## 做法
{steps}
"""
STEPS = "1. 司法所登记，当天办。\n2. 调解员上门，填核对单。\n3. 双方签字。\n4. 七天内约双方。"
ADOPTED = (
    "adopted_by: [{unit: yi, date: 2019-04, status: 试行, changed: 只在两个镇, result: 20起降到8起}, "
    "{unit: bing, date: 2019-05, status: 考察}]\n"
)


def practice(portal: Portal, slug: str, keys: str = "", steps: str = STEPS, indicator: str = "fire") -> None:
    text = PRACTICE.format(title=f"做法{slug}", keys=keys, steps=steps, indicator=indicator)
    portal.write(f"content/cases/{slug}.md", text)


def rows(page: str, anchor: str) -> list[list[str]]:
    """The text of each cell below a heading, row by row."""
    part = section(page, anchor).partition("</table>")[0]
    found = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", part))
    return [[re.sub(r"<.*?>", " ", cell).strip() for cell in row] for row in found]


def test_who_adopted_with_which_result_and_who_only_looked(portal: Portal) -> None:
    practice(portal, "a", ADOPTED)
    page = portal.page("cases/adoption")
    assert [row[1:] for row in rows(page, "matrix")] == [["乙", "丙"], ["试行 2019年4月", "考察 2019年5月"]]
    (_, result) = rows(page, "results")
    assert result[1:] == ["乙县", "试行", "只在两个镇", "20起降到8起"]
    assert "演示数据" in page


def test_the_adopter_stands_beside_units_that_did_not(portal: Portal) -> None:
    """乙县 fell from 20 to 8; of the two that neither began nor adopted, 丙市 fell by 10 and 丁山 rose by 1."""
    practice(portal, "a", ADOPTED)
    (_, beside) = rows(portal.page("cases/adoption"), "beside")
    assert beside[1:] == [
        "乙县", "火灾起数（起）", "20 2019年第一季度", "8 2019年第二季度", "2 个单位，变化的中位数 −4",
    ]  # fmt: skip


def test_indicators_without_a_practice_are_listed_for_the_office(portal: Portal) -> None:
    """A fictitious practice fills no gap, nor does a lead."""
    practice(portal, "a", indicator="fire")
    practice(portal, "b", indicator="hazards", steps="试行。")
    page = portal.page("cases/adoption")
    assert [(row[0], row[-1]) for row in rows(page, "missing")[1:]] == [
        ("火灾起数", "一条也没有"), ("隐患整改率", "一条也没有"), ("服务评分", "一条也没有"),
    ]  # fmt: skip


def test_practices_for_the_same_problem_stand_side_by_side(portal: Portal) -> None:
    for slug in "abcd":
        practice(portal, slug, f"time_to_set_up: {slug}周\n")
    practice(portal, "lead", steps="试行。")
    pages = portal.pages("cases/by-indicator/fire", "cases/by-level/county")
    compared = rows(pages["cases/by-indicator/fire"], "compared")
    assert [cell.split()[0] for cell in compared[0][1:]] == ["做法a", "做法b", "做法c"]
    assert ["多久能用上", "a周", "b周", "c周"] in compared
    assert 'href="../a.html#steps"' in pages["cases/by-indicator/fire"]
    assert 'id="compared"' not in pages["cases/by-level/county"]
    assert 'id="compared"' not in pages["cases/by-indicator/fire"].partition("lt-leads")[2]
