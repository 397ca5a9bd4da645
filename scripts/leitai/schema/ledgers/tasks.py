"""挂图作战: the progress board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, PERCENT, SERIAL, TEXT, UNIT, optional


@dataclass(frozen=True)
class Task(Record):
    """One milestone of 挂图作战; progress in per cent."""

    number: str = column("编号", "例如 T001", SERIAL)
    unit_id: str = column("单位", "责任单位", UNIT)
    text: str = column("任务", "任务名", TEXT)
    milestone: str = column("节点", "节点名", TEXT)
    planned_on: date | None = column("计划日期", "节点的计划日期", optional(DAY))
    done_on: date | None = column("实际日期", "完成日期，没完成留空", optional(DAY))
    planned: Decimal = column("计划进度", "百分数，例如 60%", PERCENT)
    actual: Decimal = column("实际进度", "百分数", PERCENT)


TASKS = schema_of(Task, "content/ledgers/tasks.csv", "挂图作战", key="number")
