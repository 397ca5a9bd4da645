"""Rank ranges and the influence of indicators, by hand."""

from __future__ import annotations

import pytest

from leitai.model.scoring.ranking import Ranking
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from portals import UNITS, Portal

METHOD = "site_config/methods/county.yml"
RULE = "kind: as_given, full: 100"


@pytest.fixture
def close(portal: Portal) -> Portal:
    """Two indicators of equal weight; 甲县 80 and 70, 乙县 70 and 80: both 75."""
    portal.score_only(hazards=RULE, service=RULE)
    values = ("80,70", "70,80", "10,10", "100,100")
    rows = "".join(f"{unit},{pair}\n" for unit, pair in zip(UNITS, values, strict=True))
    portal.write("content/results/2019Q1/汇总.csv", f"单位,隐患整改率,服务评分\n{rows}")
    return portal


def ranking_of(portal: Portal) -> Ranking:
    (ranking,) = load(portal.root).rankings
    return ranking


def test_ranges_are_the_best_and_worst_rank_of_all_scenarios(close: Portal) -> None:
    """With 隐患整改 × 1.1, 甲县 has 80·55/105 + 70·50/105 = 75.24 and leads 乙县; with × 0.9 it is the other way."""
    rows = {row.unit.unit_id: row for row in ranking_of(close).rows}
    ranges = {name: row.rank_range for name, row in rows.items()}
    assert ranges == {"ding": (1, 1), "jia": (2, 3), "yi": (2, 3), "bing": (4, 4)}
    assert not any(row.is_shaky for row in rows.values()), (
        "equal totals are told as such; nobody else comes level"
    )


def test_what_one_indicator_decides_alone_is_not_called_a_small_lead(portal: Portal) -> None:
    """甲县 leads 乙县 by 86 to 70. Without 隐患整改 it would be behind (so the ranges overlap); no weight within ±10 % does that."""
    portal.score_only(hazards=RULE, service=RULE)
    values = ("100,72", "60,80", "10,10", "0,0")
    rows = "".join(f"{unit},{pair}\n" for unit, pair in zip(UNITS, values, strict=True))
    portal.write("content/results/2019Q1/汇总.csv", f"单位,隐患整改率,服务评分\n{rows}")
    found = portal.rows("2019Q1")
    assert found["jia"]["rank_range"] == found["yi"]["rank_range"] == [1, 2]
    assert found["jia"]["close_to"] == found["yi"]["close_to"] == []


def test_every_level_is_varied_and_a_small_lead_is_called_small(portal: Portal) -> None:
    """One indicator in each of two dimensions: 甲县 100 and 60.04 lead 乙县 60 and 99.96 by 80.02 to 79.98 (乙县 is
    second, 丙市 and 丁 far behind). 0.05 points of weight from 隐患整改 to 服务评分 bring both level."""
    portal.score_only(hazards=RULE, service=RULE)
    text = portal.read(METHOD)
    one, other = (line for line in text.splitlines() if "weight: 50" in line)
    head = text.partition("dimensions:")[0]
    lines = [
        f"  - id: d{n}\n    name: 维度{n}\n    weight: 50\n    indicators:\n{line}\n"
        for n, line in enumerate((one, other))
    ]
    portal.write(METHOD, head + "dimensions:\n" + "".join(lines))
    values = ("100,60.04", "60,99.96", "10,10", "0,0")
    rows = "".join(f"{unit},{pair}\n" for unit, pair in zip(UNITS, values, strict=True))
    portal.write("content/results/2019Q1/汇总.csv", f"单位,隐患整改率,服务评分\n{rows}")
    found = portal.rows("2019Q1")
    assert (found["jia"]["score"], found["yi"]["score"]) == (80.02, 79.98)
    assert found["jia"]["rank_range"] == found["yi"]["rank_range"] == [1, 2]
    assert found["jia"]["overturn"] == {"shift": 0.05, "from": "hazards", "to": "service"}
    assert (found["jia"]["close_to"], found["bing"]["close_to"]) == (["yi"], [])
    assert found["bing"]["overturn"] is None, "ahead on everything"


def test_a_unit_of_which_nothing_is_left_leaves_the_scenario(portal: Portal) -> None:
    """甲县 has one indicator only; without it, it must not push the others down with full marks."""
    portal.score_only(hazards=RULE, service=RULE)
    portal.replace(METHOD, "aggregate: arithmetic", "aggregate: geometric")
    portal.replace(METHOD, "missing: unranked", "missing: reweight")
    values = ("20,未报", "90,90", "80,80", "70,70")
    rows = "".join(f"{unit},{pair}\n" for unit, pair in zip(UNITS, values, strict=True))
    portal.write("content/results/2019Q1/汇总.csv", f"单位,隐患整改率,服务评分\n{rows}")
    ranges = {unit: row["rank_range"] for unit, row in portal.rows("2019Q1").items()}
    assert ranges == {"yi": [1, 1], "bing": [2, 2], "ding": [3, 3], "jia": [4, 4]}


def test_influence_is_what_leaving_out_does(close: Portal) -> None:
    """Without 隐患整改 乙县 leads 甲县, 2 and 3 instead of 2 and 2: one unit moves by one place."""
    found = ranking_of(close).influence["hazards"]
    assert (found.moved, found.largest) == (1, 1)
    assert found.correlation is not None
    assert found.correlation > 0


def test_what_is_not_published_in_full_shows_neither(close: Portal) -> None:
    close.replace(METHOD, "display: full", "display: {top_n: 1}")
    (public,) = public_portal(load(close.root)).rankings
    assert public.influence == {}
    assert [row.rank_range for row in public.rows] == [None] * 4


def test_the_only_indicator_leaves_everybody_in_place(close: Portal) -> None:
    close.replace(METHOD, f"      - {{id: hazards, weight: 50, score: {{{RULE}}}}}\n", "")
    close.replace(METHOD, "service, weight: 50", "service, weight: 100")
    ranking = ranking_of(close)
    assert [row.rank_range for row in ranking.rows] == [(row.rank, row.rank) for row in ranking.rows]
    assert ranking.influence == {}
