"""A table that goes on on further pages, in Chromium from disk: sorted, filtered and found by an address as one table.

The sample has none that is long enough; the page here is made by the kit and carries the theme's own scripts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

import leitai
from leitai.model.shows import NOTHING, UNDECIDED
from leitai.pages.kit.page import Page as KitPage
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.rankings.methods import MethodIndexContext

ROWS = 1200
ASSETS = Path(leitai.__file__).parent / "theme/assets"
SHELL = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{up}assets/data.css">
<body class="md-typeset"><article>{text}</article>
<script src="{up}assets/sortable.min.js" defer></script><script src="{up}assets/tables.js" defer></script>"""


def long_page() -> KitPage:
    header = [
        Cell("名次", css="lt-rank", key="rank"),
        Cell("单位", key="unit"),
        Cell("得分", css="lt-number", key="score"),
    ]
    rows = (
        Row(
            [Cell(str(n)), Cell(f"样例{n}镇", f"#t{n}", is_header=True), Cell(f"{n % 7 * 10 + n / 100:.2f}", css="lt-number")],
            anchor=f"t{n}",
            below=Markup("<p>{}</p>").format("为什么变化" * 40),
        )
        for n in range(1, ROWS + 1)
    )  # fmt: skip
    shown = table("样例排名", header, rows, css="lt-ranking")
    return KitPage(
        "rankings/long.html", "样例排名", "rankings/methods.md.j2", MethodIndexContext(shown), NOTHING
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    for path, data in render_pages([long_page()], UNDECIDED).items():
        target = root / path.replace(".md", ".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = data.decode()
        target.write_text(text if path.endswith(".js") else SHELL.format(up="../", text=text), "utf-8")
    for name in ("sortable.min.js", "tables.js", "data.css"):
        shutil.copy(ASSETS / name, root / "assets" / name)
    return root


@pytest.fixture
def page(folder: Path, browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto((folder / "rankings/long.html").as_uri())
    yield page
    page.close()


def names(page: Page) -> list[str]:
    """The first rows of the table that can be seen."""
    return page.locator("tbody tr[id]:visible th").all_inner_texts()[:3]


def test_sorting_takes_all_rows_not_only_those_of_the_first_page(page: Page) -> None:
    first = page.locator("tbody tr[id]").count()
    assert first < ROWS
    page.get_by_role("button", name="按“得分”排序").click()
    expect(page.locator("tbody tr[id]")).to_have_count(ROWS)
    assert names(page) == ["样例1196镇", "样例1189镇", "样例1182镇"]
    assert page.locator("tbody tr[id]:visible").count() == 200, "no phone lays out all of them at once"
    expect(page.locator(".lt-further")).to_have_count(0)


def test_filtering_finds_a_row_of_a_further_page_and_says_how_many(page: Page) -> None:
    page.get_by_label("按名称筛选").fill("样例119")
    expect(page.locator("output")).to_have_text(f"11/{ROWS} 行")
    assert names(page)[0] == "样例119镇"


def test_my_unit_is_one_tap_away(page: Page) -> None:
    """Also where it stands on a further page."""
    mine = f"localStorage.setItem('leitai-unit', JSON.stringify({{id: 't{ROWS}', name: '样例{ROWS}镇', group: 'town'}}))"
    page.evaluate(mine)
    page.reload()
    page.get_by_role("link", name=f"我的单位：样例{ROWS}镇").click()
    page.wait_for_url(f"**/long-more-*.html#t{ROWS}")
    page.evaluate("localStorage.removeItem('leitai-unit')")


def test_an_address_leads_to_the_page_that_has_its_row(page: Page, folder: Path) -> None:
    page.goto((folder / "rankings/long.html").as_uri() + f"#t{ROWS}")
    page.wait_for_url(f"**/long-more-*.html#t{ROWS}")
    expect(page.locator(f"tr#t{ROWS}")).to_be_visible()
