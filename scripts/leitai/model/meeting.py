"""现场会: the quarterly meetings, with their real unknowns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.review import ReviewStep
from leitai.problems import Place
from leitai.schema.period import Period

AGENDA_TYPES = {
    "video": "观看视频",
    "study": "学习做法",
    "report": "工作汇报",
    "exemplar": "典型发言",
    "commitment": "表态发言",
    "evaluation": "现场测评",
    "leader_speech": "领导讲话",
}
SPEECH_TYPES = ("汇报", "典型", "表态")
COMMITMENT_STATUSES = ("进行中", "已兑现", "已调整")
NO_ANSWER = "未反馈"  # never 未完成: nobody has said so (US-L6)


@dataclass(frozen=True)
class AgendaItem:
    kind: str
    note: str


@dataclass(frozen=True)
class Commitment:
    """A promise by a unit (never a person), carried onto the next meeting's page; `updated` is a date as far as known."""

    text: str
    due: str = ""
    status: str = NO_ANSWER
    updated: str = ""


@dataclass(frozen=True)
class Speech:
    """`number` is the order of speaking."""

    number: int
    kind: str
    unit_id: str
    problems: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    body: str
    lines: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Ballots:
    """One row of an on-the-spot evaluation: votes by grade, from one kind of voter."""

    unit_id: str
    voters: str
    votes: Mapping[str, int]
    place: Place


@dataclass(frozen=True)
class Meeting:
    """`date` has the precision that is known: 2019, 2019-08 or 2019-08-15. `venue` "" is unknown."""

    slug: str
    title: str
    short_title: str
    joint_with: str
    date: str
    date_note: str
    venue: str
    host: str
    reviews: tuple[Period, ...]
    practices: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    sources: tuple[str, ...]
    review: tuple[ReviewStep, ...]
    body: str
    speeches: tuple[Speech, ...]
    ballots: tuple[Ballots, ...]
    attachments: tuple[str, ...]
    lines: tuple[str, ...]
    place: Place

    @property
    def first_day(self) -> datetime.date:
        """The earliest day that the date leaves open."""
        parts = [int(part) for part in self.date.split("-")]
        return datetime.date(*[*parts, 1, 1][:3])

    @property
    def day(self) -> datetime.date | None:
        """The day where it is known."""
        return self.first_day if self.date.count("-") == 2 else None

    @property
    def year(self) -> int:
        return int(self.date[:4])
