"""One page per meeting: agenda, roster, speeches, vote, what it took up again and added, how things stood, materials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Shows, of_rankings
from leitai.model.urls import archive_url, attachment_url, calendar_url, case_url, meeting_url, unit_url
from leitai.model.writings.folders import folder_of_meeting
from leitai.model.writings.follow_up import followed_records
from leitai.model.writings.library import Library
from leitai.model.writings.taken_up import TakenUp
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Link, Page, linked
from leitai.pages.kit.shelf import Shelved, shelved
from leitai.pages.kit.tables import Cell, definitions
from leitai.pages.meetings.carried import carried_table, settled_table, told_table
from leitai.pages.meetings.corrected_since import CorrectedSince
from leitai.pages.meetings.evaluation import Evaluation, evaluation
from leitai.pages.meetings.occasion import Occasion, occasion_of
from leitai.pages.meetings.rankings_then import RankingThen, rankings_on
from leitai.pages.meetings.roster import roster_table
from leitai.pages.meetings.speeches import SpeechSection, speech_section
from leitai.pages.meetings.timeline import summary_of, timeline, when
from leitai.schema.texts.meetings import AGENDA_TYPES, MEETING_STATUSES, Meeting, Photo
from leitai.schema.texts.practice import NOT_STATED


@dataclass(frozen=True)
class MeetingFollowUp:
    """Tables of what the meeting took up again and what it added; empty ones have nothing to say."""

    carried: Markup
    settled: Markup
    problems: Markup
    commitments: Markup
    resolutions: Markup


@dataclass(frozen=True)
class MeetingContext:
    """`status` is empty for a meeting that was held; `rankings_then`: those public on its day; what has nothing to say is empty."""

    status: str
    facts: Markup
    body: Markup
    agenda: tuple[tuple[str, Markup], ...]
    roster: Markup
    speeches: tuple[SpeechSection, ...]
    evaluation: Evaluation | None
    practices: tuple[Link, ...]
    followed: MeetingFollowUp
    rankings_then: tuple[RankingThen, ...]
    corrected: tuple[CorrectedSince, ...]
    photos: tuple[tuple[Photo, str], ...]
    materials: tuple[Shelved, ...]
    host: str
    calendar: str
    archive: str
    before: Link | None
    after: Link | None
    unknown: tuple[Markup, ...]
    sources: Markup
    review: str
    citation: str


def collect(portal: Portal) -> Iterator[Page]:
    """The timeline, and a page for each meeting."""
    content = portal.content
    yield timeline(content.settings, content.library.meetings)
    for meeting in content.library.meetings:
        yield meeting_page(occasion_of(portal, meeting), content.library, content.as_of)


def meeting_page(occasion: Occasion, library: Library, as_of: date | None) -> Page:
    """A meeting as it stood, and what is known of it since."""
    meeting, taken = occasion.meeting, occasion.taken_up(library.items)
    beside = (record for record in followed_records(taken.items) if record is not meeting)
    evaluated = occasion.reviewed if meeting.ballots else ()
    return Page(
        url=meeting_url(meeting.slug),
        title=meeting.title,
        template="meetings/meeting.md.j2",
        context=_context(occasion, library, taken, as_of or date.min),
        description=summary_of(occasion.settings, meeting),
        shows=Shows((meeting, *beside), (meeting.year,)) + of_rankings(evaluated),
        stamp=_stamp(meeting),
        corrections=tuple(f"更正：{words.day(c.day)}，{c.text}（{c.document}）" for c in meeting.corrections),
        crumbs=(("会议", urls.MEETINGS),),
    )


def _context(occasion: Occasion, library: Library, taken: TakenUp, now: date) -> MeetingContext:
    meeting, settings = occasion.meeting, occasion.settings
    units, url = settings.units, meeting_url(meeting.slug)
    return MeetingContext(
        status="" if meeting.was_held else f"会议{MEETING_STATUSES[meeting.status]}",
        facts=_facts(settings, meeting, occasion.reviewed),
        body=text.body(meeting.body),
        agenda=agenda_lines(meeting),
        roster=roster_table(meeting, units, occasion.ranked_groups),
        speeches=tuple(speech_section(speech, settings, library) for speech in meeting.speeches),
        evaluation=evaluation(occasion),
        practices=_practices(library, meeting),
        followed=_followed(occasion, taken, now),
        rankings_then=rankings_on(occasion, library.seals),
        corrected=occasion.corrected,
        photos=tuple((photo, attachment_url(url, photo.file)) for photo in meeting.photos),
        materials=shelved(folder_of_meeting(meeting)),
        host=meeting.host,
        calendar=calendar_url(meeting.slug) if meeting.day and meeting.was_held else "",
        archive=archive_url(meeting.slug),
        before=_neighbour(occasion.before),
        after=_neighbour(occasion.after),
        unknown=tuple(text.plain_line(line) for line in meeting.unknown),
        sources=text.sources(meeting.sources),
        review=words.review_steps(meeting.review),
        citation=citation(settings.portal, meeting.title, url, _stamp(meeting)),
    )


def agenda_lines(meeting: Meeting) -> tuple[tuple[str, Markup], ...]:
    """Of each item of the agenda what kind it is, and what is noted of it."""
    return tuple((AGENDA_TYPES[i.kind], text.plain_line(i.note)) for i in meeting.agenda)


def _practices(library: Library, meeting: Meeting) -> tuple[Link, ...]:
    cases = (library.cases[slug] for slug in meeting.practices)
    return tuple(Link(library.title_with_status(case), case_url(case.slug)) for case in cases)


def _stamp(meeting: Meeting) -> str:
    """2019年8月召开; 延期 and 取消 as they are."""
    return when(meeting) + MEETING_STATUSES[meeting.status].removeprefix("已")


def _followed(occasion: Occasion, taken: TakenUp, now: date) -> MeetingFollowUp:
    settings = occasion.settings

    def told(kind: str, caption: str) -> Markup:
        return told_table(caption, [item for item in taken.told if item.kind == kind], settings, now)

    return MeetingFollowUp(
        carried=carried_table(occasion, taken.carried, now),
        settled=settled_table(occasion, taken.settled, now),
        problems=told("problem", "会上暴露的问题"),
        commitments=told("commitment", "会上作出的承诺"),
        resolutions=told("resolution", "决议"),
    )


def _facts(settings: Settings, meeting: Meeting, reviewed: Sequence[Ranking]) -> Markup:
    place = settings.units.get(meeting.venue)
    note = f"（{meeting.date_note}）" if meeting.date_note else ""
    return definitions(
        (
            ("时间", when(meeting) + note),
            ("地点", Cell(place.name, unit_url(place.unit_id)) if place else NOT_STATED),
            ("召集单位", meeting.host),
            ("合并召开", meeting.joint_with),
            ("评议期间", _reviewed(settings.portal.group_name, meeting, reviewed)),
        )
    )


def _reviewed(name_of: Callable[[str], str], meeting: Meeting, reviewed: Sequence[Ranking]) -> Cell | Markup:
    """Each period once, with the rankings of its groups."""
    told = []
    for period in meeting.reviews:
        links = [linked(name_of(r.group), r.url) for r in reviewed if r.period == period]
        groups = Markup("（{}）").format(Markup("、").join(links)) if links else ""
        told.append(Markup("{}{}").format(period.title, groups))
    return Markup("、").join(told) if told else Cell(NOT_STATED)


def _neighbour(meeting: Meeting | None) -> Link | None:
    return None if meeting is None else Link(meeting.short_title, meeting_url(meeting.slug))
