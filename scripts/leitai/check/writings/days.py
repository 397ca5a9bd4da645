"""Days that are too far from all others: a year that was mistyped moves every age and lamp of the portal with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Place, Problem
from leitai.schema.known_date import first_day, last_day

AHEAD = timedelta(days=366)  # of the newest period
DECADE = timedelta(days=3660)  # before the oldest, or for what is planned
MOST_YEARS = 10  # for which something is promised
LONGEST_MEETING = timedelta(days=31)


def check_days_are_near(settings: Settings, library: Library) -> Iterator[Problem]:
    """问题、跟进记录和任务的日期不比最近的期间晚一年以上（计划日期十年），不比最早的早十年以上，期限不在十年以后，会议不开一个月以上：多半是年份写错。"""
    fix = "请核对年份；没有写错的不用改。"
    for place, written, what in _far(settings, library):
        yield Problem("L21", place, written, what, fix)


def _far(settings: Settings, library: Library) -> Iterator[tuple[Place, str, str]]:
    yield from _apart(settings, library)
    for item in library.items:
        if item.due and first_day(item.due).year > last_day(item.raised).year + MOST_YEARS:
            yield item.place, item.due, f"{item.number} 的期限在提出（{item.raised}）的{MOST_YEARS}年以后。"
    for meeting in library.meetings:
        if meeting.end_date and first_day(meeting.end_date) - last_day(meeting.date) > LONGEST_MEETING:
            yield meeting.place_of("end_date"), meeting.end_date, f"会议从 {meeting.date} 开到这一天。"


def _apart(settings: Settings, library: Library) -> Iterator[tuple[Place, str, str]]:
    """What happened long before or after all periods; nothing is told where no period is declared."""
    periods = settings.portal.declared_periods
    if not periods:
        return
    newest = max(period.published_on or period.period.last_day for period in periods)
    oldest = min(period.period.first_day for period in periods)
    for place, day, ahead in _told(library):
        if day - newest > ahead:
            years = "一年" if ahead == AHEAD else "十年"
            yield place, day.isoformat(), f"比最近的期间（{newest}）晚{years}以上。"
        elif oldest - day > DECADE:
            yield place, day.isoformat(), f"比最早的期间（{oldest}）早十年以上。"


def _told(library: Library) -> Iterator[tuple[Place, date, timedelta]]:
    """The days of problems, events and tasks, and how far after the newest period they may be: plans further than deeds."""
    for problem in library.problems:
        yield problem.place_of("exposed"), first_day(problem.exposed), AHEAD
    for event in library.events:
        yield event.place_of("day"), event.day, AHEAD
    for task in library.tasks:
        if task.done_on is not None:
            yield task.place_of("done_on"), task.done_on, AHEAD
        if task.planned_on is not None:
            yield task.place_of("planned_on"), task.planned_on, DECADE
