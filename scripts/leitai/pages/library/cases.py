"""Best practices: the library, and one page per write-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import Shows
from leitai.model.urls import case_url, indicator_url, meeting_url, unit_url
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.case_evidence import case_evidence, evidence_periods
from leitai.pages.library.case_list import MATURITY_IDS, TITLE, case_card, collect_lists
from leitai.schema.texts.cases import BLOCKS, CASE_STATUSES, LEVELS, Case

BLOCK_ANCHORS = dict(zip(BLOCKS, ("background", "steps", "results", "conditions", "cautions"), strict=True))
MOST_RELATED = 3


def collect(portal: Portal) -> Iterator[Page]:
    yield from collect_lists(portal)
    for case in portal.content.library.cases.values():
        yield _case_page(portal, case)


def case_table(portal: Portal, cases: Iterable[Case], url: str, caption: str) -> Markup:
    """A list of cases as a table; empty markup if there is none."""
    rows = [_case_row(portal, case, url) for case in cases]
    header = [Cell("做法"), Cell("单位"), Cell("主题"), Cell("状态")]
    return table(caption, header, rows, css="lt-stack")


def _case_row(portal: Portal, case: Case, url: str) -> Row:
    settings = portal.content.settings
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


def _case_page(portal: Portal, case: Case) -> Page:
    url = case_url(case.slug)
    return Page(
        url=url,
        title=case.title,
        template="library/case.md.j2",
        description=case.summary,
        shows=Shows((case, *evidence_periods(portal, case))),
        crumbs=((TITLE, urls.CASES),),
        stamp=_version(case),
        context={
            "summary": case.summary,
            "status": CASE_STATUSES[case.status],
            "is_stub": case.status == "stub",
            "is_retired": case.status == "retired",
            "missing": "、".join(case.missing_blocks),
            "facts": _facts(portal, case, url),
            "blocks": [
                {"name": name, "anchor": BLOCK_ANCHORS[name], "body": text.body(case.blocks[name], url)}
                for name in BLOCKS
                if name not in case.missing_blocks
            ],
            "has_checklist": not {"做法", "适用条件", "不足与提醒"} <= set(case.missing_blocks),
            "evidence": case_evidence(portal, case, url),
            "endorsements": [
                {"text": e.text, "level": e.level, "source": text.sources([e.source], url)}
                for e in case.endorsements
            ],
            "adopted": _adopted_table(portal, case, url),
            "meetings": [
                {"title": meeting.short_title, "url": meeting_url(meeting.slug)}
                for meeting in portal.content.library.meetings
                if case.slug in meeting.practices
            ],
            "cards": related_cases(portal, case),
            "sources": text.sources(case.sources, url),
            "no_sources": "虚构示例，没有出处" if case.is_demo else "没有写明出处",
            "contact": case.contact,
            "review": review_steps(case.review),
            "citation": citation(portal.content.settings.portal, case.title, url, _version(case)),
        },
    )


def _version(case: Case) -> str:
    return f"{case.year}年做法，{'虚构示例' if case.is_demo else CASE_STATUSES[case.status]}"


def _facts(portal: Portal, case: Case, url: str) -> Markup:
    settings = portal.content.settings
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


def _adopted_table(portal: Portal, case: Case, url: str) -> Markup:
    units = portal.content.settings.units
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


def related_cases(portal: Portal, case: Case) -> list[dict[str, object]]:
    """The cases that share most: indicators count before themes, the order of addresses decides the rest."""
    found = []
    for other in portal.content.library.cases.values():
        indicators = [i for i in case.indicators if i in other.indicators]
        themes = [t for t in case.themes if t in other.themes]
        if other.slug != case.slug and other.status != "retired" and (indicators or themes):
            order = (other.is_demo, -len(indicators), -len(themes), other.slug)
            found.append((order, other, _reason(portal, indicators, themes)))
    found.sort(key=lambda item: item[0])
    return [{**case_card(portal, other), "reason": reason} for _, other, reason in found[:MOST_RELATED]]


def _reason(portal: Portal, indicators: list[str], themes: list[str]) -> str:
    settings = portal.content.settings
    if indicators:
        return "相同指标：" + "、".join(settings.indicators[i].name for i in indicators)
    return "相同主题：" + "、".join(settings.portal.themes[t] for t in themes)
