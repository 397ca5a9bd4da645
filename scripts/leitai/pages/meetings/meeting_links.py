"""What ties a meeting to the rest: problems with their fate, earlier promises, the rankings of that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.settings import DEMO_NOTICE
from leitai.model.urls import meeting_url, ranking_url, unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.texts.meetings import Commitment, Meeting

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
NO_DUE_DATE = "期限未写明"
LEADERS = 3
Units = Mapping[str, Unit]


@dataclass(frozen=True)
class Promise:
    """What a unit promised, when it falls due, and what became of it."""

    unit: str
    text: str
    due: str
    state: str


@dataclass(frozen=True)
class UnitPromise:
    """What a unit promised at a meeting, for the unit's own pages."""

    text: str
    due: str
    state: str
    meeting: str
    url: str


@dataclass(frozen=True)
class Standing:
    """A ranking as it was public on the day of a meeting; `leaders` is the demo notice where its ranks may not be told."""

    title: str
    url: str
    published: str
    leaders: str


def exposed_at(problems: Iterable[LedgerProblem], meeting: Meeting) -> list[LedgerProblem]:
    """The problems that the ledger says were exposed at a meeting of that month."""
    return [
        problem
        for problem in problems
        if problem.origin == "会议" and problem.exposed[:7] == meeting.date[:7]
    ]


def problem_table(units: Units, problems: Sequence[LedgerProblem], url: str) -> Markup:
    """What a meeting exposed, and what became of it."""
    header = [Cell(name) for name in ("编号", "单位", "问题", "要求完成", "后来怎样")]
    rows = [Row(_problem_cells(units[problem.unit_id].name, problem, url)) for problem in problems]
    return table("会上暴露的问题和去向", header, rows, css="lt-stack")


def _problem_cells(name: str, problem: LedgerProblem, url: str) -> list[Cell | Markup]:
    state_day = words.day(problem.state_date) if problem.state_date else ""
    return [
        Cell(problem.number, relative(url, f"{urls.PROBLEMS}#{problem.number.lower()}"), is_header=True),
        Cell(name, relative(url, unit_url(problem.unit_id))),
        Cell(problem.text, css="lt-text", note=problem.category),
        Cell(words.day(problem.due)),
        Cell(problem.state, note=state_day),
    ]


def promises_at(units: Units, meeting: Meeting) -> tuple[Promise, ...]:
    """What units promised at a meeting."""
    return tuple(
        Promise(units[s.unit_id].name, c.text, due_of(c), state_of(c))
        for s in meeting.speeches
        for c in s.commitments
    )


def standing_then(portal: Portal, meeting: Meeting) -> tuple[Standing, ...]:
    """For each group the newest ranking that was public on the earliest day that the meeting may have been.

    Demo ranks are not repeated beside a real meeting: their line only leads to the ranking.
    """
    settings, lines = portal.content.settings.portal, []
    for group in portal.ranked_groups():
        rankings = portal.rankings_of(group, portal.kinds_of(group)[0])
        known = [ranking for ranking in rankings if _was_public(settings, ranking, meeting)]
        if known:
            lines.append(_standing(settings, known[-1], is_demo=portal.marks.is_demo(known[-1].period)))
    return tuple(lines)


def _was_public(settings: PortalSettings, ranking: Ranking, meeting: Meeting) -> bool:
    published = settings.periods[ranking.period.id].published_on
    return published is not None and published <= meeting.first_day


def _standing(settings: PortalSettings, ranking: Ranking, *, is_demo: bool) -> Standing:
    leaders = [f"第{row.rank}名{row.unit.name}" for row in ranking.rows if row.rank and row.rank <= LEADERS]
    return Standing(
        title=f"{ranking.period.title}{settings.group_name(ranking.group)}排名",
        url=ranking_url(ranking.period.id, ranking.group),
        published=f"{words.day(settings.periods[ranking.period.id].published_on)}公布",
        leaders=DEMO_NOTICE if is_demo else "、".join(leaders),
    )


def due_of(commitment: Commitment) -> str:
    """When a promise falls due: a date in prose, else in the unit's own words (年底前)."""
    if _DATE.fullmatch(commitment.due):
        return words.known_date(commitment.due)
    return commitment.due or NO_DUE_DATE


def state_of(commitment: Commitment) -> str:
    """已兑现（2019年12月）; 未反馈 where nobody has said anything."""
    return commitment.status + (f"（{words.known_date(commitment.updated)}）" if commitment.updated else "")


def commitments_of(meetings: Sequence[Meeting], unit_id: str) -> tuple[UnitPromise, ...]:
    """What a unit promised at meetings, the newest meeting first."""
    return tuple(
        UnitPromise(c.text, due_of(c), state_of(c), meeting.short_title, meeting_url(meeting.slug))
        for meeting in reversed(meetings)
        for speech in meeting.speeches
        if speech.unit_id == unit_id
        for c in speech.commitments
    )
