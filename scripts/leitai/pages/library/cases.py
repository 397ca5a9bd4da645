"""Best practices: the library, and one page per write-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model import urls
from leitai.model.absence import Absences
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import case_url, indicator_url, meeting_url, unit_url
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Link, Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.case_evidence import Evidence, Figures, case_evidence, figures_of
from leitai.pages.library.case_list import MATURITY_IDS, TITLE, Card, case_card, collect_lists
from leitai.schema.config.units import Unit
from leitai.schema.texts.cases import BLOCKS, CASE_STATUSES, LEVELS, Case
from leitai.schema.texts.meetings import Meeting

BLOCK_ANCHORS = dict(zip(BLOCKS, ("background", "steps", "results", "conditions", "cautions"), strict=True))
CHECKLIST_BLOCKS = {"做法", "适用条件", "不足与提醒"}
MOST_RELATED = 3


@dataclass(frozen=True)
class Block:
    """A section of a write-up."""

    name: str
    anchor: str
    body: Markup


@dataclass(frozen=True)
class Praise:
    """What somebody said of a practice, on which level, and where that is documented."""

    text: str
    level: str
    source: Markup


@dataclass(frozen=True)
class CaseContext:
    """`missing` names the blocks that a stub lacks; `has_checklist`: some block can be ticked off on paper."""

    summary: str
    status: str
    is_stub: bool
    is_retired: bool
    missing: str
    facts: Markup
    lead: Markup
    blocks: tuple[Block, ...]
    has_checklist: bool
    evidence: Evidence | None
    endorsements: tuple[Praise, ...]
    adopted: Markup
    meetings: tuple[Link, ...]
    cards: tuple[Card, ...]
    sources: Markup
    no_sources: str
    contact: str
    review: tuple[str, ...]
    citation: str


def collect(portal: Portal) -> Iterator[Page]:
    yield from collect_lists(portal)
    for case in portal.content.library.cases.values():
        yield _case_page(portal.content, portal.absences, case, figures_of(portal, case))


def case_table(settings: Settings, cases: Iterable[Case], url: str, caption: str) -> Markup:
    """A list of cases as a table; empty markup if there is none."""
    rows = [_case_row(settings, case, url) for case in cases]
    header = [Cell("做法"), Cell("单位"), Cell("主题"), Cell("状态")]
    return table(caption, header, rows, css="lt-stack")


def _case_row(settings: Settings, case: Case, url: str) -> Row:
    return Row(
        [
            Cell(
                case.title,
                relative(url, case_url(case.slug)),
                css="lt-text",
                note=case.summary,
                is_header=True,
            ),
            Cell("、".join(settings.units[unit_id].short for unit_id in case.units)),
            Cell("、".join(settings.portal.themes[theme] for theme in case.themes)),
            Cell(CASE_STATUSES[case.status] + ("（虚构示例）" if case.is_demo else "")),
        ]
    )


def _case_page(content: Content, absences: Absences, case: Case, figures: Figures) -> Page:
    url = case_url(case.slug)
    return Page(
        url=url,
        title=case.title,
        template="library/case.md.j2",
        context=_context(content, case, case_evidence(content.settings, absences, case, figures, url), url),
        description=case.summary,
        shows=Shows((case, *figures.periods)),
        crumbs=((TITLE, urls.CASES),),
        stamp=_version(case),
    )


def _context(content: Content, case: Case, evidence: Evidence | None, url: str) -> CaseContext:
    settings, library = content.settings, content.library
    return CaseContext(
        summary=case.summary,
        status=CASE_STATUSES[case.status],
        is_stub=case.status == "stub",
        is_retired=case.status == "retired",
        missing="、".join(case.missing_blocks),
        facts=_facts(settings, case, url),
        lead=text.body(case.lead, url, top=3),
        blocks=_blocks(case, url),
        has_checklist=not set(case.missing_blocks) >= CHECKLIST_BLOCKS,
        evidence=evidence,
        endorsements=_endorsements(case, url),
        adopted=_adopted_table(settings.units, case, url),
        meetings=_meetings(library.meetings, case),
        cards=related_cases(settings, case, library.cases.values()),
        sources=text.sources(case.sources, url),
        no_sources="虚构示例，没有出处" if case.is_demo else "没有写明出处",
        contact=case.contact,
        review=tuple(review_steps(case.review)),
        citation=citation(settings.portal, case.title, url, _version(case)),
    )


def _blocks(case: Case, url: str) -> tuple[Block, ...]:
    written = (name for name in BLOCKS if name not in case.missing_blocks)
    return tuple(Block(name, BLOCK_ANCHORS[name], _block(case, name, url)) for name in written)


def _block(case: Case, name: str, url: str) -> Markup:
    return text.body(case.blocks[name], url, top=3, prefix=f"{BLOCK_ANCHORS[name]}-")


def _endorsements(case: Case, url: str) -> tuple[Praise, ...]:
    return tuple(Praise(e.text, e.level, text.sources([e.source], url)) for e in case.endorsements)


def _meetings(meetings: Iterable[Meeting], case: Case) -> tuple[Link, ...]:
    """The meetings that studied a case."""
    return tuple(Link(m.short_title, meeting_url(m.slug)) for m in meetings if case.slug in m.practices)


def _version(case: Case) -> str:
    return f"{case.year}年做法，{'虚构示例' if case.is_demo else CASE_STATUSES[case.status]}"


def _facts(settings: Settings, case: Case, url: str) -> Markup:
    units = [_link(settings.units[u].name, unit_url(u), url) for u in case.units]
    themes = [_link(settings.portal.themes[t], f"cases/by-theme/{t}.html", url) for t in case.themes]
    indicators = [_link(settings.indicators[i].name, indicator_url(i), url) for i in case.indicators]
    maturity: Cell | Markup = Cell("文中未说明")
    if case.maturity:
        maturity = _link(case.maturity, f"cases/by-maturity/{MATURITY_IDS[case.maturity]}.html", url)
    return definitions(
        [
            ("单位", Markup("、").join(units)),
            ("主题", Markup("、").join(themes)),
            ("层级", _link(LEVELS[case.level], f"cases/by-level/{case.level}.html", url)),
            ("年份", _link(f"{case.year}年", f"cases/by-year/{case.year}.html", url)),
            ("成熟度", maturity),
            ("开始实施", Cell(case.since.title if case.since else "文中未说明")),
            ("相关指标", Markup("、").join(indicators) or Cell("未关联")),
        ]
    )


def _link(name: str, target: str, url: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(url, target), name)


def _adopted_table(units: Mapping[str, Unit], case: Case, url: str) -> Markup:
    rows = [
        Row(
            [
                Cell(units[adoption.unit_id].name, relative(url, unit_url(adoption.unit_id)), is_header=True),
                Cell(words.known_date(adoption.date)),
                Cell(adoption.status),
            ]
        )
        for adoption in sorted(case.adopted_by, key=lambda adoption: adoption.date)
    ]
    return table("借鉴的单位", [Cell("单位"), Cell("时间"), Cell("状态")], rows, css="lt-titled")


def related_cases(settings: Settings, case: Case, cases: Iterable[Case]) -> tuple[Card, ...]:
    """The cases that share most: indicators count before themes, the order of addresses decides the rest."""
    found = []
    for other in cases:
        indicators = [i for i in case.indicators if i in other.indicators]
        themes = [t for t in case.themes if t in other.themes]
        if other.slug != case.slug and other.status != "retired" and (indicators or themes):
            order = (other.is_demo, -len(indicators), -len(themes), other.slug)
            found.append((order, other, _reason(settings, indicators, themes)))
    found.sort(key=lambda item: item[0])
    nearest = found[:MOST_RELATED]
    return tuple(replace(case_card(settings, other), reason=reason) for _, other, reason in nearest)


def _reason(settings: Settings, indicators: list[str], themes: list[str]) -> str:
    if indicators:
        return "相同指标：" + "、".join(settings.indicators[i].name for i in indicators)
    return "相同主题：" + "、".join(settings.portal.themes[t] for t in themes)
