"""Sources: every fact that texts cite, with what to heed, and where it is cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.grouping import grouped
from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import case_url, meeting_url, prose_url
from leitai.model.writings.library import Library
from leitai.model.writings.sources import Publication, of_facts, source_names
from leitai.pages.kit.page import Link, Listed, Page, linked
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.library.case_sources import described
from leitai.schema.markdown.citations import cited_ids
from leitai.schema.texts.facts import Fact


@dataclass(frozen=True)
class SourceFacts:
    """A publication and what is cited of it; `address` may be empty."""

    title: str
    address: str
    facts: Markup


def collect(portal: Portal) -> Iterator[Page]:
    """Every cited fact with its source and the pages that cite it; no page without facts."""
    library = portal.content.library
    if not library.facts:
        return
    uses = uses_of_facts(library)
    sources = (
        _source(one, [library.facts[number] for number in one.fact_ids], uses)
        for one in of_facts(library.facts, library.facts)
    )
    yield Page(
        urls.FACTS,
        "出处",
        "library/facts.md.j2",
        Listed(tuple(sources)),
        NOTHING,
        description="正文引用的事实、出处和引用提醒",
        crumbs=(("关于", "about.html"),),
        is_of_folds=True,
    )


def _source(
    publication: Publication, facts: Sequence[Fact], uses: Mapping[str, Sequence[Link]]
) -> SourceFacts:
    title = described(publication)
    rows = [_row(fact, uses.get(fact.fact_id, ())) for fact in facts]
    header = ("编号", "事实", "时间", "引用于")
    return SourceFacts(title, publication.address, table(title, header, rows, css="lt-titled lt-stack"))


def _row(fact: Fact, uses: Sequence[Link]) -> Row:
    cells = (
        Cell(fact.fact_id, is_header=True),
        Cell(fact.text, note=f"提醒：{fact.caution}" if fact.caution else ""),
        fact.time,
        _uses(uses),
    )
    return Row(cells, anchor=fact.fact_id)


def uses_of_facts(library: Library) -> dict[str, list[Link]]:
    """The pages that cite each fact."""
    return grouped((number, use) for numbers, use in _citations(library) for number in dict.fromkeys(numbers))


def _citations(library: Library) -> Iterator[tuple[tuple[str, ...], Link]]:
    for case in library.cases.values():
        yield source_names(case), Link(case.title, case_url(case.slug))
    for meeting in library.meetings:
        cited = (*meeting.body.cited, *cited_ids("\n".join(item.note for item in meeting.agenda)))
        yield (*meeting.sources, *cited), Link(meeting.short_title, meeting_url(meeting.slug))
    for claim in library.claims:
        anchor = claim.number.lower()
        yield claim.sources, Link(f"首创与位次 {claim.number}", f"ledgers/claims.html#{anchor}")
    for prose in library.prose:
        yield tuple(prose.body.cited), Link(prose.title, prose_url(prose.slug))


def _uses(uses: Sequence[Link]) -> Markup | Cell:
    links = [linked(*use) for use in uses]
    return Markup("、").join(links) if links else Cell("")
