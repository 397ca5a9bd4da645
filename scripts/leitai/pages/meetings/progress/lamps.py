"""挂图作战: the lamp of a milestone on a day, by dates first, then by progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from leitai.pages.kit import words
from leitai.schema.config.lamps import Colour, LampRule
from leitai.schema.ledgers.tasks import Task

COLOURS: tuple[Colour, ...] = ("red", "yellow", "green")  # the most urgent first
_AS_PLANNED: Mapping[Colour, str] = {"green": "按计划", "yellow": "略有落后", "red": "落后较多"}


@dataclass(frozen=True)
class Lamp:
    """A colour with its shape, and the reason in words: colour is never the only carrier."""

    colour: Colour
    reason: str

    @property
    def word(self) -> str:
        return {"green": "● 绿灯", "yellow": "◆ 黄灯", "red": "▲ 红灯"}[self.colour]

    @property
    def css(self) -> str:
        return f"lt-lamp-{self.colour}"


def rule_of(rule: LampRule) -> str:
    """The declared thresholds in words."""
    late, near, far = rule.days_late, words.number(rule.behind), words.number(rule.far_behind)
    return (
        f"亮灯：过了计划日期还没有完成，{late}天以内为黄灯，超过{late}天为红灯；完成了但晚于计划，为黄灯。"
        f"没有完成的还看进度：落后于计划不到{near}个百分点不因进度亮黄灯，落后{near}到{far}为黄灯，超过{far}为红灯。"
    )


def lamp(rule: LampRule, task: Task, as_of: date) -> Lamp:
    """What is done is judged by its day; what isn't by how long it is overdue, and by how far it is behind plan."""
    if _is_done(task, as_of):
        return _of_done(task)
    behind, overdue = task.planned - task.actual, days_overdue(task, as_of)
    colour = min(rule.of_days(overdue), rule.of_progress(behind), key=COLOURS.index)
    return Lamp(colour, f"逾期{overdue}天" if overdue else _AS_PLANNED[colour])


def lamp_by_dates(rule: LampRule, task: Task, day: date) -> Lamp | None:
    """The lamp of a past day, of which the ledger no longer knows the progress; None before the planned day."""
    if _is_done(task, day):
        return _of_done(task)
    overdue = days_overdue(task, day)
    return Lamp(rule.of_days(overdue), f"逾期{overdue}天") if overdue else None


def lamp_changes(rule: LampRule, task: Task, as_of: date) -> tuple[tuple[date, Lamp], ...]:
    """The days on which the dates alone changed the lamp, up to a day: overdue, long overdue, done."""
    days = {task.done_on} if task.done_on is not None else set()
    if task.planned_on is not None:
        days |= {task.planned_on + timedelta(days=late) for late in (1, rule.days_late + 1)}
    lamps = ((day, lamp_by_dates(rule, task, day)) for day in sorted(days) if not _is_done_before(task, day))
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
