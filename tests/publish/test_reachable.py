"""Every page of a built tree can be reached from the home page, unless it is there for old links only."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitai.publish.site.check import check_reachable, check_site, check_weight, read_site

SITE = {
    "index.html": '<a href="units/index.html">单位</a>',
    "units/index.html": '<a href="jia.html#top">甲</a><a href="../latest.html">最新一期</a>',
    "units/jia.html": '<a href="../index.html">首页</a>',
    "rankings/2019Q1.html": "",
}
REDIRECT = '<html data-target="rankings/2019Q1.html"></html>'
FOR_OLD_LINKS = '<meta name="lt-for" content="old-links">'


def unreached(folder: Path, **changed: str) -> list[str]:
    """The pages of the small site, with some of it changed, that the check names."""
    for path, html in ({"latest.html": REDIRECT} | SITE | changed).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(html, encoding="utf-8")
    problems = check_reachable(read_site(folder))
    assert all(problem.code == "K14" for problem in problems)
    return [problem.place.path for problem in problems]


def test_links_and_redirects_lead_to_every_page(tmp_path: Path) -> None:
    assert unreached(tmp_path) == []


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<a href="alone.html#top">本页</a><a href="index.html">首页</a>',
        '<img src="alone.html">',
    ],
)
def test_a_page_that_no_other_page_links_to_is_named(tmp_path: Path, html: str) -> None:
    assert unreached(tmp_path, **{"alone.html": html}) == ["build/site/alone.html"]


def test_pages_that_only_lead_to_each_other_are_named(tmp_path: Path) -> None:
    ring = {"a.html": '<a href="b.html">乙</a>', "b.html": '<a href="a.html">甲</a>'}
    assert unreached(tmp_path, **ring) == ["build/site/a.html", "build/site/b.html"]


def test_what_only_an_unreached_page_names_is_named_too(tmp_path: Path) -> None:
    """Neither an address elsewhere nor a picture makes a page reachable."""
    named = '<a href="https://example.org/latest.html">别处</a><img src="../latest.html">'
    found = unreached(tmp_path, **{"units/index.html": named + '<a href="jia.html">甲</a>'})
    assert found == ["build/site/latest.html", "build/site/rankings/2019Q1.html"]


def test_a_page_for_old_links_needs_none_and_gives_none(tmp_path: Path) -> None:
    old = FOR_OLD_LINKS + '<a href="alone.html">新网址</a>'
    assert unreached(tmp_path, **{"old.html": old, "alone.html": ""}) == ["build/site/alone.html"]


def test_a_page_above_the_budget_is_named_with_what_it_weighs(tmp_path: Path) -> None:
    for path, size in (("index.html", 10), ("long.html", 5001), ("rankings/2019Q3/v1/county.html", 5001)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("<p>x</p>" * size, encoding="utf-8")
    (problem,) = check_weight(read_site(tmp_path))
    assert (problem.code, problem.place.path) == ("K15", "build/site/long.html")
    assert problem.value == "40008 字节，5001 个元素"


def test_an_id_stands_once_on_a_page(tmp_path: Path) -> None:
    """Sealed pages stay as they were published."""
    (tmp_path / "x/v1").mkdir(parents=True)
    for path in ("a.html", "x/v1/a.html"):
        (tmp_path / path).write_text('<h1 id="top">甲</h1><h2 id="top">乙</h2><p id="b">', encoding="utf-8")
    (problem,) = check_site({}, read_site(tmp_path))
    assert (problem.code, problem.value, problem.place.path) == ("K01", "top", "build/site/a.html")
