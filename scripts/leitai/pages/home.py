"""The home page: the latest period at a glance, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.pages import words
from leitai.pages.meetings import venue, when
from leitai.pages.notices import notices_for
from leitai.pages.page import Page, case_url, meeting_url, ranking_url, relative, unit_url
from leitai.pages.tables import Cell, Row, table

URL = "index.html"
SHOWN_CLIMBERS = 3
SHOWN_CASES = 5
SHOWN_PLACES = 10


def collect(portal: Portal) -> Iterator[Page]:
    settings = portal.content.settings.portal
    latest = [portal.latest(group) for group in portal.ranked_groups()]
    shown = [ranking for ranking in latest if any(_has_place(row) for row in ranking.rows)]
    yield Page(
        url=URL,
        title=settings.title,
        template="home.md.j2",
        description=f"{settings.owner}：季度排名、单位、指标和考核办法",
        notices=notices_for(portal, latest),
        context={
            "headlines": [_headline(portal, ranking) for ranking in shown],
            "units": len(portal.content.settings.units),
            "indicators": len(portal.content.settings.indicators),
            "periods": len(portal.content.results.periods),
            "cases": len(portal.content.library.cases),
            "meeting": _latest_meeting(portal),
            "newest": _newest_cases(portal),
        },
    )


def _latest_meeting(portal: Portal) -> dict[str, str] | None:
    meetings = portal.content.library.meetings
    if not meetings:
        return None
    last = meetings[-1]
    return {
        "title": last.title,
        "when": when(last),
        "venue": venue(portal, last),
        "url": meeting_url(last.slug),
    }


def _newest_cases(portal: Portal) -> list[dict[str, str]]:
    cases = sorted(portal.content.library.cases.values(), key=lambda case: (-case.year, case.slug))
    real = [case for case in cases if not case.is_demo][:SHOWN_CASES]
    return [{"title": case.title, "url": case_url(case.slug), "summary": case.summary} for case in real]


def _has_place(row: RankingRow) -> bool:
    return row.rank is not None or bool(row.tier)


def _headline(portal: Portal, ranking: Ranking) -> dict[str, object]:
    climbers = sorted(
        (row for row in ranking.rows if (row.rank_change or 0) > 0),
        key=lambda row: (-(row.rank_change or 0), row.unit.sort),
    )[:SHOWN_CLIMBERS]
    url = ranking_url(ranking.period.id, ranking.group)
    return {
        "period": ranking.period.title,
        "group": portal.content.settings.portal.group_name(ranking.group),
        "url": url,
        "anchor": f"latest-{ranking.group}",
        "table": _table(portal, ranking),
        "climbers": [
            {
                "name": row.unit.name,
                "url": unit_url(row.unit.unit_id),
                "change": words.rank_change(row),
            }
            for row in climbers
        ],
    }


def _table(portal: Portal, ranking: Ranking) -> object:
    rows = [
        Row(
            [
                Cell(words.NOTHING if row.rank is None else str(row.rank), css="lt-rank"),
                Cell(row.unit.name, relative(URL, unit_url(row.unit.unit_id)), is_header=True),
                Cell(row.tier or words.points(row.score), css="lt-number"),
                Cell(words.rank_change(row)),
            ]
        )
        for row in ranking.rows
        if _has_place(row)
    ][:SHOWN_PLACES]
    group = portal.content.settings.portal.group_name(ranking.group)
    header = [Cell("名次", css="lt-rank"), Cell("单位"), Cell("得分", css="lt-number"), Cell("较上期")]
    return table(f"{ranking.period.title}{group}排名", header, rows, css="lt-compact")
