"""Settings that can't be meant: each must be a problem, none may rank, hang or end in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from leitai.check.declared.parameters import check_directions, check_parameters, check_targets_fit
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.score_kinds import ParameterValue, ScoreRule
from leitai.score.kinds import SPECS
from portals import PATIENCE, Portal
from random_content import BASE, NOWHERE, indicator_of

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
    "a tier of two numbers": (METHOD, "display: full", "display: full\ntiers: {by: points, 优秀: [85, 100]}"),
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
        command, cwd=portal.root, env=dict(os.environ), capture_output=True, timeout=PATIENCE, check=False
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


N = Decimal
AGAINST: dict[str, tuple[str, str, dict[str, ParameterValue]]] = {
    "a mark of what should be low": ("as_given", "lower", {"full": N(100)}),
    "points off what should be high": ("deduct", "higher", {"per_unit": N(1)}),
    "points off where neither is better": ("deduct", "interval", {"per_unit": N(1)}),
    "none below the lowest band": ("bands", "lower", {"bands": ((N(20), N(60)), (N(5), N(100)))}),
    "a better band has less": ("bands", "lower", {"bands": ((N(20), N(70)), (N(5), N(60)), (N(0), N(90)))}),
    "the best band has less": (
        "bands",
        "higher",
        {"bands": ((N(95), N(80)), (N(90), N(100)), (N(50), N(60)))},
    ),
    "none for who fell most": (
        "bands",
        "lower",
        {"on": "previous_rate", "bands": ((N(0), N(60)), (N(-10), N(100)))},
    ),
    "too good for the interval": ("interval", "higher", {"lo": N(90), "hi": N(95), "loss_per_unit": N(1)}),
    "too low for the interval": ("interval", "lower", {"lo": N(3), "hi": N(9), "loss_per_unit": N(1)}),
    "a share of a fall": ("completion", "lower", {"target": "file", "on": "yoy_points", "cap": N(1)}),
    "more points than full marks": ("rank_points", "higher", {"table": (N(60), N(50)), "tie": "best"}),
    "a floor that all stand on": (
        "rank_points",
        "higher",
        {"start": N(20), "step": N(1), "floor": N(20), "tie": "best"},
    ),
    "a cap below the target": ("completion", "higher", {"target": "file", "cap": N("0.9")}),
    "a floor above the target": ("completion", "higher", {"target": "file", "floor": N("1.2")}),
    "nothing off below the target": (
        "completion",
        "higher",
        {"target": "file", "under": {"per_point": N(0), "floor": N(0)}},
    ),
    "full marks below the target": (
        "completion",
        "lower",
        {"target": "file", "cap": N(1), "under": {"per_point": N(1), "floor": N(100)}},
    ),
    "all lost before the floor": (
        "completion",
        "higher",
        {"target": "file", "floor": N("0.5"), "under": {"per_point": N(2), "floor": N(0)}},
    ),
    "a year's target for a mean of quarters": (
        "completion",
        "higher",
        {"target": "annual", "on": "mean", "periods": N(2), "cap": N(1)},
    ),
}
ALONG: dict[str, tuple[str, str, dict[str, ParameterValue]]] = {
    "bands from the least value": (
        "bands",
        "lower",
        {"bands": ((N(20), N(0)), (N(5), N(80)), (N(0), N(100)))},
    ),
    "bands of any shape": ("bands", "interval", {"bands": ((N(20), N(0)), (N(5), N(80)), (N(2), N(60)))}),
    "bands from the greatest fall": (
        "bands",
        "lower",
        {"on": "yoy_rate", "bands": ((N(0), N(60)), (N(-100), N(100)))},
    ),
    "bands from the greatest loss": (
        "bands",
        "lower",
        {"on": "previous_points", "bands": ((N(1), N(0)), (N(0), N(60)), (N(-9999), N(100)))},
    ),
    "an interval up to the greatest value": (
        "interval",
        "higher",
        {"lo": N(9), "hi": N(9999), "loss_per_unit": N(1)},
    ),
    "a floor on the way down": (
        "completion",
        "higher",
        {"target": "file", "cap": N(1), "floor": N("0.6"), "under": {"per_point": N(2), "floor": N(0)}},
    ),
    "a floor under the least score": (
        "completion",
        "lower",
        {"target": "file", "cap": N(1), "floor": N("0.5"), "under": {"per_point": N(5), "floor": N(20)}},
    ),
    "points off a rise": ("deduct", "lower", {"per_unit": N(1), "on": "previous_points"}),
    "nothing registered": ("deduct", "none", {"per_unit": N(1)}),
}


@pytest.mark.parametrize("name", [*AGAINST, *ALONG])
def test_rules_go_along_with_the_indicator(name: str) -> None:
    kind, polarity, given = (AGAINST | ALONG)[name]
    rule = ScoreRule.of(SPECS[kind], given)
    indicator = MethodIndicator("fire", Fraction(20), rule, None, place=NOWHERE)
    dimension = replace(BASE.methods[0].dimensions[0], dimensions=(), leaves=(indicator,))
    methods = (replace(BASE.methods[0], dimensions=(dimension,)),)
    settings = replace(BASE.settings, indicator_rows=(indicator_of(polarity),))
    rules = (check_parameters, check_targets_fit, check_directions)
    found = [problem for rule in rules for problem in rule(settings, methods)]
    assert bool(found) == (name in AGAINST), found


SLIPS = {  # in place of what, what was written, and the words that tell it
    "tiers-as-a-list": ("tiers: [90, 80]", "“tiers”：这里应当是“键: 值”的形式", "{by: points, 优秀: 90, 良好: 80} 按总分"),
    "tiers-without-by": ("tiers: {优秀: 90, 良好: 80}", "“tiers”里缺少设置项“by”", "points 按总分、share 按比例"),
    "empty-within": ("gates: [{of: total, below: , best: 良好}]", "“below”：这里不能为空", "冒号后面"),
    "no-list": ("gates: {of: total, below: 60, best: 良好}", "“gates”：这里应当是列表", "[一项, 一项]。gates："),
    "wide-comma": ("tiers: {by: points， 优秀: 90}", "括号里有“，”", "{by: points, 优秀: 90}"),
    "semicolon": ("total: {floor: 0; cap: 105}", "括号里有“;”", "{floor: 0, cap: 105}"),
    "round-brackets": ("total: (floor: 0, cap: 105)", "括号是圆的", "{floor: 0, cap: 105}"),
    "open-bracket": ("tie_break: [fire", "括号没有成对", "请补上“]”"),
    "wide-colon-within": ("total: {floor： 0}", "不认识的设置项“floor： 0”", "后面空一格：floor: 0"),
    "a-name-that-is-taken": (
        "adjustments: {bonus_cap: 5, deduction_cap: 5, veto: unranked, vetoes: {加分: no_award}}",
        "“vetoes”：“加分”已经有别的意思",
        "另起名称",
    ),
}  # fmt: skip


def test_a_slip_in_a_method_is_told_by_its_key(portal: Portal) -> None:
    method = portal.read("site_config/methods/county.yml")
    for name, (written, *_) in SLIPS.items():
        portal.write(
            f"site_config/methods/{name}.yml", method.replace("scale: 100", f"scale: 100\n{written}")
        )
    told = {p["path"].rpartition("/")[2].removesuffix(".yml"): p for p in reversed(portal.check().problems)}
    missed = [
        n for n, (_, what, fix) in SLIPS.items() if what not in told[n]["what"] or fix not in told[n]["fix"]
    ]
    assert missed == []


def test_what_is_written_in_marks_of_the_item_says_so(portal: Portal) -> None:
    """15 起 30 分 under a weight of 30 is hardly meant of 100; `full` says which."""
    rule, path = "{kind: minmax, floor: 60, span: 40}", "site_config/methods/county.yml"
    portal.replace(path, rule, "{kind: minmax, floor: 18, span: 12}")
    assert portal.check().codes == ["S03"]
    portal.replace(path, "floor: 18, span: 12", "floor: 18, span: 12, full: 30")
    assert portal.check().codes == []
