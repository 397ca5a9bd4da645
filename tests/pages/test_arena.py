"""晒拼创: what a group's page of a period says of tasks, targets, ranks, firsts, practices and claims."""

from __future__ import annotations

import pytest

from meetings import TASKS, section
from portals import Portal

CLAIMS = "编号,单位,表述,类型,层级,截至,来源,核实\n"
NAME = "rankings/2019Q2/county-arena"


@pytest.fixture
def arena(portal: Portal) -> Portal:
    rows = (
        "T001,甲县,清零,复核,2019-05-31,2019-05-30,80%,85%",
        "T002,乙县,清零,复核,2019-06-30,2019-07-20,80%,100%",  # after the ranking was published
        "T003,丙市,建站,开工,2019-01-31,,80%,35%",  # overdue when the quarter began
        "T004,甲县,建站,开工,2019-09-30,,80%,35%",  # of the next one
        "T005,甲县,建站,选址,2019-01-31,2019-02-01,80%,85%",  # of the one before
    )
    portal.write("content/ledgers/tasks.csv", TASKS + "".join(f"{row}\n" for row in rows))
    claims = (
        "C01,甲县,据报道属全省首创,首创,全省,2019-05,样例报道,未核实",
        "C02,乙县,据报道属首创,首创,,2019-06,样例报道,未核实",
        "C03,乙县,据报道居全市前列,位次,全市,2019,样例报道,未核实",
        "C04,乙县,据报道率先,率先,全省,2019-10,样例报道,未核实",
    )
    portal.write("content/ledgers/claims.csv", CLAIMS + "".join(f"{row}\n" for row in claims))
    portal.write("content/ledgers/rewards.csv", "期间,组别,单位,名次,奖励,依据\n")
    return portal


def test_three_parts_of_the_period_and_of_no_other(arena: Portal) -> None:
    page = arena.page(NAME)
    progress, results, firsts = (section(page, name) for name in ("progress", "results", "firsts"))
    assert [number for number in ("T001", "T002", "T003", "T004", "T005") if number in progress] == [
        "T001",
        "T002",
        "T003",
    ]
    assert (
        "◆ 黄灯（逾期15天）" in progress and "▲ 红灯（逾期165天）" in progress
    )  # on 15 July, when it was published
    assert "现在的进度 85%" in progress and "没有变化" in progress
    assert 'href="county.html#jia"' in results and "没有登记这一期的" in results
    assert "★ 全省首创" in firsts and "C02" in firsts and "★ 首创" not in firsts
    assert "C03" in firsts and "C04" not in firsts  # a year may be any of its quarters


def test_it_is_reached_from_the_ranking_the_unit_the_archive_and_home(arena: Portal) -> None:
    pages = arena.pages()
    for name in ("rankings/2019Q2/county", "units/jia", "archive/2019Q2", "index"):
        assert "county-arena.html" in pages[name], name


@pytest.mark.parametrize("display", ["none", "tiers"])
def test_what_is_not_published_is_not_told_here(arena: Portal, display: str) -> None:
    if display == "tiers":
        tiers = "display: tiers\ntiers: {by: points, 第一档: 80, 第二档: 0}"
        arena.replace("site_config/methods/county.yml", "display: full", tiers)
    else:
        arena.replace("site_config/methods/county.yml", "display: full", "display: none")
    page = arena.page(NAME)
    assert "按考核办法，不公布谁在单项上领先" in section(page, "firsts")
    assert "lt-rank" not in page and "按考核办法" in section(page, "results")


def test_targets_are_told_by_what_they_are(arena: Portal) -> None:
    """A rate that names its target in the report is held against it as it is."""
    targets = section(arena.page(NAME), "progress").partition("目标")[2]
    assert "目标" in targets and ("达到" in targets)


def test_a_unit_in_charge_has_its_own_board_with_the_way_of_each_lamp(arena: Portal) -> None:
    pages = arena.pages()
    own = pages["ledgers/tasks/yi"]
    assert "T002" in own and "T001" not in own
    history = section(own, "history")
    assert "2019年7月1日　◆ 黄灯（逾期1天）" in history
    assert (
        "2019年7月20日　◆ 黄灯（晚20天完成）" in history
    )  # later than the ranking: what is done is told as done
    assert 'href="tasks/yi.html"' in pages["ledgers/tasks"] and "board.css" in pages["ledgers/tasks"]
    assert "ledgers/tasks/yi.html" in pages["units/yi"]
