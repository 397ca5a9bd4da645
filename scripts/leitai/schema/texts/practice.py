"""What a write-up holds beside its title: cost, results, failure modes, who took it over, what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Record, column, optional_column
from leitai.schema.keys import KNOWN_DATE
from leitai.schema.parsers import DATED, NOTE, TEXT, one_of, refers_to

NOT_STATED = "未载"  # looked for and not found; an empty key is one that nobody has looked for
NO_RESULT_YET = "还没有结果"
GRADES = {
    0: "只有名称或口号",
    1: "说清做法和道理",
    2: "有前后数据",
    3: "有同期对照或外部评估",
    4: "别处照做也有效",
}
INDEPENDENCE = {
    "自述": "单位自己说的",
    "转述": "记者等转述，没有核查",
    "第三方": "外部机构评估或核查",
    "研究": "研究者按公开的方法得出",
}
ADOPTION_STATUSES = ("考察", "试行", "推广", "停用")
VISITED = ADOPTION_STATUSES[0]  # who came to look has not adopted anything
SOURCE_MEANING = "出处：facts.csv 里的编号，或 sources 里的题名；多个用顿号隔开"


@dataclass(frozen=True)
class Cost(Record):
    """What a practice takes; each is a text, 未载, or "" where nobody has looked."""

    staff: str = optional_column("staff", "人员：专职、兼职、志愿各多少", NOTE)
    money: str = optional_column("money", "经费和由谁出", NOTE)
    setup: str = optional_column("setup", "开办要的场地、系统、培训", NOTE)
    running: str = optional_column("running", "日常维持要的", NOTE)


@dataclass(frozen=True)
class Result(Record):
    """What changed for the people concerned. Texts as written: the words of a figure carry its qualifier."""

    indicator: str = column("indicator", "指标的编号或名称", refers_to("indicator"))
    before: str = optional_column("before", "实施前的数，带计量单位", NOTE)
    after: str = column("after", "实施后的数，带计量单位", TEXT)
    period: str = column("period", "前后各指哪一段时间", DATED)
    scope: str = optional_column("scope", "范围：哪个地方、哪些人或事", NOTE)
    comparison: str = optional_column("comparison", "同期没有这样做的地方怎样；没有对照就不写", NOTE)
    source: str = column("source", SOURCE_MEANING, TEXT)


@dataclass(frozen=True)
class Output(Record):
    """What was done (设点数, 代办数, 调解数): work, never a result."""

    indicator: str = column("indicator", "做了什么：设点数、受理数等", TEXT)
    value: str = column("value", "数量，带计量单位", TEXT)
    period: str = column("period", "哪一段时间", DATED)
    scope: str = optional_column("scope", "范围", NOTE)
    source: str = column("source", SOURCE_MEANING, TEXT)


@dataclass(frozen=True)
class FailureMode(Record):
    """How a practice goes wrong, and what shows it early."""

    cause: str = column("if", "如果……", TEXT)
    effect: str = column("then", "就会……", TEXT)
    signal: str = column("signal", "看什么能发现", TEXT)
    source: str = optional_column("source", f"{SOURCE_MEANING}；编辑自己的推断写“编者”", NOTE)


@dataclass(frozen=True)
class Adoption(Record):
    """Another unit that looked at a practice, or took it over; `result` "" is 还没有结果."""

    unit_id: str = column("unit", "单位的编号或名称", refers_to("unit"))
    date: str = column("date", "日期，知道多少写多少", KNOWN_DATE)
    status: str = column(
        "status", f"{'、'.join(ADOPTION_STATUSES)}；考察不等于采用", one_of(ADOPTION_STATUSES)
    )
    changed: str = optional_column("changed", "照搬时改了什么", NOTE)
    result: str = optional_column("result", "结果，带数和期间；还没有就不写", NOTE)
    source: str = optional_column("source", SOURCE_MEANING, NOTE)


@dataclass(frozen=True)
class Development(Record):
    """What happened after the year of the write-up; never merged into it."""

    date: str = column("date", "日期，知道多少写多少", KNOWN_DATE)
    text: str = column("text", "后来怎样", TEXT)
    source: str = column("source", SOURCE_MEANING, TEXT)


@dataclass(frozen=True)
class Endorsement(Record):
    """批示肯定 and honours: never without a source, and never evidence."""

    text: str = column("text", "内容", TEXT)
    level: str = column("level", "层级", TEXT)
    source: str = column("source", SOURCE_MEANING, TEXT)
