"""One gets a link to a row in a chat: who, when, whether real, why, what would change it; from http and disk, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from sample import Site
from test_browser import RANKING, open_page, served_or_bare

ROW = RANKING + "#yiwu"
SENT = "2019年第三季度 义乌市 第8名 81.95（演示）"
OPEN = ".lt-below:visible"


@served_or_bare
def test_the_first_screen_says_who_when_and_whether_it_is_real(
    site: Site, browser: Browser, scheme: str, script: bool
) -> None:
    page, _ = open_page(browser, site.address(scheme) + ROW, 360, java_script_enabled=script)
    page.set_viewport_size({"width": 360, "height": 740})
    strip = page.locator(".lt-crumbs")
    expect(strip).to_be_in_viewport(ratio=1)
    expect(strip).to_contain_text("2019年第三季度")
    expect(strip.get_by_text("（演示数据）")).to_be_in_viewport(ratio=1)
    expect(page.locator("#yiwu")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"{OPEN} .lt-send")).to_contain_text(SENT)
    expect(page.locator(OPEN).get_by_text("失分较多的是侵财警情")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_row_opens_its_own_quarter_and_closes_again(site: Site, browser: Browser, width: int) -> None:
    page, wrong = open_page(browser, site.file + RANKING, width)
    panel = page.locator(OPEN)
    expect(panel).to_have_count(0)
    page.locator("#yiwu .lt-number").click()
    for said in (SENT, "较2019年第二季度减少", "与前一名兰溪市相差", "追到第6名", "短板向谁学"):
        expect(panel).to_contain_text(said)
    brief = panel.get_by_role("link", name="本期简报")
    expect(brief).to_have_attribute("href", "county-briefs.html#yiwu")
    page.locator("#lanxi a").press("Enter")
    expect(panel).to_have_count(1)
    expect(panel).to_contain_text("兰溪市 第7名")
    page.locator("#lanxi .lt-number").click()
    expect(panel).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not wrong


def test_a_row_keeps_its_quarter_when_sorted_and_filtered(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING + "?sort=change&dir=desc#yiwu")
    expect(page.locator(".lt-ranking tbody tr").first).to_have_attribute("id", "pujiang")
    expect(page.locator("#yiwu + .lt-below")).to_be_visible()
    expect(page.locator(".lt-ranking tbody tr[id] + .lt-below")).to_have_count(10)
    page, _ = open_page(browser, site.file + RANKING + "?q=兰溪")
    expect(page.locator(".lt-ranking tbody tr:visible")).to_have_count(1)


def test_a_chosen_unit_stands_out_in_charts_and_tables_on_paper_too(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + ROW)
    page.locator("summary", has_text="各指标所得分值").click()
    shade = "e => getComputedStyle(e).backgroundColor"
    strokes = "all => all.map(e => getComputedStyle(e).stroke)"
    for media in ("screen", "print"):
        page.emulate_media(media=media)  # type: ignore[arg-type]
        own = page.locator(".lt-heat tr.chosen td[class*=lt-heat]").first.evaluate(shade)
        assert own != page.locator(".lt-heat tr:not(.chosen) td[class*=lt-heat]").first.evaluate(shade)
        others = page.locator(".lt-chart g[data-unit]:not(.chosen) .line").evaluate_all(strokes)
        assert len(set(others)) == 1
    expect(page.locator(".lt-chart g.chosen")).to_have_count(1)


def test_sections_open_by_their_anchor_and_print_whole_without_javascript(
    site: Site, browser: Browser
) -> None:
    page, _ = open_page(browser, site.file + RANKING + "#points", 360, java_script_enabled=False)
    expect(page.locator(".lt-heat")).to_be_visible()
    expect(page.locator("#dimensions table")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#dimensions table")).to_be_visible()


@pytest.mark.parametrize("kind", ["steps", "briefs"])
def test_steps_and_briefs_show_one_unit(site: Site, browser: Browser, kind: str) -> None:
    url = f"{site.file}rankings/2019Q3/county-{kind}.html#yiwu"
    page, _ = open_page(browser, url, java_script_enabled=False)
    expect(page.locator("#yiwu table").first).to_be_visible()
    expect(page.locator("#lanxi table").first).to_be_hidden()
    back = page.locator("#yiwu").get_by_role("link", name="排名中的一行")
    expect(back).to_have_attribute("href", "county.html#yiwu")


def test_the_first_lines_say_how_new_it_is_and_what_to_take_away(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING, 360, java_script_enabled=False)
    said = "不是最新一期　最新的是2019年第四季度；本期2019年10月17日公布。"
    expect(page.locator(".lt-state")).to_have_text(said)
    table = page.locator(".lt-ranking").bounding_box()
    for way in ("全部期间", "CSV", "通报（打印用）"):
        box = page.get_by_role("link", name=way, exact=True).bounding_box()
        assert box is not None and table is not None and box["y"] < table["y"], way
    page.get_by_role("link", name="2019年第四季度", exact=True).click()
    expect(page.locator(".lt-state b")).to_have_text("最新一期")
