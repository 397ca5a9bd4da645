"""Agenda and follow-up for a meeting: what each unit will be asked, with a column for its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.shows import Shows
from leitai.model.urls import case_url
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.taken_up import TakenUp, alike_meetings, times_carried
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import HEAD, due_of, event_text, head_cells, state_cell
from leitai.pages.kit.page import Link
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.meetings.carried import customary_place, times_text
from leitai.pages.meetings.meetings import AgendaLine
from leitai.pages.meetings.timeline import when
from leitai.pages.pack.paper import INDEX, Paper
from leitai.schema.known_date import first_day
from leitai.schema.texts.meetings import AGENDA_TYPES, Meeting


@dataclass(frozen=True)
class AgendaPart:
    """`due`: promises and decisions whose due date may have come by the meeting; `not_due`: the other open ones."""

    facts: Markup
    agenda: tuple[AgendaLine, ...]
    practices: tuple[Link, ...]
    as_of: str
    withheld: str
    problems: Markup
    due: Markup
    not_due: Markup
    settled: Markup


def agenda_paper(portal: Portal, meeting: Meeting, taken: TakenUp) -> Paper:
    """Each item as it stands on the day of the meeting, by unit in customary order."""
    library = portal.content.library
    shown = (*taken.carried, *taken.settled)
    return Paper(
        name="agenda",
        title=f"{meeting.short_title}：议程和要问的事项",
        template="pack/_agenda.html.j2",
        part=AgendaPart(
            facts=_facts(portal, meeting),
            agenda=tuple(
                AgendaLine(AGENDA_TYPES[i.kind], text.plain_line(i.note, INDEX)) for i in meeting.agenda
            ),
            practices=tuple(Link(library.cases[slug].title, case_url(slug)) for slug in meeting.practices),
            as_of=words.day(meeting.first_day),
            withheld=_withheld(portal, meeting),
            problems=_asked(portal, meeting, "带到会上的问题", _problems(taken.carried)),
            due=_asked(portal, meeting, "到期的承诺和决议", _promises(taken.carried, meeting, is_due=True)),
            not_due=_asked(
                portal, meeting, "没有到期的承诺和决议", _promises(taken.carried, meeting, is_due=False)
            ),
            settled=_settled(portal, meeting, taken.settled),
        ),
        shows=Shows((meeting, *followed_records(shown)), (meeting.year,)),
    )


def _facts(portal: Portal, meeting: Meeting) -> Markup:
    """What is known; of a meeting to come the rest may still be decided."""
    units = portal.content.settings.units
    known = (
        ("时间", when(meeting) + (f"（{meeting.date_note}）" if meeting.date_note else "")),
        ("地点", units[meeting.venue].name if meeting.venue else ""),
        ("召集单位", meeting.host),
        ("合并召开", meeting.joint_with),
        ("评议期间", "、".join(period.title for period in meeting.reviews)),
    )
    return definitions((name, Cell(text)) for name, text in known if text)


def _withheld(portal: Portal, meeting: Meeting) -> str:
    """Which of the periods that the meeting discusses are not public on its day."""
    known = portal.content.settings.portal.periods
    published = {p for p in meeting.reviews if (day := known[p.id].published_on) and day <= meeting.first_day}
    return "、".join(period.title for period in meeting.reviews if period not in published)


def _problems(items: Iterable[FollowedItem]) -> list[FollowedItem]:
    return [item for item in items if item.kind == "problem"]


def _promises(items: Iterable[FollowedItem], meeting: Meeting, is_due: bool) -> list[FollowedItem]:
    promises = (item for item in items if item.kind != "problem")
    return [i for i in promises if bool(i.due and first_day(i.due) <= meeting.last_day) == is_due]


def _asked(portal: Portal, meeting: Meeting, caption: str, items: Sequence[FollowedItem]) -> Markup:
    """Items with their state, their age and an empty cell for what the unit says."""
    units, day = portal.content.settings.units, meeting.first_day
    alike = alike_meetings(portal.content.library.meetings, meeting, portal.marks.is_demo)
    rows = [
        Row(
            [
                *head_cells(item, units, INDEX),
                Cell(due_of(item)),
                state_cell(item.on(day)),
                Cell(item.age(day) or words.NOTHING, note=times_text(times_carried(item, alike, meeting))),
                Cell(""),
            ]
        )
        for item in sorted(items, key=lambda item: customary_place(item, units))
    ]
    return table(
        caption,
        [*HEAD, *(Cell(name) for name in ("要求完成", "状态", "账龄", "会上答复"))],
        rows,
        css="lt-titled",
    )


def _settled(portal: Portal, meeting: Meeting, items: Sequence[FollowedItem]) -> Markup:
    units = portal.content.settings.units
    rows = []
    for item in sorted(items, key=lambda item: customary_place(item, units)):
        last = item.on(meeting.first_day).last
        assert last is not None  # it is closed
        rows.append(Row([*head_cells(item, units, INDEX), Cell(event_text(last))]))
    return table("上次会议以来了结的事项", [*HEAD, Cell("怎样了结")], rows, css="lt-titled")
