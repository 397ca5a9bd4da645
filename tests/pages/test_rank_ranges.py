"""差距较小, the median, and what stands in place of a sum under a geometric mean: as readers see it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from portals import Portal

METHOD = "site_config/methods/county.yml"
RANKING, UNIT, STEPS = "rankings/2019Q2/county", "units/yi", "rankings/2019Q2/county-steps"


def test_ranges_and_median_in_words(portal: Portal) -> None:
    """Totals 92.8, 91.4, 90.7 and 78.6: the median is (91.4 + 90.7) / 2 = 91.05."""
    pages = portal.pages()
    assert "<h2>名次区间（" in pages[RANKING] and 'id="rank-ranges' in pages[RANKING]
    assert "差距较小" in pages[UNIT] and "比本组中位数 91.05 高 0.35 分" in pages[UNIT]
    rows = portal.rows("2019Q2")
    assert [row["score"] for row in rows.values()] == [92.8, 91.4, 90.7, 78.6]
    best, worst = rows["yi"]["rank_range"]
    assert f"名次区间 {best}–{worst}" in pages[UNIT]
    assert 'id="influence"' in pages[RANKING], "what decides this order, which no method knows"


def test_a_hidden_ranking_has_no_ranges(portal: Portal) -> None:
    portal.replace(METHOD, "display: full", "display: {top_n: 1}")
    pages = portal.pages()
    assert "名次区间" not in pages[RANKING] + pages[UNIT] and "中位数" not in pages[UNIT]
    assert 'id="influence"' not in pages[RANKING]


def test_a_geometric_total_is_not_explained_by_a_sum(portal: Portal) -> None:
    portal.replace(METHOD, "aggregate: arithmetic", "aggregate: geometric")
    pages = portal.pages()
    assert "总分是几何平均，各维度的变化不能相加" in pages[UNIT]
    assert "增分较多的是" not in pages[UNIT] and "各行变化相加" not in pages[UNIT] + pages[STEPS]
    assert "各级合成" in pages[STEPS] and "）^（" in pages[STEPS]
    moved = portal.rows("2019Q2")["yi"]["movement"]
    assert (moved["of"], moved["adds_up"]) == ("dimensions", False)
    assert Decimal(str(moved["change"])) != sum(Decimal(str(part)) for part in moved["points"].values())


def test_a_tie_break_is_the_gap_between_equal_totals(portal: Portal) -> None:
    """Three units have 90; bing is ahead of yi by hazards, yi of jia by fires."""
    portal.delete("content")
    portal.overlay(Path(__file__).parents[1] / "golden/tie-break")
    rows = portal.rows("2019Q1")
    decided = {name: (row["catch_up"] or {}).get("decided_by") for name, row in rows.items()}
    assert decided == {"ding": None, "bing": None, "yi": "hazards", "jia": "fire"}
    assert "与前一名乙县总分相同，按火灾起数分先后" in portal.page("rankings/2019Q1/county")
