"""Tables that sort and filter, the shell at three widths, colours, paper and weight, in a real browser."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sample import Site
from selectolax.lexbor import LexborHTMLParser
from test_browser import RANKING, both_ways, open_page

BUDGET = 120_000  # bytes of a ranking page with theme, gzip
FIRST = "永康市"


def names(page: Page, table: str = ".lt-ranking") -> list[str]:
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@both_ways
def test_sorts_by_keyboard_and_the_address_says_how(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + RANKING + "#lanxi")
    column = page.locator(".lt-ranking th", has=page.get_by_role("button", name="按“较上期”排序"))
    page.get_by_role("button", name="按“较上期”排序").press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".lt-ranking tbody th").first).to_have_text("浦江县")  # ↑4
    assert state(page) == {"sort": ["change"], "dir": ["desc"]}
    assert urlsplit(page.url).fragment == "lanxi"
    page.get_by_role("button", name="按“较上期”排序").press("Space")
    expect(column).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".lt-ranking tbody th").first).to_have_text("婺城区")  # ↓3
    page.get_by_role("button", name="按“名次”排序").click()
    expect(page.locator(".lt-ranking tbody th").first).to_have_text(FIRST)
    assert not wrong


@both_ways
def test_an_address_brings_order_filter_and_row_back(site: Site, browser: Browser, scheme: str) -> None:
    page, _ = open_page(browser, site.address(scheme) + RANKING + "?sort=fire_rate&dir=asc&q=市#lanxi")
    expect(page.locator(".lt-heat th[data-key=fire_rate]")).to_have_attribute("aria-sort", "ascending")
    assert names(page, ".lt-heat") == ["兰溪市", "义乌市", "东阳市", "永康市"]
    assert names(page)[0] == FIRST
    expect(page.get_by_label("按名称筛选")).to_have_value("市")
    page.get_by_label("按名称筛选").fill("义乌")
    expect(page.locator(".lt-ranking tbody tr[id]:visible")).to_have_count(1)
    expect(page.locator("output")).to_have_text("1/10 行")
    assert state(page)["q"] == ["义乌"]
    page.get_by_label("按名称筛选").fill("")
    expect(page.locator(".lt-ranking tbody tr[id]:visible")).to_have_count(10)
    assert "q" not in state(page)


@both_ways
@pytest.mark.parametrize("query", ["sort=score&dir=asc", "sort=moved&dir=desc", "q=区"])
def test_the_row_of_the_address_is_in_sight_however_sorted_and_filtered(
    site: Site, browser: Browser, scheme: str, query: str
) -> None:
    page, _ = open_page(browser, f"{site.address(scheme)}{RANKING}?{query}#yiwu", 360)
    expect(page.locator("#yiwu")).to_be_in_viewport(ratio=1)


def test_a_row_of_the_same_page_shows_itself_through_a_filter(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING)
    expect(page.get_by_label("按名称筛选")).to_have_count(0)  # ten rows are seen at a glance
    page, _ = open_page(browser, site.file + RANKING + "?q=永康")
    page.evaluate("location.hash = 'yiwu'")
    expect(page.locator("#yiwu")).to_be_in_viewport(ratio=1)


def test_changes_of_points_sort_by_sign_and_size(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING + "#movement")
    page.get_by_role("button", name="按“总分变化”排序").press("Enter")
    table = page.get_by_role("region", name="较2019年第二季度的分值变化")
    expect(table.locator("tbody th").first).to_have_text("兰溪市")
    expect(table.locator("tbody th").last).to_have_text("婺城区")


def test_numbers_sort_as_numbers_and_gaps_come_last(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + "indicators/fire_rate.html?sort=2019Q1&dir=asc")
    cells = page.locator("th[data-key='2019Q1']")
    expect(cells).to_have_attribute("aria-sort", "ascending")
    place = cells.evaluate("cell => cell.cellIndex")
    shown = page.locator(f".sortable tbody tr > :nth-child({place + 1})").all_inner_texts()
    figures = [float(text) for text in shown if text[0].isdigit()]
    assert figures == sorted(figures)
    assert len(figures) < len(shown), "磐安县 reported nothing in 2019Q1"
    assert shown[-1] == "未报"


def test_without_javascript_nothing_waits_for_a_click(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING + "?sort=score&dir=asc", java_script_enabled=False)
    assert names(page)[0] == FIRST
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("img", name="历次名次")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_head_and_first_column_stay(site: Site, browser: Browser, width: int) -> None:
    """A wide table scrolls in its own box, its first column and head stay; the page itself never goes sideways."""
    page, _ = open_page(browser, site.file + RANKING + "#points", width)
    page.locator(".lt-heat").scroll_into_view_if_needed()
    page.locator(".lt-heat .lt-scroll").evaluate("box => box.scrollBy(400, 40)")
    place = page.locator(".lt-heat tbody th").nth(4).bounding_box()
    assert place is not None and place["x"] >= 0
    page.locator(".lt-ranking tbody tr[id]").last.evaluate("row => row.scrollIntoView()")
    head = page.locator(".lt-ranking thead th").first.bounding_box()
    assert head is not None and -1 <= head["y"] < 800
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    open_tab = page.locator(".lt-tabs [aria-current]").bounding_box()
    assert open_tab is not None and 0 <= open_tab["x"] <= width - open_tab["width"]


def test_a_shared_row_stands_out_in_the_chart(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING + "#lanxi")
    expect(page.locator(".lt-chart .chosen")).to_have_count(1)
    expect(page.locator(".lt-chart .chosen")).to_contain_text("兰溪")


def test_charts_read_on_a_phone(site: Site, browser: Browser) -> None:
    for url in (RANKING, "units/yiwu.html", "indicators/fire_rate.html"):
        page, _ = open_page(browser, site.file + url, 360)
        scales = page.locator("svg.lt-chart").evaluate_all(
            "all => all.filter(svg => svg.checkVisibility()).map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
        )
        assert scales, url
        assert min(scales) * 12 >= 11, url


@pytest.mark.parametrize(
    ("url", "width", "screens"),
    [
        (RANKING, 360, 4),
        ("ledgers/claims.html", 360, 5),
        ("cases/longshan-experience.html", 360, 6),
        ("meetings/2019-10-15-towns.html", 360, 6),
        ("indicators/mediation_success.html", 360, 6),
        ("handbook/files.html", 360, 6),
        ("data/index.html", 360, 5),
        ("ledgers/problems.html", 768, 3),
    ],
)
def test_small_screens_show_a_page_in_few_of_them(
    site: Site, browser: Browser, url: str, width: int, screens: int
) -> None:
    page, _ = open_page(browser, site.file + url, width)
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * page.viewport_size["height"]  # type: ignore[index]
    expect(page.locator(".lt-scroll--wide:visible")).to_have_count(0)
    lines = {
        round(way["y"])
        for way in map(Locator.bounding_box, page.locator(".lt-controls a:visible").all())
        if way
    }
    assert len(lines) <= 3  # groups, periods, downloads


@both_ways
def test_a_ranking_begins_on_a_phones_first_screen(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + RANKING, 360)
    row = page.locator(".lt-ranking tbody tr").first.bounding_box()
    assert row is not None and row["y"] < 740
    for name in ("← 上一期", "打印", "CSV"):
        expect(page.locator(".lt-controls").get_by_text(name, exact=True)).to_be_in_viewport(ratio=1)
    page.locator(".lt-hand-on > summary").click()
    expect(page.locator("#share")).to_be_in_viewport()
    assert not wrong


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_scores_on_the_home_page_line_up(site: Site, browser: Browser, scheme: str, width: int) -> None:
    """Also beside rows that say nothing of a change."""
    page, _ = open_page(browser, site.address(scheme) + "index.html", width)
    for podium in page.locator(".lt-podium").all():
        ends = podium.locator(".lt-podium__score").evaluate_all(
            "all => all.map(one => Math.round(one.getBoundingClientRect().right - parseFloat(getComputedStyle(one).paddingRight)))"
        )
        assert len(ends) == 3 and len(set(ends)) == 1


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_tables_of_units_and_indicators_fit_their_page(site: Site, browser: Browser, width: int) -> None:
    """With every fold open: a column too many is left out, not pushed aside."""
    for url in ("units/yiwu.html", "units/town03.html", "indicators/fire_rate.html", "units/index.html"):
        page, _ = open_page(browser, site.file + url, width)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        boxes = page.locator(".lt-scroll").evaluate_all(
            "all => all.map(one => one.scrollWidth - one.clientWidth)"
        )
        assert max(boxes) <= 1, url


def test_a_fold_of_one_table_says_how_many_rows_it_has(site: Site, browser: Browser) -> None:
    counts = """all => all.map(fold => [fold.querySelector("summary").innerText, fold.querySelectorAll("table").length,
        fold.querySelectorAll("tbody tr:not(.lt-below):not(.lt-sum)").length])"""
    for url in (RANKING, "units/yiwu.html", "indicators/fire_rate.html", "methods/county.html"):
        page, _ = open_page(browser, site.file + url, 360)
        for title, tables, rows in page.locator("details.lt-fold").evaluate_all(counts):
            assert tables != 1 or f"（{rows}" in title, (url, title)


@both_ways
def test_parts_of_a_text_are_closed_on_a_phone_only(site: Site, browser: Browser, scheme: str) -> None:
    """At a desk all is open; a link to a part opens it anywhere; without JavaScript a tap does."""
    address = site.address(scheme) + "cases/longshan-experience.html"
    desk, _ = open_page(browser, address)
    expect(desk.locator(".lt-part:not([open])")).to_have_count(0)
    phone, wrong = open_page(browser, address + "#conditions", 360)
    expect(phone.locator(".lt-part[open] > summary")).to_have_text("适用条件")
    expect(phone.locator("#conditions")).to_be_in_viewport()
    plain, _ = open_page(browser, address, 360, java_script_enabled=False)
    plain.locator("summary", has_text="背景").click()
    expect(plain.locator("#background")).to_be_visible()
    assert not wrong


def test_dark_is_followed_chosen_and_kept(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.http + "index.html", color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.get_by_role("button", name="切换深色和浅色").click()
    assert page.evaluate(colour) != dark
    page.reload()
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    page.evaluate("localStorage.clear()")
    page.reload()
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)", "dark colours never reach paper"


def test_paper_has_its_line_and_no_controls(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING)
    page.emulate_media(media="print")
    expect(page.locator(".lt-paper-line")).to_contain_text("rankings/2019Q3/county.html")
    expect(page.locator(".lt-paper-line")).to_contain_text("第 1 版，2019年10月17日公布")
    for hidden in (".lt-header", ".lt-filter", ".lt-switch", ".lt-downloads"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert (
        page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    )


def test_home_says_what_is_here(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + "index.html", 360)
    for verb in "比学赶超":
        expect(page.locator(".lt-verbs b", has_text=verb)).to_be_visible()
    page.get_by_role("navigation", name="切换组别").get_by_role("link").last.click()
    expect(page.locator("#latest-town")).to_be_in_viewport()
    expect(page.locator("#overdue + ul > li")).to_have_count(4)


def test_a_ranking_page_is_light(site: Site) -> None:
    """The page with every style sheet and script that it loads, gzip (at most 120 KB at 10 units × 15 indicators)."""
    page = site.folder / RANKING
    tree = LexborHTMLParser(page.read_bytes())
    loaded: set[Path] = {page}
    for selector, attribute in (
        ("script[src]", "src"),
        ("link[rel=stylesheet]", "href"),
        ("link[rel=icon]", "href"),
    ):
        for node in tree.css(selector):
            loaded.add((page.parent / (node.attributes[attribute] or "")).resolve())
    assert sum(len(gzip.compress(path.read_bytes())) for path in loaded) < BUDGET
    assert all("defer" in node.attributes for node in tree.css("script[src]")), "only style sheets block"
    assert not tree.css("[style]"), "no inline styles"
