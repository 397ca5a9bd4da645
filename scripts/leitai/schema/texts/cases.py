"""经验做法: best-practice write-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.schema.columns import Row, column, schema_of
from leitai.schema.keys import KNOWN_DATE, ListOf, MappingOf
from leitai.schema.markdown.text import Text
from leitai.schema.parsers import (
    INTEGER,
    TEXT,
    Parser,
    RowSoFar,
    ValueRefused,
    empty_as,
    one_named,
    one_of,
    optional,
)
from leitai.schema.period import Period
from leitai.schema.texts.review import REVIEW, REVIEW_MEANING, ReviewStep
from leitai.schema.texts.written import Written

BLOCKS = ("背景", "做法", "成效", "适用条件", "不足与提醒")
LEVELS = {"village": "村", "town": "乡镇（街道）", "county": "县（市、区）", "city": "市"}
CASE_STATUSES = {"stub": "待补充", "complete": "完整", "retired": "已停用"}
MATURITIES = ("探索", "试行", "推广", "成熟")
ADOPTION_STATUSES = ("试行", "推广", "停用")


def _since(text: str, _: RowSoFar) -> Period:
    period = Period.parse(text)
    if period is None:
        fix = "写成 2019Q3、2019-08 或 2019；不知道从哪一期开始就删去 since。"
        raise ValueRefused("S03", "不是期间。", fix)
    return period


def _is_demo(text: str, row: RowSoFar) -> bool:
    return one_of(("demo",)).read(text, row) == "demo"


@dataclass(frozen=True)
class Adoption(Row):
    """Another unit that took a practice over."""

    unit_id: str = column("unit", "单位编号", TEXT)
    date: str = column("date", "日期，知道多少写多少", KNOWN_DATE)
    status: str = column("status", "、".join(ADOPTION_STATUSES), one_of(ADOPTION_STATUSES))


@dataclass(frozen=True)
class Endorsement(Row):
    """批示肯定 and honours: never without a source."""

    text: str = column("text", "内容", TEXT)
    level: str = column("level", "层级", TEXT)
    source: str = column("source", "出处", TEXT)


@dataclass(frozen=True)
class Case(Written):
    """经验做法. `lead` is what stands before the first block; a stub may lack some of the `blocks`.

    `since` is the first period with the practice in place, None where nobody wrote it down.
    """

    lead: Text
    blocks: Mapping[str, Text]
    title: str = column("title", "标题", TEXT)
    units: tuple[str, ...] = column("units", "做法所在单位的编号", ListOf(TEXT))
    themes: tuple[str, ...] = column("themes", "主题编号，在 portal.yml 的 themes 登记", ListOf(TEXT))
    level: str = column(
        "level", "层级：village 村、town 乡镇（街道）、county 县（市、区）、city 市", one_named(LEVELS)
    )
    year: int = column("year", "年份", INTEGER)
    status: str = column("status", "stub 待补充、complete 完整、retired 已停用", one_named(CASE_STATUSES))
    maturity: str = column(
        "maturity",
        "成熟度：探索、试行、推广、成熟；不知道就不写",
        empty_as(one_of(MATURITIES), ""),
        required=False,
    )
    since: Period | None = column(
        "since",
        "从哪一期开始实施，例如 2019Q3，数值以此分前后；不知道就不写",
        optional(Parser(_since)),
        required=False,
    )
    indicators: tuple[str, ...] = column("indicators", "相关指标的编号", ListOf(TEXT), required=False)
    sources: tuple[str, ...] = column(
        "sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称", ListOf(TEXT), required=False
    )
    summary: str = column("summary", "一句话说明", TEXT)
    adopted_by: tuple[Adoption, ...] = column(
        "adopted_by",
        "借鉴单位：[{unit, date, status: 试行|推广|停用}]",
        ListOf(MappingOf(Adoption)),
        required=False,
    )
    endorsements: tuple[Endorsement, ...] = column(
        "endorsements",
        "肯定和荣誉：[{text, level, source}]，必须有出处",
        ListOf(MappingOf(Endorsement)),
        required=False,
    )
    contact: str = column("contact", "联系单位（办公室），不写个人和手机", TEXT)
    is_demo: bool = column(
        "data_status", "虚构示例写 demo", empty_as(Parser(_is_demo), False), required=False
    )
    review: tuple[ReviewStep, ...] = column("review", REVIEW_MEANING, REVIEW, required=False)

    @property
    def missing_blocks(self) -> tuple[str, ...]:
        return tuple(block for block in BLOCKS if not self.blocks.get(block))


CASE = schema_of(Case, "content/cases/<编号>.md", "经验做法")
