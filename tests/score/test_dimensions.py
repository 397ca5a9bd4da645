"""Dimensions under reweighting: what doesn't count has neither points nor rank, and other full marks don't buy ranks."""

from __future__ import annotations

from portals import Portal

METHOD = "site_config/methods/county.yml"


def test_a_dimension_that_does_not_count_is_left_out_and_the_others_stay_comparable(portal: Portal) -> None:
    """乙县 has no service value, so safety carries 100 for it: fires 50 + hazards 40 = 90 of 100, less of its full
    mark than 甲县 with 26 + 28.8 = 54.8 of 60."""
    portal.replace(METHOD, "missing: unranked", "missing: reweight")
    portal.replace("content/results/2019Q2/汇总.csv", "乙县,8,35", "乙县,8,未报")
    portal.replace("content/results/2019Q2/隐患整改.csv", "乙县,隐患整改率,88", "乙县,隐患整改率,80")
    rows = portal.rows("2019Q2")
    found = {unit: row["dimensions"] for unit, row in rows.items()}
    assert {unit: d["safety"] for unit, d in found.items()} == {
        "jia": {"score": 91.33, "points": 54.8, "rank": 1},
        "yi": {"score": 90, "points": 90, "rank": 2},
        "ding": {"score": 86.17, "points": 51.7, "rank": 3},
        "bing": {"score": 76, "points": 45.6, "rank": 4},
    }
    assert found["yi"]["grassroots"] == {"score": None, "points": None, "rank": None}
    assert [found[unit]["grassroots"]["rank"] for unit in ("ding", "jia", "bing")] == [1, 2, 3]
    page = portal.page("rankings/2019Q2/county")
    assert "90.00<small>第2，得分率 90.00，满分 100</small>" in page
    assert "54.80<small>第1，得分率 91.33</small>" in page


def test_the_same_where_ranks_are_exact(portal: Portal) -> None:
    portal.replace(METHOD, "rank_on: published", "rank_on: exact")
    test_a_dimension_that_does_not_count_is_left_out_and_the_others_stay_comparable(portal)
