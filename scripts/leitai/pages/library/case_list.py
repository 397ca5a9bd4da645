"""The case library: cards with every facet as plain links, and a page of its own for each value of a facet.

Mere leads stand folded below the practices that one can learn from. On the list the links combine in the browser (`theme/assets/cases.js`), from what the cards say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model import urls
from leitai.model.settings import Settings
from leitai.model.shows import NOTHING
from leitai.model.urls import case_url
from leitai.model.writings.library import FICTITIOUS, Library
from leitai.model.writings.standing import costs_of
from leitai.pages.kit.page import Page
from leitai.pages.library.glance import grade, known_costs, units_in_short
from leitai.pages.library.side_by_side import comparison_table
from leitai.schema.texts.cases import CASE_STATUSES, LEVELS, MATURITIES, WORKED, Case
from leitai.schema.texts.practice import GRADES, VISITED

TITLE = "经验做法"
PROBLEMS = ("theme", "indicator")  # the facets whose practices answer the same question
COST_NAMES = {"known": "投入全部已知", "some": "投入知道一部分", "unknown": "投入都未载"}
ADOPTED_NAMES = {"yes": "有单位采用", "no": "没有登记采用的"}
MATURITY_IDS = dict(zip(MATURITIES, ("exploring", "trial", "spreading", "mature"), strict=True))


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list. `labels` by value, in order; `of` is the values of each case by slug."""

    key: str
    name: str
    labels: Mapping[str, str]
    of: Mapping[str, tuple[str, ...]]

    def url(self, value: str) -> str:
        return urls.facet_url(self.key, value)


@dataclass(frozen=True)
class CaseCard:
    """A case in short; `facets`: by facet its values, separated by blanks; `reason` says why it stands beside another one."""

    title: str
    url: str
    summary: str
    themes: str
    place: str
    grade: str
    marks: tuple[str, ...]
    facets: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class MenuItem:
    """A value of a facet with how many practices have it and its own page."""

    value: str
    name: str
    count: int
    url: str


@dataclass(frozen=True)
class Menu:
    """The values of a facet that have cases."""

    key: str
    name: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True)
class CasesContext:
    """`leads`: write-ups that are hardly more than a name; they stand apart, folded."""

    count: int
    menus: tuple[Menu, ...]
    cards: tuple[CaseCard, ...]
    leads: tuple[CaseCard, ...]


@dataclass(frozen=True)
class FacetContext:
    """`combined` is the address of the list, narrowed in the browser by this value; `compared` of an indicator or theme only."""

    count: int
    facet: str
    combined: str
    compared: Markup
    cards: tuple[CaseCard, ...]
    leads: tuple[CaseCard, ...]


def facets_of(settings: Settings, library: Library) -> tuple[Facet, ...]:
    """By what write-ups are listed: theme, year, level, unit, indicator and so on."""
    cases = library.cases
    years = sorted({case.year for case in cases.values() if case.year}, reverse=True)
    maturities = {identifier: name for name, identifier in MATURITY_IDS.items()}
    indicators = {i.indicator_id: i.name for i in settings.indicators.values()}
    return (
        Facet("theme", "主题", settings.portal.themes, {s: c.themes for s, c in cases.items()}),
        Facet("indicator", "指标", indicators, {s: c.indicators for s, c in cases.items()}),
        Facet("grade", "证据等级", {str(g): f"{g} 级：{name}" for g, name in GRADES.items()}, {s: (str(c.evidence),) for s, c in cases.items()}),
        Facet("cost", "投入", COST_NAMES, {s: (_cost(c),) for s, c in cases.items()}),
        Facet("adopted", "借鉴", ADOPTED_NAMES, {s: (_adopted(c),) for s, c in cases.items()}),
        Facet("unit", "单位", {u.unit_id: u.name for u in settings.units.values()}, {s: c.units for s, c in cases.items()}),
        Facet("level", "层级", LEVELS, {s: (c.level,) for s, c in cases.items()}),
        Facet("maturity", "成熟度", maturities, {s: _maturity(c) for s, c in cases.items()}),
        Facet("year", "年份", {str(y): f"{y}年" for y in years}, {s: (str(c.year),) if c.year else () for s, c in cases.items()}),
    )  # fmt: skip


def _cost(case: Case) -> str:
    known = known_costs(case)
    return "known" if known == len(costs_of(case)) else "some" if known else "unknown"


def _adopted(case: Case) -> str:
    return "yes" if any(one.status != VISITED for one in case.adopted_by) else "no"


def _maturity(case: Case) -> tuple[str, ...]:
    return (MATURITY_IDS[case.maturity],) if case.maturity else ()


def case_lists(settings: Settings, library: Library) -> Iterator[Page]:
    """The list, and a page per value that has cases or once had: a published address stays, even empty."""
    cases, facets = library.best_first(library.cases.values()), facets_of(settings, library)
    published = {address.page for address in library.addresses}
    yield _index(settings, library, cases, facets)
    for facet in facets:
        for value, label in facet.labels.items():
            found = [case for case in cases if value in facet.of[case.slug]]
            if found or facet.url(value) in published:
                yield _facet_page(settings, library, facet, value, label, found)


def _index(settings: Settings, library: Library, cases: list[Case], facets: tuple[Facet, ...]) -> Page:
    """The only page that lists every value of every facet (a list on each page would grow with N²)."""
    menus = (Menu(facet.key, facet.name, _menu_items(facet, cases)) for facet in facets)
    told, leads = _parted(library, cases)
    context = CasesContext(
        len(cases),
        tuple(menu for menu in menus if menu.items),
        tuple(_listed(settings, library, case, facets) for case in told),
        tuple(_listed(settings, library, case, facets) for case in leads),
    )
    return Page(urls.CASES, TITLE, "library/cases.md.j2", context, NOTHING)


def _parted(library: Library, cases: list[Case]) -> tuple[list[Case], list[Case]]:
    """What one can learn from, and mere leads."""
    is_lead = {case.slug: library.status(case) == "stub" for case in cases}
    return [case for case in cases if not is_lead[case.slug]], [case for case in cases if is_lead[case.slug]]


def _menu_items(facet: Facet, cases: list[Case]) -> tuple[MenuItem, ...]:
    counted = (
        (value, label, sum(value in facet.of[case.slug] for case in cases))
        for value, label in facet.labels.items()
    )
    return tuple(MenuItem(value, label, count, facet.url(value)) for value, label, count in counted if count)


def _listed(settings: Settings, library: Library, case: Case, facets: tuple[Facet, ...]) -> CaseCard:
    """A card with the values that the browser narrows the list by."""
    values = ((facet.key, " ".join(facet.of[case.slug])) for facet in facets)
    return replace(case_card(settings, library, case), facets=tuple(values))


def _facet_page(
    settings: Settings, library: Library, facet: Facet, value: str, label: str, cases: list[Case]
) -> Page:
    told, leads = _parted(library, cases)
    return Page(
        url=facet.url(value),
        title=f"{TITLE}：{label}",
        template="library/cases_by.md.j2",
        context=FacetContext(
            count=len(cases),
            facet=f"{facet.name}：{label}",
            combined=f"{urls.CASES}?{facet.key}={value}",
            compared=comparison_table(settings, told) if facet.key in PROBLEMS else Markup(""),
            cards=tuple(case_card(settings, library, case) for case in told),
            leads=tuple(case_card(settings, library, case) for case in leads),
        ),
        shows=NOTHING,
        crumbs=((TITLE, urls.CASES),),
        for_old_links=not cases,
    )


def case_card(settings: Settings, library: Library, case: Case) -> CaseCard:
    """A case in short, for every list of cards; a whole one needs no mark."""
    status = library.status(case)
    told = "" if status == "complete" else CASE_STATUSES[status]
    marks = (FICTITIOUS if case.is_demo else "", told, WORKED.get(case.worked, ""), case.maturity)
    return CaseCard(
        title=case.title,
        url=case_url(case.slug),
        summary=case.summary,
        themes="、".join(settings.portal.themes[theme] for theme in case.themes),
        place=f"{units_in_short(settings, case)}，{case.year_name}",
        grade=grade(case),
        marks=tuple(filter(None, marks)),
    )
