"""收文登记: when reports arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.parsers import DAY, NOTE, UNIT, optional
from leitai.schema.period import Period


@dataclass(frozen=True)
class Receipt(Record):
    """When a unit's report for a period (that of its folder) arrived."""

    period: Period
    unit_id: str = column("单位", "报送单位", UNIT)
    received_on: date | None = column("收到日期", "最早收到报表的日期；晚于截止日期的列为迟报", optional(DAY))
    note: str = optional_column("说明", "可空", NOTE)


RECEIPTS = schema_of(Receipt, "content/results/<期间>/receipts.csv", "收文登记")
