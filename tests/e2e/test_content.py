"""The sample tells 2019 truthfully: every mechanism and practice has its place, every fact its id."""

from __future__ import annotations

import csv
import json
import re

import pytest
from sample import Site

from portals import REPOSITORY

MECHANISMS = [f"M{number:02d}" for number in range(1, 25)]
PRACTICES = [f"P{number:02d}" for number in range(1, 24)]


def read(site: Site, url: str) -> str:
    return (site.folder / url).read_text(encoding="utf-8")


@pytest.mark.parametrize("number", MECHANISMS + PRACTICES)
def test_every_mechanism_and_practice_has_its_place(site: Site, number: str) -> None:
    row = re.search(rf'<tr id="{number}">.*?</tr>', read(site, "facts.html"), re.DOTALL)
    assert row is not None
    decided = (REPOSITORY / "DECISIONS.md").read_text(encoding="utf-8")
    assert "<a href=" in row[0] or number in decided


def test_every_written_page_cites_its_facts(site: Site) -> None:
    for path in sorted((REPOSITORY / "content/cases").glob("*.md")):
        page = read(site, f"cases/{path.stem}.html")
        assert "facts.html#" in page or "虚构示例" in page, path.name
    for path in sorted((REPOSITORY / "content/meetings").iterdir()):
        page = read(site, f"meetings/{path.name}.html")
        assert "facts.html#F" in page or "（演示，虚构）" in page, path.name


def test_unknowns_stay_unknown(site: Site) -> None:
    november = read(site, "meetings/2019-11-plenary.html")
    assert "具体日期和地点" in november
    assert "11月底" in november
    known_days = {path.stem for path in site.folder.rglob("*.ics")}
    assert known_days == {"2019-10-15-towns", "2020-01-13-towns"}, "the invented meetings alone"
    for meeting in ("2019-04-pujiang", "2019-08-yiwu"):
        assert "现场测评由谁打分、怎样计分、结果如何" in read(site, f"meetings/{meeting}.html")
    assert "评议的是哪一期的结果" in read(site, "meetings/2019-08-yiwu.html")


def test_the_court_reads_eight_up_four_down_five_unknown(site: Site) -> None:
    court = read(site, "units/court.html")
    assert "17项指标，八升四降，五项未知。" in court
    assert "按规定不排名" in court
    assert not re.search(r"第\d+名", court)


def test_stubs_say_what_is_missing(site: Site) -> None:
    page = read(site, "cases/gushan-station.html")
    assert "写到“部分”还缺：做法至少 4 步，或者 1 项有绝对数的成效。" in page
    assert "还缺" not in read(site, "cases/longshan-experience.html")


def test_cautions_are_heeded_where_the_figures_stand(site: Site) -> None:
    """Outputs are never called results, shares without absolutes say so, neighbours' figures are not added up."""
    agency = read(site, "cases/agency-service.html")
    assert "工作量，不是成效" in agency and "是代办数，不是办结数" in agency
    assert read(site, "cases/yiwu-qingkou-centre.html").count("没有绝对数") >= 7
    assert "与金华反诈中心的数不能相加" in read(site, "cases/antifraud-centre.html")
    assert "写2003年11月，另一处写2004年" in read(site, "cases/houchen-supervision.html")
    assert "这项做法没有见效" in read(site, "cases/example-practice.html")


def test_leads_are_folded_and_led_to_only_where_there_is_nothing_better(site: Site) -> None:
    library = read(site, "cases/index.html").partition('<details class="lt-leads">')
    assert "古山派出所：窗口" not in library[0] and "古山派出所：窗口" in library[2]
    assert "古山派出所：窗口" not in read(site, "indicators/agent_satisfaction.html")


def test_demo_values_never_stand_beside_a_real_practice(site: Site) -> None:
    assert "演示数据，不能用来证明" in read(site, "cases/dongyang-grid-and-roads.html")
    assert "的相关指标" in read(site, "cases/example-practice.html")


def test_report_states_add_up_to_the_roster(site: Site) -> None:
    for path in sorted((site.folder / "status").glob("*.html")):
        for roster, *counts in re.findall(
            r"应报 (\d+) 个：已报 (\d+) 个，迟报 (\d+) 个，未报 (\d+) 个，零报告 (\d+) 个",
            path.read_text(encoding="utf-8"),
        ):
            assert sum(map(int, counts)) == int(roster), path.name
    assert "已报 9 个，迟报 1 个，未报 0 个" in read(site, "status/2019Q3.html")
    assert "未报 1 个" in read(site, "status/2019Q1.html")


def test_only_the_first_three_towns_are_shown(site: Site) -> None:
    text = (site.folder / "rankings/2019Q4/town.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["名次"] for row in rows] == ["1", "2", "3", "", "", "", "", ""]
    assert not [row["得分"] for row in rows[3:] if row["得分"]]
    assert not [row["上期名次"] for row in rows if row["上期名次"] and int(row["上期名次"]) > 3]


def test_the_demo_order_rotates_gently(site: Site) -> None:
    """Nobody is always last; most moves are one to three places, none is more than four."""
    ranked = [
        (ranking["group"], row["unit"], row["rank"], row["rank_change"], len(ranking["rows"]))
        for path in sorted((site.folder / "rankings").glob("20*/[ct]*.json"))
        for ranking in json.loads(path.read_text("utf-8"))["rankings"]
        for row in ranking["rows"]
        if row["rank"] is not None
    ]
    moves = [abs(change) for _, _, _, change, _ in ranked if change is not None]
    assert len(moves) > 50 and max(moves) <= 4
    assert sum(1 <= move <= 3 for move in moves) > 0.85 * len(moves)
    for unit in {unit for group, unit, *_ in ranked if group == "county"}:
        assert any(rank < size for _, found, rank, _, size in ranked if found == unit), unit


def test_months_stand_beside_quarters_without_displacing_them(site: Site) -> None:
    assert "2019年9月" in read(site, "rankings/index.html")
    assert "../2019Q4/county.html" in read(site, "rankings/latest/county.html")
    assert "../2019-08/county.html" in read(site, "rankings/2019-09/county.html")
