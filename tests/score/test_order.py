"""Every kind of period and several groups, through the command line; roots that end exactly on an edge."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from leitai.score.arithmetic.precise import geometric_mean, settled, square_root
from portals import Portal

METHOD = "site_config/methods/county.yml"


@pytest.mark.parametrize("period", ["2019-08", "2019Q3", "2019H1", "2019"])
def test_every_kind_of_period_is_ranked(period: str, portal: Portal) -> None:
    """Months, quarters, half-years, years: the method says by its own `periods` which kind it is for."""
    portal.replace(
        METHOD, "periods: {from: 2019Q1, to: 2019Q4}", f'periods: {{from: "{period}", to: "{period}"}}'
    )
    portal.replace(METHOD, "kind: completion, target: file, cap: 1", "kind: as_given, full: 100")
    portal.delete("content/results")
    status = "{deadline: 2019-04-08, published_on: 2019-04-15, data_status: demo}"
    portal.replace("site_config/portal.yml", f"  2019Q1: {status}", f'  "{period}": {status}')
    rows = "甲县,1,90,30\n乙县,2,80,40\n丙市,3,70,35\n丁山（经济）开发区,4,60,20\n"
    portal.write(f"content/results/{period}/汇总.csv", f"单位,火灾起数,隐患整改率,服务评分\n{rows}")
    assert [row["rank"] for row in portal.rows(period).values()] == [1, 2, 3, 4]


def test_groups_of_different_scales_never_mix(portal: Portal) -> None:
    """丁山 is a group of its own on a scale of 150: two rankings, each with its own ranks and bounds."""
    portal.replace("site_config/portal.yml", "  city: 全市", "  city: 全市\n  zone: 开发区")
    units = portal.read("site_config/units.csv")
    line = next(line for line in units.splitlines() if line.startswith("ding,"))
    portal.write("site_config/units.csv", units.replace(line, line.replace(",county,", ",zone,")))
    text = portal.read(METHOD)
    zone = text.replace("id: county", "id: zone", 1).replace("group: county", "group: zone")
    zone = zone.replace("scale: 100", "scale: 150").replace("weight: 40", "weight: 90")
    portal.write("site_config/methods/zone.yml", zone)
    result = portal.run("rank", "2019Q1", "--format", "json")
    rankings = {r["group"]: r["rows"] for r in json.loads(result.stdout)["rankings"]}
    assert [row["unit"] for row in rankings["zone"]] == ["ding"]
    assert (rankings["zone"][0]["rank"], rankings["zone"][0]["scores"]["fire"]["score"]) == (1, 100)
    assert sorted(row["rank"] for row in rankings["county"]) == [1, 2, 3]
    assert "ding" not in {row["unit"] for row in rankings["county"]}


def test_rational_roots_are_exact() -> None:
    """1/9 is no short decimal, but its root is exactly 1/3."""
    assert square_root(Fraction(1, 9)) == Fraction(1, 3)
    assert settled(geometric_mean([Fraction(1, 4), Fraction(169)], [Fraction(1, 2)] * 2)) == Fraction(13, 2)
    nested = geometric_mean([Fraction(2), Fraction(8)], [Fraction(1, 2)] * 2)
    root = geometric_mean([Fraction(2), Fraction(3)], [Fraction(1, 2)] * 2)
    assert settled(geometric_mean([nested, root**2 / 6], [Fraction(1, 2)] * 2)) == 2
