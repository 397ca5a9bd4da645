"""From a unit to the meetings: where it spoke, about what, and where it was voted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.urls import meeting_url
from leitai.pages.kit import text, words
from leitai.pages.meetings.timeline import when
from leitai.schema.texts.meetings import ATTENDANCE_STATES, Meeting, Speech

SPEECH_NAMES = {"汇报": "工作汇报", "典型": "典型发言", "表态": "表态发言"}


@dataclass(frozen=True)
class MeetingMention:
    """A meeting at which a unit spoke, was missed or was voted on; `url` leads to the very place on its page. `lines`: what it said
    of itself and promised."""

    meeting: str
    url: str
    about: str
    lines: tuple[Markup, ...] = ()


def said_by(meetings: Sequence[Meeting], unit_id: str) -> tuple[MeetingMention, ...]:
    """The newest meeting first."""
    return tuple(said for meeting in reversed(meetings) for said in _at(meeting, unit_id))


def _at(meeting: Meeting, unit_id: str) -> Iterator[MeetingMention]:
    title = f"{when(meeting)}　{meeting.short_title}"
    for speech in meeting.speeches:
        if speech.unit_id == unit_id:
            yield MeetingMention(
                title,
                f"{meeting_url(meeting.slug)}#speech-{speech.number}",
                _about(speech),
                tuple(_lines(speech)),
            )
    there = next((one for one in meeting.attendance if one.unit_id == unit_id), None)
    if there is not None and there.state != ATTENDANCE_STATES[0]:
        yield MeetingMention(title, f"{meeting_url(meeting.slug)}#roster", there.state)
    ballots = sum(row.cast for row in meeting.ballots if row.unit_id == unit_id)
    if ballots:
        yield MeetingMention(
            title, f"{meeting_url(meeting.slug)}#evaluation", f"现场测评，收回 {ballots} 张票"
        )


def _lines(speech: Speech) -> Iterator[Markup]:
    yield from (Markup("查摆：{}").format(text.plain_line(problem)) for problem in speech.problems)
    for made in speech.commitments:
        due = f"（{words.known_date(made.due)}）" if made.due else ""
        yield Markup("承诺：{}{}").format(text.plain_line(made.text), due)


def _about(speech: Speech) -> str:
    found = [SPEECH_NAMES[speech.kind]]
    found += [f"查摆问题 {len(speech.problems)} 个"] if speech.problems else []
    found += [f"承诺 {len(speech.commitments)} 项"] if speech.commitments else []
    return "，".join(found)
