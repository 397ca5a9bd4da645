"""How much a write-up tells, and what counts: absolutes, steps, sources. One portal holds a write-up per status and grade."""

from __future__ import annotations

import pytest

from leitai.model.writings.sources import named_in
from leitai.model.writings.standing import has_absolute, has_figure, is_slogan
from leitai.pipeline.load import load
from portals import Portal

FACTS = """编号,事实,时间,出处,发布单位,转载,性质,提醒
F01,甲县试行上门调解（虚构）。,2019年,样例市简报（虚构）,样例市政法委（虚构）,,自述,
F02,评估上门调解（虚构）。,2019年,上门调解评估（虚构）,样例大学（虚构）,,研究,
F03,转载（虚构）。,2019年,上门调解见闻（虚构）,样例日报（虚构）,样例网,转述,
"""
HEAD = """---
title: 上门调解（虚构）
units: [jia]
themes: [safety]
level: county
year: 2019
summary: 甲县试行上门调解。
contact: 甲县政法委（虚构）
"""
STEPS = "1. 司法所登记，当天指定调解员 [F01]。\n2. 调解员3天内上门，填核对单。\n3. 双方签字。\n4. 7天内约双方调解。\n"
SLOGANS = "1. 加强党建 [F01]。\n2. 夯实基础。\n3. 苦练内功。\n4. 建立机制。\n"
RESULT = "results: [{indicator: fire, before: 20起, after: 12起, period: 2018年与2019年, source: %s}]\n"
WHOLE = (
    "problem: 纠纷谈不成\ncost: {staff: 未载, money: 未载, setup: 未载, running: 未载}\n"
    "failure_modes: [{if: 只派一人, then: 说不清, signal: 拒签数}]\n" + RESULT % "F02"
)
ADOPTED = "adopted_by: [{unit: yi, date: 2019-06, status: 试行, result: 30起降到18起, source: F02}]\n"
CONDITIONS = "\n## 适用条件\n- 必须：有两名调解员。\n"


def write_up(keys: str, steps: str, rest: str = "") -> str:
    return f"{HEAD}{keys}---\n## 做法\n{steps}{rest}"


CASES = {
    "name-only": ("stub", write_up("evidence: 0\n", "试行上门调解 [F01]。\n")),
    "slogans": ("stub", write_up("", SLOGANS)),
    "no-source": ("stub", write_up("", STEPS.replace(" [F01]", ""))),
    "percent-only": (
        "stub",
        write_up(
            "evidence: 1\n" + (RESULT % "F01").replace("20起", "20%").replace("12起", "同比下降4成"),
            "试行 [F01]。\n",
        ),
    ),
    "steps": ("partial", write_up("evidence: 1\n", STEPS)),
    "steps-as-typed": ("partial", write_up("", STEPS.replace(". ", "、"))),
    "steps-inside-a-step": (
        "stub",
        write_up("", "1. 司法所登记 [F01]。\n   1. 当天。\n   2. 次日。\n   3. 三天。\n"),
    ),
    "result": ("partial", write_up("evidence: 2\n" + RESULT % "F01", "试行上门调解。\n")),
    "one-source": ("partial", write_up(WHOLE.replace("F02", "F01"), STEPS, CONDITIONS)),
    "no-condition": ("partial", write_up(WHOLE, STEPS)),
    "cost-not-looked-for": (
        "partial",
        write_up(WHOLE.replace(", running: 未载", ""), STEPS, CONDITIONS),
    ),
    "copies-only": (
        "partial",
        write_up(WHOLE.replace("F02", "F03"), STEPS.replace("F01", "F03"), CONDITIONS),
    ),
    "whole": ("complete", write_up("evidence: 2\n" + WHOLE, STEPS, CONDITIONS)),
    "claimed-less": ("complete", write_up("status: stub\n" + WHOLE, STEPS, CONDITIONS)),
    "evaluated": ("complete", write_up("evidence: 3\n" + WHOLE, STEPS, CONDITIONS)),
    "elsewhere": ("complete", write_up("evidence: 4\n" + WHOLE + ADOPTED, STEPS, CONDITIONS)),
    "failed": ("complete", write_up("worked: no\n" + WHOLE, STEPS, CONDITIONS)),
    "retired": ("retired", write_up("status: retired\n", STEPS)),
}


def test_each_status_and_grade(portal: Portal) -> None:
    portal.write("content/facts.csv", FACTS)
    for name, (_, text) in CASES.items():
        portal.write(f"content/cases/{name}.md", text)
    loaded = load(portal.root)
    assert [p for p in loaded.problems if p.code not in ("C15",)] == []
    library = loaded.content.library
    assert {slug: library.status(case) for slug, case in library.cases.items()} == {
        name: status for name, (status, _) in CASES.items()
    }
    ordered = [case.slug for case in library.best_first(library.cases.values())]
    assert ordered[:3] == ["elsewhere", "evaluated", "whole"] and ordered[-1] == "retired"
    led_to = library.worth_reading(library.cases.values())
    assert all(library.status(case) in ("complete", "partial") for case in led_to)
    assert library.cases["failed"] not in led_to
    leads = [library.cases[name] for name in ("slogans", "name-only", "retired")]
    assert [case.slug for case in library.worth_reading(leads)] == ["name-only", "slogans"]


@pytest.mark.parametrize(
    "figure",
    ["413件", "8000多元", "十多万元", "82%（41/50件）", "1.32亿元", "两起都解决", "2018年的413件"],
)
def test_absolutes(figure: str) -> None:
    assert has_absolute(figure)


@pytest.mark.parametrize(
    "figure",
    [
        "82%",
        "同比下降34.29%",
        "2018年",
        "2019年第三季度",
        "升高1.2个百分点",
        "翻了2倍",
        "百分之二十",
        "",
        "明显下降 [W12]",
    ],
)
def test_no_absolutes(figure: str) -> None:
    assert not has_absolute(figure)


def test_figures_are_not_dates_or_numbers_of_steps() -> None:
    assert has_figure("3. 调解率70%以上 [W24]。") and has_figure("减少20多件")
    assert not has_figure("3. 2019年初由村支书介入 [W14]。")


@pytest.mark.parametrize(
    "step",
    [
        "加强党建",
        "夯实基础 [F01]。",
        "不断提升能力，压实责任",
        "**强党建、建机制、夯基础、练内功**",
        "统一思想，高度重视",
        "党建引领",
        "以党建为统领，大力弘扬担当精神",
    ],
)
def test_slogans(step: str) -> None:
    assert is_slogan(step)


@pytest.mark.parametrize(
    "step",
    [
        "推行岗亭代办",
        "建立调解人才库，治调主任、乡贤按需要随驻",
        "县委派指导组到村",
        "加强巡查，每段每天一次",
        "以司法所为牵头单位，每周碰头",
        "法院先行调解，7天内转回",
    ],
)
def test_steps(step: str) -> None:
    assert not is_slogan(step)


def test_sources_are_numbers_or_one_title() -> None:
    assert named_in("W01、W02") == named_in("[W01][W02]") == ("W01", "W02")
    assert named_in("调解、仲裁和评估（虚构）") == ("调解、仲裁和评估（虚构）",)
