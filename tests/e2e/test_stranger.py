"""Somebody who knows nothing of the portal opens a shared link on a phone: who climbed, why, how, and pass it on."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from sample import Site
from test_browser import RANKING, both_ways, open_page


@both_ways
def test_who_climbed_why_what_to_copy(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + RANKING, 360)
    climbed = page.get_by_text("进位最多：浦江县（↑4 进位）")
    expect(climbed).to_be_in_viewport()
    page.get_by_role("link", name="为什么变化").first.click()
    why = page.get_by_role("listitem").filter(has_text="浦江县（↑4 进位）：总分较2019年第二季度增加 7.16 分")
    expect(why).to_be_in_viewport()
    expect(why).to_contain_text("群众诉求按期答复率（+2.31）")
    page.get_by_role("link", name="谁领先、怎么做", exact=True).click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="群众诉求按期答复率"))
    row = row.filter(has_text="（99.1%）")
    expect(row.get_by_role("link", name="浦江县", exact=True)).to_have_attribute(
        "href", "../../units/pujiang.html"
    )
    row.get_by_role("link", name="民情民访代办").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("民情民访代办")
    assert not wrong


def test_hidden_places_name_no_leader(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + "rankings/2019Q3/town.html", 360)
    expect(page.locator("#learn")).to_have_count(0)
