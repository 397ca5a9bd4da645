"""挂图作战: the lamp of a milestone on a day, by dates first, then by progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from leitai.schema.ledgers.tasks import Task

BEHIND, FAR_BEHIND = Decimal(10), Decimal(30)  # percentage points behind plan
MOST_DAYS_LATE = 30
RULE = (
    f"亮灯：过了计划日期还没有完成，{MOST_DAYS_LATE}天以内为黄灯，超过{MOST_DAYS_LATE}天为红灯；完成了但晚于计划，为黄灯。"
    f"没有到期的看进度：落后于计划不到{BEHIND}个百分点为绿灯，落后{BEHIND}到{FAR_BEHIND}为黄灯，超过{FAR_BEHIND}为红灯。"
)


@dataclass(frozen=True)
class Lamp:
    """A colour with its shape, and the reason in words: colour is never the only carrier."""

    colour: str  # green | yellow | red
    reason: str

    @property
    def word(self) -> str:
        return {"green": "● 绿灯", "yellow": "◆ 黄灯", "red": "▲ 红灯"}[self.colour]

    @property
    def css(self) -> str:
        return f"lt-lamp-{self.colour}"


def lamp(task: Task, as_of: date) -> Lamp:
    """What is done is judged by its day; what isn't by how long it is overdue, and by how far it is behind plan."""
    if _is_done(task, as_of):
        return _of_done(task)
    behind, overdue = task.planned - task.actual, days_overdue(task, as_of)
    if overdue > MOST_DAYS_LATE or behind > FAR_BEHIND:
        return Lamp("red", f"逾期{overdue}天" if overdue else "落后较多")
    if overdue or behind >= BEHIND:
        return Lamp("yellow", f"逾期{overdue}天" if overdue else "略有落后")
    return Lamp("green", "按计划")


def lamp_by_dates(task: Task, day: date) -> Lamp | None:
    """The lamp of a past day, of which the ledger no longer knows the progress; None before the planned day."""
    if _is_done(task, day):
        return _of_done(task)
    overdue = days_overdue(task, day)
    if not overdue:
        return None
    return Lamp("red" if overdue > MOST_DAYS_LATE else "yellow", f"逾期{overdue}天")


def lamp_changes(task: Task, as_of: date) -> tuple[tuple[date, Lamp], ...]:
    """The days on which the dates alone changed the lamp, up to a day: overdue, long overdue, done."""
    days = {task.done_on} if task.done_on is not None else set()
    if task.planned_on is not None:
        days |= {task.planned_on + timedelta(days=late) for late in (1, MOST_DAYS_LATE + 1)}
    lamps = ((day, lamp_by_dates(task, day)) for day in sorted(days) if not _is_done_before(task, day))
    return tuple((day, shown) for day, shown in lamps if day <= as_of and shown is not None)


def days_overdue(task: Task, as_of: date) -> int:
    """How many days a milestone that isn't done is past its planned day; 0 where it isn't."""
    if _is_done(task, as_of) or task.planned_on is None:
        return 0
    return max((as_of - task.planned_on).days, 0)


def _is_done(task: Task, day: date) -> bool:
    return task.done_on is not None and task.done_on <= day


def _is_done_before(task: Task, day: date) -> bool:
    return task.done_on is not None and task.done_on < day


def _of_done(task: Task) -> Lamp:
    assert task.done_on is not None
    late = (task.done_on - task.planned_on).days if task.planned_on is not None else 0
    return Lamp("yellow", f"晚{late}天完成") if late > 0 else Lamp("green", "按期完成")
