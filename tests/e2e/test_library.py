"""The case library: facets as plain links that combine in the browser, write-ups with their evidence, lists that stay."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sample import Site
from test_browser import both_ways, open_page

from portals import REPOSITORY, Portal, as_verified, copy_sample

LIBRARY = "cases/index.html"
ALL = len([*(REPOSITORY / "content/cases").glob("*.md")])
EXAMPLE = "cases/example-practice.html"
REAL = "cases/lanxi-mediation-centre"  # 兰溪市, linked to mediation_success and disputes_on_time
CARDS = """() => [...document.querySelectorAll('.lt-library > li')].map(li => ({shown: !li.hidden, ...li.dataset}))"""
COUNTS = """() => [...document.querySelectorAll('[data-facet]')].map(a =>
    [a.dataset.facet, a.dataset.value, Number(a.querySelector('.lt-count').textContent)])"""


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def facet(page: Page, name: str, value: str) -> str:
    return f'[data-facet="{name}"][data-value="{value}"]'


@both_ways
def test_facets_combine_and_the_address_says_how(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + LIBRARY)
    of_theme = page.locator(facet(page, "theme", "mediation") + " .lt-count").inner_text()
    page.locator(facet(page, "theme", "mediation")).press("Enter")
    page.locator(facet(page, "level", "county")).click()
    assert state(page) == {"theme": ["mediation"], "level": ["county"]}
    shown = page.locator(".lt-library > li:not([hidden])")
    expect(page.locator(".lt-shelf__said")).to_have_text(f"{shown.count()}/{ALL} 篇：矛盾化解、县（市、区）")
    assert 0 < shown.count() < int(of_theme) < ALL
    page.go_back()
    expect(page.locator(".lt-shelf__said")).to_have_text(f"{of_theme}/{ALL} 篇：矛盾化解")
    page.locator(facet(page, "theme", "mediation")).click()
    expect(page.locator(".lt-shelf__said")).to_have_text(f"共 {ALL} 篇")
    assert not state(page) and not wrong


def test_every_count_is_what_the_click_shows(site: Site, browser: Browser) -> None:
    """Against a second, slow count over the cards, at every theme, level and indicator, two at a time."""
    page, _ = open_page(browser, site.file + LIBRARY)
    start = page.evaluate(COUNTS)
    themes = [value for name, value, _ in start if name == "theme"]
    others = [(name, value) for name, value, _ in start if name in ("level", "indicator")]
    assert len(others) >= len(themes)
    for theme, (name, value) in zip(cycle(themes), others, strict=False):
        page.goto(f"{site.file}{LIBRARY}?theme={theme}&{name}={value}")
        chosen = {"theme": theme, name: value}
        cards = page.evaluate(CARDS)
        assert [card["shown"] for card in cards] == [holds(card, chosen) for card in cards]
        for counted, option, count in page.evaluate(COUNTS):
            wanted = {**chosen, counted: option}
            assert count == sum(holds(card, wanted) for card in cards), (chosen, counted, option)


def holds(card: dict[str, str], chosen: dict[str, str]) -> bool:
    return all(value in card[name].split() for name, value in chosen.items())


def test_words_and_views_are_kept_in_the_address(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + LIBRARY + "?q=调解&view=list", 360)
    expect(page.locator(".lt-library").first).to_have_class(re.compile("lt-library--list"))
    expect(page.get_by_role("button", name="列表")).to_have_attribute("aria-pressed", "true")
    texts = page.locator(".lt-library > li:not([hidden])").all_text_contents()
    assert texts and all("调解" in text for text in texts)
    page.get_by_label("含有").fill("没有这样的做法")
    expect(page.locator(".lt-shelf__said")).to_have_text(f"0/{ALL} 篇：“没有这样的做法”")
    page.get_by_role("link", name="清除筛选").click()
    expect(page.locator(".lt-library > li:not([hidden])")).to_have_count(ALL)
    assert state(page) == {"view": ["list"]}


def test_without_javascript_each_facet_leads_to_its_list(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + LIBRARY, java_script_enabled=False)
    for name in ("theme", "indicator", "grade", "cost", "adopted", "unit", "level", "maturity", "year"):
        link = page.locator(f'[data-facet="{name}"]').first
        count = int(link.locator(".lt-count").inner_text())
        link.click()
        assert f"/by-{name}/" in page.url
        expect(page.locator(".lt-library > li")).to_have_count(count)
        page.go_back()


def test_related_cases_share_an_indicator_or_theme(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + EXAMPLE)
    expect(page.locator("#related .lt-library a")).to_have_text(
        ["后陈村村务监督委员会", "民情民访代办", "金东“村警”驻村"]
    )
    expect(page.locator("#related .lt-library")).to_contain_text("相同主题：基层服务")


def test_evidence_shows_before_and_after(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + EXAMPLE)
    panel = page.get_by_role("img", name="网格员巡查达标率（%，越高越好）")
    expect(panel).to_contain_text("开始实施")
    expect(
        page.get_by_text("网格员巡查达标率：实施前最后一期 99.0%，最近一期 94.6%，下降，变差")
    ).to_be_visible()
    heads = page.locator("#evidence .lt-table").first.locator("thead th").all_inner_texts()
    assert [head.split()[-1] for head in heads] == ["指标", "实施前", "实施后", "实施后"]
    expect(page.get_by_text("先后变化不等于因果")).to_be_visible()
    expect(page.locator("#adopted .lt-table")).to_contain_text("示例乡镇二")
    expect(page.locator("#adopted .lt-table")).to_contain_text("2019年9月")


def test_a_real_practice_is_held_against_real_values_only(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    page = Portal(root).page(REAL)
    assert "<svg" not in page and "演示数据，不能用来证明" in page
    as_verified(root, "2019Q2", "2019Q3")
    page = Portal(root).page(REAL)
    assert "<svg" in page and "没有写明从哪一期开始实施" in page
    table = page.partition("兰溪市的相关指标")[2].partition("</thead>")[0]
    assert re.findall(r"2\d{3}年[^<]*", table) == ["2019年第二季度", "2019年第三季度"]


def test_a_published_list_stays_when_its_last_case_leaves(tmp_path: Path) -> None:
    """Otherwise a clerk who changes a maturity could not build: published addresses never vanish."""
    root = copy_sample(tmp_path)
    (root / "content/ledgers/urls.csv").write_text(
        "网址,锚点,首次发布,去向,说明\ncases/by-maturity/mature.html,top,2020-01-15,,\n", encoding="utf-8"
    )
    case = root / "content/cases/yiwu-foreign-mediation.md"
    case.write_text(
        case.read_text(encoding="utf-8").replace("maturity: 成熟", "maturity: 推广"), encoding="utf-8"
    )
    pages = Portal(root).pages("cases/by-maturity/mature", "cases/index", "cases/by-maturity/spreading")
    assert "共 0 篇" in pages["cases/by-maturity/mature"]
    assert "by-maturity/mature" not in pages["cases/index"]
    assert "共 4 篇" in pages["cases/by-maturity/spreading"]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_filter_is_in_reach_and_nothing_goes_sideways(site: Site, browser: Browser, width: int) -> None:
    page, _ = open_page(browser, site.file + LIBRARY, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 1200:
        expect(page.locator("[data-facet]").first).to_be_hidden()
        page.get_by_text("筛选", exact=True).click()
    expect(page.locator("[data-facet]").first).to_be_in_viewport()
