"""Search in Chromium: what it finds, by keyboard, from a link, from disk, and what it loads before it is used."""

from __future__ import annotations

import csv
import json
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect
from sample import Site
from test_browser import RANKING, both_ways, desk_and_phone, open_page

from leitai.publish.search.find import SearchIndex
from leitai.publish.search.postings import data_of, folded
from queries import draw_queries, recall_and_precision, search_pages, truth_of

QUERIES = 200
HITS = """async (queries) => {
  const found = [];
  for (const query of queries) {
    const result = await leitaiSearch.find(query);
    found.push([].concat(...result.groups.map((group) => group.hits.map((hit) => hit.page))).sort((a, b) => a - b));
  }
  return found;
}"""

READERS_TITLES = """() => [...document.querySelectorAll("[role=group]")]
  .filter((group) => !group.querySelector(".lt-search__kind").textContent.startsWith("编辑手册"))
  .flatMap((group) => [...group.querySelectorAll(".lt-search__title")].map((title) => title.textContent))"""
PHRASINGS = Path(__file__).parent / "phrasings.csv"
ADDRESSES = """async (queries) => {
  const answers = [];
  for (const query of queries) {
    const result = await leitaiSearch.ask(query);
    const hits = [].concat(...result.groups.map((group) => group.hits.slice(0, leitaiSearchBox.fewOf(group))));
    const shown = await Promise.all(hits.slice(0, 3).map((hit) => leitaiSearch.describe(hit)));
    answers.push(shown.map((hit) => hit.url.split("#")[0]));
  }
  return answers;
}"""


def open_search(browser: Browser, site: Site, scheme: str, width: int = 1280) -> tuple[Page, list[str]]:
    page, wrong = open_page(browser, site.address(scheme) + RANKING, width)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="检索全站")).to_be_focused()
    return page, wrong


def ask(page: Page, query: str) -> list[str]:
    """The titles that the list shows for a query."""
    page.get_by_role("combobox").fill(query)
    expect(page.locator("[role=listbox]")).to_have_attribute("aria-busy", "false")
    return page.locator(".lt-search__title").all_inner_texts()


@desk_and_phone
def test_what_readers_type_is_found(site: Site, browser: Browser, scheme: str, width: int) -> None:
    page, wrong = open_search(browser, site, scheme, width)
    expected = {
        "山妹子": "磐安“山妹子互助队”",
        "妹子互": "磐安“山妹子互助队”",
        "网格员": "网格员巡查达标率",
        "龙山": "“龙山经验”",
        "三季度排名": "2019年第三季度县（市、区）和开发区排名",
        "金开区": "金华开发区",
        "万车死亡": "道路交通万车死亡率",
        "义乌": "义乌市",
        "义乌　三季度": "2019年第三季度县（市、区）和开发区排名",
        "ｗａｎ": None,
    }
    for query, title in expected.items():
        if title:
            titles = ask(page, query)
            assert any(title in shown for shown in titles), (query, titles)
    assert "义乌市" in ask(page, "义乌")[0], "the unit itself comes first"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not wrong
    page.context.close()


def test_results_are_grouped_marked_and_dated(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    ask(page, "网格员")
    groups = page.get_by_role("group").all()
    assert len(groups) > 3
    expect(page.get_by_role("group", name="指标 1 条")).to_be_visible()
    marks = {mark.inner_text() for mark in page.locator(".lt-search__text mark").all()}
    assert marks == {"网格员"}
    ask(page, "义乌 会")
    meeting = page.get_by_role("option").filter(has_text="2019年8月").first
    expect(meeting).to_be_visible()
    ranking = page.get_by_role("option").filter(has_text="季度县").first
    expect(ranking).to_contain_text("演示数据")
    page.context.close()


def test_a_problem_finds_its_practice_among_the_first(site: Site, browser: Browser) -> None:
    """By the problem, not by the slogan; also in the quotation marks that people write around a name."""
    page, wrong = open_search(browser, site, "file")
    expected = {
        "金融纠纷": "financial-disputes",
        "调解": "doorstep-mediation",
        "反诈": "antifraud-centre",
        "留守": "shanmeizi",
        "山妹子": "shanmeizi",
        "“山妹子”": "shanmeizi",
        "龙山": "longshan-experience",
    }
    for query, slug in expected.items():
        ask(page, query)
        first = page.get_by_role("option").and_(page.locator("a")).all()[:3]
        addresses = [option.get_attribute("href") or "" for option in first]
        assert any(f"/cases/{slug}.html" in address for address in addresses), (query, addresses)
    assert not wrong


def test_questions_as_people_put_them_are_answered_among_the_first_three(
    site: Site, browser: Browser
) -> None:
    """Phrases without blanks, pinyin, ids, traditional and mistyped characters, periods in other words, questions."""
    with PHRASINGS.open(encoding="utf-8", newline="") as file:
        wanted = {row["query"]: row["pages"].split() for row in csv.DictReader(file)}
    page, wrong = open_search(browser, site, "file")
    answers = page.evaluate(ADDRESSES, list(wanted))
    missed = {
        query: shown
        for (query, pages), shown in zip(wanted.items(), answers, strict=True)
        if not any(fnmatchcase(address, f"*/{known}") for address in shown for known in pages)
    }
    assert len(missed) <= 0.05 * len(wanted), missed
    assert not wrong


def test_a_unit_answers_with_its_place(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    for query in ("义乌", "yiwu", "义乌排名", "义鸟市"):
        ask(page, query)
        unit = page.get_by_role("option").filter(has=page.locator(".lt-search__answer")).first
        expect(unit.locator(".lt-search__title")).to_have_text("义乌市")
        expect(unit.locator(".lt-search__demo")).to_be_visible()
        expect(unit.locator(".lt-search__answer")).to_contain_text("2019年第四季度：第5名（共10个）")


def test_a_slip_within_a_phrase_is_offered_mended(site: Site, browser: Browser) -> None:
    """One wrong character in a name among other words; names that differ by one character from one another are no slips."""
    page, _ = open_search(browser, site, "file")
    mended = {"义务市排名": "义乌市", "龙山经念推广": "龙山经验", "火灾发升率最低的是谁": "火灾发生率"}
    for query, name in {**mended, "义务现场会什么时候开": "现场会"}.items():
        ask(page, query)
        offered = page.get_by_role("group", name="是不是要找").locator(".lt-search__title")
        expect(offered.first).to_contain_text(name)
    ask(page, "示例乡镇第二次现场会谁发言")
    expect(page.get_by_role("group", name="是不是要找")).to_have_count(0)


def test_what_is_named_so_comes_before_what_only_says_it(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    for query in ("反诈", "法院", "乡镇", "网格员"):
        ask(page, query)
        named = [query in title for title in page.evaluate(READERS_TITLES)]
        assert named == sorted(named, reverse=True), query
        assert True in named and False in named, query


def test_a_key_that_ends_a_composition_chooses_nothing(site: Site, browser: Browser) -> None:
    """Safari sends it after the composition, marked by its code alone."""
    page, _ = open_search(browser, site, "file")
    ask(page, "山妹子")
    here = page.url
    page.get_by_role("combobox").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    ask(page, "网格员")  # the dialog is there still, and so is the page
    assert page.url == here


@desk_and_phone
def test_by_keyboard_alone(site: Site, browser: Browser, scheme: str, width: int) -> None:
    page, wrong = open_search(browser, site, scheme, width)
    ask(page, "山妹子")
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("[aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    ask(page, "山妹子")
    page.keyboard.press("ArrowDown")
    address = page.locator("[aria-selected=true]").get_attribute("href") or ""
    title = page.locator("[aria-selected=true] .lt-search__title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert not wrong
    page.context.close()


@both_ways
def test_a_question_can_be_sent_as_a_link(site: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, site.address(scheme) + "search.html?q=" + quote("山妹子"))
    expect(page.locator(".lt-search__status")).to_contain_text("找到 ")
    expect(page.get_by_role("option").first).to_contain_text("山妹子")
    page, _ = open_search(browser, site, scheme)
    page.get_by_role("combobox").fill("网格员")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=" + quote("网格员"))
    expect(page.locator(".lt-search__status")).to_contain_text("找到 ")
    assert not wrong


def test_more_results_open_in_place(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    few = len(ask(page, "义乌"))
    page.get_by_text("还有 ").first.click()
    expect(page.locator(".lt-search__title").nth(few)).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_focused()


def test_a_result_leads_to_the_row(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    ask(page, "义乌 三季度")
    link = page.get_by_role("option").filter(has_text="2019年第三季度县").first.get_attribute("href") or ""
    assert link.startswith(site.file + RANKING + "#")
    page.goto(link)
    expect(page.locator(":target")).to_be_in_viewport()


@both_ways
def test_nothing_is_loaded_before_first_use(site: Site, browser: Browser, scheme: str) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(site.address(scheme))))
    page.goto(site.address(scheme) + RANKING)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if url.startswith(("search/", "assets/search-"))] == []
    page.keyboard.press("/")
    ask(page, "山妹子")
    loaded = [url for url in requests if url.startswith("search/")]
    total = len(list((site.folder / "search").rglob("*.js")))
    assert 0 < len(loaded) < total / 2
    page.close()


def test_what_is_not_public_is_not_in_the_index(site: Site) -> None:
    """The organs' method shows no ranks, the towns' only the first three: neither ranks nor scores can be found."""
    pages = {page.url: page for page in search_pages(site.folder)}
    ranked = json.loads((site.folder / "rankings/2019Q3/town.json").read_text("utf-8"))["rankings"][0]["rows"]
    assert sum(row["rank"] is not None for row in ranked) == 3
    text = pages["rankings/2019Q3/town.html"].text
    assert "\n3\n" in text and "\n4\n" not in text
    texts = "".join(str(data_of(path.read_bytes())) for path in (site.folder / "search").rglob("*.js"))
    assert "第8名（共8个）" not in texts
    assert "rankings/latest/" not in texts and "404.html" not in texts


def test_without_javascript_the_page_explains(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING, java_script_enabled=False)
    page.get_by_role("link", name="检索").click()
    page.wait_for_url("**/search.html")
    expect(page.get_by_text("检索要用到 JavaScript")).to_be_visible()
    expect(page.locator("article").get_by_role("link", name="排名")).to_be_visible()


def test_no_answer_and_too_little_are_said(site: Site, browser: Browser) -> None:
    page, _ = open_search(browser, site, "file")
    field = page.get_by_role("combobox")
    field.fill("乌")
    expect(page.locator(".lt-search__status")).to_have_text("请输入两个字以上。")
    field.fill("量子计算机芯片<b>")
    expect(page.locator(".lt-search__status")).to_contain_text("没有找到“量子计算机芯片<b>”。可以少写几个字")
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("讨薪")  # no page has a pair of it; a group of words leads on
    expect(page.locator(".lt-search__status")).to_have_text("没有找到“讨薪”，下面是最接近的。")


def test_browser_and_python_find_the_same_and_the_truth(site: Site, browser: Browser) -> None:
    """200 queries drawn from the corpus: literal substrings, one in five of them two words."""
    pages = search_pages(site.folder)
    texts = ["\n".join((page.title, *page.names, page.text)) for page in pages]
    queries = draw_queries(texts, QUERIES)
    page, _ = open_search(browser, site, "file")
    ask(page, "义乌")
    found = page.evaluate(HITS, queries)
    index = SearchIndex(site.folder)
    assert found == [index.pages_with(query) for query in queries]
    folded_texts = [folded(text) for text in texts]
    truths = [truth_of(folded_texts, query) for query in queries]
    assert all(truths), "each query stands somewhere"
    recall, precision = recall_and_precision(truths, [set(numbers) for numbers in found])
    assert recall >= 0.99
    assert precision >= 0.95
