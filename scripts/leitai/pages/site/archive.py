"""Archive: every period of every year, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.seal import version_url
from leitai.model.shows import of_periods
from leitai.model.urls import (
    archive_url,
    briefs_url,
    bulletin_url,
    meeting_url,
    method_url,
    ranking_url,
    status_url,
    steps_url,
)
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.parts import shown_parts
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.meetings import when
from leitai.pages.rankings.titles import title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES
from leitai.schema.period import Period


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    for period in portal.content.results.periods:
        yield _period_page(portal, period)


def _index(portal: Portal) -> Page:
    periods = portal.content.results.periods
    meetings = portal.content.library.meetings
    years = sorted({p.year for p in periods} | {m.year for m in meetings}, reverse=True)
    sections = [
        {
            "name": f"{year}年",
            "anchor": f"y{year}",
            "table": _year_table(portal, year),
            "meetings": [
                {"title": f"{when(m)}　{m.short_title}", "url": meeting_url(m.slug)}
                for m in meetings
                if m.year == year
            ],
        }
        for year in years
    ]
    return Page(
        urls.ARCHIVE,
        "归档",
        "site/archive.md.j2",
        {"years": sections, "data": urls.DATA},
        of_periods(periods),
    )


def _year_table(portal: Portal, year: int) -> Markup:
    settings = portal.content.settings.portal.periods
    rows = [
        Row(
            [
                Cell(period.title, relative(urls.ARCHIVE, archive_url(period.id)), is_header=True),
                Cell("、".join(_group_names(portal, period))),
                Cell(DATA_STATUS_NAMES[settings[period.id].data_status]),
                Cell(words.day(settings[period.id].published_on)),
            ]
        )
        for period in reversed(portal.content.results.periods)
        if period.year == year
    ]
    header = [Cell("期间"), Cell("组别"), Cell("数据状态"), Cell("公布日期")]
    return table(f"{year}年的各期", header, rows, css="lt-titled lt-stack")


def _group_names(portal: Portal, period: Period) -> list[str]:
    groups = portal.content.groups_with_results(period)
    return [portal.content.settings.portal.group_name(group) for group in groups]


def _period_page(portal: Portal, period: Period) -> Page:
    url = archive_url(period.id)
    rankings = [ranking for ranking in portal.rankings if ranking.period == period]
    settings = portal.content.settings.portal.periods[period.id]
    meetings = [m for m in portal.content.library.meetings if period in m.reviews]
    return Page(
        url=url,
        title=f"{period.title}归档",
        template="site/archive_period.md.j2",
        description=f"{period.title}的排名、办法、报送情况和会议",
        shows=of_periods([period]),
        corrections=correction_notices.of_period(portal.content.library, period, url),
        crumbs=(("归档", urls.ARCHIVE),),
        context={
            "status": DATA_STATUS_NAMES[settings.data_status],
            "deadline": words.day(settings.deadline),
            "published_on": words.day(settings.published_on),
            "retention": settings.retention,
            "versions": _versions(portal, period),
            "rankings": [
                {
                    "title": title_of(portal.content.settings, r),
                    "url": ranking_url(period.id, r.group),
                    "papers": _papers(r),
                }
                for r in rankings
            ],
            "methods": [
                {"title": f"{r.method.title}（第 {r.method.version} 版）", "url": method_url(r.method.id)}
                for r in rankings
            ],
            "meetings": [{"title": m.title, "url": meeting_url(m.slug)} for m in meetings],
            "status_url": status_url(period.id),
            "files": sorted({o.place.path for o in portal.content.cells(period).values()}),
        },
    )


def _versions(portal: Portal, period: Period) -> list[dict[str, object]]:
    """What was sealed when, by which documents, and the pages of each group as they were."""
    known, corrected = portal.content.library.corrections_of(period.id), 0
    found: list[dict[str, object]] = []
    for snapshot in (seal.snapshot for seal in portal.content.library.seals_of(period.id)):
        added, corrected = known[corrected : len(snapshot.corrections)], len(snapshot.corrections)
        groups = sorted(name.removesuffix(".html") for name in snapshot.files if name.endswith(".html"))
        pages = [
            {
                "name": portal.content.settings.portal.group_name(group),
                "url": version_url(period.id, snapshot.version, f"{group}.html"),
            }
            for group in groups
        ]
        documents = "、".join(dict.fromkeys(correction.document for correction in added))
        why = f"更正 {len(added)} 处（{documents}），" if added else ""
        text = f"{words.day(snapshot.day)}：{why}封存第 {snapshot.version} 版"
        found.append({"text": text, "pages": pages})
    return found


def _papers(ranking: Ranking) -> list[dict[str, str]]:
    """What belongs to a ranking besides its page: the notice, steps and briefs as far as they are shown, downloads."""
    address = ranking.period.id, ranking.group
    has_bulletin = ranking.method.display.kind != "none"
    found = [("通报", bulletin_url(*address))] if has_bulletin else []
    parts = [part for part, _ in shown_parts(ranking)]
    for name, url_of in (("逐步计算", steps_url), ("各单位简报", briefs_url)):
        found += [(name if part == 1 else f"{name}（{part}）", url_of(*address, part)) for part in parts]
    base = ranking_url(*address).removesuffix("html")
    found += [(suffix.upper(), base + suffix) for suffix in ("csv", "xlsx", "json")]
    return [{"name": name, "url": url} for name, url in found]
