"""Agenda and follow-up for a meeting: what each unit will be asked, with a column for its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import case_url
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.taken_up import TakenUp
from leitai.pages.kit import words
from leitai.pages.kit.followed import (
    DUE,
    Column,
    age_on,
    followed_table,
    in_customary_order,
    settled_by,
    state_on,
)
from leitai.pages.kit.page import Link
from leitai.pages.kit.tables import Cell, definitions
from leitai.pages.meetings.meetings import agenda_lines
from leitai.pages.meetings.occasion import Occasion
from leitai.pages.meetings.timeline import venue, when
from leitai.pages.pack.paper import Paper
from leitai.schema.config.portal import PortalSettings
from leitai.schema.known_date import first_day
from leitai.schema.texts.cases import Case
from leitai.schema.texts.meetings import Meeting


@dataclass(frozen=True)
class AgendaPart:
    """`due`: promises and decisions whose due date may have come by the meeting; `not_due`: the other open ones."""

    facts: Markup
    agenda: tuple[tuple[str, Markup], ...]
    practices: tuple[Link, ...]
    as_of: str
    withheld: str
    problems: Markup
    due: Markup
    not_due: Markup
    settled: Markup


def agenda_paper(occasion: Occasion, cases: Mapping[str, Case], taken: TakenUp) -> Paper:
    """Each item as it stands on the day of the meeting, by unit in customary order."""
    meeting = occasion.meeting
    shown = (*taken.carried, *taken.settled)
    return Paper(
        name="agenda",
        title=f"{meeting.short_title}：议程和要问的事项",
        template="pack/_agenda.html.j2",
        part=_part(occasion, cases, taken),
        shows=Shows((meeting, *followed_records(shown)), (meeting.year,)),
    )


def _part(occasion: Occasion, cases: Mapping[str, Case], taken: TakenUp) -> AgendaPart:
    meeting, settings = occasion.meeting, occasion.settings
    due, not_due = (_promises(taken.carried, meeting, is_due) for is_due in (True, False))
    return AgendaPart(
        facts=_facts(meeting, settings),
        agenda=agenda_lines(meeting),
        practices=tuple(Link(cases[slug].title, case_url(slug)) for slug in meeting.practices),
        as_of=words.day(meeting.first_day),
        withheld=_withheld(meeting, settings.portal),
        problems=_asked(occasion, "带到会上的问题", _problems(taken.carried)),
        due=_asked(occasion, "到期的承诺和决议", due),
        not_due=_asked(occasion, "没有到期的承诺和决议", not_due),
        settled=_settled(meeting, settings, taken.settled),
    )


def _facts(meeting: Meeting, settings: Settings) -> Markup:
    """What is known; of a meeting to come the rest may still be decided."""
    known = (
        ("时间", when(meeting) + (f"（{meeting.date_note}）" if meeting.date_note else "")),
        ("地点", venue(settings, meeting) if meeting.venue else ""),
        ("召集单位", meeting.host),
        ("合并召开", meeting.joint_with),
        ("评议期间", "、".join(period.title for period in meeting.reviews)),
    )
    return definitions(known)


def _withheld(meeting: Meeting, settings: PortalSettings) -> str:
    """Which of the periods that the meeting discusses are not public on its day."""
    days = ((period, settings.periods[period.id].published_on) for period in meeting.reviews)
    return "、".join(period.title for period, day in days if not day or day > meeting.first_day)


def _problems(items: Iterable[FollowedItem]) -> list[FollowedItem]:
    return [item for item in items if item.kind == "problem"]


def _promises(items: Iterable[FollowedItem], meeting: Meeting, is_due: bool) -> list[FollowedItem]:
    promises = (item for item in items if item.kind != "problem")
    return [i for i in promises if bool(i.due and first_day(i.due) <= meeting.last_day) == is_due]


def _asked(occasion: Occasion, caption: str, items: Iterable[FollowedItem]) -> Markup:
    """Items with their state, their age and an empty cell for what the unit says."""
    day, answer = occasion.meeting.first_day, Cell("会上答复", is_to_fill=True)
    columns: list[Column] = [
        DUE,
        state_on(day),
        age_on(day, times=occasion.times_carried),
        (answer, lambda _: ""),
    ]
    ordered = in_customary_order(items, occasion.settings)
    return followed_table(caption, ordered, occasion.settings, columns, css="lt-titled")


def _settled(meeting: Meeting, settings: Settings, items: Iterable[FollowedItem]) -> Markup:
    ordered, columns = in_customary_order(items, settings), (settled_by(meeting.first_day),)
    return followed_table("上次会议以来了结的事项", ordered, settings, columns, css="lt-titled")
