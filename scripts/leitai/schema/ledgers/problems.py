"""问题台账: what meetings, inspections and units themselves exposed. What became of it: `events.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.keys import KNOWN_DATE
from leitai.schema.parsers import DAY, INDICATOR, NOTE, SERIAL, TEXT, UNIT, empty_as, one_of, optional

AT_MEETING = "会议"
ORIGINS = (AT_MEETING, "暗访", "自查")


@dataclass(frozen=True)
class LedgerProblem(Record):
    """A problem as it was exposed; `meeting` is the id of the meeting at which it was told, if at one."""

    number: str = column("编号", "大写字母加数字，例如 Q001", SERIAL)
    origin: str = column("来源", "、".join(ORIGINS), one_of(ORIGINS))
    meeting: str = optional_column(
        "会议", "会议编号（content/meetings/ 下的目录名）；来源是会议的必填，其余可空", NOTE
    )
    exposed: str = column("日期", "暴露的日期，知道多少写多少：2019-08-15 或 2019-08", KNOWN_DATE)
    unit_id: str = column("单位", "责任单位", UNIT)
    category: str = column("类别", "问题类别", TEXT)
    indicator_id: str = column("指标", "相关指标，可空", empty_as(INDICATOR, ""))
    text: str = column("问题", "一句话，不涉及个人；虚构示例写“演示：…”", TEXT)
    due: date | None = column("要求完成", "日期，可空；不早于暴露的日期", optional(DAY))


PROBLEM_LEDGER = schema_of(LedgerProblem, "content/ledgers/problems.csv", "问题台账", key="number")
