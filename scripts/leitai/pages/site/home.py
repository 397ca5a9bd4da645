"""The home page: the latest period at a glance, what is overdue, and the four ways in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import Marks, of_rankings
from leitai.model.urls import arena_url, case_url, meeting_url, unit_url
from leitai.model.writings.library import Library
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.followed import due_of, item_url
from leitai.pages.kit.page import NotedLink, Page
from leitai.pages.library.glance import units_in_short
from leitai.pages.meetings.progress.lamps import days_overdue
from leitai.pages.meetings.timeline import venue, when
from leitai.pages.site.news import NewsItem, dated
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.ledgers.tasks import Task
from leitai.schema.texts.meetings import Meeting

PODIUM = 3
SHOWN_CLIMBERS = 3
SHOWN_CASES = 6
SHOWN_OVERDUE = 5
SHOWN_UPDATES = 6


@dataclass(frozen=True)
class RankedUnit:
    """A unit among the first or among the climbers; `tied` and `change` may be empty."""

    rank: str
    tied: str
    name: str
    unit_url: str
    row_url: str
    score: str
    change: str


@dataclass(frozen=True)
class Headline:
    """The latest ranking of a group; what its method does not publish is empty. `tiers`: each with its units; `tally`: how many moved
    which way."""

    ranking: Ranking
    group: str
    arena: str
    podium: tuple[RankedUnit, ...]
    tiers: tuple[tuple[str, str], ...]
    climbers: tuple[RankedUnit, ...]
    tally: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Update:
    """`iso` is the day again, for the script that marks what is new to this reader."""

    title: str
    url: str
    day: str
    iso: str


@dataclass(frozen=True)
class BestCase:
    """A practice as the home page shows it."""

    title: str
    url: str
    summary: str
    units: str


@dataclass(frozen=True)
class Overdue:
    """A problem, promise, decision or task past its day on the newest day that the content speaks of."""

    record: LedgerProblem | Task | Meeting
    text: str
    unit: str
    url: str
    state: str


@dataclass(frozen=True)
class OverdueList:
    """The first few of `count`."""

    as_of: str
    count: int
    items: tuple[Overdue, ...]


@dataclass(frozen=True)
class HomeContext:
    """The numbers count what the portal has; `overdue` is None as long as nothing was ever published."""

    headlines: tuple[Headline, ...]
    indicators: int
    periods: int
    cases: int
    meetings: int
    claims: int
    updates: tuple[Update, ...]
    meeting: NotedLink | None
    best: tuple[BestCase, ...]
    overdue: OverdueList | None


def collect(portal: Portal) -> Iterator[Page]:
    """The home page: newest ranking, newest meeting, what is overdue, what is new."""
    content, settings = portal.content, portal.content.settings.portal
    latest = [portal.latest(group) for group in portal.ranked_groups()]
    shown = [ranking for ranking in latest if any(_has_place(row) for row in ranking.rows)]
    late = () if content.as_of is None else _late(content, content.as_of)
    newest = dated(content, portal.rankings)[:SHOWN_UPDATES]
    meeting = _latest_meeting(content, portal.marks)
    yield Page(
        url=urls.HOME,
        title=settings.title,
        template="site/home.md.j2",
        context=_context(content, shown, meeting, newest, late),
        description="每季度比一次：谁在前面，为什么变了，谁的做法值得学。",
        shows=of_rankings(shown, *(one.record for one in late)),
        corrections=correction_notices.notices_of_rankings(settings, shown),
    )


def _context(
    content: Content,
    shown: Iterable[Ranking],
    meeting: NotedLink | None,
    newest: Iterable[NewsItem],
    late: tuple[Overdue, ...],
) -> HomeContext:
    settings, library, as_of = content.settings, content.library, content.as_of
    return HomeContext(
        headlines=tuple(_headline(settings.portal, ranking) for ranking in shown),
        indicators=len(settings.indicators),
        periods=len(content.results.periods),
        cases=len(library.cases),
        meetings=len(library.meetings),
        claims=len(library.claims),
        updates=tuple(map(_update, newest)),
        meeting=meeting,
        best=_best_cases(settings, library),
        overdue=OverdueList(words.day(as_of), len(late), late[:SHOWN_OVERDUE]) if as_of else None,
    )


def _update(item: NewsItem) -> Update:
    return Update(item.title, item.url, words.day(item.day), item.day.isoformat() if item.day else "")


def _latest_meeting(content: Content, marks: Marks) -> NotedLink | None:
    """The newest one that was held; a demo meeting only where there are no others."""
    held = [meeting for meeting in content.library.meetings if meeting.was_held]
    if not held:
        return None
    meeting = max(held, key=lambda one: (not marks.is_demo(one), one.first_day))
    place = f"{when(meeting)}，{venue(content.settings, meeting)}"
    return NotedLink(meeting.title, meeting_url(meeting.slug), place)


def _best_cases(settings: Settings, library: Library) -> tuple[BestCase, ...]:
    """Real practices, the best evidenced first; leads only where there is nothing else."""
    real = [case for case in library.cases.values() if not case.is_demo]
    return tuple(
        BestCase(
            title=library.title_with_status(case),
            url=case_url(case.slug),
            summary=case.summary,
            units=units_in_short(settings, case),
        )
        for case in library.worth_reading(real)[:SHOWN_CASES]
    )


def _has_place(row: RankingRow) -> bool:
    return row.rank is not None or bool(row.tier)


def _headline(settings: PortalSettings, ranking: Ranking) -> Headline:
    podium = (row for row in ranking.rows if row.rank is not None and row.rank <= PODIUM)
    return Headline(
        ranking=ranking,
        group=settings.group_name(ranking.group),
        arena=arena_url(*ranking.key),
        podium=tuple(_place(row, ranking.url) for row in podium),
        tiers=_tiers(ranking),
        climbers=tuple(_place(row, ranking.url) for row in ranking.climbers[:SHOWN_CLIMBERS]),
        tally=_tally(ranking),
    )


def _place(row: RankingRow, url: str) -> RankedUnit:
    return RankedUnit(
        rank=words.NOTHING if row.rank is None else str(row.rank),
        tied="并列" if row.tied else "",
        name=row.unit.name,
        unit_url=unit_url(row.unit.unit_id),
        row_url=f"{url}#{row.unit.unit_id}",
        score=words.points(row.score),
        change="" if row.rank_change is None else words.rank_change(row),
    )


def _tiers(ranking: Ranking) -> tuple[tuple[str, str], ...]:
    """Units by tier, where the method publishes tiers instead of ranks; in customary order."""
    method = ranking.method
    tiers = method.tiers.tiers if method.tiers is not None and method.display.kind == "tiers" else ()
    names = dict.fromkeys(tier.name for tier in tiers)
    lines = ((name, "、".join(row.unit.name for row in ranking.rows if row.tier == name)) for name in names)
    return tuple(line for line in lines if line[1])


def _tally(ranking: Ranking) -> tuple[tuple[str, int], ...]:
    """How many rose, fell and stayed; empty where changes are not published or not comparable."""
    if ranking.method.display.kind != "full" or not any(row.moved for row in ranking.rows):
        return ()
    own = {"up": "↑ 进位", "down": "↓ 退位", "same": "持平"}
    found = ((way, len(ranking.movers(by))) for by, way in (own | words.CHANGED_BY).items())
    return tuple(tally for tally in found if tally[1] or tally[0] in own.values())


def _late(content: Content, as_of: date) -> tuple[Overdue, ...]:
    units, library = content.settings.units, content.library
    return (*_late_items(units, library, as_of), *_late_tasks(units, library, as_of))


def _late_items(units: Mapping[str, Unit], library: Library, as_of: date) -> Iterator[Overdue]:
    for item in library.items:
        condition = item.on(as_of)
        if condition.is_overdue:
            yield Overdue(
                item.record,
                text=item.text,
                unit=units[item.owner].name if item.owner in units else item.owner,
                url=item_url(item),
                state=f"要求{due_of(item)}完成，逾期{condition.days_overdue}天，现在{condition.state}",
            )


def _late_tasks(units: Mapping[str, Unit], library: Library, as_of: date) -> Iterator[Overdue]:
    for task in library.tasks:
        days = days_overdue(task, as_of)
        if days:
            yield Overdue(
                task,
                text=f"{task.text}：{task.milestone}",
                unit=units[task.unit_id].name,
                url=f"{urls.TASKS}#{task.number.lower()}",
                state=f"计划{words.day(task.planned_on)}完成，逾期{days}天，实际进度 {words.number(task.actual)}%",
            )
