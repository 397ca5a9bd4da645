"""Readers who can't see, can't point or can't read small print: axe on every kind of page, keyboard, zoom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect
from sample import Site
from selectolax.lexbor import LexborHTMLParser
from test_browser import NOT_FOUND, PAGES, RANKING, complaints, open_page

from leitai.pages.all_pages import collect_pages
from leitai.pages.kit.page import Job
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from portals import REPOSITORY

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN_AXE = """([where, options]) => axe.run({alike: {include: window.firstOfItsKind}, document}[where],
    {resultTypes: ["violations"], preload: false, ...options})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ": " + node.html.slice(0, 200))))"""
FIRST_OF_ITS_KIND = """known => {
    const path = e => e ? path(e.parentElement) + " " + e.tagName + "." + e.className + e.getAttributeNames().sort()
        + (e.tagName === "TR" ? e.rowIndex % 2 : "") : "";
    const seen = new Set(known);
    const speaks = e => [...e.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim());
    window.firstOfItsKind = [...document.body.querySelectorAll("*")].filter(e =>
        (speaks(e) || e.matches("a, button, input, select")) && !seen.has(path(e)) && seen.add(path(e)));
    return [...seen];
}"""
FEW_ROWS = """() => document.querySelectorAll("tbody > tr:nth-child(n + 9)").forEach(row =>
    window.firstOfItsKind.some(e => row.contains(e)) || row.remove())"""  # axe asks every element of a page for its style
CONTRAST = "color-contrast"
TARGET_SIZE = {"target-size": {"enabled": True}}
CUT_OFF = """() => [...document.querySelectorAll("main :is(p, li, dt, dd, h1, h2, h3, a, small)")]
    .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
    .map(e => "cut off: " + e.textContent.slice(0, 40))"""
WIDE = 1280
ZOOMED, ENLARGED = 640, 320  # a window of 1280 at 200 and at 400 %
NOT_LOOKED_AT = {
    "site/redirect.html.j2",
    "site/former.md.j2",
    "units/compare-data.js.j2",
}  # lead elsewhere, stand where a page is gone, data


def violations(page: Page, where: str = "document", **options: object) -> list[str]:
    found: list[str] = page.evaluate(RUN_AXE, [where, options])
    return found


def test_every_kind_of_page_from_disk(site: Site, browser: Browser) -> None:
    """Each is loaded once, and looked at wide and narrow, zoomed, light and dark: it opens cleanly, loses nothing, and axe finds nothing.

    Contrast, nine tenths of the cost of axe, and what hangs on scheme and width are asked of the first element of each kind:
    what stands below the same tags with the same classes and attributes looks the same, whichever page it is on. Of a long
    table axe sees the first eight rows, odd and even, and others with a first element of its kind.
    """
    page, wrong = open_page(browser, site.file + RANKING)
    known: list[str] = []
    for url in (*PAGES, NOT_FOUND):
        look_at(page, WIDE, "light")
        page.goto(site.file + url)
        found = complaints(page, WIDE)
        look_at(page, ZOOMED, "light")
        found += complaints(page, ZOOMED) + page.evaluate(CUT_OFF)
        look_at(page, ENLARGED, "dark")
        found += complaints(page, ENLARGED)
        before, known = known, page.evaluate(FIRST_OF_ITS_KIND, known)
        page.evaluate(FEW_ROWS)
        page.evaluate(AXE)
        if known != before:
            found += violations(page, "alike", runOnly=[CONTRAST, *TARGET_SIZE])
        look_at(page, WIDE, "light")
        if known != before:
            found += violations(page, "alike", runOnly=[CONTRAST, *TARGET_SIZE])
        found += violations(page, rules={CONTRAST: {"enabled": False}})
        assert found + wrong == [], url
    assert len(known) > len(PAGES)


def look_at(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def test_axe_finds_nothing_while_searching(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING)
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("义乌")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE)
    assert violations(page, rules=TARGET_SIZE) == []
    look_at(page, WIDE, "dark")
    assert violations(page, runOnly=[CONTRAST]) == []


def test_every_kind_of_page_is_looked_at() -> None:
    collected = collect_pages(public_portal(load(REPOSITORY)))
    pages = [page.page if isinstance(page, Job) else page for page in collected]
    seen = {page.template for page in pages if page.url in PAGES}
    assert {page.template for page in pages} - seen <= NOT_LOOKED_AT


def test_tables_name_themselves_and_their_heads(site: Site) -> None:
    count = 0
    for path in site.folder.rglob("*.html"):
        for table in LexborHTMLParser(path.read_bytes()).css("table"):
            count += 1
            caption = table.css_first("caption")
            assert caption is not None and caption.text().strip(), path
            assert all("scope" in head.attributes for head in table.css("th")), path
    assert count > len(PAGES)


def focus_path(page: Page, most: int) -> Iterator[dict[str, object]]:
    """What Tab reaches, one after the other, until it leaves the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        reached: dict[str, object] = page.evaluate(
            """() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
            return {tag: e.tagName, name: e.getAttribute("aria-label") || e.textContent.trim(), css: e.className,
                outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), opacity: style.opacity,
                inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""
        )
        if reached["tag"] == "BODY":
            return
        yield reached


@pytest.mark.parametrize("width", [1280, 360])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    site: Site, browser: Browser, width: int
) -> None:
    page, _ = open_page(browser, site.file + RANKING, width)
    stops = list(focus_path(page, 300))
    unseen = [stop for stop in stops if not stop["inside"] or not stop["outline"]]
    assert not unseen
    names = [str(stop["name"]) for stop in stops]
    order = [names.index(name) for name in ("跳到正文", "检索", "排名", "CSV", "按“总分”排序", "义乌市")]
    assert order == sorted(order) and order[0] == 0
    reachable = page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    assert len(stops) >= reachable, "everything that can be clicked can be reached"


def test_the_skip_link_shows_itself_and_skips(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_nothing_moves_for_those_who_asked(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING, reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].map(e => getComputedStyle(e))
        .filter(s => s.animationName !== "none" || s.scrollBehavior === "smooth"
            || s.transitionDuration.split(",").some(d => parseFloat(d) > 0) && s.transitionProperty !== "none").length"""
    )
    assert moving == 0


def test_forced_colours_keep_what_colour_said(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING + "#lanxi", forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    expect(page.locator("#lanxi th")).to_have_css("outline-style", "solid")
    expect(page.locator(".lt-tabs [aria-current]")).to_have_css("border-top-style", "solid")
    line = page.locator(".lt-chart .line").first
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert line.evaluate("e => getComputedStyle(e).stroke") != paper
