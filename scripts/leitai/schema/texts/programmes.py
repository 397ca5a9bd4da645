"""竞赛、创建和专项: contests, campaigns and drives with their members; 创建 is on the way, 命名 is a title given."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.keys import KNOWN_DATE, ListOf, MappingOf
from leitai.schema.parsers import DATED, NOTE, TEXT, empty_as, one_of, refers_to
from leitai.schema.texts.written import Written

PROGRAMME_KINDS = ("竞赛", "创建", "专项")
MEMBER_STATES = ("创建", "命名", "退出")
AWARDED = "命名"


@dataclass(frozen=True)
class Member(Record):
    """A unit that takes part, and how far it is."""

    unit_id: str = column("unit", "单位的编号或名称", refers_to("unit"))
    state: str = column("status", "、".join(MEMBER_STATES), one_of(MEMBER_STATES))
    date: str = optional_column("date", "到这一步的日期，知道多少写多少", empty_as(KNOWN_DATE, ""))
    source: str = optional_column("source", f"出处；{AWARDED}必须写文号或出处", NOTE)


@dataclass(frozen=True)
class Programme(Written):
    """`period` and `goal` are in the words of whoever set it up."""

    title: str = column("title", "名称", TEXT)
    kind: str = column("kind", "、".join(PROGRAMME_KINDS), one_of(PROGRAMME_KINDS))
    period: str = optional_column(
        "period", "起止，例如 2019年，每季度一次；不知道就不写", empty_as(DATED, "")
    )
    goal: str = optional_column("goal", "目标，一句话", NOTE)
    members: tuple[Member, ...] = optional_column(
        "members",
        "成员：[{unit, status, date, source}]；只知道个数的写在正文里，不编名单",
        ListOf(MappingOf(Member)),
    )
    indicators: tuple[str, ...] = optional_column(
        "indicators", "相关指标的编号或名称", ListOf(refers_to("indicator"))
    )
    sources: tuple[str, ...] = optional_column(
        "sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", ListOf(TEXT)
    )


PROGRAMME = schema_of(Programme, "content/programmes/<编号>.md", "竞赛、创建和专项")
