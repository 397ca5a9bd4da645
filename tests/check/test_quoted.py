"""M32: what a method hides isn't told by a sentence, and a number that only happens to be the same is none."""

from __future__ import annotations

from pathlib import Path

from portals import TESTS, Portal

HIDDEN = Path("bad") / "M32-hidden-figure-quoted"  # top_n: 1 and values: hidden; one claim that tells
CASE = """---
title: 隐患销号
units: [yi]
themes: []
level: county
year: 2019
status: stub
problem: 隐患整改不及时
sources: []
summary: 隐患一处一号，整改一处销一号。
contact: 样例办公室
---

## 背景

2019年一季度甲县火灾 10 起，排名第1名。

一季度乙县总分 84.5 分；丙市列全市考核第四名；丙市发生火灾30起，比去年少。

丙市派出 30 名队员，开会 4 次，名次写在第 4 页；乙县全省排名第3名；火灾 30 起的是外地，隐患整改率 80%。

丁山（经济）开发区整改率 100%。
"""
PROBLEMS = """编号,来源,会议,日期,单位,类别,指标,问题,要求完成
Q001,自查,,2019-04-01,丙市,安全,火灾起数,30 个路口没有消火栓,
Q002,自查,,2019-04-01,丙市,安全,火灾起数,一季度 30 起,
"""
FACTS = """编号,事实,时间,出处,发布单位,发布日期,网址,转载,性质,提醒
F01,丙市服务评分 40 分。,2019年,样例简报,样例市,,,,,
F02,丙市服务评分 41 分，样例市服务评分 40 分。,2019年,样例简报,样例市,,,,,
"""


def test_only_what_tells_a_hidden_figure_is_said(portal: Portal) -> None:
    portal.overlay(TESTS / HIDDEN)
    portal.write("content/cases/hazards.md", CASE)
    portal.write("content/ledgers/problems.csv", PROBLEMS)
    portal.write("content/facts.csv", FACTS)
    found = [(p["code"], p["path"].rpartition("/")[2], p["row"], p["value"]) for p in portal.check().problems]
    assert found == [
        ("M32", "hazards.md", 18, "84.5"),
        ("M32", "hazards.md", 18, "第四名"),
        ("M32", "hazards.md", 18, "30"),
        ("M32", "hazards.md", 22, "100"),
        ("M32", "facts.csv", 2, "40"),
        ("M32", "claims.csv", 2, "95"),
        ("M32", "problems.csv", 3, "30"),
    ]


def test_what_the_class_league_publishes_is_no_secret_of_the_overall_one(portal: Portal) -> None:
    """乙县 is hidden among all units and shown in its class, where it is second, too, with its value, but another total."""
    portal.delete("content")
    portal.overlay(TESTS / "golden" / "class-leagues-and-all")
    portal.replace("site_config/methods/whole.yml", "display: full", "display: {top_n: 1}\nvalues: hidden")
    told = "一季度乙县总分 75 分，服务评分 80 分，考核排名第二名。"
    portal.write("content/cases/hazards.md", CASE.partition("2019年一季度")[0] + told + "\n")
    found = [(p["code"], p["value"]) for p in portal.check().problems if p["code"] == "M32"]
    assert found == [("M32", "75")]
