"""What others see of a link: previews, canonical addresses, feeds, the line to cite; with and without an address."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest
from sample import ADDRESS, Site
from selectolax.lexbor import LexborHTMLParser

from leitai.model.settings import DEMO_NOTICE

FEEDS = {"periods": "排名", "cases": "经验做法", "meetings": "会议", "corrections": "更正"}
RANKING = "rankings/2019Q3/county.html"
CITED = (RANKING, "cases/longshan-experience.html", "meetings/2019-08-yiwu.html")


@pytest.fixture
def addressed(corrected: Path) -> Path:
    """The sample with one correction, built for a known address."""
    return corrected / "build/site"


def head(site: Path, url: str) -> dict[str, str]:
    """The properties of a page's head by name."""
    tree = LexborHTMLParser((site / url).read_bytes())
    found = {
        node.attributes.get("property") or node.attributes.get("name") or "": node.attributes["content"] or ""
        for node in tree.css("meta[content]")
    }
    canonical = tree.css_first("link[rel=canonical]")
    return found | ({"canonical": canonical.attributes["href"] or ""} if canonical else {})


def text_of(site: Path, url: str) -> str:
    return LexborHTMLParser((site / url).read_bytes()).css_first("main").text()


def feed(site: Path, name: str) -> Any:
    parsed: SimpleNamespace = feedparser.parse((site / "feeds" / f"{name}.xml").read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_a_preview_says_period_group_and_status(addressed: Path) -> None:
    found = head(addressed, RANKING)
    title = "2019年第三季度县（市、区）和开发区排名（更正）"
    correction = "更正：义乌市 预警见面劝阻率由 91.4 更正为 99.4"
    assert found["og:title"] == f"{title}（演示数据）"
    first = "第1名永康市、第2名金东区、第2名浦江县，共10个"
    assert found["og:description"].split("；") == [correction, title, first, DEMO_NOTICE]
    assert (found["og:type"], found["og:locale"]) == ("article", "zh_CN")
    assert found["og:url"] == found["canonical"] == ADDRESS + RANKING
    assert found["og:site_name"] == "金华政法“比学赶超”擂台"
    assert head(addressed, "index.html")["og:type"] == "website"


def test_the_link_to_the_latest_says_as_much(site: Site) -> None:
    """Who draws the preview in a chat follows no script."""
    found = head(site.folder, "rankings/latest/county.html")
    assert found["og:title"] == "最新一期：2019年第四季度县（市、区）和开发区排名"
    assert found["og:description"] == head(site.folder, "rankings/2019Q4/county.html")["og:description"]
    assert DEMO_NOTICE in found["description"]


def test_every_page_that_shows_demo_data_says_so_in_its_preview(site: Site) -> None:
    marked = 0
    for path in site.folder.rglob("*.html"):
        notices = LexborHTMLParser(path.read_bytes()).css_first(".lt-notices")
        if notices is not None and "演示数据" in notices.text():
            marked += 1
            url = path.relative_to(site.folder).as_posix()
            found = head(site.folder, url)
            assert "演示数据" in found["og:description"], url
            assert found["og:title"].endswith("（演示数据）"), url
    assert marked > 20


def test_from_any_wrong_address_the_way_home_is_right(addressed: Path) -> None:
    """A server shows this page below whatever address was asked for: a relative way would lead astray."""
    tree = LexborHTMLParser((addressed / "404.html").read_bytes())
    assert tree.css_first("main a").attributes["href"] == ADDRESS


def test_without_an_address_nothing_claims_one(site: Site) -> None:
    found = head(site.folder, RANKING)
    assert "canonical" not in found and "og:url" not in found
    assert not (site.folder / "feeds").exists()
    assert "RSS" not in (site.folder / "index.html").read_text("utf-8")


def test_feeds_are_valid_and_lead_to_pages(addressed: Path) -> None:
    for name, title in FEEDS.items():
        found = feed(addressed, name)
        assert (found.version, found.feed.language) == ("rss20", "zh-CN")
        assert found.feed.title.endswith(title) and found.entries
        for entry in found.entries:
            assert entry.id == entry.link
            path, _, anchor = entry.link.removeprefix(ADDRESS).partition("#")
            assert (addressed / path).is_file(), entry.link
            assert not anchor or f'id="{anchor}"' in (addressed / path).read_text("utf-8")


def test_feeds_are_found_from_every_page(addressed: Path) -> None:
    wanted = {f"{ADDRESS}feeds/{name}.xml" for name in FEEDS}
    tree = LexborHTMLParser((addressed / RANKING).read_bytes())
    links = [node.attributes["href"] or "" for node in tree.css('link[type="application/rss+xml"]')]
    assert {ADDRESS + link.removeprefix("../../") for link in links} == wanted


def test_feeds_know_only_what_the_content_knows(addressed: Path) -> None:
    """Days as published, none invented; what a method doesn't publish is not in a feed either."""
    rankings = {entry.link.removeprefix(ADDRESS): entry for entry in feed(addressed, "periods").entries}
    third = rankings[RANKING]
    assert third.title == "2019年第三季度县（市、区）和开发区排名（更正）（演示数据）"
    assert third.published == "Thu, 17 Oct 2019 00:00:00 +0800"
    assert DEMO_NOTICE in third.summary
    assert next(iter(rankings)).startswith("rankings/2019Q4/")
    meetings = {m.link.rpartition("/")[2]: m.get("published") for m in feed(addressed, "meetings").entries}
    assert meetings.pop("2019-10-15-towns.html") == "Tue, 15 Oct 2019 00:00:00 +0800"
    assert meetings.pop("2020-01-13-towns.html") == "Mon, 13 Jan 2020 00:00:00 +0800"
    assert "2019-08-yiwu.html" in meetings and not any(meetings.values()), "only their months are known"
    hidden = rankings["rankings/2019Q3/municipal_organ.html"]
    assert not any(character.isdigit() for character in hidden.summary.replace("2019", ""))


def test_a_correction_is_news(addressed: Path) -> None:
    entries = feed(addressed, "corrections").entries
    (entry,) = (one for one in entries if "义乌市" in one.title)
    assert [one.title for one in entries if one != entry] == [
        "更正：2019年第二季度 示例乡镇七 网格事件按期办结率"
    ]
    assert entry.title == "更正：2019年第三季度 义乌市 预警见面劝阻率"
    assert entry.summary == f"由 91.4 更正为 99.4；原因：演示：漏计一处；文号：演示〔2019〕7号；{DEMO_NOTICE}"
    assert entry.published == "Wed, 06 Nov 2019 00:00:00 +0800"


@pytest.mark.parametrize("url", CITED)
def test_a_page_says_how_to_cite_it(site: Site, addressed: Path, url: str) -> None:
    line = text_of(addressed, url).partition("引用格式：")[2].split("\n")[0]
    assert line.endswith(ADDRESS + url) and "[EB/OL]" in line
    offline = text_of(site.folder, url).partition("引用格式：")[2].split("\n")[0]
    assert offline.endswith(f"金华政法“比学赶超”擂台，{url}") and "http" not in offline


def test_a_case_and_a_meeting_are_cited_with_what_is_known(site: Site) -> None:
    assert "（2019年8月召开）[EB/OL]．[引用日期]．" in text_of(site.folder, CITED[2])
    assert "虚构示例）[EB/OL]．[引用日期]．" in text_of(site.folder, "cases/example-practice.html")


def test_the_ranking_is_cited_with_version_and_date(site: Site) -> None:
    assert (
        "2019年第三季度县（市、区）和开发区排名（演示数据，办法第 1 版）[EB/OL]．（2019年10月17日）[引用日期]．"
        in text_of(site.folder, RANKING)
    )


def test_a_ranking_carries_its_address_as_text_and_code(addressed: Path) -> None:
    tree = LexborHTMLParser((addressed / RANKING).read_bytes())
    assert tree.css_first(".lt-address").text() == ADDRESS + RANKING
    assert tree.css_first("svg.lt-qr").attributes["aria-label"] == "本页地址的二维码"
