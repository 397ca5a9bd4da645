"""Settings that can't be meant: each must be a problem, none may rank, hang or end in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portals import Portal

METHOD = "site_config/methods/county.yml"
INDICATORS = "site_config/indicators.csv"
AS_GIVEN = "{kind: as_given, full: 40}"
TARGETS = "期间,单位,指标,目标值,依据\n"

SENSELESS = {
    "full mark 0": (METHOD, "as_given, full: 40", "as_given, full: 0"),
    "negative full mark": (METHOD, "as_given, full: 40", "as_given, full: -40"),
    "negative span turns the order round": (METHOD, "floor: 60, span: 40", "floor: 60, span: -40"),
    "floor above cap": (METHOD, "cap: 1}", "cap: 1, floor: 2}"),
    "cap 0": (METHOD, "cap: 1}", "cap: 0}"),
    "top 0": (METHOD, "display: full", "display: {top_n: 0}"),
    "method ends before it begins": (METHOD, "{from: 2019Q1, to: 2019Q4}", "{from: 2019Q4, to: 2019Q1}"),
    "dimension without indicators": (
        METHOD,
        "dimensions:\n",
        "dimensions:\n  - id: empty\n    name: 空\n    weight: 0\n    indicators: []\n",
    ),
    "empty title": (METHOD, "title: 样例市县（市、区）季度考核办法（虚构）", "title:"),
    "least value above the greatest": (INDICATORS, "火灾统计,true,0,9999", "火灾统计,true,9999,0"),
    "negative decimals": (INDICATORS, "lower,quarter,0", "lower,quarter,-1"),
    "version 0": (METHOD, "version: 1", "version: 0"),
    "interval upside down": (METHOD, AS_GIVEN, "{kind: interval, lo: 90, hi: 80, loss_per_unit: 1}"),
    "nothing to lose": (METHOD, AS_GIVEN, "{kind: interval, lo: 80, hi: 90, loss_per_unit: 1, floor: 100}"),
    "rising points": (METHOD, AS_GIVEN, "{kind: rank_points, table: [5, 6], tie: best}"),
    "table and step": (METHOD, AS_GIVEN, "{kind: rank_points, table: [6, 5], step: 1, tie: best}"),
    "start without step": (METHOD, AS_GIVEN, "{kind: rank_points, start: 6, tie: best}"),
    "negative step": (METHOD, AS_GIVEN, "{kind: rank_points, start: 6, step: -1, tie: best}"),
}


@pytest.mark.parametrize("name", SENSELESS)
def test_setting_that_cannot_be_meant_is_refused_where_it_stands(portal: Portal, name: str) -> None:
    path, old, new = SENSELESS[name]
    portal.replace(path, old, new)
    checked = portal.check()
    assert [(p["path"], p["severity"]) for p in checked.problems] == [(path, "error")]


def test_two_targets_for_one_thing_are_refused(portal: Portal) -> None:
    portal.write("content/targets.csv", f"{TARGETS}2019,,隐患整改率,95,任务书\n2019,,隐患整改率,80,任务书\n")
    assert portal.check().exit_code == 1


def test_target_that_no_rule_can_use_is_said(portal: Portal) -> None:
    portal.write("content/targets.csv", f"{TARGETS}2019Q1,,隐患整改率,95,任务书\n")
    assert portal.check().problems != []


@pytest.mark.slow
def test_enormous_number_does_not_hang(portal: Portal) -> None:
    portal.replace(METHOD, "places: 2", "places: 1e999999999")
    command = [sys.executable, "-c", "from leitai.cli import main; main()", "check"]
    done = subprocess.run(
        command, cwd=portal.root, env=dict(os.environ), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 1


def test_mistakes_of_cells_and_of_methods_are_listed_together(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10", "甲县,")
    portal.replace(METHOD, "hazards, weight: 30", "hazards, weight: 25")
    assert portal.check().codes == ["M01", "V01"]


def test_row_of_the_whole_city_does_not_stop_the_ranking(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,", "样例市,75,69\n甲县,")
    assert portal.check().exit_code == 0


def absent(portal: Portal, missing: str) -> None:
    portal.replace(METHOD, "missing: unranked", f"missing: {missing}")
    portal.replace("content/results/2019Q1/汇总.csv", "丙市,30,40\n", "")
    portal.replace("content/results/2019Q1/隐患整改.csv", "丙市,隐患整改率,80,%,100\n", "")


@pytest.mark.parametrize(
    "missing",
    [
        "unranked",
        "zero",
        "reweight",
    ],
)
def test_unit_without_any_figure_is_not_ranked(portal: Portal, missing: str) -> None:
    """R01 promises it: 将列为“未报”，不参加排名."""
    absent(portal, missing)
    assert portal.check().codes == ["R01"]
    row = portal.rows("2019Q1")["bing"]
    assert (row["status"], row["rank"], row["reason"]) == ("missing", None, "未报")


def test_unit_to_which_nothing_applies_did_report(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "丙市,30,40", "丙市,不适用,不适用")
    portal.replace("content/results/2019Q1/隐患整改.csv", "丙市,隐患整改率,80", "丙市,隐患整改率,不适用")
    assert portal.rows("2019Q1")["bing"]["reason"] != "未报"


@pytest.mark.parametrize(("rank", "codes"), [("第1名", []), ("1.5", ["A02"]), ("1.2", ["V02"])])
def test_reported_rank_is_read_as_a_rank(portal: Portal, rank: str, codes: list[str]) -> None:
    portal.write(
        "content/results/2019Q1/汇总.csv",
        f"单位,火灾起数,服务评分,名次\n甲县,10,36,{rank}\n乙县,20,32,3\n丙市,30,40,4\n丁山（经济）开发区,15,30,2\n",
    )
    assert portal.check().codes == codes
