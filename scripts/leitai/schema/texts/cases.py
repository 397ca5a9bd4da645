"""经验做法: best-practice write-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.problems import Place
from leitai.schema.period import Period
from leitai.schema.table import Column, FileFormat
from leitai.schema.texts.review import REVIEW, ReviewStep

BLOCKS = ("背景", "做法", "成效", "适用条件", "不足与提醒")
LEVELS = {"village": "村", "town": "乡镇（街道）", "county": "县（市、区）", "city": "市"}
CASE_STATUSES = {"stub": "待补充", "complete": "完整", "retired": "已停用"}
MATURITIES = ("探索", "试行", "推广", "成熟")
ADOPTION_STATUSES = ("试行", "推广", "停用")


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


CASE = FileFormat(
    "content/cases/<编号>.md",
    "经验做法",
    (
        Column("title", "标题"),
        Column("units", "做法所在单位的编号"),
        Column("themes", "主题编号，在 portal.yml 的 themes 登记"),
        Column("level", "层级：village 村、town 乡镇（街道）、county 县（市、区）、city 市"),
        Column("year", "年份"),
        Column("status", "stub 待补充、complete 完整、retired 已停用"),
        Column("maturity", "成熟度：探索、试行、推广、成熟；不知道就不写", required=False),
        Column("since", "从哪一期开始实施，例如 2019Q3，数值以此分前后；不知道就不写", required=False),
        Column("indicators", "相关指标的编号", required=False),
        Column("sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", required=False),
        Column("summary", "一句话说明"),
        Column("adopted_by", "借鉴单位：[{unit, date, status: 试行|推广|停用}]", required=False),
        Column("endorsements", "肯定和荣誉：[{text, level, source}]，必须有出处", required=False),
        Column("contact", "联系单位（办公室），不写个人和手机"),
        Column("data_status", "虚构示例写 demo", required=False),
        REVIEW,
    ),
)
