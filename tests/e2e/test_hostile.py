"""Content is data, never code: shown letter by letter in the built bytes, and nothing runs in a browser."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from hostile import EVIL, FORMULA, MATERIAL
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser
from test_browser import settle

ACTIVE_URL = re.compile(r"[\x00-\x20]*(javascript:|vbscript:|data:text|file:)", re.IGNORECASE)
MARK = "onerror=alert"


@pytest.fixture(scope="module")
def hostile(small: Path) -> Path:
    return small / "build/site"


def test_every_text_is_shown_letter_by_letter(hostile: Path) -> None:
    shown = 0
    for page in sorted(hostile.rglob("*.html")):
        tree = LexborHTMLParser(page.read_bytes())
        assert tree.body is not None
        texts = [tree.body.text(), *(node.attributes.get("content") or "" for node in tree.css("meta"))]
        for text in texts:
            assert text.count(MARK) == text.count(EVIL[: EVIL.index("|")]), page
            shown += text.count(EVIL)
    assert shown > 200


def test_nothing_active_stands_in_the_built_bytes(hostile: Path) -> None:
    for page in sorted(hostile.rglob("*.html")):
        for node in LexborHTMLParser(page.read_bytes()).css("*"):
            assert node.tag not in ("iframe", "object", "embed", "base"), page
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (page, name, value)
                assert name not in ("href", "src") or not ACTIVE_URL.match(value or ""), (page, value)


def test_templates_in_texts_stay_literal(hostile: Path) -> None:
    for path in ("evil.html", "cases/evil.html", "meetings/2019-05-evil.html"):
        text = LexborHTMLParser((hostile / path).read_bytes()).css_first("article").text()
        assert "{{ 7*7 }}" in text
        assert "49" not in text


def test_names_break_no_table(hostile: Path) -> None:
    tree = LexborHTMLParser((hostile / "rankings/2019Q2/county.html").read_bytes())
    table = tree.css_first("table")
    width = {sum(int(c.attributes.get("colspan") or 1) for c in row.css("th, td")) for row in table.css("tr")}
    assert len(width) == 1
    assert [row.attributes.get("id") for row in table.css("tbody tr[id]")] == ["jia", "yi", "ding", "bing"]


def test_downloads_hold_no_formula(hostile: Path) -> None:
    """The unit named by a formula is neutralised in CSV; a negative change stays a number."""
    text = (hostile / "rankings/2019Q2/county.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "'" + FORMULA in {row["单位"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    assert [row["名次变化"] for row in rows if row["名次变化"].startswith("-")]
    with zipfile.ZipFile(hostile / "rankings/2019Q2/county.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in strings


def test_material_with_an_odd_name_can_be_fetched(hostile: Path) -> None:
    page = LexborHTMLParser((hostile / "meetings/2019-05-evil.html").read_bytes())
    links = [link.attributes["href"] or "" for link in page.css("a[download]")]
    assert [link for link in links if not link.endswith(".ics")] == [
        "2019-05-evil/a%23b%2520%20%7B%7Bx%7D%7D%27%26.txt"
    ]
    assert (hostile / "meetings/2019-05-evil" / MATERIAL).read_text(encoding="utf-8") == "附件"


def test_nothing_runs_in_a_browser(hostile: Path, browser: Browser) -> None:
    page = browser.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: happened.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.on("pageerror", lambda error: happened.append(str(error)))
    for path in (
        "index.html", "evil.html", "facts.html", "cases/evil.html", "cases/index.html", "units/jia.html",
        "rankings/2019Q2/county.html", "meetings/2019-05-evil.html", "methods/county.html",
        "indicators/fire.html", "ledgers/problems.html", "ledgers/tasks.html", "ledgers/claims.html", "ledgers/programmes.html", "ledgers/rewards.html",
    ):  # fmt: skip
        page.goto((hostile / path).as_uri())
        settle(page)
    page.close()
    assert happened == []
