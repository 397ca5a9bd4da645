"""The built sample in Chromium: from a server under a base path and from disk, wide and narrow."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from sample import Site

RANKING = "rankings/2019Q3/county.html"
PAGES = [  # every kind of page; test_accessible says when a template is missing here
    "index.html",
    "rankings/index.html",
    RANKING,
    "rankings/2019Q3/county-steps.html",
    "rankings/2019Q3/county-briefs.html",
    "rankings/2019Q3/town.html",
    "rankings/2019Q3/town-arena.html",
    "units/index.html",
    "units/yiwu.html",
    "units/briefs/yiwu.html",
    "indicators/index.html",
    "indicators/fire_rate.html",
    "cases/index.html",
    "cases/by-theme/mediation.html",
    "cases/adoption.html",
    "cases/by-problem/index.html",
    "cases/example-practice.html",
    "cases/longshan-experience.html",
    "meetings/index.html",
    "meetings/2019-08-yiwu.html",
    "ledgers/index.html",
    "ledgers/problems.html",
    "methods/index.html",
    "methods/county.html",
    "status/2019Q3.html",
    "archive/index.html",
    "archive/2019Q3.html",
    "archive/2019-10-15-towns.html",
    "handbook/index.html",
    "handbook/first.html",
    "handbook/quarter.html",
    "handbook/desk.html",
    "handbook/files.html",
    "handbook/methods.html",
    "handbook/scoring.html",
    "handbook/problems.html",
    "handbook/commands.html",
    "handbook/accessibility.html",
    "facts.html",
    "rankings/2019Q3/county-notice.html",
    "ledgers/tasks.html",
    "ledgers/programmes.html",
    "about.html",
    "data/index.html",
    "search.html",
    "compare.html",
]
NOT_FOUND = "404.html"

both_ways = pytest.mark.parametrize("scheme", ["http", "file"])
desk_and_phone = pytest.mark.parametrize(("scheme", "width"), [("http", 1280), ("file", 360)])
served_or_bare = pytest.mark.parametrize(
    ("scheme", "script"), [("http", True), ("file", True), ("file", False)]
)


def open_page(browser: Browser, url: str, width: int = 1280, **context: object) -> tuple[Page, list[str]]:
    """A page in a fresh context, and what went wrong while it loaded: errors and outside requests."""
    page = browser.new_context(viewport={"width": width, "height": 800}, **context).new_page()  # type: ignore[arg-type]
    home = url.split("/build/site/")[0] if url.startswith("file") else "/".join(url.split("/")[:3])
    wrong = watched(page, home)
    page.goto(url)
    return page, wrong


def watched(page: Page, home: str) -> list[str]:
    """What goes wrong on a page from now on: errors, requests that fail or lead away from home."""
    wrong: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            wrong.append(f"outside: {request.url}")

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a reader who goes on at once needs no icon any more
            wrong.append(f"failed: {request.url}")

    page.on("request", note_request)
    page.on("requestfailed", note_failure)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    return wrong


SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
HOLDS = f"""() => {SETTLED}.then(() => [document.documentElement.scrollWidth, document.documentElement.lang,
    document.querySelectorAll("h1").length, document.body.textContent.split("本站为非涉密系统").length - 1])"""


def settle(page: Page) -> None:
    """What the load of the page set going has had its turn."""
    page.evaluate(SETTLED)


def complaints(page: Page, width: int) -> list[str]:
    """What any page must have, and doesn't, in a window of this width; asked once what its load set going has had its turn."""
    needed, language, headings, notices = page.evaluate(HOLDS)
    found = {
        "scrolls sideways": needed > width,
        "language": language != "zh-CN",
        "one heading": headings != 1,
        "notice": notices != (not page.url.endswith(NOT_FOUND)),
    }
    return [f"{what} at {width}" for what, is_wrong in found.items() if is_wrong]


@both_ways
def test_ranking_within_two_clicks_and_the_unit_from_its_row(
    site: Site, browser: Browser, scheme: str
) -> None:
    page, _ = open_page(browser, site.address(scheme) + "index.html")
    page.get_by_role("link", name="排名", exact=True).click()
    page.get_by_role("link", name="2019年第三季度").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2019年第三季度县（市、区）和开发区排名")
    page.locator("#yiwu").get_by_role("link", name="义乌市").click()
    page.get_by_role("link", name="单位页（最新）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("义乌市")


@both_ways
def test_a_shared_row_is_marked_and_whole_on_a_phone(site: Site, browser: Browser, scheme: str) -> None:
    page, _ = open_page(browser, site.address(scheme) + RANKING + "#lanxi", 360)
    row = page.locator("#lanxi")
    expect(row).to_be_in_viewport()
    expect(page.locator(".lt-ranking thead").get_by_text("共10个")).to_be_in_viewport()
    plain = page.locator("#yiwu th").evaluate("e => getComputedStyle(e).backgroundColor")
    assert row.locator("th").evaluate("e => getComputedStyle(e).backgroundColor") != plain
    for cell in row.locator("th, td").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360


@both_ways
def test_latest_keeps_the_anchor(site: Site, browser: Browser, scheme: str) -> None:
    page, _ = open_page(browser, site.address(scheme) + "rankings/latest/county.html#yiwu")
    page.wait_for_url("**/rankings/2019Q4/county.html#yiwu")


def test_without_javascript_everything_is_there(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.file + RANKING, java_script_enabled=False)
    names = page.locator(".lt-ranking tbody th").all_inner_texts()
    assert names[:3] == ["永康市", "金东区", "浦江县"]
    assert page.locator(".lt-ranking tbody tr").first.inner_text().split() == [
        "1",
        "永康市",
        "99.02",
        "↑2",
        "进位",
    ]
    page, _ = open_page(browser, site.file + "rankings/latest/county.html", java_script_enabled=False)
    page.wait_for_url("**/rankings/2019Q4/county.html")


def test_demo_data_is_marked_on_screen_in_previews_and_on_paper(site: Site, browser: Browser) -> None:
    page, _ = open_page(browser, site.http + RANKING)
    expect(page.locator(".lt-notices")).to_contain_text("演示数据，非真实考核结果")
    preview = page.locator("meta[property='og:description']").get_attribute("content") or ""
    assert "演示数据" in preview
    page.emulate_media(media="print")
    expect(page.locator(".lt-notices")).to_be_visible()
    expect(page.locator(".lt-header")).to_be_hidden()


def test_downloads_stand_beside_their_page_and_say_what_they_are(site: Site, browser: Browser) -> None:
    """Below an address; opened from disk Chromium copies a file under its own name."""
    page, _ = open_page(browser, site.http + RANKING)
    title = "2019年第三季度县（市、区）和开发区排名（演示数据）"
    for suffix in ("csv", "xlsx", "json"):
        link = page.get_by_role("link", name=suffix.upper(), exact=True)
        expect(link).to_have_attribute("download", f"{title}.{suffix}")
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"{title}.{suffix}"
    data = (site.folder / "rankings/2019Q3/county.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "演示数据，非真实考核结果" in data.decode("utf-8-sig").splitlines()[1]


@pytest.mark.parametrize("name", ["2019Q2", "2019Q2-v1", "2019-10-15-towns"])
def test_an_archive_is_whole_wherever_it_is_unpacked(
    site: Site, browser: Browser, tmp_path: Path, name: str
) -> None:
    """From its first page every link, page by page, leads to something that opens from disk without a complaint."""
    with zipfile.ZipFile(site.folder / f"archive/{name}.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / f"leitai-{name}"
    waiting, seen = ["index.html"], set[str]()
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wrong = watched(page, folder.as_uri())
    while waiting:
        page.goto(f"{folder.as_uri()}/{waiting.pop()}")
        settle(page)
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href.split(/[?#]/)[0])")
        inside = {
            link.removeprefix(f"{folder.as_uri()}/") for link in links if link.startswith(folder.as_uri())
        }
        assert not wrong and not [
            link for link in links if link.startswith("file:///") and not link.startswith(folder.as_uri())
        ]
        assert all((folder / link).is_file() for link in inside), inside
        waiting += sorted(link for link in inside - seen if link.endswith(".html"))
        seen |= inside
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert pages - seen <= {"index.html"}, "pages that no link leads to"
