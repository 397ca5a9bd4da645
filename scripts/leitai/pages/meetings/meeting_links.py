"""What ties a meeting to the rest: problems with their fate, earlier promises, the rankings of that day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.settings import DEMO_NOTICE
from leitai.model.urls import meeting_url, ranking_url, unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.texts.meetings import Commitment, Meeting

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
NO_DUE_DATE = "期限未写明"
LEADERS = 3


def exposed_at(portal: Portal, meeting: Meeting) -> list[LedgerProblem]:
    """The problems that the ledger says were exposed at a meeting of that month."""
    return [
        problem
        for problem in portal.content.library.problems
        if problem.origin == "会议" and problem.exposed[:7] == meeting.date[:7]
    ]


def problem_table(portal: Portal, problems: Sequence[LedgerProblem], url: str) -> Markup:
    """What a meeting exposed, and what became of it."""
    header = [Cell(name) for name in ("编号", "单位", "问题", "要求完成", "后来怎样")]
    rows = [Row(_problem_cells(portal, problem, url)) for problem in problems]
    return table("会上暴露的问题和去向", header, rows, css="lt-stack")


def _problem_cells(portal: Portal, problem: LedgerProblem, url: str) -> list[Cell | Markup]:
    name = portal.content.settings.units[problem.unit_id].name
    state_day = words.day(problem.state_date) if problem.state_date else ""
    return [
        Cell(problem.number, relative(url, f"{urls.PROBLEMS}#{problem.number.lower()}"), is_header=True),
        Cell(name, relative(url, unit_url(problem.unit_id))),
        Cell(problem.text, css="lt-text", note=problem.category),
        Cell(words.day(problem.due)),
        Cell(problem.state, note=state_day),
    ]


def promised_before(portal: Portal, before: Meeting | None) -> list[dict[str, str]]:
    """What units promised at the meeting before."""
    if before is None:
        return []
    units = portal.content.settings.units
    return [
        {"unit": units[s.unit_id].name, "text": c.text, "due": due_of(c), "state": state_of(c)}
        for s in before.speeches
        for c in s.commitments
    ]


def standing_then(portal: Portal, meeting: Meeting) -> list[dict[str, str]]:
    """For each group the newest ranking that was public on the earliest day that the meeting may have been.

    Demo ranks are not repeated beside a real meeting: their line only leads to the ranking.
    """
    lines = []
    for group in portal.ranked_groups():
        known = [
            r for r in portal.rankings_of(group, portal.kinds_of(group)[0]) if _was_public(portal, r, meeting)
        ]
        if known:
            lines.append(_standing(portal, known[-1]))
    return lines


def _was_public(portal: Portal, ranking: Ranking, meeting: Meeting) -> bool:
    published = portal.content.settings.portal.periods[ranking.period.id].published_on
    return published is not None and published <= meeting.first_day


def _standing(portal: Portal, ranking: Ranking) -> dict[str, str]:
    settings = portal.content.settings.portal
    leaders = [f"第{row.rank}名{row.unit.name}" for row in ranking.rows if row.rank and row.rank <= LEADERS]
    is_demo = portal.marks.is_demo(ranking.period)
    return {
        "title": f"{ranking.period.title}{settings.group_name(ranking.group)}排名",
        "url": ranking_url(ranking.period.id, ranking.group),
        "published": f"{words.day(settings.periods[ranking.period.id].published_on)}公布",
        "leaders": DEMO_NOTICE if is_demo else "、".join(leaders),
    }


def due_of(commitment: Commitment) -> str:
    """When a promise falls due: a date in prose, else in the unit's own words (年底前)."""
    if _DATE.fullmatch(commitment.due):
        return words.known_date(commitment.due)
    return commitment.due or NO_DUE_DATE


def state_of(commitment: Commitment) -> str:
    """已兑现（2019年12月）; 未反馈 where nobody has said anything."""
    return commitment.status + (f"（{words.known_date(commitment.updated)}）" if commitment.updated else "")


def commitments_of(portal: Portal, unit_id: str) -> list[dict[str, str]]:
    """What a unit promised at meetings, the newest meeting first."""
    return [
        {
            "text": c.text,
            "due": due_of(c),
            "state": state_of(c),
            "meeting": meeting.short_title,
            "url": meeting_url(meeting.slug),
        }
        for meeting in reversed(portal.content.library.meetings)
        for speech in meeting.speeches
        if speech.unit_id == unit_id
        for c in speech.commitments
    ]
