"""奖励: what the first of a group got for a period, by which document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import NUMBER, PERIOD, TEXT, UNIT
from leitai.schema.period import Period


@dataclass(frozen=True)
class Reward(Record):
    """A reward for one of the first three of a group."""

    period: Period = column("期间", "例如 2019Q3", PERIOD)
    group: str = column("组别", "组别编号，同 portal.yml 的 groups", TEXT)
    unit_id: str = column("单位", "受奖单位", UNIT)
    rank: Decimal = column("名次", "前三名，例如 1，与那一期的排名一致", NUMBER)
    text: str = column("奖励", "给了什么，不涉及个人；虚构示例写“…（演示）”", TEXT)
    basis: str = column("依据", "依据的文件", TEXT)


REWARDS = schema_of(Reward, "content/ledgers/rewards.csv", "奖励")
