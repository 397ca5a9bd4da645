"""Single points where floats, or a declared bound, could tip a score; through the command line."""

from __future__ import annotations

import pytest

from portals import UNITS, Portal

METHOD = "site_config/methods/county.yml"
MINMAX = "kind: minmax, floor: 60, span: 40"
COMPLETION = "kind: completion, target: file, cap: 1"


def wide(portal: Portal, indicator: str, *values: str) -> None:
    rows = "".join(f"{unit},{value}\n" for unit, value in zip(UNITS, values, strict=True))
    portal.write("content/results/2019Q1/汇总.csv", f"单位,{indicator}\n{rows}")


@pytest.mark.parametrize(("actual", "target", "floor"), [("1.2", "1.5", "0.8"), ("2.8", "3.5", "0.8")])
def test_ratio_just_at_the_floor_counts(portal: Portal, actual: str, target: str, floor: str) -> None:
    """Below the floor 0; at the floor the ratio itself: 100·1.2/1.5 = 80."""
    portal.score_only(hazards=f"kind: completion, target: annual, floor: {floor}, cap: 2.5")
    wide(portal, "隐患整改率", actual, "3", "3", "3")
    portal.write("content/targets.csv", f"期间,单位,指标,目标值,依据\n2019,,隐患整改率,{target},任务书\n")
    assert portal.rows("2019Q1")["jia"]["score"] == 80


def test_large_values_close_together_are_still_exact(portal: Portal) -> None:
    """100·(0.11 − 0)/(0.32 − 0) = 34.375, which rounds up to 34.38."""
    portal.score_only(hazards="kind: minmax")
    portal.replace("site_config/indicators.csv", "隐患台账,true,0,100,", "隐患台账,true,,,")
    wide(portal, "隐患整改率", "1000000000.00", "1000000000.11", "1000000000.32", "1000000000.20")
    assert portal.rows("2019Q1")["yi"]["score"] == 34.38


def test_one_declared_bound_never_turns_the_order_round(portal: Portal) -> None:
    """Higher is better, worst is declared as 90, nobody reaches it: 85 must not lose against 80."""
    portal.score_only(hazards="kind: minmax, floor: 60, span: 40, worst: 90")
    wide(portal, "隐患整改率", "80", "85", "82", "81")
    rows = portal.rows("2019Q1")
    assert rows["yi"]["score"] >= rows["bing"]["score"] >= rows["ding"]["score"] >= rows["jia"]["score"]


def test_tenths_add_up_exactly(portal: Portal) -> None:
    """0.1 + 0.2 and 0.3 are the same total: a tie, not 1 and 2."""
    portal.delete("content/results/2019Q1/隐患整改.csv")
    portal.delete("content/results/2019Q2")
    portal.replace(
        METHOD,
        f"""      - {{id: fire, weight: 30, score: {{{MINMAX}}}}}
      - {{id: hazards, weight: 30, score: {{{COMPLETION}}}}}""",
        "      - {id: fire, weight: 60, score: {kind: as_given, full: 60}}",
    )
    portal.replace("site_config/indicators.csv", "火灾起数,起,lower", "火灾起数,起,higher")
    portal.replace(METHOD, "at: indicator", "at: total")
    portal.replace(METHOD, "rank_on: published", "rank_on: exact")
    portal.write(
        "content/results/2019Q1/汇总.csv",
        "单位,火灾起数,服务评分\n甲县,0.1,0.2\n乙县,0.3,0\n丙市,0,0.3\n丁山（经济）开发区,0.2,0.1\n",
    )
    assert {row["rank"] for row in portal.rows("2019Q1").values()} == {1}


def test_a_third_shares_its_rank_with_a_third(portal: Portal) -> None:
    """1/3, 2/6 and 3/9 are one number on ten places, whatever the floats say."""
    portal.score_only(hazards="kind: completion, target: file")
    portal.replace(METHOD, "rank_on: published", "rank_on: exact")
    portal.write(
        "content/results/2019Q1/整改.csv",
        "单位,指标,数值,目标值\n甲县,整改率,1,3\n乙县,整改率,2,6\n丙市,整改率,0.7,2.1\n丁山（经济）开发区,整改率,33,100\n",
    )
    rows = portal.rows("2019Q1")
    assert [rows[unit]["rank"] for unit in ("jia", "yi", "bing", "ding")] == [1, 1, 1, 4]
    assert rows["jia"]["score"] == 33.33


def test_reaching_a_declared_worst_value_is_not_full_marks(portal: Portal) -> None:
    """Worst is declared as 90 (不允许值) and the best unit just reaches it: 60 for all, as one step below."""
    portal.score_only(hazards="kind: minmax, floor: 60, span: 40, worst: 90")
    wide(portal, "隐患整改率", "80", "90", "82", "81")
    assert {row["score"] for row in portal.rows("2019Q1").values()} == {60}


def test_scores_beyond_64_bits_are_refused_under_a_geometric_mean_too(portal: Portal) -> None:
    """An uncapped ratio of 6 to 0.0000000000001 is no score that anybody means: a problem, not a traceback."""
    portal.score_only(fire="kind: completion, target: annual_share")
    portal.replace(METHOD, "aggregate: arithmetic", "aggregate: geometric")
    portal.replace("site_config/indicators.csv", "火灾统计,true,0,9999", "火灾统计,true,,")
    wide(portal, "火灾起数", "0.0000000000001", "3", "3", "3")
    portal.write("content/targets.csv", "期间,单位,指标,目标值,依据\n2019,,火灾起数,3999996,任务书\n")
    assert set(portal.check().codes) == {"M22", "M23"}


@pytest.mark.parametrize("rank_on", ["published", "exact"])
def test_totals_beyond_64_bits_are_still_exact(portal: Portal, rank_on: str) -> None:
    """The value itself is the total, to ten places: fifteen digits before the point need 83 bits."""
    large = "1" + 15 * "0"
    portal.score_only(hazards=f"kind: as_given, full: {large}")
    portal.write(
        METHOD,
        portal.read(METHOD)
        .replace("scale: 100", f"scale: {large}")
        .replace("weight: 100", f"weight: {large}"),
    )
    portal.replace("site_config/indicators.csv", "隐患台账,true,0,100,", "隐患台账,true,,,")
    portal.replace(METHOD, "rank_on: published", f"rank_on: {rank_on}")
    wide(portal, "隐患整改率", "999999999999999", "999999999999998", "0", "1")
    found = [(row["rank"], row["score"]) for row in portal.rows("2019Q1").values()]
    assert found == [(1, 999999999999999), (2, 999999999999998), (3, 1), (4, 0)]
