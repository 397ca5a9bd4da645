"""Pages on A4: counted, read back from the PDF, nothing cut off, table heads on every sheet."""

from __future__ import annotations

import io
import unicodedata

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sample import Site
from test_browser import RANKING, open_page

NOTICE = "rankings/2019Q3/county-notice.html"
CASE = "cases/example-practice.html"
MEETING = "meetings/2019-08-yiwu.html"
A4_POINTS, A3_ACROSS_POINTS = (595, 842), (1191, 842)
PRINTABLE = 616  # px: 210 mm less the margins of print.css
RADICALS = str.maketrans("⻩⻔戶", "黄门户")  # what a PDF gives for these characters, and NFKC leaves
DEMO = "演示数据，非真实考核结果"
BRIEFS = "rankings/2019Q3/county-briefs.html"
BOARD = "ledgers/tasks.html"
MOST_SHEETS = {
    RANKING: 4,
    NOTICE: 2,
    BRIEFS: 10,
    CASE: 2,
    "cases/example-fact-check.html": 2,
    "cases/longshan-experience.html": 2,
    MEETING: 2,
    "units/yiwu.html": 6,
    BOARD: 1,
}
NUMBERED = {RANKING: "{}/4", NOTICE: "—{}—"}


def sheets(page: Page) -> list[str]:
    """The text of each printed page, without spaces (a PDF sets characters, not words). The progress board is a wall chart."""
    wanted_size = A3_ACROSS_POINTS if page.url.endswith(BOARD) else A4_POINTS
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in reader.pages:
        size = (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height)))
        assert all(abs(found - wanted) <= 1 for found, wanted in zip(size, wanted_size, strict=True))
    texts = ["".join(sheet.extract_text().split()) for sheet in reader.pages]
    return [_characters(text) for text in texts]


def _characters(text: str) -> str:
    """Radicals, which a PDF may give for whole characters, as these; full-width punctuation stays."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" else c for c in text
    ).translate(RADICALS)


@pytest.mark.parametrize("url", MOST_SHEETS)
def test_sheets_are_few_whole_numbered_and_end_with_the_address(
    site: Site, browser: Browser, url: str
) -> None:
    page, _ = open_page(browser, site.file + url, PRINTABLE)
    printed = sheets(page)
    assert len(printed) <= MOST_SHEETS[url]
    assert all(printed), "no empty sheet"
    assert url in printed[-1]
    assert not any(word in "".join(printed) for word in ("检索", "按名称筛选", "加到日历", "上一次："))
    start = NUMBERED.get(url, "")
    assert [n for n, sheet in enumerate(printed, start=1) if not sheet.startswith(start.format(n))] == []
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.lt-scroll, h1, .lt-chart')].filter(box => box.getBoundingClientRect().right"
        " > innerWidth + 1 || box.scrollWidth > box.clientWidth + 1).map(box => box.outerHTML.slice(0, 80))"
    )
    assert not cut


def test_each_unit_has_a_sheet_of_the_period_that_stands_alone(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + BRIEFS)
    printed = sheets(page)
    anchors = page.locator(".lt-sheet > div").evaluate_all("heads => heads.map(head => head.id)")
    assert len(printed) == len(anchors) == 10
    for sheet, anchor in zip(printed, anchors, strict=True):
        assert DEMO in sheet and f"{BRIEFS}#{anchor}" in sheet and "2019年10月17日公布" in sheet
    assert "2019年第四季度" not in "".join(printed), "a sheet knows nothing of later periods"


def test_a_long_table_repeats_its_head(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + NOTICE)
    page.locator(".lt-data tbody").evaluate(
        "body => { const rows = [...body.rows]; for (let i = 0; i < 12; i++) rows.forEach(r => body.append(r.cloneNode(true))) }"
    )
    with_rows = [
        sheet
        for sheet in sheets(page)
        if "进位" in sheet and "永康市" in sheet and "二、名次变化" not in sheet
    ]
    assert len(with_rows) > 2
    assert all("名次单位总分较上期" in sheet for sheet in with_rows)


def test_the_notice_has_the_conventional_parts_in_order(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + NOTICE)
    text = "".join(sheets(page))
    parts = [
        "关于2019年第三季度县（市、区）和开发区考核排名情况的通报", DEMO, "〔2019〕", "号", "各有关单位：", "现将2019年第三季度",
        "一、排名情况", "表1", "永康市", "武义县", "二、名次变化", "较2019年第二季度", "三、有关说明", "1.本组共10个单位",
        "中共金华市委政法委员会", "2019年10月17日",
    ]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert not any(character.isdigit() for character in text.partition("〕")[2].partition("号")[0]), "a blank"


def test_the_notice_names_climbers_and_nobody_who_fell(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + NOTICE)
    changes = page.locator("#changes + .lt-bulletin").inner_text()
    assert "浦江县（进4位）" in changes and "6个单位退位" in changes
    assert "武义县" not in changes


def test_steps_conditions_and_cautions_become_a_list_to_tick(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + CASE)
    box = "item => getComputedStyle(item, '::before').borderTopWidth"
    expect(page.locator(".lt-paper-only")).to_be_hidden()
    page.emulate_media(media="print")
    for items in ("#steps + ol > li", "#conditions > ul > li", "#cautions + ul > li"):
        found = page.locator(items).all()
        assert found and all(item.evaluate(box) == "1px" for item in found), items
    expect(page.locator(".lt-paper-only")).to_be_visible()
    page.goto(site.file + RANKING)  # has steps, too, of another kind
    assert page.locator("#sources li").first.evaluate(box) == "0px"


def test_lamps_are_told_without_colour(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + BOARD)
    printed = "".join(sheets(page))
    for shape, word in (("●", "绿灯"), ("◆", "黄灯"), ("▲", "红灯")):
        assert f"{shape}{word}" in printed
