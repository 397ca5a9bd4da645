"""Ballots become a score: valid votes only, trimmed panel by panel, panels weighed."""

from __future__ import annotations

import pytest

from meetings import section, write_meeting
from portals import UNITS, Portal

METHOD = "site_config/methods/county.yml"
MEETING = "2019-07-10-yi"
GRADES = "evaluation: {优秀: 100, 良好: 80, 一般: 60}"


@pytest.fixture
def voted(portal: Portal) -> Portal:
    """Service is judged by ballots alone: of 甲县 by two panels, of the others all 优秀."""
    for period in ("2019Q1",):
        portal.delete(f"content/results/{period}")
    lines = portal.read("content/results/2019Q2/汇总.csv").splitlines()
    portal.write("content/results/2019Q2/汇总.csv", "".join(f"{line.rpartition(',')[0]}\n" for line in lines))
    write_meeting(portal, MEETING, "2019-07-10", "reviews: [2019Q2]")
    rows = ["甲县,市级单位,2,1,1,0,1", "甲县,县级单位,1,0,2,2,0"]
    rows += [
        f"{unit},{panel}" for unit in UNITS[1:] for panel in ("市级单位,5,0,0,0,0", "县级单位,5,0,0,0,0")
    ]
    table = "单位,评价人,优秀,良好,一般,弃权,废票\n" + "".join(f"{row}\n" for row in rows)
    portal.write(f"content/meetings/{MEETING}/evaluation.csv", table)
    return portal


def judged(portal: Portal, rule: str) -> dict[str, object]:
    portal.replace(METHOD, "{kind: as_given, full: 40}", f"{{kind: as_given, {rule}}}")
    found: dict[str, object] = portal.rows("2019Q2")["jia"]["scores"]["service"]
    return found


@pytest.mark.parametrize(
    ("rule", "score", "basis"),
    [
        (
            GRADES,  # (3·100 + 1·80 + 3·60) / 7
            "80",
            "优秀 3 票、良好 1 票、一般 3 票：（3 × 100 + 1 × 80 + 3 × 60）÷ 7 = 80",
        ),
        (
            f"{GRADES}, trim: 1",  # city: 100, 80; county: 60
            "80",
            "去掉最高、最低各 1 票，优秀 1 票、良好 1 票、一般 1 票：（1 × 100 + 1 × 80 + 1 × 60）÷ 3 = 80",
        ),
        (
            f"{GRADES}, panels: {{市级单位: 0.6, 县级单位: 0.4}}",  # 85 · 0.6 + 73.333… · 0.4
            "80.3",
            "合计：85 × 0.6 + 73.3333333333 × 0.4 = 80.3333333333",
        ),
        (
            f"{GRADES}, panels: {{市级单位: 3, 县级单位: 1}}, trim: 1",  # (90 · 3 + 60) / 4
            "82.5",
            "合计：（90 × 3 + 60 × 1）÷ 4 = 82.5",
        ),
    ],
)
def test_how_ballots_count(voted: Portal, rule: str, score: str, basis: str) -> None:
    found = judged(voted, rule)
    assert str(found["value"]).startswith(score)
    assert str(found["basis"]).endswith(basis)


def test_a_panel_without_a_valid_ballot_is_no_result(voted: Portal) -> None:
    """After trimming two off each end nothing is left of three ballots: 未报, never 0."""
    rule = f"{GRADES}, panels: {{市级单位: 1, 县级单位: 1}}, trim: 2"
    voted.replace(METHOD, "{kind: as_given, full: 40}", f"{{kind: as_given, {rule}}}")
    assert {unit: row["status"] for unit, row in voted.rows("2019Q2").items()} == {
        "jia": "missing",
        "yi": "ranked",
        "bing": "ranked",
        "ding": "ranked",
    }


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (f"{GRADES}, panels: {{市级单位: 1}}", "M11"),
        (f"{GRADES}, panels: {{市级单位: 1, 县级单位: 1, 群众: 1}}", "M11"),
        ("evaluation: {优秀: 100}", "M11"),
        (f"{GRADES}, trim: 0.5", "S03"),
        (f"{GRADES}, trim: -1", "S03"),
        ("full: 40, trim: 1", "S03"),
    ],
)
def test_grades_panels_and_trimmed_ballots_agree_with_the_method(voted: Portal, rule: str, code: str) -> None:
    voted.replace(METHOD, "{kind: as_given, full: 40}", f"{{kind: as_given, {rule}}}")
    assert code in voted.check().codes


def test_the_meeting_tells_counts_rule_and_where_they_lead(voted: Portal) -> None:
    voted.replace(
        METHOD,
        "{kind: as_given, full: 40}",
        f"{{kind: as_given, {GRADES}, panels: {{市级单位: 3, 县级单位: 1}}, trim: 1}}",
    )
    told = section(voted.page(f"meetings/{MEETING}"), "evaluation")
    for text in (
        ">弃权</th>",
        ">废票</th>",
        "每类评价人去掉最高和最低各 1 张票；得分是各类评价人平均分的加权平均：市级单位权重 3、县级单位权重 1。",
        "弃权和废票不计入。",
        "../indicators/service.html",
        "../rankings/2019Q2/county.html",
        "82.5",
    ):
        assert text in told, text
