"""问题台账: what meetings and inspections exposed, until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Row, column, schema_of
from leitai.schema.keys import KNOWN_DATE
from leitai.schema.parsers import DAY, INDICATOR, NOTE, SERIAL, TEXT, UNIT, empty_as, one_of, optional

PROBLEM_STATES = ("未整改", "整改中", "已提交", "已销号", "回头看")
CLOSED = "已销号"


@dataclass(frozen=True)
class LedgerProblem(Row):
    """问题台账: exposed at a meeting or by an unannounced inspection."""

    number: str = column("编号", "大写字母加数字，例如 Q001", SERIAL)
    origin: str = column("来源", "会议 或 暗访", one_of(("会议", "暗访")))
    exposed: str = column("日期", "2019-08-15 或 2019-08", KNOWN_DATE)
    unit_id: str = column("单位", "责任单位", UNIT)
    category: str = column("类别", "问题类别", TEXT)
    indicator_id: str = column("指标", "相关指标，可空", empty_as(INDICATOR, ""))
    text: str = column("问题", "一句话，不涉及个人", TEXT)
    due: date | None = column("要求完成", "日期，可空", optional(DAY))
    state: str = column("状态", "、".join(PROBLEM_STATES), one_of(PROBLEM_STATES))
    state_date: date | None = column("状态日期", "状态变化的日期，可空", optional(DAY))
    evidence: str = column("佐证", "材料名称，可空；虚构示例写“演示”", NOTE)

    @property
    def is_open(self) -> bool:
        return self.state != CLOSED


PROBLEM_LEDGER = schema_of(LedgerProblem, "content/ledgers/problems.csv", "问题台账", key="number")
