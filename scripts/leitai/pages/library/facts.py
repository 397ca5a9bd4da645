"""Sources: every fact that texts cite, with what to heed, and where it is cited."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.citations import cited_ids
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import case_url, meeting_url, prose_url
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.tables import Cell, Row, table

Use = tuple[str, str]  # title, url


def collect(portal: Portal) -> Iterator[Page]:
    facts = portal.content.library.facts
    if not facts:
        return
    uses = uses_of_facts(portal)
    rows = [
        Row(
            [
                Cell(fact.fact_id, is_header=True),
                Cell(fact.text, note=f"提醒：{fact.caution}" if fact.caution else ""),
                Cell(fact.time),
                Cell(fact.source),
                _uses(uses.get(fact.fact_id, [])),
            ],
            anchor=fact.fact_id,
        )
        for fact in facts.values()
    ]
    header = [Cell(name) for name in ("编号", "事实", "时间", "出处", "引用于")]
    context = {"table": table("出处", header, rows, css="lt-titled lt-stack")}
    yield Page(
        urls.FACTS,
        "出处",
        "library/facts.md.j2",
        context,
        NOTHING,
        description="正文引用的事实、出处和引用提醒",
        crumbs=(("关于", "about.html"),),
    )


def uses_of_facts(portal: Portal) -> dict[str, list[Use]]:
    """The pages that cite each fact."""
    uses: dict[str, list[Use]] = {}
    for numbers, use in _citations(portal):
        for number in dict.fromkeys(numbers):
            uses.setdefault(number, []).append(use)
    return uses


def _citations(portal: Portal) -> Iterator[tuple[tuple[str, ...], Use]]:
    library = portal.content.library
    for case in library.cases.values():
        endorsed = tuple(endorsement.source for endorsement in case.endorsements)
        cited = cited_ids("\n".join([case.summary, *case.blocks.values()]))
        yield (*case.sources, *endorsed, *cited), (case.title, case_url(case.slug))
    for meeting in library.meetings:
        cited = cited_ids("\n".join([meeting.body, *(item.note for item in meeting.agenda)]))
        yield (*meeting.sources, *cited), (meeting.short_title, meeting_url(meeting.slug))
    for claim in library.claims:
        yield claim.sources, (f"首创与位次 {claim.number}", f"ledgers/claims.html#{claim.number.lower()}")
    for prose in library.prose:
        yield cited_ids(prose.body), (prose.title, prose_url(prose.slug))


def _uses(uses: list[Use]) -> Markup | Cell:
    links = [Markup('<a href="{}">{}</a>').format(relative(urls.FACTS, url), title) for title, url in uses]
    return Markup("、").join(links) if links else Cell("")
