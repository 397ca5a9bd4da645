"""Best practices: the library, and one page per write-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model import urls
from leitai.model.absence import Absences
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import case_url, indicator_url, meeting_url
from leitai.model.writings.folders import folder_of_case
from leitai.model.writings.library import FICTITIOUS, Library
from leitai.model.writings.sources import Publication, publications_of
from leitai.model.writings.standing import Standing
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.page import Job, Link, Page, linked
from leitai.pages.kit.shelf import Shelved, shelved
from leitai.pages.kit.tables import Cell, Cells, definitions, table
from leitai.pages.library import case_tables
from leitai.pages.library.alike import Alike, alike_of, alike_sentences
from leitai.pages.library.case_evidence import Evidence, Figures, case_evidence, figures_of
from leitai.pages.library.case_list import MATURITY_IDS, TITLE, CaseCard, case_card, case_lists
from leitai.pages.library.case_sources import source_lines
from leitai.pages.library.glance import glance, units_in_short
from leitai.schema.markdown.text import Text
from leitai.schema.texts.cases import BLOCKS, CASE_STATUSES, LEVELS, Case
from leitai.schema.texts.meetings import Meeting
from leitai.schema.texts.practice import NOT_STATED, Endorsement

MOST_RELATED = 3
BLOCK_ANCHORS = ("background", "steps", "results", "conditions", "cautions")  # of `BLOCKS`
NEXT_STATUS = {"stub": "partial", "partial": "complete"}


@dataclass(frozen=True)
class CaseTables:
    """The tables of a write-up; of nothing there is none."""

    cost: Markup
    cost_note: str
    results: Markup
    outputs: Markup
    failures: Markup
    adopted: Markup
    later: Markup


@dataclass(frozen=True)
class BesideCase:
    """What the rest of the portal says of a write-up, so that its page follows from no other's text."""

    standing: Standing
    publications: tuple[Publication, ...]
    meetings: tuple[Link, ...]
    cards: tuple[CaseCard, ...]
    figures: Figures
    alike: Alike


@dataclass(frozen=True)
class CaseContext:
    """`lacks`: what the next status asks for and the write-up doesn't have, "" for a whole one."""

    case: Case
    status: str
    lacks: str
    is_retired: bool
    glance: Markup
    facts: Markup
    lead: Markup
    blocks: Mapping[str, Markup]
    alike: tuple[Markup, ...]
    tables: CaseTables
    evidence: Evidence | None
    endorsements: tuple[tuple[Endorsement, Markup], ...]
    materials: tuple[Shelved, ...]
    meetings: tuple[Link, ...]
    cards: tuple[CaseCard, ...]
    sources: tuple[Markup, ...]
    no_sources: str
    unknown: tuple[Markup, ...]
    reviewed: str
    review: str
    citation: str


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The lists of write-ups, and a page for each."""
    settings, library = portal.content.settings, portal.content.library
    yield from case_lists(settings, library)
    usable = library.usable(library.cases.values())
    for case in library.cases.values():
        values = {i: portal.observations_of(i) for i in case.indicators}
        beside = BesideCase(
            library.standings[case.slug],
            tuple(publications_of(case, library.facts)),
            _meetings(library.meetings, case),
            related_cases(settings, library, usable, case),
            figures_of(values, portal.marks.is_demo, case),
            alike_of(portal.neighbours, portal.marks.is_demo, case),
        )
        yield Job(case_url(case.slug), _case_page, (settings, portal.absences, case, beside))


def case_table(settings: Settings, library: Library, cases: Iterable[Case], caption: str) -> Markup:
    """A list of cases as a table, the best first; empty markup if there is none."""
    rows = [_case_row(settings, library, case) for case in library.best_first(cases)]
    return table(caption, ("做法", "单位", "主题", "写了多少", "证据等级"), rows, css="lt-stack lt-run")


def _case_row(settings: Settings, library: Library, case: Case) -> Cells:
    return (
        Cell(case.title, case_url(case.slug), css="lt-text", note=case.summary, is_header=True),
        units_in_short(settings, case),
        "、".join(settings.portal.themes[theme] for theme in case.themes),
        CASE_STATUSES[library.status(case)] + (f"（{FICTITIOUS}）" if case.is_demo else ""),
        f"{case.evidence} 级",
    )


def _case_page(settings: Settings, absences: Absences, case: Case, beside: BesideCase) -> Page:
    evidence = case_evidence(settings.on(case.day), absences, case, beside.figures)
    return Page(
        url=case_url(case.slug),
        title=case.title,
        template="library/case.md.j2",
        context=_context(settings, case, beside, evidence),
        description=case.summary,
        shows=Shows((case, *beside.figures.periods)),
        crumbs=((TITLE, urls.CASES),),
        stamp=_version(case, beside.standing),
    )


def _context(settings: Settings, case: Case, beside: BesideCase, evidence: Evidence | None) -> CaseContext:
    standing, version = beside.standing, _version(case, beside.standing)
    return CaseContext(
        case=case,
        status=CASE_STATUSES[standing.status],
        lacks=_lacks(standing),
        is_retired=case.status == "retired",
        glance=glance(settings, case),
        facts=_facts(settings, case),
        lead=text.body(case.lead, top=3),
        blocks=_blocks(case),
        alike=alike_sentences(settings, beside.alike),
        tables=_tables(settings, case),
        evidence=evidence,
        endorsements=tuple((e, case_tables.source_cell(e.source)) for e in case.endorsements),
        materials=shelved(folder_of_case(case)),
        meetings=beside.meetings,
        cards=beside.cards,
        sources=source_lines(beside.publications),
        no_sources="虚构示例，没有出处" if case.is_demo else "没有写明出处",
        unknown=tuple(text.plain_line(line) for line in case.unknown),
        reviewed=_reviewed(case),
        review=words.review_steps(case.review),
        citation=citation(settings.portal, case.title, case_url(case.slug), version),
    )


def _lacks(standing: Standing) -> str:
    """只有线索：写到“部分”还缺……; what a reader won't find here, and what to collect."""
    if not standing.missing:
        return ""
    return f"写到“{CASE_STATUSES[NEXT_STATUS[standing.status]]}”还缺：{'；'.join(standing.missing)}。"


def _blocks(case: Case) -> dict[str, Markup]:
    """The written sections by their anchors; "" where there is none."""
    return {
        anchor: text.body(case.blocks.get(name, Text()), top=3, prefix=f"{anchor}-")
        for name, anchor in zip(BLOCKS, BLOCK_ANCHORS, strict=True)
    }


def _tables(settings: Settings, case: Case) -> CaseTables:
    return CaseTables(
        cost=case_tables.cost_list(case),
        cost_note=case_tables.cost_note(case),
        results=case_tables.results_table(settings.on(case.day), case),
        outputs=case_tables.outputs_table(case),
        failures=case_tables.failures_table(case),
        adopted=case_tables.adopted_table(settings, case),
        later=case_tables.later_table(case),
    )


def _reviewed(case: Case) -> str:
    """上次核对 2026年11月29日；下次核对 2027年11月."""
    dates = {"上次核对": case.reviewed, "下次核对": case.next_review}
    return "；".join(f"{name} {words.known_date(day) if day else NOT_STATED}" for name, day in dates.items())


def _meetings(meetings: Iterable[Meeting], case: Case) -> tuple[Link, ...]:
    """Where a case was told of or studied: the very part of the meeting's page."""
    found = []
    for meeting in meetings:
        url = meeting_url(meeting.slug)
        told = [f"{url}#speech-{speech.number}" for speech in meeting.speeches if speech.case == case.slug]
        found += [Link(f"{meeting.short_title}（会上介绍）", place) for place in told]
        if case.slug in meeting.practices:
            found.append(Link(f"{meeting.short_title}（学习的做法）", f"{url}#practices"))
    return tuple(found)


def _version(case: Case, standing: Standing) -> str:
    return f"{case.year_name}做法，{FICTITIOUS if case.is_demo else CASE_STATUSES[standing.status]}"


def _facts(settings: Settings, case: Case) -> Markup:
    units = [_unit(settings, unit_id, case) for unit_id in case.units]
    themes = [linked(settings.portal.themes[t], urls.facet_url("theme", t)) for t in case.themes]
    indicators = [linked(settings.indicator_on(i, case.day).name, indicator_url(i)) for i in case.indicators]
    year = linked(case.year_name, urls.facet_url("year", str(case.year))) if case.year else Cell(NOT_STATED)
    maturity: Cell | Markup = Cell(NOT_STATED)
    if case.maturity:
        maturity = linked(case.maturity, urls.facet_url("maturity", MATURITY_IDS[case.maturity]))
    return definitions(
        [
            ("单位", Markup("、").join(units)),
            ("主题", Markup("、").join(themes)),
            ("层级", linked(LEVELS[case.level], urls.facet_url("level", case.level))),
            ("年份", year),
            ("成熟度", maturity),
            ("开始实施", case.since.title if case.since else NOT_STATED),
            ("相关指标", Markup("、").join(indicators) or Cell("未关联")),
        ]
    )


def _unit(settings: Settings, unit_id: str, case: Case) -> Markup:
    cell = unit_cell(settings, unit_id, case.day)
    now = f"（{cell.note}）" if cell.note else ""
    return linked(cell.text, cell.href) + now


def related_cases(
    settings: Settings, library: Library, usable: Sequence[Case], case: Case
) -> tuple[CaseCard, ...]:
    """The cases that share most: indicators count before themes, the better told decides the rest; leads if there is nothing else."""
    near = []
    for place, other in enumerate(usable):
        indicators = [i for i in case.indicators if i in other.indicators]
        themes = [t for t in case.themes if t in other.themes]
        if other.slug != case.slug and (indicators or themes):
            order = (other.is_demo, -len(indicators), -len(themes), place)
            near.append((order, other, _reason(settings, indicators, themes)))
    found = [item for item in near if library.status(item[1]) != "stub"] or near
    found.sort(key=lambda item: item[0])
    nearest = found[:MOST_RELATED]
    return tuple(replace(case_card(settings, library, other), reason=reason) for _, other, reason in nearest)


def _reason(settings: Settings, indicators: list[str], themes: list[str]) -> str:
    if indicators:
        return "相同指标：" + "、".join(settings.indicators[i].name for i in indicators)
    return "相同主题：" + "、".join(settings.portal.themes[t] for t in themes)
