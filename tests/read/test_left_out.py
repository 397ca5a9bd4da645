"""What an editor may leave out, and what words mean the same: nothing is asked that doesn't matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitai.pages.all_pages import shell_files
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from portals import Portal

MEETING = (
    "---\ntitle: 现场会\nshort_title: 现场会\ndate: 2019-04\nhost: 样例市委政法委（虚构）\n---\n正文。\n"
)
SPEECH = "---\ntype: 表态\nunit: jia\n{}\n---\n发言。\n"
CASE = """---
title: 巡查
units: [jia]
themes: [grassroots]
level: {level}
year: 2019
status: stub
sources: [{source}]
summary: 分段巡查。
contact: 甲县平安办
---
## 背景

正文。
"""


def test_settings_that_have_a_usual_value(portal: Portal) -> None:
    kept = portal.read("site_config/portal.yml").replace("recheck_days: 5\n", "").split("notices:")
    portal.write(
        "site_config/portal.yml", kept[0] + "periods:" + kept[1].split("periods:")[1].split("themes:")[0]
    )
    ranking = portal.page("rankings/2019Q2/county")
    assert "请在公布之日起 5 个工作日内联系" in ranking
    assert "此后国家对部分考核排名另有规定" in ranking
    shell = shell_files(public_portal(load(portal.root)))
    assert "本站为非涉密系统" in shell["partials/copyright.html"].decode()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("commitments: [年底前整改]", ("2019-04-jia-01-1", "没有写期限", ">未反馈")),
        ("commitments: [{id: K1, text: 年底前整改, due: 2019-12}]", (">K1　", "2019年12月", ">未反馈")),
        ("commitments: [{text: 年底前整改, measure: 每周调度}]", ("2019-04-jia-01-1", "措施：每周调度")),
    ],
)
def test_a_commitment_needs_no_more_than_a_text(portal: Portal, keys: str, shown: tuple[str, ...]) -> None:
    portal.write("content/meetings/2019-04-jia/index.md", MEETING)
    portal.write("content/meetings/2019-04-jia/speeches/01-jia.md", SPEECH.format(keys))
    promises = portal.page("units/jia").partition("## 承诺和决议")[2].partition("\n## ")[0]
    assert "年底前整改" in promises
    assert [text for text in shown if text not in promises] == []


@pytest.mark.parametrize("level", ["county", "县（市、区）"])
def test_a_source_may_be_a_number_or_a_name(portal: Portal, level: str) -> None:
    portal.write("content/cases/patrol.md", CASE.format(level=level, source="2019年工作总结"))
    assert "2019年工作总结" in portal.page("cases/patrol")
    portal.write("content/cases/patrol.md", CASE.format(level=level, source="F99"))
    assert portal.check().codes == ["C04"]


def test_ids_may_have_capitals(portal: Portal) -> None:
    for path in Path(portal.root).rglob("units.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("\njia,", "\nJIA,"), encoding="utf-8")
    assert "甲县" in portal.page("units/JIA")
