"""The case library: cards with every facet as plain links, and a page of its own for each value of a facet.

Mere leads stand folded below the practices that one can learn from. On the list the links combine in the browser (`theme/assets/cases.js`), from what the cards say of themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    """One way to narrow the list. `labels` by value, in order; `of`: the values that a case has."""

    key: str
    name: str
    labels: Mapping[str, str]
    of: Callable[[Case], tuple[str, ...]]

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
class Shelf:
    """Practices in short; `leads`: write-ups that are hardly more than a name, which stand apart, folded."""

    count: int
    cards: tuple[CaseCard, ...]
    leads: tuple[CaseCard, ...]


@dataclass(frozen=True)
class CasesContext:
    """All practices, and the values of every facet."""

    shelf: Shelf
    menus: tuple[Menu, ...]


@dataclass(frozen=True)
class FacetContext:
    """`combined` is the address of the list, narrowed in the browser by this value; `compared` of an indicator or theme only."""

    shelf: Shelf
    facet: str
    combined: str
    compared: Markup


def facets_of(settings: Settings, library: Library) -> tuple[Facet, ...]:
    """By what write-ups are listed: theme, year, level, unit, indicator and so on."""
    years = sorted({case.year for case in library.cases.values() if case.year}, reverse=True)
    maturities = {identifier: name for name, identifier in MATURITY_IDS.items()}
    indicators = {i.indicator_id: i.name for i in settings.indicators.values()}
    units = {unit.unit_id: unit.name for unit in settings.units.values()}
    grades = {str(grade): f"{grade} 级：{name}" for grade, name in GRADES.items()}
    return (
        Facet("theme", "主题", settings.portal.themes, lambda case: case.themes),
        Facet("indicator", "指标", indicators, lambda case: case.indicators),
        Facet("grade", "证据等级", grades, lambda case: (str(case.evidence),)),
        Facet("cost", "投入", COST_NAMES, _cost),
        Facet("adopted", "借鉴", ADOPTED_NAMES, _adopted),
        Facet("unit", "单位", units, lambda case: case.units),
        Facet("level", "层级", LEVELS, lambda case: (case.level,)),
        Facet("maturity", "成熟度", maturities, _maturity),
        Facet("year", "年份", {str(y): f"{y}年" for y in years}, lambda c: (str(c.year),) if c.year else ()),
    )


def _cost(case: Case) -> tuple[str, ...]:
    known = known_costs(case)
    return ("known" if known == len(costs_of(case)) else "some" if known else "unknown",)


def _adopted(case: Case) -> tuple[str, ...]:
    return ("yes" if any(one.status != VISITED for one in case.adopted_by) else "no",)


def _maturity(case: Case) -> tuple[str, ...]:
    return (MATURITY_IDS[case.maturity],) if case.maturity else ()


def case_lists(settings: Settings, library: Library) -> Iterator[Page]:
    """The list, and a page per value that has cases or once had: a published address stays, even empty."""
    cases, facets = library.best_first(library.cases.values()), facets_of(settings, library)
    published = {address.page for address in library.addresses}
    yield _index(settings, library, cases, facets)
    for facet in facets:
        for value, label in facet.labels.items():
            found = [case for case in cases if value in facet.of(case)]
            if found or facet.url(value) in published:
                yield _facet_page(settings, library, facet, value, label, found)


def _index(settings: Settings, library: Library, cases: list[Case], facets: tuple[Facet, ...]) -> Page:
    """The only page that lists every value of every facet (a list on each page would grow with N²)."""
    menus = (Menu(facet.key, facet.name, _menu_items(facet, cases)) for facet in facets)
    shelf = _shelf(settings, library, cases, facets)
    context = CasesContext(shelf, tuple(menu for menu in menus if menu.items))
    return Page(urls.CASES, TITLE, "library/cases.md.j2", context, NOTHING)


def _shelf(
    settings: Settings, library: Library, cases: Sequence[Case], facets: Sequence[Facet] = ()
) -> Shelf:
    """Each card with the values of the facets that the browser narrows the list by."""
    cards: dict[bool, list[CaseCard]] = {True: [], False: []}
    for case in cases:
        values = tuple((facet.key, " ".join(facet.of(case))) for facet in facets)
        card = replace(case_card(settings, library, case), facets=values)
        cards[library.status(case) == "stub"].append(card)
    return Shelf(len(cases), tuple(cards[False]), tuple(cards[True]))


def _menu_items(facet: Facet, cases: Sequence[Case]) -> tuple[MenuItem, ...]:
    counts = Counter(value for case in cases for value in set(facet.of(case)))
    found = ((value, label, counts[value]) for value, label in facet.labels.items())
    return tuple(MenuItem(value, label, count, facet.url(value)) for value, label, count in found if count)


def _facet_page(
    settings: Settings, library: Library, facet: Facet, value: str, label: str, cases: list[Case]
) -> Page:
    told = [case for case in cases if library.status(case) != "stub"]
    return Page(
        url=facet.url(value),
        title=f"{TITLE}：{label}",
        template="library/cases_by.md.j2",
        context=FacetContext(
            shelf=_shelf(settings, library, cases),
            facet=f"{facet.name}：{label}",
            combined=f"{urls.CASES}?{facet.key}={value}",
            compared=comparison_table(settings, told) if facet.key in PROBLEMS else Markup(""),
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
