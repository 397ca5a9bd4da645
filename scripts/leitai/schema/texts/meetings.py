"""现场会: the quarterly meetings, with their real unknowns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from leitai.problems import Place
from leitai.schema.period import Period
from leitai.schema.table import Column, FileFormat
from leitai.schema.texts.review import REVIEW, ReviewStep

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


MEETING = FileFormat(
    "content/meetings/<日期>-<编号>/index.md",
    "会议",
    (
        Column("title", "全称，一字不改"),
        Column("short_title", "简称，用在列表里"),
        Column("joint_with", "合并召开的会议的全称", required=False),
        Column("date", "2019、2019-08 或 2019-08-15：知道多少写多少"),
        Column("date_note", "日期的说明，例如 月底", required=False),
        Column("venue", "会议所在单位的编号；不知道就不写", required=False),
        Column("host", "召集单位"),
        Column("reviews", "评议的期间，例如 [2019Q2]；不知道就不写", required=False),
        Column("practices", "学习的经验做法的编号", required=False),
        Column("agenda", f"议程：[{{type, note}}]，type 为 {'、'.join(AGENDA_TYPES)}", required=False),
        Column("sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", required=False),
        REVIEW,
    ),
)

SPEECH = FileFormat(
    "content/meetings/<会议>/speeches/NN-<单位>.md",
    "发言",
    (
        Column("type", "汇报、典型 或 表态"),
        Column("unit", "发言单位的编号"),
        Column("problems", "自己查摆的问题，列表", required=False),
        Column(
            "commitments",
            f"承诺：[{{text, due, status, updated}}]；due 期限、status（{'、'.join(COMMITMENT_STATUSES)}）和 updated 反馈日期"
            f"可以不写，没有 status 就是{NO_ANSWER}",
            required=False,
        ),
    ),
)

EVALUATION = FileFormat(
    "content/meetings/<会议>/evaluation.csv",
    "现场测评",
    (
        Column("单位", "被测评单位"),
        Column("评价人", "评价人的类别，例如 市级单位；不写姓名"),
        Column("优秀", "票数；其余各列也是等次名和票数，列数不限"),
    ),
)
