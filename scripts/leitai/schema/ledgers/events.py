"""跟进记录: what became of each problem, commitment and resolution; lines are only ever added.

An item's state on any day is that of its last line up to that day (`model/writings/follow_up.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.parsers import DAY, NOTE, SLUG, one_of

UNDER_WAY = "进行中"
SENT_BACK = "退回重办"
SETTLED, RECHECKED, DONE = "已销号", "回头看", "已完成"
NO_ANSWER = "未反馈"  # never 未完成: nobody has said so
PROBLEM_STATES = ("整改中", "已提交", SETTLED, RECHECKED, SENT_BACK)
PROMISE_STATES = (UNDER_WAY, DONE, NO_ANSWER, "逾期")
CLOSED_STATES = (SETTLED, RECHECKED, DONE)


@dataclass(frozen=True)
class Event(Record):
    """One step of a problem, commitment or resolution."""

    number: str = column("编号", "问题、承诺或决议的编号", SLUG)
    day: date = column("日期", "发生的日期，不早于暴露或作出的日期，也不早于上一行", DAY)
    state: str = column(
        "状态",
        f"问题：{'、'.join(PROBLEM_STATES)}；承诺和决议：{'、'.join(PROMISE_STATES)}",
        one_of((*PROBLEM_STATES, *PROMISE_STATES)),
    )
    note: str = optional_column("说明", f"一句话，不涉及个人；退回（{SENT_BACK}）和其他倒退要写明原因", NOTE)
    evidence: str = optional_column(
        "佐证", f"材料名称；{'、'.join(CLOSED_STATES)}必填；虚构示例写“演示”", NOTE
    )
    meeting: str = optional_column("会议", "在会上宣布的，写会议编号（content/meetings/ 下的目录名）", NOTE)


EVENTS = schema_of(Event, "content/ledgers/events.csv", "跟进记录")
