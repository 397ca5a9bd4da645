"""现场会: the quarterly meetings, with their real unknowns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from leitai.schema.columns import Column, FileFormat, Record, column, columns_of, optional_column, schema_of
from leitai.schema.keys import KNOWN_DATE, EntriesOf, ListOf, MappingOf
from leitai.schema.known_date import first_day, last_day
from leitai.schema.parsers import DAY, NOTE, PERIOD, SLUG, TEXT, UNIT, empty_as, one_named, one_of, refers_to
from leitai.schema.period import Period
from leitai.schema.texts.materials import Material
from leitai.schema.texts.retention import RETENTION, RETENTION_MEANING
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
HELD = "held"
MEETING_STATUSES = {HELD: "已召开", "postponed": "延期", "cancelled": "取消"}
SPEECH_TYPES = ("汇报", "典型", "表态")
ABSENT = "缺席"
ATTENDANCE_STATES = ("到会", "请假", ABSENT)
EVERYBODY = "all"
ABSTAINED, INVALID = "弃权", "废票"
NUMBER_MEANING = "编号，全门户不重复；以后的反馈按它登记在 events.csv"
DERIVED_MEANING = "不写就是“会议-发言序号-第几项”，例如 2019-08-yiwu-01-1"
DUE_MEANING = "期限，知道多少写多少，例如 2019-12"


@dataclass(frozen=True)
class AgendaItem(Record):
    """One item of a meeting's agenda."""

    kind: str = column("type", "、".join(AGENDA_TYPES), one_named(AGENDA_TYPES))
    note: str = column("note", "说明", NOTE)


@dataclass(frozen=True)
class Commitment(Record):
    """A promise by a unit (never a person); what became of it stands in the ledger of events."""

    number: str = optional_column("id", f"{NUMBER_MEANING}；{DERIVED_MEANING}", empty_as(SLUG, ""))
    text: str = column("text", "承诺", TEXT)
    measure: str = optional_column("measure", "措施", NOTE)
    due: str = optional_column("due", DUE_MEANING, empty_as(KNOWN_DATE, ""))
    indicator_id: str = optional_column(
        "indicator", "相关指标的编号或名称", empty_as(refers_to("indicator"), "")
    )


@dataclass(frozen=True)
class Resolution(Record):
    """What a meeting decided; `owner` is a unit's id or the name of an office."""

    number: str = column("id", NUMBER_MEANING, SLUG)
    text: str = column("text", "决议", TEXT)
    owner: str = column("owner", "负责的单位（编号或名称）或处室", refers_to("unit"))
    due: str = optional_column("due", DUE_MEANING, empty_as(KNOWN_DATE, ""))


@dataclass(frozen=True)
class Attendance(Record):
    """Whether a unit was there."""

    unit_id: str
    state: str = column("state", "、".join(ATTENDANCE_STATES), one_of(ATTENDANCE_STATES))
    note: str = optional_column("note", "说明，不写姓名", NOTE)


@dataclass(frozen=True)
class Photo(Record):
    """A photograph in the meeting's folder; `alt` says what it shows to those who can't see it."""

    file: str = column("file", "目录里的文件名", TEXT)
    caption: str = column("caption", "图片说明，不写姓名", TEXT)
    alt: str = column("alt", "替代文字：画面上有什么", TEXT)


@dataclass(frozen=True)
class MeetingCorrection(Record):
    """A change of a sealed meeting, told on its page."""

    day: datetime.date = column("date", "作出更正的日期", DAY)
    text: str = column("text", "改了什么、为什么，一句话，不涉及个人", TEXT)
    document: str = column("document", "依据的文件", TEXT)


@dataclass(frozen=True)
class Speech(Written):
    """`number` is the order of speaking."""

    number: int
    kind: str = column("type", "汇报、典型 或 表态", one_of(SPEECH_TYPES))
    unit_id: str = column("unit", "发言单位的编号或名称，与文件名里的是同一个", refers_to("unit"))
    case: str = optional_column("case", "介绍的经验做法的编号或标题", empty_as(refers_to("case"), ""))
    problems: tuple[str, ...] = optional_column(
        "problems", "自己查摆的问题，列表：问题台账的编号，或直接写文字", ListOf(TEXT)
    )
    commitments: tuple[Commitment, ...] = optional_column(
        "commitments",
        f"承诺：[{{id, text, measure, due, indicator}}]，只有 text 必须写；id 是{NUMBER_MEANING}，{DERIVED_MEANING}；"
        "没有登记过反馈的就是未反馈",
        ListOf(MappingOf(Commitment, alone="text")),
    )


@dataclass(frozen=True)
class Ballots(Record):
    """One row of an on-the-spot evaluation: valid votes by grade from one panel, and the ballots without a grade."""

    votes: Mapping[str, int]
    abstained: int
    invalid: int
    unit_id: str = column("单位", "被测评单位", UNIT)
    panel: str = column("评价人", "评价人的类别，例如 市级单位；不写姓名", TEXT)

    @property
    def cast(self) -> int:
        """All ballots, whatever is on them."""
        return sum(self.votes.values()) + self.abstained + self.invalid


@dataclass(frozen=True)
class Meeting(Written):
    """`date` has the precision that is known: 2019, 2019-08 or 2019-08-15. `venue` "" is unknown.

    An empty `roster` is one that nobody has written down; `["all"]` is every unit that is ranked.
    """

    speeches: tuple[Speech, ...]
    ballots: tuple[Ballots, ...]
    materials: tuple[Material, ...]
    title: str = column("title", "全称，一字不改", TEXT)
    short_title: str = column("short_title", "简称，用在列表里", TEXT)
    joint_with: str = optional_column("joint_with", "合并召开的会议的全称", NOTE)
    date: str = column("date", "2019、2019-08 或 2019-08-15：知道多少写多少；与目录名开头一致", KNOWN_DATE)
    end_date: str = optional_column("end_date", "开了几天的，最后一天", empty_as(KNOWN_DATE, ""))
    date_note: str = optional_column("date_note", "日期的说明，例如 月底", NOTE)
    status: str = optional_column(
        "status",
        "、".join(f"{word} {name}" for word, name in MEETING_STATUSES.items()) + "；不写就是已召开",
        empty_as(one_named(MEETING_STATUSES), HELD),
    )
    venue: str = optional_column(
        "venue", "会议所在单位的编号或名称；不知道就不写", empty_as(refers_to("unit"), "")
    )
    host: str = column("host", "召集单位", TEXT)
    reviews: tuple[Period, ...] = optional_column(
        "reviews", "评议的期间，例如 [2019Q2]；不知道就不写", ListOf(PERIOD)
    )
    practices: tuple[str, ...] = optional_column(
        "practices", "学习的经验做法的编号或标题", ListOf(refers_to("case"))
    )
    roster: tuple[str, ...] = optional_column(
        "roster",
        f"应到单位：{EVERYBODY}（全部参评单位）或单位编号、名称的列表；不知道就不写",
        ListOf(refers_to("unit"), alone=EVERYBODY),
    )
    attendance: tuple[Attendance, ...] = optional_column(
        "attendance",
        f"到会情况，单位编号或名称: {'、'.join(ATTENDANCE_STATES)}；要说明的写成 {{state, note}}",
        EntriesOf(Attendance, "unit_id", alone="state", key=refers_to("unit")),
    )
    unknown: tuple[str, ...] = optional_column(
        "unknown", "查过、出处里没有的，集中写在这里，正文不再逐句说", ListOf(TEXT)
    )
    agenda: tuple[AgendaItem, ...] = optional_column(
        "agenda", f"议程：[{{type, note}}]，type 为 {'、'.join(AGENDA_TYPES)}", ListOf(MappingOf(AgendaItem))
    )
    resolutions: tuple[Resolution, ...] = optional_column(
        "resolutions", "决议：[{id, text, owner, due}]", ListOf(MappingOf(Resolution))
    )
    photos: tuple[Photo, ...] = optional_column(
        "photos", "照片：[{file, caption, alt}]，三项都要写", ListOf(MappingOf(Photo))
    )
    sources: tuple[str, ...] = optional_column(
        "sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", ListOf(TEXT)
    )
    corrections: tuple[MeetingCorrection, ...] = optional_column(
        "corrections",
        "封存以后的更正：[{date, text, document}]，只往后加；写好后再运行 leitai seal <会议>",
        ListOf(MappingOf(MeetingCorrection)),
    )
    retention: str = optional_column("retention", RETENTION_MEANING, RETENTION)
    review: tuple[ReviewStep, ...] = optional_column("review", REVIEW_MEANING, REVIEW)

    @property
    def first_day(self) -> datetime.date:
        """The earliest day that the date leaves open: what was known by then was known at the meeting."""
        return first_day(self.date)

    @property
    def last_day(self) -> datetime.date:
        """The latest day on which the meeting may have ended."""
        return last_day(self.end_date or self.date)

    @property
    def day(self) -> datetime.date | None:
        """The first day where it is known."""
        return self.first_day if self.date.count("-") == 2 else None

    @property
    def year(self) -> int:
        return self.first_day.year

    @property
    def cases(self) -> tuple[str, ...]:
        """The practices that it studied, then those that its speeches told, each once."""
        told = (speech.case for speech in self.speeches if speech.case)
        return tuple(dict.fromkeys((*self.practices, *told)))

    @property
    def was_held(self) -> bool:
        return self.status == HELD


MEETING = schema_of(Meeting, "content/meetings/<日期>-<编号>/index.md", "会议")
SPEECH = schema_of(Speech, "content/meetings/<会议>/speeches/NN-<单位>.md", "发言")
EVALUATION = FileFormat(
    "content/meetings/<会议>/evaluation.csv",
    "现场测评（csv 或 xlsx，只放一份）",
    (
        *columns_of(Ballots).values(),
        Column("优秀", "票数；其余各列也是等次名和票数，列数不限"),
        Column(ABSTAINED, "收回的票里没有写等次的张数；每个单位每类评价人收回的张数应当相同", required=False),
        Column(INVALID, "收回的票里不能算的张数", required=False),
    ),
)
