"""三审三校 and what goes with it, of a period, a write-up or a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column
from leitai.schema.keys import EntriesOf
from leitai.schema.parsers import DAY, TEXT


@dataclass(frozen=True)
class ReviewStep(Record):
    """One step of 三审三校, 保密审查 …: by which office or post (never a name), when, with what result."""

    name: str
    by: str = column("by", "科室或岗位，不写姓名", TEXT)
    day: date = column("on", "日期", DAY)
    result: str = column("result", "结论", TEXT)


REVIEW = EntriesOf(ReviewStep, "name")
REVIEW_MEANING = (
    "审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名；portal.yml 要求的正式发布前要齐"
)
