"""A page is visited once; what was found is kept, and forgotten when anything of it has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from leitai.pipeline.kept import Kept
from leitai.problems import Place, Problem
from leitai.publish.engine import visits
from leitai.publish.engine.visits import Rules, visit_site
from leitai.publish.search.text import SearchPage
from leitai.publish.site.check import SiteFacts

PAGE = """<html><head><meta name="lt-for" content="old-links"></head><body><iframe></iframe>
<article><h1 id="top">义乌市</h1><div class="lt-notices">演示数据</div><p id="a" data-answer>第 2 名</p>
<a href="b.html#c" name="d">乙</a><img src="p.png" id="a"></article></body></html>"""
Visited = tuple[SiteFacts, tuple[SearchPage, ...], tuple[Problem, ...]]
NAMES = {"units/yiwu.html": ("义乌", "义乌市")}


def no_rules(path: str, text: str) -> list[Problem]:
    return []


@pytest.fixture
def visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Visited, int]]:
    """Visit a site of one page; what was found, and how many pages had to be read."""
    read: list[bytes] = []
    read_page = visits.read_page
    monkeypatch.setattr(visits, "read_page", lambda page: read.append(page) or read_page(page))

    def visit(html: str = PAGE, rules: Rules = no_rules, **names: str) -> tuple[Visited, int]:
        path = tmp_path / "site/units/yiwu.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
        before = len(read)
        found = visit_site(tmp_path / "site", names or NAMES, rules, Kept(tmp_path))
        return (found.facts, tuple(found.found), found.problems), len(read) - before

    return visit


def test_what_was_kept_is_what_was_found(visited: Callable[..., tuple[Visited, int]]) -> None:
    first, read = visited()
    assert read == 1
    (page,), facts = first[1], first[0].pages["units/yiwu.html"]
    filled = [getattr(thing, field.name) for thing in (page, facts) for field in fields(thing)]
    assert all(filled), "the page has something of everything that a visit can find"
    assert visited() == (first, 0)


def test_a_page_that_search_passes_by_is_kept_too(visited: Callable[..., tuple[Visited, int]]) -> None:
    first, _ = visited("<article>无标题</article>")
    assert first[1] == ()
    assert visited("<article>无标题</article>") == (first, 0)


def test_other_bytes_names_or_rules_are_another_visit(
    visited: Callable[..., tuple[Visited, int]],
) -> None:
    visited()
    assert visited(PAGE + " ")[1] == 1
    assert visited(**{"units/yiwu.html": ("乌伤",)})[1] == 1
    assert visited(rules=lambda path, text: [])[1] == 1


def test_problems_are_found_again(visited: Callable[..., tuple[Visited, int]]) -> None:
    problem = Problem("D02", Place("units/yiwu.html"), None, "手机号码", "请删去。")
    for again in range(2):
        found, read = visited(rules=lambda path, text: [problem])
        assert (found[2], read) == ((problem,), 1 - again)
