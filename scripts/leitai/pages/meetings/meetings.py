"""One page per meeting: agenda, roster, speeches, vote, what it took up again and added, how things stood, materials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Shows, of_rankings
from leitai.model.urls import calendar_url, case_url, meeting_url, ranking_url, unit_url
from leitai.model.writings.folders import folder_of_meeting
from leitai.model.writings.follow_up import followed_records
from leitai.model.writings.taken_up import TakenUp, alike_meetings, taken_up, times_carried
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Link, Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.shelf import Shelved, shelved
from leitai.pages.kit.tables import Cell, definitions
from leitai.pages.meetings.carried import carried_table, settled_table, told_table
from leitai.pages.meetings.corrected_since import CorrectedSince, corrected_since
from leitai.pages.meetings.evaluation import Evaluation, evaluation
from leitai.pages.meetings.rankings_then import RankingThen, published_by, rankings_on
from leitai.pages.meetings.roster import roster_table
from leitai.pages.meetings.speeches import (
    Photograph,
    SpeechSection,
    photographs,
    speech_section,
)
from leitai.pages.meetings.timeline import summary_of, timeline, when
from leitai.pages.rankings.titles import url_of
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import AGENDA_TYPES, EVERYBODY, MEETING_STATUSES, Meeting
from leitai.schema.texts.practice import NOT_STATED


@dataclass(frozen=True)
class AgendaLine:
    """An item of an agenda: what kind it is, and what is noted of it."""

    kind: str
    note: Markup


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
    agenda: tuple[AgendaLine, ...]
    roster: Markup
    speeches: tuple[SpeechSection, ...]
    evaluation: Evaluation | None
    practices: tuple[Link, ...]
    followed: MeetingFollowUp
    rankings_then: tuple[RankingThen, ...]
    corrected: tuple[CorrectedSince, ...]
    photos: tuple[Photograph, ...]
    materials: tuple[Shelved, ...]
    host: str
    calendar: str
    before: Link | None
    after: Link | None
    unknown: tuple[Markup, ...]
    sources: Markup
    review: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class BeforeAndAfter:
    """The meetings before and after one, where there are any: real ones of a real one, demo ones of a demo one."""

    before: Meeting | None
    after: Meeting | None


def collect(portal: Portal) -> Iterator[Page]:
    """The timeline, and a page for each meeting."""
    meetings = portal.content.library.meetings
    yield timeline(portal.content.settings, meetings)
    for meeting in meetings:
        yield meeting_page(portal, meeting)


def before_and_after(portal: Portal, meeting: Meeting) -> BeforeAndAfter:
    """The meetings of the same kind before and after."""
    alike = alike_meetings(portal.content.library.meetings, meeting, portal.marks.is_demo)
    index = alike.index(meeting)
    before, after = alike[:index], alike[index + 1 :]
    return BeforeAndAfter(before[-1] if before else None, after[0] if after else None)


def meeting_page(portal: Portal, meeting: Meeting) -> Page:
    """A meeting as it stood, and what is known of it since."""
    units, library = _units_then(portal, meeting), portal.content.library
    beside = before_and_after(portal, meeting)
    taken = taken_up(library.items, meeting, beside.before, portal.marks.is_demo)
    reviewed = reviewed_rankings(portal, meeting)
    shows = Shows(
        (meeting, *(record for record in followed_records(taken.items) if record is not meeting)),
        (meeting.year,),
    )
    return Page(
        url=meeting_url(meeting.slug),
        title=meeting.title,
        template="meetings/meeting.md.j2",
        context=_context(portal, meeting, beside, reviewed, taken),
        description=summary_of(units, meeting),
        shows=shows + of_rankings(reviewed if meeting.ballots else ()),
        stamp=_stamp(meeting),
        corrections=tuple(f"更正：{words.day(c.day)}，{c.text}（{c.document}）" for c in meeting.corrections),
        crumbs=(("会议", urls.MEETINGS),),
    )


def _context(
    portal: Portal, meeting: Meeting, beside: BeforeAndAfter, reviewed: Sequence[Ranking], taken: TakenUp
) -> MeetingContext:
    settings, library = portal.content.settings.on(meeting.first_day), portal.content.library
    units, url, now = settings.units, meeting_url(meeting.slug), portal.content.as_of or date.min
    return MeetingContext(
        status="" if meeting.was_held else f"会议{MEETING_STATUSES[meeting.status]}",
        facts=_facts(settings, meeting, reviewed, url),
        body=text.body(meeting.body, url),
        agenda=tuple(AgendaLine(AGENDA_TYPES[i.kind], text.plain_line(i.note, url)) for i in meeting.agenda),
        roster=roster_table(meeting, units, portal.ranked_groups(), url),
        speeches=tuple(speech_section(speech, settings, library, url) for speech in meeting.speeches),
        evaluation=evaluation(meeting.ballots, reviewed, units, settings.indicators, url),
        practices=tuple(
            Link(library.title_with_status(library.cases[slug]), case_url(slug)) for slug in meeting.practices
        ),
        followed=_followed(portal, meeting, taken, now, url),
        rankings_then=_rankings_then(portal, meeting),
        corrected=_corrected(portal, meeting, beside.before),
        photos=photographs(meeting),
        materials=shelved(folder_of_meeting(meeting)),
        host=meeting.host,
        calendar=calendar_url(meeting.slug) if meeting.day and meeting.was_held else "",
        before=_neighbour(beside.before),
        after=_neighbour(beside.after),
        unknown=tuple(text.plain_line(line, url) for line in meeting.unknown),
        sources=text.sources(meeting.sources, url),
        review=tuple(review_steps(meeting.review)),
        citation=citation(settings.portal, meeting.title, url, _stamp(meeting)),
    )


def _units_then(portal: Portal, meeting: Meeting) -> Mapping[str, Unit]:
    """The units under their names of the meeting's day."""
    return portal.content.settings.on(meeting.first_day).units


def _stamp(meeting: Meeting) -> str:
    """2019年8月召开; 延期 and 取消 as they are."""
    return when(meeting) + MEETING_STATUSES[meeting.status].removeprefix("已")


def _followed(portal: Portal, meeting: Meeting, taken: TakenUp, now: date, url: str) -> MeetingFollowUp:
    units = _units_then(portal, meeting)
    alike = alike_meetings(portal.content.library.meetings, meeting, portal.marks.is_demo)
    times = [times_carried(item, alike, meeting) for item in taken.carried]
    told = {
        kind: told_table(caption, [item for item in taken.told if item.kind == kind], units, now, url)
        for kind, caption in (
            ("problem", "会上暴露的问题"),
            ("commitment", "会上作出的承诺"),
            ("resolution", "决议"),
        )
    }
    return MeetingFollowUp(
        carried=carried_table(taken.carried, units, meeting, times, now, url),
        settled=settled_table(taken.settled, units, meeting, now, url),
        problems=told["problem"],
        commitments=told["commitment"],
        resolutions=told["resolution"],
    )


def _rankings_then(portal: Portal, meeting: Meeting) -> tuple[RankingThen, ...]:
    content = portal.content
    return rankings_on(
        content.settings.portal,
        leading_rankings(portal, meeting),
        content.library.seals,
        meeting.first_day,
        _may_tell(portal, meeting),
    )


def _corrected(portal: Portal, meeting: Meeting, before: Meeting | None) -> tuple[CorrectedSince, ...]:
    if before is None or not meeting.was_held:
        return ()
    rankings, may_tell = leading_rankings(portal, meeting), _may_tell(portal, meeting)
    return corrected_since(portal.content.settings, rankings, before.first_day, meeting.first_day, may_tell)


def _may_tell(portal: Portal, meeting: Meeting) -> Callable[[Ranking], bool]:
    """Demo ranks are not repeated beside a real meeting."""
    is_demo = portal.marks.is_demo
    return lambda ranking: is_demo(meeting) or not is_demo(ranking.period)


def meeting_rankings(portal: Portal, meeting: Meeting) -> list[Ranking]:
    """The rankings that the meeting's page leads to: those it discussed, the newest that were public on its day, those corrected since the meeting before."""
    settings = portal.content.settings.portal
    public = published_by(settings, leading_rankings(portal, meeting), meeting.first_day)
    reviewed = reviewed_rankings(portal, meeting)
    before = before_and_after(portal, meeting).before
    told = {one.now.url for one in _corrected(portal, meeting, before)}
    cited = [*public, *(r for r in leading_rankings(portal, meeting) if url_of(r) in told)]
    found = {url_of(ranking): ranking for ranking in [*reviewed, *cited]}
    return list(found.values())


def reviewed_rankings(portal: Portal, meeting: Meeting) -> list[Ranking]:
    """The rankings that a meeting looked at, of the groups that took part."""
    groups = ranked_groups_at(portal, meeting)
    return [r for r in portal.rankings if r.period in meeting.reviews and r.group in groups]


def leading_rankings(portal: Portal, meeting: Meeting) -> list[Ranking]:
    """The rankings of the meeting's groups by the leading kind of period, oldest first."""
    return [
        ranking
        for group in ranked_groups_at(portal, meeting)
        for ranking in portal.rankings_of(group, portal.kinds_of(group)[0])
    ]


def ranked_groups_at(portal: Portal, meeting: Meeting) -> list[str]:
    """The ranked groups that have a unit on the roster; all of them where there is none."""
    units = _units_then(portal, meeting)
    listed = {units[unit].group for unit in meeting.roster if unit != EVERYBODY}
    return [group for group in portal.ranked_groups() if group in listed or not listed]


def _facts(settings: Settings, meeting: Meeting, reviewed: Sequence[Ranking], url: str) -> Markup:
    venue = Cell(NOT_STATED)
    if meeting.venue:
        venue = Cell(settings.units[meeting.venue].name, relative(url, unit_url(meeting.venue)))
    note = f"（{meeting.date_note}）" if meeting.date_note else ""
    pairs: list[tuple[str, Cell | Markup]] = [("时间", Cell(when(meeting) + note)), ("地点", venue)]
    pairs.append(("召集单位", Cell(meeting.host)))
    if meeting.joint_with:
        pairs.append(("合并召开", Cell(meeting.joint_with)))
    pairs.append(("评议期间", _reviewed(settings.portal.group_name, meeting, reviewed, url)))
    return definitions(pairs)


def _reviewed(
    name_of: Callable[[str], str], meeting: Meeting, reviewed: Sequence[Ranking], url: str
) -> Cell | Markup:
    """Each period once, with the rankings of its groups."""
    told = []
    for period in meeting.reviews:
        links = [
            Markup('<a href="{}">{}</a>').format(
                relative(url, ranking_url(period.id, r.group)), name_of(r.group)
            )
            for r in reviewed
            if r.period == period
        ]
        told.append(
            Markup("{}（{}）").format(period.title, Markup("、").join(links)) if links else period.title
        )
    return Markup("、").join(told) if told else Cell(NOT_STATED)


def _neighbour(meeting: Meeting | None) -> Link | None:
    return None if meeting is None else Link(meeting.short_title, meeting_url(meeting.slug))
