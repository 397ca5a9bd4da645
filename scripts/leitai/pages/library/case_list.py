"""The case library: cards with every facet as plain links, and a page of its own for each value of a facet.

On the list the links combine in the browser (`theme/assets/cases.js`), from what the cards say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import case_url
from leitai.pages.kit.page import Page
from leitai.schema.texts.cases import CASE_STATUSES, LEVELS, MATURITIES, Case

TITLE = "经验做法"
FICTITIOUS = "虚构示例"
MATURITY_IDS = dict(zip(MATURITIES, ("exploring", "trial", "spreading", "mature"), strict=True))


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list. `labels` by value, in order; `of` is the values of each case by slug."""

    key: str
    name: str
    labels: Mapping[str, str]
    of: Mapping[str, tuple[str, ...]]

    def url(self, value: str) -> str:
        return f"cases/by-{self.key}/{value}.html"


def facets_of(portal: Portal) -> tuple[Facet, ...]:
    settings, cases = portal.content.settings, portal.content.library.cases
    years = sorted({case.year for case in cases.values()}, reverse=True)
    maturities = {identifier: name for name, identifier in MATURITY_IDS.items()}
    indicators = {i.indicator_id: i.name for i in settings.indicators.values()}
    return (
        Facet("theme", "主题", settings.portal.themes, {s: c.themes for s, c in cases.items()}),
        Facet("unit", "单位", {u.unit_id: u.name for u in settings.units.values()}, {s: c.units for s, c in cases.items()}),
        Facet("indicator", "指标", indicators, {s: c.indicators for s, c in cases.items()}),
        Facet("level", "层级", LEVELS, {s: (c.level,) for s, c in cases.items()}),
        Facet("maturity", "成熟度", maturities, {s: _maturity(c) for s, c in cases.items()}),
        Facet("year", "年份", {str(y): f"{y}年" for y in years}, {s: (str(c.year),) for s, c in cases.items()}),
    )  # fmt: skip


def _maturity(case: Case) -> tuple[str, ...]:
    return (MATURITY_IDS[case.maturity],) if case.maturity else ()


def collect_lists(portal: Portal) -> Iterator[Page]:
    """The list, and a page per value that has cases or once had: a published address stays, even empty."""
    cases, facets = in_order(portal), facets_of(portal)
    published = {address.page for address in portal.content.library.addresses}
    yield _index(portal, cases, facets)
    for facet in facets:
        for value, label in facet.labels.items():
            found = [case for case in cases if value in facet.of[case.slug]]
            if found or facet.url(value) in published:
                yield _facet_page(portal, facet, value, label, found)


def in_order(portal: Portal) -> list[Case]:
    """Whole write-ups first, then the newest, units in customary order; fictitious examples come last."""
    units, statuses = portal.content.settings.units, list(CASE_STATUSES)
    order = sorted(statuses, key=lambda status: status != "complete")
    return sorted(
        portal.content.library.cases.values(),
        key=lambda case: (
            case.is_demo,
            order.index(case.status),
            -case.year,
            min((units[unit_id].sort for unit_id in case.units), default=0),
            case.slug,
        ),
    )


def _index(portal: Portal, cases: list[Case], facets: tuple[Facet, ...]) -> Page:
    """The only page that lists every value of every facet (a list on each page would grow with N²)."""
    menus = [
        {"key": facet.key, "name": facet.name, "links": links}
        for facet in facets
        if (links := _links(facet, cases))
    ]
    cards = [_listed(portal, case, facets) for case in cases]
    return Page(
        urls.CASES,
        TITLE,
        "library/cases.md.j2",
        {"count": len(cases), "menus": menus, "cards": cards},
        NOTHING,
    )


def _links(facet: Facet, cases: list[Case]) -> list[dict[str, object]]:
    counted = [
        (value, label, sum(value in facet.of[case.slug] for case in cases))
        for value, label in facet.labels.items()
    ]
    return [
        {"value": value, "name": label, "count": count, "url": facet.url(value)}
        for value, label, count in counted
        if count
    ]


def _listed(portal: Portal, case: Case, facets: tuple[Facet, ...]) -> dict[str, object]:
    """A card with the values that the browser narrows the list by."""
    values = [{"key": facet.key, "values": " ".join(facet.of[case.slug])} for facet in facets]
    return {**case_card(portal, case), "facets": values}


def _facet_page(portal: Portal, facet: Facet, value: str, label: str, cases: list[Case]) -> Page:
    context = {
        "count": len(cases),
        "facet": f"{facet.name}：{label}",
        "combined": f"{urls.CASES}?{facet.key}={value}",
        "cards": [case_card(portal, case) for case in cases],
    }
    title = f"{TITLE}：{label}"
    crumbs = ((TITLE, urls.CASES),)
    return Page(facet.url(value), title, "library/cases_by.md.j2", context, NOTHING, crumbs=crumbs)


def case_card(portal: Portal, case: Case) -> dict[str, object]:
    """A case in short, for every list of cards."""
    settings = portal.content.settings
    marks = [FICTITIOUS] if case.is_demo else []
    marks += [] if case.status == "complete" else [CASE_STATUSES[case.status]]
    marks += [case.maturity] if case.maturity else []
    return {
        "title": case.title,
        "url": case_url(case.slug),
        "summary": case.summary,
        "themes": "、".join(settings.portal.themes[theme] for theme in case.themes),
        "place": f"{'、'.join(settings.units[unit_id].short for unit_id in case.units)}，{case.year}年",
        "marks": marks,
        "facets": [],
        "reason": "",
    }
