"""Rank ranges and the influence of indicators, by hand."""

from __future__ import annotations

import pytest

from leitai.model.ranking import Ranking
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
    assert rows["jia"].is_close_to(rows["yi"])
    assert not rows["jia"].is_close_to(rows["ding"])


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
