"""A unit's brief: one sheet of paper, whatever there is to say, one click from the unit's page."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect
from sample import Site, run
from test_browser import RANKING, open_page

from portals import REPOSITORY, Portal

PDF_PAGE = re.compile(rb"/Type\s*/Page\b")
SAMPLE_TITLE = "金华政法“比学赶超”擂台"
LONG = "一个特别长的名称用来看看纸上还放不放得下"
PROBLEMS = "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\n"
CASE = """---
title: {title}
units: [ding]
themes: [safety]
level: county
year: 2019
status: stub
maturity: 试行
indicators: [fire, hazards, service]
sources: []
summary: 示例做法
contact: 示例办公室
data_status: demo
---
"""


def test_every_brief_of_the_sample_is_one_sheet(site: Site, browser: Browser) -> None:
    briefs = sorted((site.folder / "units/briefs").glob("*.html"))
    assert len(briefs) > 20
    page = browser.new_page()
    for path in briefs:
        page.goto(path.as_uri())
        assert len(PDF_PAGE.findall(page.pdf(prefer_css_page_size=True))) == 1, path.name
    page.close()


def test_the_unit_page_leads_to_its_brief(site: Site, browser: Browser) -> None:
    page, wrong = open_page(browser, site.http + "units/yiwu.html", 360)
    page.get_by_role("link", name="一页纸简报（可打印）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("义乌市简报：2019年第四季度")
    page.emulate_media(media="print")
    expect(page.locator(".lt-notices")).to_contain_text("演示数据，非真实考核结果")
    expect(page.locator(".lt-paper-line")).to_contain_text("units/briefs/yiwu.html")
    assert not wrong


def test_a_ranking_leads_to_the_briefs_of_its_period(site: Site, browser: Browser) -> None:
    page, wrong = open_page(browser, site.http + RANKING, 360)
    page.get_by_role("link", name="各单位一页简报（打印用）").click()
    page.get_by_text("义乌市简报：2019年第三季度").click()
    expect(page.locator("#yiwu").get_by_role("link", name="排名中的一行")).to_be_visible()
    assert not wrong


def crowd(portal: Portal) -> None:
    """Long names, three weak indicators with equal leaders, many cases, problems and promises."""
    for old in ("甲县", "乙县", "丁山（经济）开发区"):
        portal.replace("site_config/units.csv", f"{old},", f"{old}{LONG},")
    for old in ("火灾起数", "隐患整改率", "服务评分"):
        portal.replace("site_config/indicators.csv", f"{old},", f"{old}{LONG},")
    folder = "content/results"
    for period in ("2019Q1", "2019Q2"):
        rename(portal, f"{folder}/{period}/汇总.csv")
        rename(portal, f"{folder}/{period}/隐患整改.csv")
    for number in range(1, 5):
        portal.write(f"content/cases/case-{number}.md", CASE.format(title=f"做法{number}{LONG}{LONG}"))
    rows = [f"Q{n},暗访,,2019-07,丙市,示例,,{LONG * 8},2019-12-31\n" for n in range(5)]
    portal.write("content/ledgers/problems.csv", PROBLEMS + "".join(rows))


def rename(portal: Portal, path: str) -> None:
    text = portal.read(path)
    for old in ("甲县", "乙县", "丁山（经济）开发区", "火灾起数", "隐患整改率", "服务评分"):
        text = text.replace(old, old + LONG)
    portal.write(path, text)


def test_a_crowded_brief_is_still_one_sheet(portal: Portal, browser: Browser) -> None:
    crowd(portal)
    shell = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    portal.write("mkdocs.yml", shell.replace("  - 关于: about.md\n", "").replace(SAMPLE_TITLE, "样例擂台"))
    run(portal.root, "build")
    page, _ = open_page(browser, (portal.root / "build/site/units/briefs/bing.html").as_uri(), 360)
    expect(page.get_by_text("另有 3 件没有办结的问题")).to_be_attached()
    assert len(PDF_PAGE.findall(page.pdf(prefer_css_page_size=True))) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto((portal.root / "build/site/rankings/2019Q2/county-briefs.html").as_uri())
    assert len(PDF_PAGE.findall(page.pdf(prefer_css_page_size=True))) == page.locator("article h2").count()
