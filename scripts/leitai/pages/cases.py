"""Best practices: the list, plain pages per facet, and one page per write-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from leitai.model.case import BLOCKS, CASE_STATUSES, LEVELS, Case
from leitai.model.portal import Portal
from leitai.pages import text, words
from leitai.pages.citation import citation
from leitai.pages.page import Page, case_url, indicator_url, relative, unit_url
from leitai.pages.tables import Cell, Row, definitions, table

INDEX_URL = "cases/index.html"
TITLE = "经验做法"
FACETS = (("单位", "by-unit"), ("主题", "by-theme"), ("层级", "by-level"), ("年份", "by-year"))
BLOCK_ANCHORS = dict(zip(BLOCKS, ("background", "steps", "results", "conditions", "cautions"), strict=True))
NO_EVIDENCE = "本站现有的数值是演示数据，不能用来证明真实的做法有没有效果，所以这里不列。"

Facet = tuple[str, str, str, tuple[Case, ...]]  # folder, id, title, cases


def collect(portal: Portal) -> Iterator[Page]:
    facets = [facet for facet in _facets(portal) if facet[3]]
    yield _index(portal, facets)
    for folder, identifier, title, cases in facets:
        yield _facet_page(portal, f"cases/{folder}/{identifier}.html", title, cases)
    for case in portal.content.library.cases.values():
        yield _case_page(portal, case)


def _facets(portal: Portal) -> Iterator[Facet]:
    """Every value of every facet with its cases; the counts are those of the lists."""
    cases = tuple(portal.content.library.cases.values())
    settings = portal.content.settings
    for unit in settings.units.values():
        yield "by-unit", unit.unit_id, unit.name, tuple(c for c in cases if unit.unit_id in c.units)
    for theme_id, name in settings.portal.themes.items():
        yield "by-theme", theme_id, name, tuple(c for c in cases if theme_id in c.themes)
    for level, name in LEVELS.items():
        yield "by-level", level, name, tuple(c for c in cases if c.level == level)
    for year in sorted({case.year for case in cases}, reverse=True):
        yield "by-year", str(year), f"{year}年", tuple(c for c in cases if c.year == year)


def _index(portal: Portal, facets: list[Facet]) -> Page:
    """All cases, and the only page that lists every facet (a list on each would grow with N²)."""
    cases = tuple(portal.content.library.cases.values())
    menus = [
        {
            "name": name,
            "links": [
                {"name": label, "count": len(found), "url": f"cases/{folder}/{identifier}.html"}
                for folder, identifier, label, found in facets
                if folder == wanted
            ],
        }
        for name, wanted in FACETS
    ]
    shown = case_table(portal, cases, INDEX_URL, TITLE)
    return Page(INDEX_URL, TITLE, "cases.md.j2", {"count": len(cases), "menus": menus, "table": shown})


def _facet_page(portal: Portal, url: str, label: str, cases: tuple[Case, ...]) -> Page:
    title = f"{TITLE}：{label}"
    context = {"count": len(cases), "menus": [], "table": case_table(portal, cases, url, title)}
    return Page(url, title, "cases.md.j2", context, crumbs=((TITLE, INDEX_URL),))


def case_table(portal: Portal, cases: Iterable[Case], url: str, caption: str) -> Markup:
    """A list of cases as a table; empty markup if there is none."""
    rows = [_case_row(portal, case, url) for case in cases]
    header = [Cell("做法"), Cell("单位"), Cell("主题"), Cell("状态")]
    return table(caption, header, rows, css="lt-cases") if rows else Markup("")


def _case_row(portal: Portal, case: Case, url: str) -> Row:
    settings = portal.content.settings
    return Row(
        [
            Cell(case.title, relative(url, case_url(case.slug)), is_header=True, note=case.summary),
            Cell("、".join(settings.units[unit_id].short for unit_id in case.units)),
            Cell("、".join(settings.portal.themes[theme] for theme in case.themes)),
            Cell(CASE_STATUSES[case.status] + ("（虚构示例）" if case.is_demo else "")),
        ]
    )


def _case_page(portal: Portal, case: Case) -> Page:
    url = case_url(case.slug)
    blocks = [
        {
            "name": name,
            "anchor": BLOCK_ANCHORS[name],
            "body": text.body(case.blocks[name], url),
        }
        for name in BLOCKS
        if name not in case.missing_blocks
    ]
    return Page(
        url=url,
        title=case.title,
        template="case.md.j2",
        description=case.summary,
        notices=("虚构示例，不是真实做法",) if case.is_demo else (),
        crumbs=((TITLE, INDEX_URL),),
        context={
            "summary": case.summary,
            "status": CASE_STATUSES[case.status],
            "is_stub": case.status == "stub",
            "missing": "、".join(case.missing_blocks),
            "facts": _facts(portal, case, url),
            "blocks": blocks,
            "evidence": _evidence(portal, case, url),
            "evidence_note": NO_EVIDENCE if case.indicators and not case.is_demo else "",
            "endorsements": [
                {"text": e.text, "level": e.level, "source": text.sources([e.source], url)}
                for e in case.endorsements
            ],
            "adopted": _adopted_table(portal, case, url),
            "sources": text.sources(case.sources, url),
            "no_sources": "虚构示例，没有出处" if case.is_demo else "没有写明出处",
            "contact": case.contact,
            "citation": citation(portal, case.title, url, _version(case)),
        },
    )


def _version(case: Case) -> str:
    return f"{case.year}年做法，{'虚构示例' if case.is_demo else CASE_STATUSES[case.status]}"


def _facts(portal: Portal, case: Case, url: str) -> Markup:
    settings = portal.content.settings
    units = [_link(settings.units[u].name, unit_url(u), url) for u in case.units]
    themes = [_link(settings.portal.themes[t], f"cases/by-theme/{t}.html", url) for t in case.themes]
    indicators = [_link(settings.indicators[i].name, indicator_url(i), url) for i in case.indicators]
    return definitions(
        [
            ("单位", Markup("、").join(units)),
            ("主题", Markup("、").join(themes)),
            ("层级", _link(LEVELS[case.level], f"cases/by-level/{case.level}.html", url)),
            ("年份", _link(f"{case.year}年", f"cases/by-year/{case.year}.html", url)),
            ("成熟度", Cell(case.maturity or "文中未说明")),
            ("相关指标", Markup("、").join(indicators) or Cell("未关联")),
        ]
    )


def _link(name: str, target: str, url: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(url, target), name)


def _evidence(portal: Portal, case: Case, url: str) -> Markup:
    """The unit's linked indicators over time, for cases whose data may prove something.

    Demo values never stand beside a real practice (DESIGN §5); the fictitious case shows the panel.
    """
    if not case.is_demo:
        return Markup("")
    settings = portal.content.settings
    periods = [
        p
        for p in portal.content.results.periods
        if (case.units[0], case.indicators[0]) in portal.content.cells(p)
    ]
    rows = []
    for indicator_id in case.indicators:
        indicator = settings.indicators[indicator_id]
        cells = [portal.content.cells(period).get((case.units[0], indicator_id)) for period in periods]
        head = Cell(indicator.name, relative(url, indicator_url(indicator_id)), is_header=True)
        rows.append(Row([head, *(Cell(words.observed(cell, indicator), css="lt-number") for cell in cells)]))
    header = [Cell("指标"), *(Cell(period.title, css="lt-number") for period in periods)]
    caption = f"{settings.units[case.units[0]].name}的相关指标"
    return table(caption, header, rows, note="先后变化不等于因果；数值为演示。") if periods else Markup("")


def _adopted_table(portal: Portal, case: Case, url: str) -> Markup:
    units = portal.content.settings.units
    rows = [
        Row(
            [
                Cell(units[adoption.unit_id].name, relative(url, unit_url(adoption.unit_id)), is_header=True),
                Cell(adoption.date),
                Cell(adoption.status),
            ]
        )
        for adoption in case.adopted_by
    ]
    return table("谁在借鉴", [Cell("单位"), Cell("时间"), Cell("状态")], rows) if rows else Markup("")
