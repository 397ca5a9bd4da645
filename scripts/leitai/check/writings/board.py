"""Rules over the progress board and the claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Problem

FULL = Decimal(100)
WHOLE = Decimal(1)  # per cent; what is written below it was meant as a share


def check_claims_tell_all(settings: Settings, library: Library) -> Iterator[Problem]:
    """首创与位次的说法写明层级、截至和出处；缺一项的，页面上不作标记。"""
    for claim in library.claims:
        told = (("层级", claim.level), ("截至", claim.as_of), ("来源", claim.sources))
        missing = "、".join(name for name, value in told if not value)
        if missing:
            fix = "请查明后补上；查不到的留空，页面写“没有写”，不作首创、命名的标记。"
            yield Problem("L17", claim.place, claim.number, f"没有写{missing}。", fix)


def check_progress_is_percent(settings: Settings, library: Library) -> Iterator[Problem]:
    """挂图作战的进度是百分数：50% 不写成 0.5。"""
    for task in library.tasks:
        for field, value in (("planned", task.planned), ("actual", task.actual)):
            if 0 < value < WHOLE:
                what, fix = (
                    "进度不到 1%，像是写成了比例。",
                    "50% 请写成 50%，不写 0.5；确实不到 1% 的，写 1% 或 0%。",
                )
                yield Problem("L18", task.place_of(field), str(value), what, fix)


def check_done_tasks_are_done(settings: Settings, library: Library) -> Iterator[Problem]:
    """写了实际日期的任务，实际进度不低于计划进度；实际进度到了 100% 的，写了实际日期。"""
    for task in library.tasks:
        if task.done_on is not None and task.actual < task.planned:
            what = f"{task.done_on} 已经完成，实际进度却不到计划的 {task.planned}%。"
            fix = "请核对：没有完成的删去实际日期，完成了的补上实际进度。"
            yield Problem("L19", task.place_of("actual"), f"{task.actual}%", what, fix)
        elif task.done_on is None and task.actual == FULL:
            fix = "请补上完成的日期；没有日期的按没有完成亮灯。没有全部完成的，改正实际进度。"
            yield Problem("L19", task.place_of("done_on"), None, "实际进度 100%，没有写实际日期。", fix)
