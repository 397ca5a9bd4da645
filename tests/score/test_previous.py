"""What a rank is held against: the period before by the calendar, or the last one that was published."""

from __future__ import annotations

import pytest

from leitai.pages.rankings.ranking_charts import time_slots
from leitai.pipeline.load import load
from portals import Portal

METHOD = "site_config/methods/county.yml"
SETTINGS = "site_config/portal.yml"


@pytest.fixture
def with_a_gap(portal: Portal) -> Portal:
    """The second quarter's results are those of the third; nothing was published in between."""
    for name in ("汇总.csv", "隐患整改.csv"):
        portal.write(f"content/results/2019Q3/{name}", portal.read(f"content/results/2019Q2/{name}"))
    portal.delete("content/results/2019Q2")
    settings = portal.read(SETTINGS)
    if "2019Q3" not in settings:
        portal.write(SETTINGS, settings.replace("2019Q2:", "2019Q3:"))
    return portal


def test_by_the_calendar_nothing_stands_before_a_gap(with_a_gap: Portal) -> None:
    row = with_a_gap.rows("2019Q3")["yi"]
    assert (row["previous_rank"], row["change_note"]) == (None, "无上期排名")


def test_the_last_published_period_is_named_and_explained(with_a_gap: Portal) -> None:
    with_a_gap.replace(METHOD, "display: full", "display: full\nprevious: last_published")
    row = with_a_gap.rows("2019Q3")["yi"]
    assert (row["previous_rank"], row["rank"], row["rank_change"]) == (3, 2, 1)
    assert row["movement"]["since"] == "2019Q1"
    pages = with_a_gap.pages("rankings/2019Q3/county", "methods/county")
    assert "上期指上一次公布的2019年第一季度" in pages["rankings/2019Q3/county"]
    assert "与上一次排过名的同类期间比" in pages["methods/county"]
    slots = time_slots(load(with_a_gap.root).rankings)
    assert [slot.ranking is None for slot in slots] == [False, True, False], (
        "the second quarter has its place"
    )
