"""An indicator's page: every unit against its own past, and how each value went."""

from __future__ import annotations

from meetings import section
from portals import Portal

RESULTS = "content/results/2019Q2/汇总.csv"


def page(portal: Portal, indicator: str = "fire") -> str:
    return portal.page(f"indicators/{indicator}")


def with_a_year_ago(portal: Portal) -> None:
    """2018Q2 for two of the four units, so that two changes stay unknown."""
    portal.replace("site_config/portal.yml", "periods:\n", "periods:\n  2018Q2: {data_status: demo}\n")
    portal.write("content/results/2018Q2/汇总.csv", "单位,火灾起数（起）\n甲县,1\n乙县,9999\n")


def test_units_are_held_against_their_own_past(portal: Portal) -> None:
    assert "各自与过去比" not in page(portal), "nothing of a year ago is known"
    with_a_year_ago(portal)
    text = page(portal)
    assert "2019年第二季度同比：4个单位，一升一降，两个未知。" in text
    table = section(text, "past")
    rows = {row.partition("</a>")[0].rpartition(">")[2]: row for row in table.split("<tr>")}
    assert "↑" in rows["甲县"] and "趋弱" in rows["甲县"]
    assert "↓" in rows["乙县"] and "向好" in rows["乙县"]


def test_a_line_per_unit_of_the_leading_kind_of_period(portal: Portal) -> None:
    text = page(portal)
    trend = section(text, "trend")
    assert trend.count("<svg") == 4
    assert "19Q1" in trend and "19Q2" in trend
    portal.delete("content/results/2019Q1")
    assert 'id="trend"' not in page(portal), "one period is no trend"


def test_a_target_that_is_one_for_all_is_a_mark_among_the_bars(portal: Portal) -> None:
    assert "目标 100" in page(portal, "hazards").partition("<figure")[2].partition("</figure>")[0]
