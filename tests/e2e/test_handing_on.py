"""A reader sends one row to a colleague: copied address, share sheet of a phone, QR code; switches of group and period."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from sample import Site
from selectolax.lexbor import LexborHTMLParser
from test_browser import RANKING, desk_and_phone

from leitai.pages.rankings.sharing import qr_code

CLIPBOARD = """Object.defineProperty(navigator, "clipboard", {value: {writeText: text => {
    window.copied = text; return Promise.resolve(); }}});"""
NO_CLIPBOARD = """Object.defineProperty(navigator, "clipboard", {value: undefined});
    document.addEventListener("copy", () => { window.copied = document.activeElement.value; });"""
REFUSED = """Object.defineProperty(navigator, "clipboard", {value: {writeText: () => Promise.reject(new Error("no"))}});
    document.execCommand = () => false;"""
SHARE_SHEET = "navigator.share = what => { window.shared = what; return Promise.resolve(); };"


def opened(browser: Browser, url: str, script: str, **context: object) -> Page:
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    page.add_init_script(script)
    page.goto(url)
    return page


@pytest.mark.parametrize(
    ("scheme", "script"), [("http", CLIPBOARD), ("file", NO_CLIPBOARD)], ids=["clipboard", "selection"]
)
def test_a_row_is_copied_by_keyboard_and_said(site: Site, browser: Browser, scheme: str, script: str) -> None:
    address = site.address(scheme) + RANKING
    page = opened(browser, address + "?sort=score&dir=asc#lanxi", script)
    control = page.get_by_role("button", name="复制义乌市这一行的链接")
    control.press("Enter")
    expect(page.locator(".lt-said")).to_have_text("已复制")
    expect(control).to_be_focused()
    assert page.evaluate("window.copied") == address + "#yiwu"


def test_where_nothing_can_be_copied_the_address_is_shown(site: Site, browser: Browser) -> None:
    page = opened(browser, site.file + RANKING, REFUSED)
    page.get_by_role("button", name="复制义乌市这一行的链接").click()
    expect(page.locator(".lt-said")).to_have_text(f"请自行复制：{site.file}{RANKING}#yiwu")


def test_a_phone_offers_its_own_share_sheet(site: Site, browser: Browser) -> None:
    page = opened(
        browser, site.http + RANKING, SHARE_SHEET, viewport={"width": 360, "height": 720}, has_touch=True,
        is_mobile=True,
    )  # fmt: skip
    page.get_by_role("button", name="分享义乌市这一行的链接").tap()
    shared = page.evaluate("window.shared")
    assert shared["url"] == site.http + RANKING + "#yiwu"
    assert shared["title"].startswith("2019年第三季度") and shared["title"].endswith("：义乌市")


@desk_and_phone
def test_a_shared_row_stands_below_the_head(site: Site, browser: Browser, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 400})
    page.goto(site.address(scheme) + RANKING + "#yiwu")
    expect(page.locator("#yiwu")).to_be_in_viewport(ratio=1)
    head, row = page.locator(".lt-ranking thead").bounding_box(), page.locator("#yiwu").bounding_box()
    assert head is not None and row is not None
    assert row["y"] >= head["y"] + head["height"] - 1


def test_groups_and_periods_are_plain_links(site: Site, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site.file + RANKING)
    groups = page.get_by_role("navigation", name="切换组别")
    expect(groups.locator("[aria-current=page]")).to_have_text("县（市、区）和开发区")
    groups.get_by_role("link", name="兰溪市示例乡镇").click()
    assert page.url == site.file + "rankings/2019Q3/town.html"
    page.get_by_role("navigation", name="切换期间").get_by_role("link", name="上一期").click()
    assert page.url == site.file + "rankings/2019Q2/town.html"


def test_without_an_address_there_is_no_code(site: Site) -> None:
    tree = LexborHTMLParser((site.folder / RANKING).read_bytes())
    assert tree.css_first("#share") is not None
    assert not tree.css(".lt-qr")


def test_with_an_address_the_code_and_the_text_stand_together() -> None:
    svg = qr_code("https://example.gov.cn/zt/bxgc/rankings/2019Q3/county.html")
    assert 'role="img"' in svg and "style=" not in svg
    assert svg == qr_code("https://example.gov.cn/zt/bxgc/rankings/2019Q3/county.html")
    assert svg != qr_code("https://example.gov.cn/zt/bxgc/rankings/2019Q3/town.html")
