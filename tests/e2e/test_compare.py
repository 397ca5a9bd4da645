"""Units of a group side by side in any period: from http and disk, with the choice in the address, by keyboard, and without JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sample import Site
from test_browser import RANKING, both_ways, desk_and_phone, open_page

from portals import Portal

DATA = "assets/compare-data.js"


def shipped(site: Path) -> list[dict[str, Any]]:
    text = (site / DATA).read_text("utf-8").partition("var LEITAI_COMPARE = ")[2]  # comments say what is demo
    found: list[dict[str, Any]] = json.loads(text.rstrip().rstrip(";"))
    return found


@desk_and_phone
def test_the_address_names_the_pair(site: Site, browser: Browser, scheme: str, width: int) -> None:
    """Every number is the published one of `county.json`, every difference is reckoned again here."""
    page, wrong = open_page(browser, site.address(scheme) + "compare.html#a=yiwu&b=lanxi", width)
    published = json.loads((site.folder / "rankings/2019Q4/county.json").read_text("utf-8"))["rankings"][0]
    rows = {row["unit"]: row for row in published["rows"]}
    a, b = rows["yiwu"], rows["lanxi"]
    shown = page.locator(".lt-compared tbody tr")
    expect(shown.nth(0)).to_contain_text(f"第{a['rank']}名")
    total = shown.nth(1).locator("td").all_inner_texts()
    assert [float(text) for text in total[:2]] == [float(a["score"]), float(b["score"])]
    higher = "义乌市" if float(a["score"]) > float(b["score"]) else "兰溪市"
    gap = abs(float(a["score"]) - float(b["score"]))
    assert total[2] == f"{higher}多 {gap:.2f} 分"
    assert shown.count() >= 2 + len(a["scores"])
    expect(page.locator(".lt-compare-said")).to_contain_text(f"{higher}的总分多 {gap:.2f} 分")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not wrong


@both_ways
def test_choosing_changes_the_address(site: Site, browser: Browser, scheme: str) -> None:
    page, _ = open_page(browser, site.address(scheme) + "compare.html#a=yiwu&b=lanxi")
    second = page.get_by_label("和谁比")
    second.focus()
    second.select_option(label="东阳市")
    page.wait_for_url("**/compare.html#a=yiwu&b=dongyang")
    expect(page.locator(".lt-compared thead th").nth(2)).to_have_text("东阳市")
    expect(second).to_be_focused()
    assert second.locator("option", has_text="义乌市").count() == 0, "nobody is compared with itself"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("a=nobody&b=<img>", "“nobody”不是这里能对比的单位；地址里的“<img>”不是这里能对比的单位。"),
        ("a=yiwu&b=yiwu", "地址里“义乌市”写了两次。"),
        ("a=yiwu&period=1999Q1", "没有“1999Q1”这一期能对比的排名。"),
    ],
)
def test_what_an_address_asks_in_vain_is_said_and_something_is_compared(
    site: Site, browser: Browser, asked: str, said: str
) -> None:
    page, wrong = open_page(browser, f"{site.file}compare.html#{asked}")
    expect(page.get_by_role("status").first).to_contain_text(said)
    expect(page.locator(".lt-compared tbody tr").first).to_contain_text("第")
    assert not wrong


@both_ways
def test_three_units_in_an_earlier_period(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + "compare.html#a=yiwu&b=lanxi")
    page.get_by_label("期间").select_option(label="2019年第二季度")
    page.wait_for_url("**/compare.html#a=yiwu&b=lanxi&period=2019Q2")
    page.get_by_label("再加一个").select_option(label="东阳市")
    page.wait_for_url("**#a=yiwu&b=lanxi&c=dongyang&period=2019Q2")
    expect(page.locator(".lt-compared thead th")).to_have_text(["项目", "义乌市", "兰溪市", "东阳市"])
    published = json.loads((site.folder / "rankings/2019Q2/county.json").read_text("utf-8"))["rankings"][0]
    scores = {row["unit"]: float(row["score"]) for row in published["rows"]}
    totals = page.locator(".lt-compared tbody tr").nth(1).locator("td").all_inner_texts()
    assert [float(text) for text in totals] == [scores[unit] for unit in ("yiwu", "lanxi", "dongyang")]
    page.get_by_label("再加一个").first.select_option(label="（不加）")
    expect(page.locator(".lt-compared thead th")).to_have_text(["项目", "义乌市", "兰溪市", "分值之差"])
    assert not wrong


def test_without_javascript_it_leads_on(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + "compare.html", java_script_enabled=False)
    expect(page.get_by_text("本浏览器没有启用")).to_be_visible()
    page.get_by_role("link", name="县（市、区）和开发区2019年第四季度排名").click()
    assert page.url == site.file + "rankings/2019Q4/county.html"


def test_rankings_lead_here_where_there_is_something_to_compare(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING)
    page.get_by_role("link", name="对比").first.click()
    assert page.url == site.file + "compare.html"
    hidden = (site.folder / "rankings/2019Q3/municipal_organ.html").read_text("utf-8")
    assert "compare.html" not in hidden


def test_only_what_is_public_is_shipped(site: Site) -> None:
    groups = shipped(site.folder)
    assert "municipal_organ" not in {group["id"] for group in groups}
    for period in (period for group in groups for period in group["periods"]):
        text = (site.folder / period["data"]).read_text("utf-8").partition("] = ")[2]
        units = json.loads(text.rstrip().rstrip(";"))["units"]
        assert units and all(unit["rank"] and unit["score"] for unit in units)


@pytest.mark.parametrize(
    ("display", "groups"), [("full", {"county"}), ("none", set()), ("{top_n: 3}", set())], ids=str
)
def test_hidden_groups_are_absent(portal: Portal, display: str, groups: set[str]) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", f"display: {display}")
    assert portal.run("pages").exit_code == 0
    assert {group["id"] for group in shipped(portal.root / "build/pages")} == groups
