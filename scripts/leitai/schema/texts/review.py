"""三审三校 and what goes with it, of a period, a write-up or a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.problems import Place
from leitai.schema.table import Column


@dataclass(frozen=True)
class ReviewStep:
    """One step of 三审三校, 保密审查 …: by which office or post (never a name), when, with what result."""

    name: str
    by: str
    day: date | None
    result: str
    place: Place


REVIEW = Column(
    "review",
    "审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名；portal.yml 要求的正式发布前要齐",
    required=False,
)
