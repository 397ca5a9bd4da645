"""Days that are too far from all others: a year that was mistyped moves every age and lamp of the portal with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Place, Problem
from leitai.schema.known_date import first_day, last_day

AHEAD = timedelta(days=366)  # of the newest period
MOST_YEARS = 10  # for which something is promised
LONGEST_MEETING = timedelta(days=31)


def check_days_are_near(settings: Settings, library: Library) -> Iterator[Problem]:
    """跟进记录和任务的日期不比最近的期间晚一年以上，期限不在十年以后，会议不开一个月以上：多半是年份写错。"""
    fix = "请核对年份；没有写错的不用改。"
    for place, written, what in _far(settings, library):
        yield Problem("L21", place, written, what, fix)


def _far(settings: Settings, library: Library) -> Iterator[tuple[Place, str, str]]:
    yield from _ahead(settings, library)
    for item in library.items:
        if item.due and first_day(item.due).year > last_day(item.raised).year + MOST_YEARS:
            yield item.place, item.due, f"{item.number} 的期限在提出（{item.raised}）的{MOST_YEARS}年以后。"
    for meeting in library.meetings:
        if meeting.end_date and first_day(meeting.end_date) - last_day(meeting.date) > LONGEST_MEETING:
            yield meeting.place_of("end_date"), meeting.end_date, f"会议从 {meeting.date} 开到这一天。"


def _ahead(settings: Settings, library: Library) -> Iterator[tuple[Place, str, str]]:
    """What happened long after the newest period; nothing is told where no period is declared."""
    periods = settings.portal.declared_periods
    if not periods:
        return
    newest = max(period.published_on or period.period.last_day for period in periods)
    told = [(event.place_of("day"), event.day) for event in library.events]
    done = [(task.place_of("done_on"), task.done_on) for task in library.tasks if task.done_on is not None]
    for place, day in (*told, *done):
        if day - newest > AHEAD:
            yield place, day.isoformat(), f"比最近的期间（{newest}）晚一年以上。"
