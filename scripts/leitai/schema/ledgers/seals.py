"""封存账 and its snapshots: written by `leitai seal`, never by hand."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Column, FileFormat, Record, column, columns_of, schema_of
from leitai.schema.parsers import RECORDED, RECORDED_DAY, RECORDED_HASH, RECORDED_PERIOD


@dataclass(frozen=True)
class SealLine(Record):
    """A line of the ledger of seals as it stands: reading it is verifying it."""

    number: str = column("序号", "从 1 起，不断号", RECORDED)
    period_id: str = column("期间", "封存的期间，或会议编号", RECORDED_PERIOD)
    version: str = column("版本", "这一期的第几版；每次更正加一版", RECORDED)
    day: str = column("日期", "封存的日期", RECORDED_DAY)
    inputs: str = column("输入", "填报、目标、加扣分、花名册、指标的 SHA-256", RECORDED)
    method: str = column("办法", "办法的 SHA-256", RECORDED)
    results: str = column("结果", "得分和名次的 SHA-256", RECORDED)
    snapshot: str = column("快照", "快照文件 seals/<期间>/v<版本>.json 的 SHA-256", RECORDED)
    before: str = column("前一行", "前一行的 SHA-256；第一行是 64 个 0", RECORDED_HASH)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is hashed."""
        return tuple(getattr(self, field) for field in columns_of(SealLine))


SEALS = schema_of(SealLine, "content/ledgers/seals.csv", "封存账（由 leitai seal 写，不手工改）")
SNAPSHOT = FileFormat(
    "content/ledgers/seals/<期间或会议>/v<版本>.json",
    "封存快照（由 leitai seal 写，不手工改；旁边的 v<版本>/ 是公布时的网页和下载原样）",
    (
        Column("period", "期间"),
        Column("version", "第几版"),
        Column("date", "封存日期"),
        Column("inputs", "填报、目标、加扣分、花名册和指标登记，按编号记，不含名称"),
        Column("method", "办法"),
        Column("results", "读数、分值、得分和名次"),
        Column("places", "各项输入所在的文件、行、列"),
        Column("corrections", "这一版已包括的更正"),
        Column("files", "公布的网页和下载的 SHA-256"),
        Column("form", "快照的写法：2 不含名称；没有写的是旧写法，单位和指标的名称不作比较", required=False),
    ),
)
