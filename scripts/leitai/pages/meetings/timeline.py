"""The list of all meetings, by year; and what every page says of a meeting: when, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitai.model import urls
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import meeting_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Page
from leitai.schema.texts.meetings import AGENDA_TYPES, MEETING_STATUSES, Meeting
from leitai.schema.texts.practice import NOT_STATED

NOT_PUBLISHED = "结果未公布"


@dataclass(frozen=True)
class TimelineEntry:
    """A meeting in the list of a year; `status` is empty for one that was held."""

    meeting: Meeting
    when: str
    status: str
    url: str
    venue: str
    agenda: str
    evaluation: str


@dataclass(frozen=True)
class MeetingYear:
    """The meetings of a year, with the anchor of its heading."""

    name: str
    anchor: str
    meetings: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class MeetingsContext:
    """The newest year first."""

    years: tuple[MeetingYear, ...]
    count: int


def timeline(settings: Settings, meetings: Sequence[Meeting]) -> Page:
    """All meetings by year, the latest first, units under their names of the day."""
    years = sorted({meeting.year for meeting in meetings}, reverse=True)
    sections = (
        MeetingYear(f"{year}年", f"y{year}", tuple(_entries(settings, meetings, year))) for year in years
    )
    context = MeetingsContext(tuple(sections), len(meetings))
    return Page(urls.MEETINGS, "会议", "meetings/meetings.md.j2", context, Shows(years=tuple(years)))


def _entries(settings: Settings, meetings: Sequence[Meeting], year: int) -> Iterator[TimelineEntry]:
    """The newest first, as on every list of the portal."""
    for meeting in reversed(meetings):
        if meeting.year == year:
            yield TimelineEntry(
                meeting=meeting,
                when=when(meeting),
                status="" if meeting.was_held else MEETING_STATUSES[meeting.status],
                url=meeting_url(meeting.slug),
                venue=venue(settings, meeting),
                agenda="、".join(AGENDA_TYPES[item.kind] for item in meeting.agenda),
                evaluation=evaluation_word(meeting),
            )


def when(meeting: Meeting) -> str:
    """2019年8月15日至16日, 2019年8月30日至9月1日; with the precision that is known."""
    first = words.known_date(meeting.date)
    if not meeting.end_date or meeting.end_date == meeting.date:
        return first
    last = words.known_date(meeting.end_date)
    for mark in ("月", "年"):
        shared = last.partition(mark)[0] + mark
        if first.startswith(shared):
            return f"{first}至{last.removeprefix(shared)}"
    return f"{first}至{last}"


def venue(settings: Settings, meeting: Meeting) -> str:
    """Where a meeting was, or that nobody knows."""
    unit_id, day = meeting.venue, meeting.first_day
    return settings.unit_on(unit_id, day).name if unit_id else f"地点{NOT_STATED}"


def evaluation_word(meeting: Meeting) -> str:
    """Whether there was a vote; held with an unpublished result is a state of its own."""
    if meeting.ballots:
        return "有，结果见会议页"
    return f"有，{NOT_PUBLISHED}" if any(i.kind == "evaluation" for i in meeting.agenda) else ""


def summary_of(settings: Settings, meeting: Meeting) -> str:
    """What link previews and feeds say of a meeting."""
    status = "" if meeting.was_held else f"（{MEETING_STATUSES[meeting.status]}）"
    return f"{when(meeting)}，{venue(settings, meeting)}：{meeting.short_title}{status}"
