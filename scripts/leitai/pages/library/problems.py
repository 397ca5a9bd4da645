"""Practices by the problem that they solve, in the words of who has it: the way in for a reader who knows no practice by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import case_url
from leitai.model.writings.library import FICTITIOUS, Library
from leitai.pages.kit.page import Page, TableSection
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.pages.library.glance import grade_mark, known_costs, units_in_short
from leitai.schema.markdown.citations import CITATION
from leitai.schema.texts.cases import CASE_STATUSES, WORKED, Case
from leitai.schema.texts.practice import GRADES

TITLE = "按要解决的问题找做法"
HEAD = ("问题", "做法", "证据", "投入")


@dataclass(frozen=True)
class SolvedContext:
    """`without`: how many write-ups don't say which problem they solve."""

    themes: tuple[TableSection, ...]
    without: int


def collect(portal: Portal) -> Iterator[Page]:
    """Each practice once, under its first theme; there is a page before there is a practice, because others lead to it."""
    settings, library = portal.content.settings, portal.content.library
    cases = library.best_first(library.cases.values())
    told = [case for case in cases if case.problem]
    themes = (
        TableSection(name, theme, _problems(settings, library, name, _first_in(told, theme)))
        for theme, name in settings.portal.themes.items()
    )
    context = SolvedContext(tuple(one for one in themes if one.table), len(cases) - len(told))
    shows = Shows(tuple(case for case in told if case.is_demo))
    crumbs = (("经验做法", urls.CASES),)
    yield Page(urls.CASES_BY_PROBLEM, TITLE, "library/problems.md.j2", context, shows, crumbs=crumbs)


def _first_in(cases: Sequence[Case], theme: str) -> list[Case]:
    return [case for case in cases if case.themes[:1] == (theme,)]


def _problems(settings: Settings, library: Library, theme: str, cases: Sequence[Case]) -> Markup:
    rows = [_row(settings, library, case) for case in cases]
    return table(f"{theme}：问题和做法", HEAD, rows, css="lt-titled lt-stack lt-even")


def _row(settings: Settings, library: Library, case: Case) -> Cells:
    url = case_url(case.slug)
    asked = f"也会这样问：{'、'.join(case.asked_as)}" if case.asked_as else ""
    note = "，".join(
        filter(
            None,
            (units_in_short(settings, case), FICTITIOUS if case.is_demo else "", WORKED.get(case.worked, "")),
        )
    )
    return (
        Cell(CITATION.sub("", case.problem).strip(), url, note=asked, is_header=True, css="lt-text"),
        Cell(case.title, url, note=note),
        Cell(
            grade_mark(case),
            css="lt-brief",
            note=f"{GRADES[case.evidence]}，{CASE_STATUSES[library.status(case)]}",
        ),
        f"4 项中已知 {known_costs(case)} 项",
    )
