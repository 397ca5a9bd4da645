"""A period's page in the archive leads to everything that was published of it."""

from __future__ import annotations

import re

from leitai.pipeline.load import load
from meetings import write_events, write_meeting, write_problems
from portals import Portal


def papers(portal: Portal) -> str:
    return portal.page("archive/2019Q2").partition("排名：")[2].partition("</li>")[0]


def test_everything_of_a_period_is_one_click_away(portal: Portal) -> None:
    found = papers(portal)
    for name in ("-notice.html", "-steps.html", "-briefs.html", ".csv", ".xlsx", ".json"):
        assert f"../rankings/2019Q2/county{name}" in found


def test_what_is_not_shown_is_not_linked(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: none")
    found = papers(portal).replace(
        "county-arena", ""
    )  # tasks and targets are shown, whatever the method publishes
    assert "county-" not in found and "county.csv" in found


def test_the_archive_tells_what_was_sealed_and_corrected_and_how_long_it_is_kept(portal: Portal) -> None:
    assert portal.run("seal", "2019Q2").exit_code == 0
    data = "content/results/2019Q2/汇总.csv"
    line = portal.read(data).splitlines()[1]
    unit, old, other = line.split(",")
    portal.replace(data, line, f"{unit},77,{other}")
    assert portal.correct("2019Q2", unit, "火灾起数", old, "77", date="2019-08-06").exit_code == 0
    portal.replace(
        "site_config/portal.yml", "published_on: 2019-07-15,", "published_on: 2019-07-15, retention: 30年,"
    )
    text = portal.page("archive/2019Q2")
    assert "公布日期：2019年7月15日；保管期限：30年。" in text
    for version, what in (
        ("1", "2019年7月15日：封存第 1 版"),
        ("2", "2019年8月6日：更正 1 处（样〔2019〕5号），封存第 2 版"),
    ):
        assert f'<li>{what}（<a href="../rankings/2019Q2/v{version}/county.html">县（市、区）</a>；' in text
        assert f'href="2019Q2-v{version}.zip"' in text
    assert re.findall(r"SHA-256：([0-9a-f]{64})</small>", text) == [
        seal.line_hash for seal in load(portal.root).content.library.seals
    ]
    assert "公布后更正 1 处" in text and "没有登记日期在这一期里的问题" in text


def test_a_meeting_has_an_inventory_of_its_own(portal: Portal) -> None:
    slug = "2019-04-20-jia"
    write_meeting(
        portal,
        slug,
        "2019-04-20",
        "retention: 永久",
        "resolutions: [{id: J1, text: 每月调度, owner: 综合处}]",
    )
    write_problems(portal, f"Q001,会议,{slug},2019-04-20,乙县,安全,,通道堵塞,2019-06-30")
    write_events(portal, "Q001,2019-05-10,整改中,开工,,")
    portal.write(f"content/meetings/{slug}/议程.txt", "议程")
    pages = portal.pages()
    text = pages[f"archive/{slug}"]
    for part in (
        "已召开；保管期限：永久。",
        "还没有封存。",
        "决议 1 项",
        "Q001",
        "J1",
        "没有更正。",
        "议程.txt",
    ):
        assert part in text, part
    assert "整改中" not in text and f'href="{slug}.zip"' in text and f'href="{slug}.sha256"' in text
    assert f'href="{slug}.html"' in pages["archive/index"]
    assert "暴露的问题" in pages["archive/2019Q2"] and "Q001" in pages["archive/2019Q2"]


def test_only_what_is_finished_is_one_file(portal: Portal) -> None:
    """Sealed or final periods; meetings that were held and are certainly over."""
    write_meeting(portal, "2019-07-20-yi", "2019-07-20")  # after the newest day that the content speaks of
    write_meeting(portal, "2019-05-20-bing", "2019-05-20", "status: cancelled")
    portal.replace(
        "site_config/portal.yml", "2019-07-15, data_status: demo", "2019-07-15, data_status: final"
    )
    pages = portal.pages()
    with_zip = {name for name, text in pages.items() if name.startswith("archive/") and ".zip" in text}
    assert with_zip == {"archive/2019Q2"}
