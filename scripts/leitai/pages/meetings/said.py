"""From a unit to the meetings: where it spoke, about what, and where it was voted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitai.model.urls import meeting_url
from leitai.pages.meetings.timeline import when
from leitai.schema.texts.meetings import Meeting, Speech

SPEECH_NAMES = {"汇报": "工作汇报", "典型": "典型发言", "表态": "表态发言"}


@dataclass(frozen=True)
class Said:
    """A meeting at which a unit spoke or was voted on; `url` leads to the very place on its page."""

    meeting: str
    url: str
    about: str


def said_by(meetings: Sequence[Meeting], unit_id: str) -> tuple[Said, ...]:
    """The newest meeting first."""
    return tuple(said for meeting in reversed(meetings) for said in _at(meeting, unit_id))


def _at(meeting: Meeting, unit_id: str) -> Iterator[Said]:
    title = f"{when(meeting)}　{meeting.short_title}"
    for speech in meeting.speeches:
        if speech.unit_id == unit_id:
            yield Said(title, f"{meeting_url(meeting.slug)}#speech-{speech.number}", _about(speech))
    ballots = sum(row.cast for row in meeting.ballots if row.unit_id == unit_id)
    if ballots:
        yield Said(title, f"{meeting_url(meeting.slug)}#evaluation", f"现场测评，收回 {ballots} 张票")


def _about(speech: Speech) -> str:
    found = [SPEECH_NAMES[speech.kind]]
    found += [f"查摆问题 {len(speech.problems)} 个"] if speech.problems else []
    found += [f"承诺 {len(speech.commitments)} 项"] if speech.commitments else []
    return "，".join(found)
