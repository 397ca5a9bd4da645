"""现场会: the quarterly meetings, with their real unknowns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from leitai.schema.columns import Column, FileFormat, Row, column, columns_of, schema_of
from leitai.schema.keys import KNOWN_DATE, ListOf, MappingOf
from leitai.schema.parsers import NOTE, PERIOD, TEXT, UNIT, empty_as, one_named, one_of
from leitai.schema.period import Period
from leitai.schema.texts.review import REVIEW, REVIEW_MEANING, ReviewStep
from leitai.schema.texts.written import Written

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
NO_ANSWER = "未反馈"  # never 未完成: nobody has said so


@dataclass(frozen=True)
class AgendaItem(Row):
    """One item of a meeting's agenda."""

    kind: str = column("type", "、".join(AGENDA_TYPES), one_named(AGENDA_TYPES))
    note: str = column("note", "说明", NOTE)


@dataclass(frozen=True)
class Commitment(Row):
    """A promise by a unit (never a person), carried onto the next meeting's page; `updated` is a date as far as known."""

    text: str = column("text", "承诺", TEXT)
    due: str = column("due", "期限", empty_as(KNOWN_DATE, ""), required=False)
    status: str = column(
        "status",
        "、".join(COMMITMENT_STATUSES),
        empty_as(one_of(COMMITMENT_STATUSES), NO_ANSWER),
        required=False,
    )
    updated: str = column("updated", "反馈日期", empty_as(KNOWN_DATE, ""), required=False)


@dataclass(frozen=True)
class Speech(Written):
    """`number` is the order of speaking."""

    number: int
    kind: str = column("type", "汇报、典型 或 表态", one_of(SPEECH_TYPES))
    unit_id: str = column("unit", "发言单位的编号", TEXT)
    problems: tuple[str, ...] = column("problems", "自己查摆的问题，列表", ListOf(TEXT), required=False)
    commitments: tuple[Commitment, ...] = column(
        "commitments",
        f"承诺：[{{text, due, status, updated}}]；due 期限、status（{'、'.join(COMMITMENT_STATUSES)}）和 updated 反馈日期"
        f"可以不写，没有 status 就是{NO_ANSWER}",
        ListOf(MappingOf(Commitment, alone="text")),
        required=False,
    )


@dataclass(frozen=True)
class Ballots(Row):
    """One row of an on-the-spot evaluation: votes by grade, from one kind of voter."""

    votes: Mapping[str, int]
    unit_id: str = column("单位", "被测评单位", UNIT)
    voters: str = column("评价人", "评价人的类别，例如 市级单位；不写姓名", NOTE)


@dataclass(frozen=True)
class Meeting(Written):
    """`date` has the precision that is known: 2019, 2019-08 or 2019-08-15. `venue` "" is unknown."""

    speeches: tuple[Speech, ...]
    ballots: tuple[Ballots, ...]
    attachments: tuple[str, ...]
    title: str = column("title", "全称，一字不改", TEXT)
    short_title: str = column("short_title", "简称，用在列表里", TEXT)
    joint_with: str = column("joint_with", "合并召开的会议的全称", NOTE, required=False)
    date: str = column("date", "2019、2019-08 或 2019-08-15：知道多少写多少", KNOWN_DATE)
    date_note: str = column("date_note", "日期的说明，例如 月底", NOTE, required=False)
    venue: str = column("venue", "会议所在单位的编号；不知道就不写", NOTE, required=False)
    host: str = column("host", "召集单位", TEXT)
    reviews: tuple[Period, ...] = column(
        "reviews", "评议的期间，例如 [2019Q2]；不知道就不写", ListOf(PERIOD), required=False
    )
    practices: tuple[str, ...] = column("practices", "学习的经验做法的编号", ListOf(TEXT), required=False)
    agenda: tuple[AgendaItem, ...] = column(
        "agenda",
        f"议程：[{{type, note}}]，type 为 {'、'.join(AGENDA_TYPES)}",
        ListOf(MappingOf(AgendaItem)),
        required=False,
    )
    sources: tuple[str, ...] = column(
        "sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", ListOf(TEXT), required=False
    )
    review: tuple[ReviewStep, ...] = column("review", REVIEW_MEANING, REVIEW, required=False)

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


MEETING = schema_of(Meeting, "content/meetings/<日期>-<编号>/index.md", "会议")
SPEECH = schema_of(Speech, "content/meetings/<会议>/speeches/NN-<单位>.md", "发言")
EVALUATION = FileFormat(
    "content/meetings/<会议>/evaluation.csv",
    "现场测评",
    (*columns_of(Ballots).values(), Column("优秀", "票数；其余各列也是等次名和票数，列数不限")),
)
