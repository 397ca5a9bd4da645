"""The home page: the latest period at a glance, what is overdue, and the four ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.shows import of_rankings
from leitai.model.urls import case_url, meeting_url, ranking_url, unit_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Page
from leitai.pages.meetings.ledgers import PROBLEMS_URL, TASKS_URL
from leitai.pages.meetings.meetings import venue, when
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.ledgers.tasks import Task

PODIUM = 3
SHOWN_CLIMBERS = 3
SHOWN_CASES = 6
SHOWN_OVERDUE = 5


@dataclass(frozen=True)
class Overdue:
    """A problem or task past its day when the newest results came out (a page knows no clock)."""

    record: LedgerProblem | Task
    text: str
    unit: str
    url: str
    state: str


def collect(portal: Portal) -> Iterator[Page]:
    settings = portal.content.settings.portal
    latest = [portal.latest(group) for group in portal.ranked_groups()]
    shown = [ranking for ranking in latest if any(_has_place(row) for row in ranking.rows)]
    days = [period.published_on for period in settings.periods.values()]
    as_of = max((day for day in days if day is not None), default=None)
    overdue = [*_late_problems(portal, as_of), *_late_tasks(portal, as_of)] if as_of is not None else []
    yield Page(
        url=urls.HOME,
        title=settings.title,
        template="site/home.md.j2",
        description="每季度比一次：谁在前面，为什么变了，谁的做法值得学。",
        shows=of_rankings(shown, *(one.record for one in overdue)),
        corrections=correction_notices.of_rankings(portal.content.settings.portal, shown, urls.HOME),
        context={
            "headlines": [_headline(portal, ranking) for ranking in shown],
            "indicators": len(portal.content.settings.indicators),
            "periods": len(portal.content.results.periods),
            "cases": len(portal.content.library.cases),
            "meetings": len(portal.content.library.meetings),
            "claims": len(portal.content.library.claims),
            "meeting": _latest_meeting(portal),
            "newest": _newest_cases(portal),
            "overdue": {
                "as_of": words.day(as_of),
                "count": len(overdue),
                "items": overdue[:SHOWN_OVERDUE],
            }
            if as_of is not None
            else None,
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
    units = portal.content.settings.units
    return [
        {
            "title": case.title,
            "url": case_url(case.slug),
            "summary": case.summary,
            "units": "、".join(units[unit_id].short for unit_id in case.units),
        }
        for case in real
    ]


def _has_place(row: RankingRow) -> bool:
    return row.rank is not None or bool(row.tier)


def _headline(portal: Portal, ranking: Ranking) -> dict[str, object]:
    url = ranking_url(ranking.period.id, ranking.group)
    podium = [row for row in ranking.rows if row.rank is not None and row.rank <= PODIUM]
    return {
        "period": ranking.period.title,
        "group": portal.content.settings.portal.group_name(ranking.group),
        "size": ranking.group_size,
        "url": url,
        "anchor": f"latest-{ranking.group}",
        "podium": [_place(row, url) for row in podium],
        "tiers": _tiers(ranking),
        "climbers": [_place(row, url) for row in ranking.climbers[:SHOWN_CLIMBERS]],
        "tally": _tally(ranking),
    }


def _place(row: RankingRow, url: str) -> dict[str, str]:
    return {
        "rank": words.NOTHING if row.rank is None else str(row.rank),
        "tied": "并列" if row.tied else "",
        "name": row.unit.name,
        "unit_url": unit_url(row.unit.unit_id),
        "row_url": f"{url}#{row.unit.unit_id}",
        "score": words.points(row.score),
        "change": "" if row.rank_change is None else words.rank_change(row),
    }


def _tiers(ranking: Ranking) -> list[dict[str, str]]:
    """Units by tier, where the method publishes tiers instead of ranks; in customary order."""
    names = dict.fromkeys(tier.name for tier in ranking.method.display.tiers)
    units = {name: "、".join(row.unit.name for row in ranking.rows if row.tier == name) for name in names}
    return [{"name": name, "units": listed} for name, listed in units.items() if listed]


def _tally(ranking: Ranking) -> list[dict[str, object]]:
    """How many rose, fell and stayed; empty where changes are not published or not comparable."""
    changes = [row.rank_change for row in ranking.rows if row.rank_change is not None]
    if not changes or ranking.method.display.kind != "full":
        return []
    rose, fell = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
    counts = (("↑ 进位", rose), ("↓ 退位", fell), ("持平", len(changes) - rose - fell))
    return [{"word": word, "count": count} for word, count in counts]


def _late_problems(portal: Portal, as_of: date) -> Iterator[Overdue]:
    for problem in portal.content.library.problems:
        if problem.due is not None and problem.due < as_of and problem.is_open:
            yield Overdue(
                problem,
                text=problem.text,
                unit=portal.content.settings.units[problem.unit_id].name,
                url=f"{PROBLEMS_URL}#{problem.number.lower()}",
                state=f"要求{words.day(problem.due)}完成，现在{problem.state}",
            )


def _late_tasks(portal: Portal, as_of: date) -> Iterator[Overdue]:
    for task in portal.content.library.tasks:
        if task.planned_on is not None and task.planned_on < as_of and task.done_on is None:
            yield Overdue(
                task,
                text=f"{task.text}：{task.milestone}",
                unit=portal.content.settings.units[task.unit_id].name,
                url=f"{TASKS_URL}#{task.number.lower()}",
                state=f"计划{words.day(task.planned_on)}完成，实际进度 {words.number(task.actual)}%",
            )
