"""目标值: what values are held against, by year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import INDICATOR, MEASURED, PERIOD, TEXT, UNIT, optional
from leitai.schema.period import Period


@dataclass(frozen=True)
class Target(Record):
    """A target in the indicator's unit of measure; `unit_id` None means every unit."""

    period: Period = column("期间", "年度目标写年份，例如 2019", PERIOD)
    unit_id: str | None = column("单位", "留空表示所有单位", optional(UNIT))
    indicator_id: str = column("指标", "指标名", INDICATOR)
    value: Decimal = column("目标值", "数值", MEASURED)
    basis: str = column("依据", "文件或任务书", TEXT)


TARGETS = schema_of(Target, "content/targets.csv", "目标值")
