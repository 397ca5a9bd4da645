"""Best-practice write-ups and the facts that they cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.review import ReviewStep
from leitai.problems import Place
from leitai.schema.period import Period

BLOCKS = ("背景", "做法", "成效", "适用条件", "不足与提醒")
LEVELS = {"village": "村", "town": "乡镇（街道）", "county": "县（市、区）", "city": "市"}
CASE_STATUSES = {"stub": "待补充", "complete": "完整", "retired": "已停用"}
MATURITIES = ("探索", "试行", "推广", "成熟")
ADOPTION_STATUSES = ("试行", "推广", "停用")


@dataclass(frozen=True)
class Fact:
    """出处: a paraphrased fact that texts cite by its id, with what to heed when citing it."""

    fact_id: str
    text: str
    time: str
    source: str
    caution: str
    place: Place


@dataclass(frozen=True)
class Adoption:
    """Another unit that took a practice over."""

    unit_id: str
    date: str
    status: str


@dataclass(frozen=True)
class Endorsement:
    """批示肯定 and honours: never without a source (R-CAS-01)."""

    text: str
    level: str
    source: str


@dataclass(frozen=True)
class Case:
    """经验做法. `blocks` hold Markdown by block name; a stub may lack some.

    `since` is the first period with the practice in place, None where nobody wrote it down.
    """

    slug: str
    title: str
    units: tuple[str, ...]
    themes: tuple[str, ...]
    level: str
    year: int
    status: str
    maturity: str
    since: Period | None
    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    summary: str
    adopted_by: tuple[Adoption, ...]
    endorsements: tuple[Endorsement, ...]
    contact: str
    review: tuple[ReviewStep, ...]
    is_demo: bool
    blocks: Mapping[str, str]
    lines: tuple[str, ...]
    place: Place

    @property
    def missing_blocks(self) -> tuple[str, ...]:
        return tuple(block for block in BLOCKS if not self.blocks.get(block, "").strip())
