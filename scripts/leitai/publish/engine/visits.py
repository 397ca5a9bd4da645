"""A built page is read once: its links and anchors, what search finds on it, what must not stand there.

All of it follows from the page's bytes, its address, its other names and the rules over texts; a page that was visited
before with the same of each isn't visited again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from leitai.keep import Keep, Stage
from leitai.problems import Problem
from leitai.publish.search.build import SEARCH_PAGE, Names
from leitai.publish.search.found import FoundPages
from leitai.publish.search.text import SearchPage, read_search_page
from leitai.publish.site.check import PageFacts, Shared, SiteFacts, read_page
from leitai.publish.site.tree import file_paths

_TEXTS = (".csv", ".json", ".js", ".xml", ".svg", ".txt", ".md", ".ics")


Rules = Callable[[str, str], list[Problem]]  # what stands against a file of the site, by its path and text


@dataclass(frozen=True)
class Visit:
    """`found` is what search knows of the page, None if it passes it by."""

    facts: PageFacts
    found: SearchPage | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class VisitedSite:
    """What checks and search need to know of a built tree."""

    facts: SiteFacts
    found: FoundPages
    problems: tuple[Problem, ...]


def visit_site(site: Path, names: Names, rules: Rules, keep: Keep) -> VisitedSite:
    """Read every page of a built tree, once."""
    paths = file_paths(site)
    facts: dict[str, PageFacts] = {}
    found, problems, shared = FoundPages(), list[Problem](), Shared()
    pages = [path for path in paths if path.endswith(".html")]
    inputs = ((path, (site / path).read_bytes(), tuple(names.get(path, ())), rules) for path in pages)
    for path, visit in zip(pages, keep.each(Stage("核对网页", len(pages)), visit_page, inputs), strict=True):
        facts[path] = shared.facts(visit.facts)
        problems += visit.problems
        if visit.found and path != SEARCH_PAGE:
            found.add(visit.found)
    return VisitedSite(SiteFacts(frozenset(paths), facts), found, tuple(problems))


def visit_page(url: str, page: bytes, names: tuple[str, ...], rules: Rules) -> Visit:
    """What links, search and rules need of a built page, which is parsed once."""
    problems = tuple(rules(url, page.decode("utf-8", "replace")))
    return Visit(read_page(page), read_search_page(url, page, names), problems)


def problems_of_texts(site: Path, paths: Iterable[str], rules: Rules, keep: Keep) -> Iterator[Problem]:
    """What stands against each text file but pages, attachments included; CSV files may be GB18030."""
    inputs = ((path, (site / path).read_bytes(), rules) for path in paths if path.endswith(_TEXTS))
    for problems in keep.each(Stage("核对下载文件"), problems_of_text, inputs):
        yield from problems


def problems_of_text(path: str, data: bytes, rules: Rules) -> list[Problem]:
    """What the rules say of a text that isn't HTML."""
    return rules(path, data.decode("utf-8", "replace"))
