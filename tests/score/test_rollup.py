"""Longer periods made of shorter ones: a second, obvious reckoning of what the parts come to."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.problems import Place
from leitai.schema.config.dimensions import BEST, COMBINES, MEAN, SUM, WEIGHTED, Rollup
from leitai.schema.period import Period
from leitai.score.ranking.rollup import Whole
from portals import Portal

QUARTERS = Period(2019, "year", 1).parts("quarter")
VALUES = st.none() | st.integers(0, 1000).map(lambda n: Fraction(n, 10))
NUMBERS = st.integers(1, 5).map(Decimal)


def slowly(values: list[Fraction | None], rollup: Rollup, missing: str) -> Fraction | None:
    there = [
        (v, Fraction(w))
        for v, w in zip(values, rollup.weights or [Decimal(1)] * 4, strict=True)
        if v is not None
    ]
    if not there or (missing == "unranked" and len(there) < 4):
        return None
    if missing == "zero":
        weights = rollup.weights or [Decimal(1)] * 4
        there = [(v or Fraction(0), Fraction(w)) for v, w in zip(values, weights, strict=True)]
    if rollup.combine == BEST:
        best = sorted((v for v, _ in there), reverse=True)[: rollup.n]
        return sum(best, Fraction(0)) / len(best)
    average = sum(v * w for v, w in there) / sum(w for _, w in there)
    return 4 * average if rollup.combine == SUM else average


@given(
    st.lists(VALUES, min_size=4, max_size=4),
    st.sampled_from(tuple(COMBINES)),
    st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    st.integers(1, 4),
    st.sampled_from(["unranked", "zero", "reweight"]),
)
def test_parts_come_to_what_a_second_reckoning_gives(
    values: list[Fraction | None], combine: str, weights: tuple[Decimal, ...], n: int, missing: str
) -> None:
    rollup = Rollup(
        "county",
        "total",
        combine,
        weights if combine == WEIGHTED else (),
        n if combine == BEST else None,
        None,
        place=Place("tests"),
    )
    carried = dict(zip(QUARTERS, rollup.weights, strict=True)) if rollup.weights else {}
    whole = Whole(rollup, dict(zip(QUARTERS, values, strict=True)), carried, missing)
    assert (whole.exact if whole.counted else None) == slowly(values, rollup, missing)


def test_parts_of_a_period() -> None:
    assert [p.id for p in Period(2019, "half", 2).parts("quarter")] == ["2019Q3", "2019Q4"]
    assert [p.id for p in Period(2019, "quarter", 2).parts("month")] == ["2019-04", "2019-05", "2019-06"]
    assert Period(2019, "quarter", 2).parts("quarter") == Period(2019, "quarter", 2).parts("year") == ()


def test_a_half_year_is_sealed_and_explained_like_any_period(portal: Portal) -> None:
    """A later change in one of its two quarters moves the half-year, and is found."""
    method = portal.read("site_config/methods/county.yml")
    head = method.partition("dimensions:")[0].replace("id: county\n", "id: half\n")
    rollup = f"{{method: county, of: total, combine: {MEAN}}}"
    tree = f"dimensions:\n  - {{id: all, name: 半年, weight: 100, rollup: {rollup}}}\n"
    portal.write(
        "site_config/methods/year.yml", head.replace("{from: 2019Q1, to: 2019Q4}", "{from: 2019H1}") + tree
    )
    portal.replace(
        "site_config/portal.yml",
        "themes:",
        "  2019H1: {published_on: 2019-07-15, data_status: demo}\nthemes:",
    )
    assert portal.check().codes == []
    (jia,) = [row for unit, row in portal.rows("2019H1").items() if unit == "jia"]
    assert (
        jia["scores"]["half-all"]["basis"]
        == "2019年第一季度 93、2019年第二季度 92.8：（93 + 92.8）÷ 2 = 92.9"
    )
    assert portal.run("seal", "2019H1").exit_code == 0
    assert portal.check().codes == []
    portal.replace("content/results/2019Q2/汇总.csv", "甲县,12,38", "甲县,12,39")
    assert "L01" in portal.check().codes or "L02" in portal.check().codes


@pytest.mark.parametrize(
    ("at", "total", "told"),
    [
        ("indicator", 88.6, "÷ 3 = 88.2333333333，先保留 1 位小数，再计分"),
        ("total", 88.5, "÷ 3 = 88.2333333333"),
    ],
)
def test_what_comes_out_is_rounded_first_only_where_points_are(
    portal: Portal, at: str, total: float, told: str
) -> None:
    """丁山, 87 and 90.7: (2 · 87 + 90.7) / 3 and 88.85, each half; 44.1 + 44.5 (of 88.2 and 88.9), or once 88.54…"""
    head = portal.read("site_config/methods/county.yml").partition("dimensions:")[0]
    head = head.replace("id: county\n", "id: half\n").replace("{from: 2019Q1, to: 2019Q4}", "{from: 2019H1}")
    rounding = f"{{places: 1, mode: half_up, at: {at}}}"
    head = re.sub("rounding:.*", f"rounding: {rounding}", head)
    ways = ("combine: weighted, weights: [2, 1]", "combine: mean")
    tree = "".join(
        f"  - {{id: d{n}, name: 维{n}, weight: 50, rollup: {{method: county, of: total, {way}}}}}\n"
        for n, way in enumerate(ways)
    )
    portal.write("site_config/methods/half.yml", f"{head}dimensions:\n{tree}")
    portal.replace("site_config/portal.yml", "themes:", "  2019H1: {data_status: demo}\nthemes:")
    ding = portal.rows("2019H1")["ding"]
    assert ding["score"] == total
    assert ding["scores"]["half-d0"]["basis"].endswith(told)


def test_years_made_of_years_stand_beside_each_of_them(portal: Portal) -> None:
    """Two years back, the later one twice as heavy; the group of several years is the union of one group."""
    path, portal_yml = "site_config/methods/county.yml", "site_config/portal.yml"
    portal.delete("content/results")
    portal.replace(path, "{from: 2019Q1, to: 2019Q4}", "{from: 2017, to: 2018}")
    portal.replace(path, "kind: completion, target: file, cap: 1", "kind: as_given, full: 100")
    portal.replace(path, "dated: 2018-12-20", "dated: 2016-12-20")
    head = portal.read(path).partition("dimensions:")[0].replace("id: county\n", "id: years\n")
    head = head.replace("group: county", "group: years").replace("{from: 2017, to: 2018}", "{from: 2018}")
    rollup = "{method: county, of: total, combine: weighted, weights: [1, 2], last: 2}"
    tree = f"dimensions:\n  - {{id: both, name: 近两年, weight: 100, rollup: {rollup}}}\n"
    portal.write("site_config/methods/years.yml", head + tree)
    portal.replace(portal_yml, "  city: 全市", "  city: 全市\n  years: {name: 近两年, union_of: [county]}")
    days = "{deadline: 2019-01-08, published_on: 2019-01-15, data_status: demo}"
    text = portal.read(portal_yml).partition("periods:")
    portal.write(
        portal_yml,
        f"{text[0]}periods:\n  2017: {days}\n  2018: {days}\nthemes:{text[2].partition('themes:')[2]}",
    )
    rows = "甲县,1,90,30\n乙县,2,80,40\n丙市,3,70,35\n丁山（经济）开发区,4,60,20\n"
    for year in (2017, 2018):
        portal.write(f"content/results/{year}/汇总.csv", f"单位,火灾起数,隐患整改率,服务评分\n{rows}")
        rows = "甲县,2,91,36\n乙县,4,82,30\n丙市,1,75,33\n丁山（经济）开发区,3,66,21\n"
    assert portal.check().codes == []
    rankings = {r["group"]: r["rows"] for r in portal.rank("2018")["rankings"]}
    (jia,) = [row for row in rankings["years"] if row["unit"] == "jia"]
    before = {row["unit"]: row["score"] for row in portal.rank("2017")["rankings"][0]["rows"]}["jia"]
    now = {row["unit"]: row["score"] for row in rankings["county"]}["jia"]
    assert jia["score"] == round((before + 2 * now) / 3, 2)
    assert jia["scores"]["years-both"]["basis"].startswith(
        f"2017年 {before}、2018年 {now:g}：（{before:g} × 1"
    )
