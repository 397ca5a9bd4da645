"""`build --release`: no demo data, reviews complete, every warning mended or explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitai.assist.forms.new import new_case, new_meeting
from leitai.check import check_release
from leitai.pipeline.load import load
from portals import Portal

PORTAL = "site_config/portal.yml"
STEPS = "{初审: {by: 综合处, on: 2019-07-11, result: 同意}, 保密审查: {by: 保密办, on: 2019-07-12, result: 不涉密}}"
EXPLAINED = "code,path,value,explanation,by,date\n"


def codes(portal: Portal) -> list[str]:
    """What a release refuses of a portal that is otherwise sound."""
    loaded = load(portal.root)
    return [problem.code for problem in check_release(loaded.content, loaded.problems)]


def released(portal: Portal) -> Portal:
    portal.write(PORTAL, portal.read(PORTAL).replace("demo", "verified"))
    portal.append(PORTAL, "review: [初审, 保密审查]\n")
    return portal


def reviewed(portal: Portal) -> Portal:
    text = portal.read(PORTAL)
    portal.write(PORTAL, text.replace("data_status: verified", f"data_status: verified, review: {STEPS}"))
    return portal


def test_demo_data_are_refused(portal: Portal) -> None:
    refused = portal.run("build", "--release")
    assert refused.exit_code == 1
    assert refused.stderr.count("错误 P01") == 2 and not (portal.root / "build/site").exists()


@pytest.mark.slow
def test_reviews_are_required_as_portal_yml_says_and_shown(portal: Portal) -> None:
    assert codes(released(portal)) == ["P02"] * 4
    assert codes(reviewed(portal)) == []
    pages = portal.pages()
    for name in ("rankings/2019Q2/county", "status/2019Q2"):
        assert (
            "审核：初审 综合处 2019年7月11日（同意）；保密审查 保密办 2019年7月12日（不涉密）" in pages[name]
        )


def test_a_review_before_the_end_of_its_period_is_refused(portal: Portal) -> None:
    text = (reviewed(released(portal)).root / PORTAL).read_text(encoding="utf-8")
    portal.write(PORTAL, text.replace("on: 2019-07-11", "on: 2019-06-30", 2))
    assert codes(portal) == ["P02"]  # the first quarter had ended by then


def test_warnings_are_mended_or_explained(portal: Portal) -> None:
    reviewed(released(portal))
    portal.replace("content/results/2019Q2/汇总.csv", "丙市,20,33\n", "")
    portal.replace("content/results/2019Q2/隐患整改.csv", "丙市,隐患整改率,92,%,100\n", "")
    (warning,) = portal.check().problems
    assert codes(portal) == ["P03"]
    line = f"R01,{warning['path']},{warning['value'] or ''},单位撤并，不再报送,综合处,2019-07-10\n"
    portal.write("site_config/explained.csv", EXPLAINED + line)
    assert codes(portal) == []


DEMO_ROWS = {
    "content/benchmarks.csv": "期间,对标,名称,指标,数值,来源\n2019Q1,标杆地,示例市,火灾起数,5,演示；虚构\n",
    "content/targets.csv": "期间,单位,指标,目标值,依据\n2019,,隐患整改率,95,演示\n",
    "content/ledgers/claims.csv": "编号,单位,表述,类型,层级,截至,来源,核实\nC1,甲县,先进（演示）,首创,全市,2019-05,报道,未核实\n",
    "content/ledgers/tasks.csv": "编号,单位,任务,节点,计划日期,实际日期,计划进度,实际进度\nT1,甲县,演示：任务,节点,2019-05-06,,60%,50%\n",
}  # fmt: skip


@pytest.mark.parametrize("path", DEMO_ROWS)
def test_a_row_that_says_that_it_is_invented_is_refused(portal: Portal, path: str) -> None:
    reviewed(released(portal)).write(path, DEMO_ROWS[path])
    loaded = load(portal.root)
    found = [p.place for p in check_release(loaded.content, loaded.problems) if p.code == "P01"]
    assert [(place.path, place.row) for place in found] == [(path, 2)]
    assert [
        p.code for p in check_release(loaded.content, loaded.problems, demo=True) if p.code == "P01"
    ] == []


def test_what_nobody_wrote_is_refused(portal: Portal) -> None:
    """Templates as they come, write-ups with headings alone, the starter's page."""
    reviewed(released(portal))
    new_case(portal.root, "fresh", "新的")
    new_meeting(portal.root, "2019-05-06", "jia", "新的")
    portal.write("content/cases/bare.md", CASE.replace("纠纷多。", ""))
    portal.write("content/pages/empty.md", "---\ntitle: 空的\n---\n")
    portal.write("content/pages/about.md", "---\ntitle: 关于\n---\n（请写：谁主办。）\n")
    portal.write("content/pages/headings.md", "---\ntitle: 只有标题\n---\n## 一\n\n## 二\n")
    portal.write("content/pages/later.md", "---\ntitle: 以后\n---\n做法如下。\n\n- 成效：待补充\n")
    portal.write("content/pages/alone.md", "---\ntitle: 单独\n---\n（待补充）\n")
    loaded = load(portal.root)
    found = {p.place.path for p in check_release(loaded.content, loaded.problems) if p.code == "P05"}
    assert found == {
        "content/cases/fresh.md", "content/cases/bare.md", "content/meetings/2019-05-06-jia/index.md",
        "content/pages/empty.md", "content/pages/about.md",
        "content/pages/headings.md", "content/pages/later.md", "content/pages/alone.md",
    }  # fmt: skip


INVENTED = {
    "content/ledgers/rewards.csv": "期间,组别,单位,名次,奖励,依据\n2019Q1,county,甲县,1,流动红旗（演示）,样发〔2019〕1号\n",
    "content/ledgers/claims.csv": "编号,单位,表述,类型,层级,截至,来源,核实\nC01,甲县,全市首创,首创,全市,2019-03,演示,未核实\n",
    "content/ledgers/tasks.csv": "编号,单位,任务,节点,计划日期,实际日期,计划进度,实际进度\nT1,甲县,规范化建设（演示）,改造,2019-03-31,,80%,60%\n",
    "content/benchmarks.csv": "期间,对标,名称,指标,数值,来源\n2019Q1,标杆地,演示市,火灾起数,3,演示：虚构\n",
    "content/facts.csv": "编号,事实,时间,出处,提醒\nF01,演示：甲县试行。,2019年,样例市简报,\n",
    "content/programmes/a.md": "---\ntitle: 创建（演示）\nkind: 创建\n---\n说明。\n",
    "content/pages/about.md": "---\ntitle: 关于（演示）\n---\n说明。\n",
}  # fmt: skip


def test_whatever_file_says_of_itself_that_it_is_invented_is_refused(portal: Portal) -> None:
    reviewed(released(portal))
    for path, text in INVENTED.items():
        portal.write(path, text)
    results = "content/results/2019Q1/隐患整改.csv"
    head, *rows = portal.read(results).splitlines()
    portal.write(results, "\n".join([f"{head},备注", *(f"{row},演示：虚构" for row in rows)]))
    portal.replace("site_config/indicators.csv", "本季火灾起数。", "本季火灾起数（演示）。")
    portal.replace(
        "site_config/units.csv",
        "样例市,样例,设区的市,city,,,0,,,虚构",
        "样例市,样例,设区的市,city,,,0,,,演示",
    )
    portal.replace("site_config/methods/county.yml", "title: ", "title: （演示）")
    portal.replace(PORTAL, "综合处（虚构）", "综合处（演示）")
    loaded = load(portal.root)
    found = {p.place.path for p in check_release(loaded.content, loaded.problems) if p.code == "P01"}
    config = {
        f"site_config/{name}" for name in ("indicators.csv", "units.csv", "methods/county.yml", "portal.yml")
    }
    assert found == {*INVENTED, *config, results}


@pytest.mark.parametrize(
    "page",
    [
        "<title>排名（含演示数据） - 样例</title>",
        "<td>流动红旗&#40;演示&#41;</td>",
        "<li>规范化建设（演示）</li>",
        "<td>演示：复核</td>",
    ],
)
def test_a_site_with_demo_data_is_published_as_a_demonstration_only(
    portal: Portal, tmp_path: Path, page: str
) -> None:
    portal.write("build/site/handbook/files.html", page)  # which tells how to write it
    portal.write("build/site/index.html", "")
    assert "P01" not in portal.run("publish", str(tmp_path / "www")).stderr
    portal.write("build/site/index.html", page)
    refused = portal.run("publish", str(tmp_path / "www"))
    assert refused.exit_code == 1 and "错误 P01" in refused.stderr and "--demo" in refused.stderr
    assert not (tmp_path / "www").exists()


def test_a_reviewer_may_not_be_a_person(portal: Portal) -> None:
    reviewed(released(portal))
    text = portal.read(PORTAL)
    portal.write(PORTAL, text.replace("by: 保密办", "by: 联系人 13800138000"))
    assert "D02" in portal.check().codes


CASE = """---
title: 上门调解
units: [jia]
themes: [safety]
level: county
year: 2019
status: stub
indicators: []
sources: []
summary: 上门调解。
contact: 样例市综合处
---

## 背景

纠纷多。
"""
MEETING = """---
title: 现场会
short_title: 现场会
date: 2019-05-06
host: 样例市委政法委（虚构）
reviews: []
practices: []
agenda: []
sources: []
---

会议。
"""


@pytest.mark.slow
def test_write_ups_and_meetings_are_reviewed_too(portal: Portal) -> None:
    """By different posts, with the conclusions on secrecy and personal data, never by name."""
    case, meeting = "content/cases/doorstep.md", "content/meetings/2019-05-jia/index.md"
    portal.write(case, CASE)
    portal.write(meeting, MEETING)
    reviewed(released(portal))
    assert codes(portal) == ["P02"] * 4
    for path in (case, meeting):
        portal.replace(path, "sources: []", f"sources: []\nreview: {STEPS}")
    assert codes(portal) == []
    pages = portal.pages()
    for name in ("cases/doorstep", "meetings/2019-05-jia"):
        assert (
            "审核：初审 综合处 2019年7月11日（同意）；保密审查 保密办 2019年7月12日（不涉密）。"
            in pages[name]
        )
    portal.replace(case, "{初审:", "{复审: {by: 综合处, on: 2019-07-11, result: 同意}, 初审:")
    assert codes(portal) == ["P02"]
    assert "“上门调解” 的“初审”和“复审”由同一个科室或岗位做" in portal.run("build", "--release").stderr


def test_a_fictitious_write_up_is_demo_data(portal: Portal) -> None:
    portal.write("content/cases/doorstep.md", CASE.replace("summary:", "data_status: demo\nsummary:"))
    reviewed(released(portal))
    assert codes(portal) == ["P01", "P02", "P02"]
