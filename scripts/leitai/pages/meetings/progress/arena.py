"""晒拼创, a page per group and period: 晒进度 (tasks, targets), 拼实绩 (rank, score, change), 创一流 (firsts, practices, claims).

Tasks are told as they stood when the ranking was published, with what became of them since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Source, of_rankings
from leitai.model.urls import arena_url, tasks_url
from leitai.model.writings.library import Library
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.citation import stamp_of
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.page import Job, Link, Page
from leitai.pages.kit.rules import DISPLAY_NOTES
from leitai.pages.kit.tables import Cell, table
from leitai.pages.library.cases import case_table
from leitai.pages.meetings.claims import claim_table
from leitai.pages.meetings.progress.board import lamp_cell, task_cell, task_owner
from leitai.pages.meetings.progress.lamps import Lamp, lamp, lamp_by_dates, rule_of
from leitai.pages.meetings.progress.targets import Aim, aims_of, target_table
from leitai.pages.rankings.bulletins import place_table
from leitai.pages.rankings.lessons import Examples, examples_of, lesson_table
from leitai.pages.rankings.titles import subject_of
from leitai.schema.known_date import first_day, last_day
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.rewards import Reward
from leitai.schema.ledgers.tasks import Task
from leitai.schema.period import Period
from leitai.schema.texts.cases import Case

MOST_CASES = 20


@dataclass(frozen=True)
class ArenaFacts:
    """What ledgers, targets and library say of a group's units in a period. `day`: when the ranking was published, `now`: the
    newest day that the content speaks of."""

    day: date
    now: date
    tasks: tuple[Task, ...]
    aims: tuple[Aim, ...]
    rewards: tuple[Reward, ...]
    fictitious: tuple[Case, ...]
    cases: Markup
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class ArenaContext:
    """What has nothing to say is empty."""

    ranking: Link
    day: str
    tasks: Markup
    rule: str
    targets: Markup
    places: Markup
    display_note: str
    rewards: Markup
    firsts: Markup
    is_demo: bool
    cases: Markup
    claims: Markup


def collect(portal: Portal) -> Iterator[Job]:
    """A page 晒拼创 for each ranking."""
    content, examples = portal.content, examples_of(portal)
    for ranking in portal.rankings:
        facts = _facts(content, ranking, aims_of(content, portal.progress, ranking))
        inputs = (ranking, facts, examples.on(ranking.period.last_day))
        yield Job(arena_url(*ranking.key), _arena, inputs)


def _facts(content: Content, ranking: Ranking, aims: tuple[Aim, ...]) -> ArenaFacts:
    library, period = content.library, ranking.period
    units = frozenset(row.unit.unit_id for row in ranking.rows)
    published = content.settings.portal.periods[period.id].published_on or period.last_day
    cases = _cases(library, units, period)
    return ArenaFacts(
        day=published,
        now=max(content.as_of or published, published),
        tasks=tuple(t for t in library.tasks if t.unit_id in units and _is_of(t, period)),
        aims=aims,
        rewards=tuple(r for r in library.rewards if (r.period, r.group) == (period, ranking.group)),
        fictitious=tuple(case for case in cases if case.is_demo),
        cases=case_table(content.settings.at(period), library, cases, "做法"),
        claims=tuple(c for c in library.claims if c.unit_id in units and _speaks_of(c, period)),
    )


def _cases(library: Library, units: frozenset[str], period: Period) -> list[Case]:
    """Practices of the units that were in place in the period, the best told first."""
    present = (case for case in library.cases.values() if not units.isdisjoint(case.units))
    return library.worth_reading(case for case in present if _was_there(case, period))[:MOST_CASES]


def _is_of(task: Task, period: Period) -> bool:
    """Planned for the period, or overdue when it began."""
    if task.planned_on is None or task.planned_on > period.last_day:
        return False
    return task.planned_on >= period.first_day or task.done_on is None or task.done_on >= period.first_day


def _was_there(case: Case, period: Period) -> bool:
    """Whether a practice was in place in the period, as far as that is known."""
    if case.since is not None:
        return case.since <= period
    return case.year is not None and case.year <= period.year


def _speaks_of(claim: Claim, period: Period) -> bool:
    """Whether the date of a claim, as exactly as it is known, may lie in the period."""
    if not claim.as_of:
        return False
    return first_day(claim.as_of) <= period.last_day and period.first_day <= last_day(claim.as_of)


def _arena(ranking: Ranking, shown: ArenaFacts, examples: Examples) -> Page:
    settings, url = examples.settings.portal, arena_url(*ranking.key)
    subject = subject_of(settings, ranking)
    beside: tuple[Source, ...] = (*shown.tasks, *shown.rewards, *shown.claims, *shown.fictitious)
    return Page(
        url=url,
        title=f"{subject}晒拼创",
        template="meetings/progress/arena.md.j2",
        description=f"{subject}：晒进度、拼实绩、创一流",
        shows=of_rankings([ranking], *beside),
        corrections=correction_notices.notices_of_rankings(settings, [ranking]),
        crumbs=(("排名", urls.RANKINGS), (subject, ranking.url)),
        stamp=stamp_of(settings, ranking),
        context=_context(ranking, shown, examples, subject),
    )


def _context(ranking: Ranking, shown: ArenaFacts, examples: Examples, subject: str) -> ArenaContext:
    settings = examples.settings
    return ArenaContext(
        ranking=Link(f"{subject}排名", ranking.url),
        day=words.day(shown.day),
        tasks=_tasks(settings, shown),
        rule=rule_of(settings.portal.lamps),
        targets=target_table(settings, shown.aims),
        places=place_table(ranking, "拼实绩", leads_on=True),
        display_note=DISPLAY_NOTES[ranking.method.display.kind],
        rewards=_rewards(settings, shown.rewards),
        firsts=lesson_table(examples, ranking, css="lt-titled lt-stack"),
        is_demo=ranking.data_status == "demo",
        cases=shown.cases,
        claims=claim_table(settings, shown.claims),
    )


def _tasks(settings: Settings, shown: ArenaFacts) -> Markup:
    """The lamps of the day of publication, by dates; the progress of that day is not kept."""
    rule = settings.portal.lamps
    rows = []
    for task in shown.tasks:
        then, now = lamp_by_dates(rule, task, shown.day), lamp(rule, task, shown.now)
        cells = (
            lamp_cell(then),
            task_cell(task, f"{tasks_url(task.unit_id)}#{task.number.lower()}"),
            task_owner(settings, task),
            words.day(task.planned_on),
            _since(then, now, task),
        )
        rows.append(cells)
    header = ("亮灯", "任务和节点", "单位", "计划日期", "后来")
    return table("任务", header, rows, css="lt-titled lt-stack lt-board")


def _since(then: Lamp | None, now: Lamp, task: Task) -> Cell:
    progress = f"现在的进度 {words.number(task.actual)}%"
    return Cell("没有变化", note=progress) if now == then else replace(lamp_cell(now), note=progress)


def _rewards(settings: Settings, rewards: Sequence[Reward]) -> Markup:
    rows = [
        (
            f"第{reward.rank}名",
            replace(unit_cell(settings, reward.unit_id, reward.period.last_day), is_header=True),
            Cell(reward.text, css="lt-text"),
            reward.basis,
        )
        for reward in sorted(rewards, key=lambda reward: reward.rank)
    ]
    return table("奖励", ("名次", "单位", "奖励", "依据"), rows, css="lt-titled lt-stack")
