"""Practices by the problem that they solve."""

from __future__ import annotations

import re

from portals import Portal

CASE = """---
title: {title}
units: [jia]
asked_as: [跑断腿]
themes: [{theme}]
level: county
year: 2019
problem: {problem}
sources: [{{title: 样例市简报（虚构）}}]
summary: 摘要
contact: 甲县（虚构）
---
## 做法
1. 登记。
"""


def test_each_problem_leads_to_its_practice_and_the_rest_are_counted(portal: Portal) -> None:
    assert "还没有写明解决什么问题的做法" in portal.page("cases/by-problem/index"), "other pages lead there"
    portal.write("content/cases/a.md", CASE.format(title="代办", theme="safety", problem="办事要跑三趟"))
    portal.write(
        "content/cases/b.md",
        CASE.format(title="没写问题的", theme="safety", problem="").replace("problem: \n", ""),
    )
    page = portal.page("cases/by-problem/index")
    (row,) = re.findall(r'<tr><th scope="row".*?</tr>', page)
    assert "办事要跑三趟" in row and 'href="../a.html"' in row and "也会这样问：跑断腿" in row
    assert "另有 1 篇没有写明" in page
