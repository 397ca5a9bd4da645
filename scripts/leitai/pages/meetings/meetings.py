"""Meetings: the timeline, and one page each with agenda, speeches, evaluation and materials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.shows import Shows
from leitai.model.urls import attachment_url, calendar_url, case_url, meeting_url, ranking_url, unit_url
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Link, Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.meetings.meeting_links import (
    Promise,
    Standing,
    due_of,
    exposed_at,
    problem_table,
    promises_at,
    standing_then,
)
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import AGENDA_TYPES, Ballots, Meeting, Speech

UNKNOWN = "文中未载"
NOT_PUBLISHED = "结果文中未公布"


Units = Mapping[str, Unit]


@dataclass(frozen=True)
class TimelineEntry:
    """A meeting in the list of a year."""

    when: str
    note: str
    title: str
    url: str
    venue: str
    joint_with: str
    agenda: str
    evaluation: str


@dataclass(frozen=True)
class MeetingYear:
    name: str
    anchor: str
    meetings: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class MeetingsContext:
    """The newest year first."""

    years: tuple[MeetingYear, ...]
    count: int


@dataclass(frozen=True)
class AgendaLine:
    kind: str
    note: Markup


@dataclass(frozen=True)
class SpeechSection:
    """A speech; `commitments` say when they fall due."""

    number: int
    kind: str
    unit: str
    problems: tuple[str, ...]
    commitments: tuple[str, ...]
    body: Markup


@dataclass(frozen=True)
class MeetingContext:
    """`exposed`: problems that came up; `promised`: at the meeting before; `standing`: the rankings of that day."""

    facts: Markup
    body: Markup
    agenda: tuple[AgendaLine, ...]
    speeches: tuple[SpeechSection, ...]
    ballots: Markup
    practices: tuple[Link, ...]
    exposed: Markup
    promised: tuple[Promise, ...]
    standing: tuple[Standing, ...]
    attachments: tuple[Link, ...]
    host: str
    calendar: str
    before: Link | None
    after: Link | None
    sources: Markup
    review: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class Neighbours:
    """The meetings before and after one, where there are any."""

    before: Meeting | None
    after: Meeting | None


def collect(portal: Portal) -> Iterator[Page]:
    content, meetings = portal.content, portal.content.library.meetings
    yield _index(content.settings.units, meetings)
    for position, meeting in enumerate(meetings):
        before, after = meetings[:position], meetings[position + 1 :]
        beside = Neighbours(before[-1] if before else None, after[0] if after else None)
        reviewed = [ranking for ranking in portal.rankings if ranking.period in meeting.reviews]
        yield _meeting_page(content, meeting, beside, reviewed, standing_then(portal, meeting))


def _index(units: Units, meetings: Sequence[Meeting]) -> Page:
    years = sorted({meeting.year for meeting in meetings}, reverse=True)
    sections = tuple(MeetingYear(f"{year}年", f"y{year}", _timeline(units, meetings, year)) for year in years)
    context = MeetingsContext(sections, len(meetings))
    return Page(urls.MEETINGS, "会议", "meetings/meetings.md.j2", context, Shows(years=tuple(years)))


def _timeline(units: Units, meetings: Sequence[Meeting], year: int) -> tuple[TimelineEntry, ...]:
    """The newest first, as on every list of the portal."""
    return tuple(
        TimelineEntry(
            when=when(meeting),
            note=meeting.date_note,
            title=meeting.short_title,
            url=meeting_url(meeting.slug),
            venue=venue(units, meeting),
            joint_with=meeting.joint_with,
            agenda="、".join(AGENDA_TYPES[item.kind] for item in meeting.agenda),
            evaluation=_evaluation_word(meeting),
        )
        for meeting in reversed(meetings)
        if meeting.year == year
    )


def when(meeting: Meeting) -> str:
    return words.known_date(meeting.date)


def venue(units: Units, meeting: Meeting) -> str:
    return units[meeting.venue].name if meeting.venue else f"地点{UNKNOWN}"


def _evaluation_word(meeting: Meeting) -> str:
    if meeting.ballots:
        return "有，结果见会议页"
    return f"有，{NOT_PUBLISHED}" if any(i.kind == "evaluation" for i in meeting.agenda) else ""


def _meeting_page(
    content: Content,
    meeting: Meeting,
    beside: Neighbours,
    reviewed: Iterable[Ranking],
    standing: tuple[Standing, ...],
) -> Page:
    url = meeting_url(meeting.slug)
    units, library = content.settings.units, content.library
    problems = exposed_at(library.problems, meeting)
    return Page(
        url=url,
        title=meeting.title,
        template="meetings/meeting.md.j2",
        context=MeetingContext(
            facts=_facts(units, meeting, reviewed, url),
            body=text.body(meeting.body, url),
            agenda=tuple(AgendaLine(AGENDA_TYPES[i.kind], text.line(i.note, url)) for i in meeting.agenda),
            speeches=tuple(_speech(units, speech, url) for speech in meeting.speeches),
            ballots=_ballot_table(units, meeting.ballots, url),
            practices=tuple(Link(library.cases[slug].title, case_url(slug)) for slug in meeting.practices),
            exposed=problem_table(units, problems, url),
            promised=promises_at(units, beside.before) if beside.before else (),
            standing=standing,
            attachments=tuple(Link(n, attachment_url(meeting.slug, n)) for n in meeting.attachments),
            host=meeting.host,
            calendar=calendar_url(meeting.slug) if meeting.day else "",
            before=_neighbour(beside.before),
            after=_neighbour(beside.after),
            sources=text.sources(meeting.sources, url),
            review=tuple(review_steps(meeting.review)),
            citation=citation(content.settings.portal, meeting.title, url, f"{when(meeting)}召开"),
        ),
        description=description_of(units, meeting),
        shows=Shows((meeting, *problems), (meeting.year,)),
        stamp=f"{when(meeting)}召开",
        crumbs=(("会议", urls.MEETINGS),),
    )


def description_of(units: Units, meeting: Meeting) -> str:
    """What link previews and feeds say of a meeting."""
    return f"{when(meeting)}，{venue(units, meeting)}：{meeting.short_title}"


def _facts(units: Units, meeting: Meeting, reviewed: Iterable[Ranking], url: str) -> Markup:
    place = Cell(f"地点{UNKNOWN}")
    if meeting.venue:
        place = Cell(units[meeting.venue].name, relative(url, unit_url(meeting.venue)))
    note = f"（{meeting.date_note}）" if meeting.date_note else ""
    pairs: list[tuple[str, Cell | Markup]] = [("时间", Cell(when(meeting) + note)), ("地点", place)]
    pairs.append(("召集单位", Cell(meeting.host)))
    if meeting.joint_with:
        pairs.append(("合并召开", Cell(meeting.joint_with)))
    pairs.append(("评议期间", _ranking_links(reviewed, url)))
    return definitions(pairs)


def _ranking_links(reviewed: Iterable[Ranking], url: str) -> Cell | Markup:
    links = [
        Markup('<a href="{}">{}</a>').format(relative(url, ranking_url(r.period.id, r.group)), r.period.title)
        for r in reviewed
    ]
    return Markup("、").join(links) if links else Cell("文中未说明")


def _speech(units: Units, speech: Speech, url: str) -> SpeechSection:
    return SpeechSection(
        number=speech.number,
        kind=speech.kind,
        unit=units[speech.unit_id].name,
        problems=speech.problems,
        commitments=tuple(f"{c.text}（{due_of(c)}）" for c in speech.commitments),
        body=text.body(speech.body, url, top=4, prefix=f"speech-{speech.number}-"),
    )


def _ballot_table(units: Units, ballots: Sequence[Ballots], url: str) -> Markup:
    if not ballots:
        return Markup("")
    grades = list(ballots[0].votes)
    rows = [_ballot_row(units[b.unit_id], b, grades, url) for b in ballots]
    header = [Cell("单位"), Cell("评价人"), *(Cell(grade, css="lt-number") for grade in grades)]
    return table("现场测评票数", header, rows)


def _ballot_row(unit: Unit, ballots: Ballots, grades: Sequence[str], url: str) -> Row:
    counts = (Cell(str(ballots.votes[grade]), css="lt-number") for grade in grades)
    head = Cell(unit.name, relative(url, unit_url(unit.unit_id)), is_header=True)
    return Row([head, Cell(ballots.voters), *counts])


def _neighbour(meeting: Meeting | None) -> Link | None:
    return None if meeting is None else Link(meeting.short_title, meeting_url(meeting.slug))
