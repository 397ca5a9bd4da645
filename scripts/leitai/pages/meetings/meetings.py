"""Meetings: the timeline, and one page each with agenda, speeches, evaluation and materials."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import Shows
from leitai.model.urls import attachment_url, calendar_url, case_url, meeting_url, ranking_url, unit_url
from leitai.pages.kit import text, words
from leitai.pages.kit.citation import citation
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.meetings.meeting_links import (
    due_of,
    exposed_at,
    problem_table,
    promised_before,
    standing_then,
)
from leitai.schema.texts.meetings import AGENDA_TYPES, Meeting, Speech

UNKNOWN = "文中未载"
NOT_PUBLISHED = "结果文中未公布"


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    meetings = portal.content.library.meetings
    for position, meeting in enumerate(meetings):
        before = meetings[position - 1] if position else None
        after = meetings[position + 1] if position + 1 < len(meetings) else None
        yield _meeting_page(portal, meeting, before, after)


def _index(portal: Portal) -> Page:
    meetings = portal.content.library.meetings
    years = sorted({meeting.year for meeting in meetings}, reverse=True)
    sections = [
        {"name": f"{year}年", "anchor": f"y{year}", "meetings": _timeline(portal, year)} for year in years
    ]
    return Page(
        urls.MEETINGS,
        "会议",
        "meetings/meetings.md.j2",
        {"years": sections, "count": len(meetings)},
        Shows(years=tuple(years)),
    )


def _timeline(portal: Portal, year: int) -> list[dict[str, str]]:
    """The newest first, as on every list of the portal."""
    return [
        {
            "when": when(meeting),
            "note": meeting.date_note,
            "title": meeting.short_title,
            "url": meeting_url(meeting.slug),
            "venue": venue(portal, meeting),
            "joint_with": meeting.joint_with,
            "agenda": "、".join(AGENDA_TYPES[item.kind] for item in meeting.agenda),
            "evaluation": _evaluation_word(meeting),
        }
        for meeting in reversed(portal.content.library.meetings)
        if meeting.year == year
    ]


def when(meeting: Meeting) -> str:
    return words.known_date(meeting.date)


def venue(portal: Portal, meeting: Meeting) -> str:
    return portal.content.settings.units[meeting.venue].name if meeting.venue else f"地点{UNKNOWN}"


def _evaluation_word(meeting: Meeting) -> str:
    if meeting.ballots:
        return "有，结果见会议页"
    return f"有，{NOT_PUBLISHED}" if any(i.kind == "evaluation" for i in meeting.agenda) else ""


def _meeting_page(portal: Portal, meeting: Meeting, before: Meeting | None, after: Meeting | None) -> Page:
    url = meeting_url(meeting.slug)
    library = portal.content.library
    problems = exposed_at(portal, meeting)
    return Page(
        url=url,
        title=meeting.title,
        template="meetings/meeting.md.j2",
        description=description_of(portal, meeting),
        shows=Shows((meeting, *problems), (meeting.year,)),
        stamp=f"{when(meeting)}召开",
        crumbs=(("会议", urls.MEETINGS),),
        context={
            "facts": _facts(portal, meeting, url),
            "body": text.body(meeting.body, url),
            "agenda": [
                {"kind": AGENDA_TYPES[item.kind], "note": text.line(item.note, url)}
                for item in meeting.agenda
            ],
            "speeches": [_speech(portal, speech, url) for speech in meeting.speeches],
            "ballots": _ballot_table(portal, meeting, url),
            "practices": [
                {"title": library.cases[slug].title, "url": case_url(slug)} for slug in meeting.practices
            ],
            "host": meeting.host,
            "review": review_steps(meeting.review),
            "attachments": [
                {"name": name, "url": attachment_url(meeting.slug, name)} for name in meeting.attachments
            ],
            "exposed": problem_table(portal, problems, url),
            "promised": promised_before(portal, before),
            "standing": standing_then(portal, meeting),
            "calendar": calendar_url(meeting.slug) if meeting.day else "",
            "before": _neighbour(before),
            "after": _neighbour(after),
            "sources": text.sources(meeting.sources, url),
            "citation": citation(portal.content.settings.portal, meeting.title, url, f"{when(meeting)}召开"),
        },
    )


def description_of(portal: Portal, meeting: Meeting) -> str:
    """What link previews and feeds say of a meeting."""
    return f"{when(meeting)}，{venue(portal, meeting)}：{meeting.short_title}"


def _facts(portal: Portal, meeting: Meeting, url: str) -> Markup:
    place: Cell = Cell(f"地点{UNKNOWN}")
    if meeting.venue:
        place = Cell(
            portal.content.settings.units[meeting.venue].name, relative(url, unit_url(meeting.venue))
        )
    note = f"（{meeting.date_note}）" if meeting.date_note else ""
    pairs: list[tuple[str, Cell | Markup]] = [("时间", Cell(when(meeting) + note)), ("地点", place)]
    pairs.append(("召集单位", Cell(meeting.host)))
    if meeting.joint_with:
        pairs.append(("合并召开", Cell(meeting.joint_with)))
    pairs.append(("评议期间", _reviews(portal, meeting, url)))
    return definitions(pairs)


def _reviews(portal: Portal, meeting: Meeting, url: str) -> Cell | Markup:
    """The rankings of the periods under review, as links."""
    links = [
        Markup('<a href="{}">{}</a>').format(relative(url, ranking_url(r.period.id, r.group)), r.period.title)
        for r in portal.rankings
        if r.period in meeting.reviews
    ]
    return Markup("、").join(links) if links else Cell("文中未说明")


def _speech(portal: Portal, speech: Speech, url: str) -> dict[str, object]:
    return {
        "number": speech.number,
        "kind": speech.kind,
        "unit": portal.content.settings.units[speech.unit_id].name,
        "unit_url": unit_url(speech.unit_id),
        "problems": speech.problems,
        "commitments": [f"{c.text}（{due_of(c)}）" for c in speech.commitments],
        "body": text.body(speech.body, url),
    }


def _ballot_table(portal: Portal, meeting: Meeting, url: str) -> Markup:
    if not meeting.ballots:
        return Markup("")
    grades = list(meeting.ballots[0].votes)
    rows = [
        Row(
            [
                Cell(
                    portal.content.settings.units[b.unit_id].name,
                    relative(url, unit_url(b.unit_id)),
                    is_header=True,
                ),
                Cell(b.voters),
                *(Cell(str(b.votes[grade]), css="lt-number") for grade in grades),
            ]
        )
        for b in meeting.ballots
    ]
    header = [Cell("单位"), Cell("评价人"), *(Cell(grade, css="lt-number") for grade in grades)]
    return table("现场测评票数", header, rows)


def _neighbour(meeting: Meeting | None) -> dict[str, str] | None:
    return None if meeting is None else {"title": meeting.short_title, "url": meeting_url(meeting.slug)}
