"""Links to pages that moved, were withdrawn or lost a heading, opened in Chromium, from http and from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sample import Site, served
from test_browser import both_ways, open_page, served_or_bare

from portals import Once, small_portal

LEDGER = "content/ledgers/urls.csv"
LONG = "这一段很长。\n\n" * 60


def text(anchor: str) -> str:
    return f"---\ntitle: 经过\n---\n\n{LONG}## 结果 {{: #{anchor} }}\n\n结果。\n\n{LONG}"


@pytest.fixture(scope="module")
def moved(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(once("moved", build_moved), tmp_path_factory.mktemp("server")) as site:
        yield site


def build_moved(root: Path) -> None:
    """`story` became `history`, `notes` was withdrawn, a heading of `about` has another id."""
    portal = small_portal(root)
    for slug in ("story", "notes", "about"):
        portal.write(f"content/pages/{slug}.md", text("result"))
    assert portal.run("build").exit_code == 0
    (portal.root / "content/pages/story.md").rename(portal.root / "content/pages/history.md")
    portal.delete("content/pages/notes.md")
    portal.write("content/pages/about.md", text("outcome"))
    lines = portal.read(LEDGER).splitlines()
    for number, line in enumerate(lines):
        end = {"story.html": "history.html,", "notes.html": ",内容已过时，撤下。"}.get(line.partition(",")[0])
        lines[number] = line if end is None else f"{line.removesuffix(',,')},{end}"
    lines.append("about.html#result,,,about.html#outcome,标题改了。")
    portal.write(LEDGER, "\n".join(lines) + "\n")
    done = portal.run("build")
    assert done.exit_code == 0, done.output


@both_ways
def test_a_moved_page_leads_on_to_the_same_place(moved: Site, browser: Browser, scheme: str) -> None:
    page, wrong = open_page(browser, moved.address(scheme) + "story.html#result", 360)
    page.wait_for_url("**/history.html#result")
    expect(page.locator("#result")).to_be_in_viewport()
    page.go_back()
    assert "story.html" not in page.url, "the redirect doesn't stand in the way back"
    assert not wrong


@both_ways
def test_a_moved_page_leads_on_without_javascript(moved: Site, browser: Browser, scheme: str) -> None:
    """To the page; its place is lost on the way, because no browser hands it on then."""
    page, _ = open_page(browser, moved.address(scheme) + "story.html#result", java_script_enabled=False)
    page.wait_for_url("**/history.html*")


@served_or_bare
def test_a_withdrawn_page_says_why(moved: Site, browser: Browser, scheme: str, script: bool) -> None:
    page, wrong = open_page(browser, moved.address(scheme) + "notes.html#result", java_script_enabled=script)
    expect(page.get_by_text("内容已过时，撤下。")).to_be_visible()
    assert page.locator("#result").count() == 1
    assert not wrong


@served_or_bare
def test_a_lost_heading_leads_to_its_new_place(
    moved: Site, browser: Browser, scheme: str, script: bool
) -> None:
    page, wrong = open_page(
        browser, moved.address(scheme) + "about.html#result", 360, java_script_enabled=script
    )
    expect(page.locator("#result")).to_contain_text("标题改了。")
    expect(page.locator("#result")).to_be_in_viewport()
    page.get_by_role("link", name="新的位置").click()
    expect(page.locator("#outcome")).to_be_in_viewport()
    assert not wrong
