"""经验做法: best-practice write-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import column, optional_column, schema_of
from leitai.schema.keys import KNOWN_DATE, ListOf, MappingOf
from leitai.schema.markdown.text import Text
from leitai.schema.parsers import (
    NOTE,
    TEXT,
    YEAR,
    Parser,
    RowSoFar,
    ValueRefused,
    empty_as,
    one_named,
    one_of,
    optional,
    refers_to,
)
from leitai.schema.period import Period
from leitai.schema.texts.materials import Material
from leitai.schema.texts.practice import (
    GRADES,
    INDEPENDENCE,
    VISITED,
    Adoption,
    Cost,
    Development,
    Endorsement,
    FailureMode,
    Output,
    Result,
)
from leitai.schema.texts.review import REVIEW, REVIEW_MEANING, ReviewStep
from leitai.schema.texts.sources import Source
from leitai.schema.texts.written import Written

BLOCKS = ("背景", "做法", "成效", "适用条件", "不足与提醒")
LEVELS = {"village": "村", "town": "乡镇（街道）", "county": "县（市、区）", "city": "市"}
CASE_STATUSES = {"stub": "只有线索", "partial": "部分", "complete": "完整", "retired": "已停用"}
WORKED = {"no": "没有见效", "mixed": "换了地方结果不同"}
MATURITIES = ("探索", "试行", "推广", "成熟")


def _since(text: str, _: RowSoFar) -> Period:
    period = Period.parse(text)
    if period is None:
        fix = "写成 2019Q3、2019-08 或 2019；不知道从哪一期开始就删去 since。"
        raise ValueRefused("S03", "不是期间。", fix)
    return period


def _is_demo(text: str, row: RowSoFar) -> bool:
    return one_of(("demo",)).read(text, row) == "demo"


def _grade(text: str, row: RowSoFar) -> int:
    return int(one_named({str(grade): name for grade, name in GRADES.items()}).read(text, row))


@dataclass(frozen=True)
class Case(Written):
    """经验做法. `lead` is what stands before the first block, `blocks` the text of each by its name,
    `materials` the files in its folder.

    `status` is what the editor says, "" mostly: which one it deserves is worked out (`model/writings/standing.py`). `since` is the
    first period with the practice in place, None where nobody wrote it down.
    """

    lead: Text
    blocks: Mapping[str, Text]
    materials: tuple[Material, ...]
    title: str = column("title", "标题", TEXT)
    units: tuple[str, ...] = column("units", "做法所在单位的编号或名称", ListOf(refers_to("unit")))
    asked_as: tuple[str, ...] = optional_column(
        "asked_as", "读者会用的说法，检索用，例如打官司太多", ListOf(TEXT)
    )
    themes: tuple[str, ...] = column(
        "themes", "主题的编号或名称，在 portal.yml 的 themes 登记", ListOf(refers_to("theme"))
    )
    level: str = column(
        "level", "层级：village 村、town 乡镇（街道）、county 县（市、区）、city 市", one_named(LEVELS)
    )
    year: int | None = optional_column("year", "写的是哪一年的做法；出处没有日期的就不写", optional(YEAR))
    status: str = optional_column(
        "status",
        "不用写：按内容算出 stub 只有线索、partial 部分、complete 完整；停用的写 retired",
        empty_as(one_named(CASE_STATUSES), ""),
    )
    problem: str = optional_column("problem", "解决什么问题，一句话", NOTE)
    maturity: str = optional_column(
        "maturity", "成熟度：探索、试行、推广、成熟；不知道就不写", empty_as(one_of(MATURITIES), "")
    )
    since: Period | None = optional_column(
        "since", "从哪一期开始实施，例如 2019Q3，数值以此分前后；不知道就不写", optional(Parser(_since))
    )
    indicators: tuple[str, ...] = optional_column(
        "indicators", "相关指标的编号或名称", ListOf(refers_to("indicator"))
    )
    sources: tuple[Source, ...] = optional_column(
        "sources",
        "出处：facts.csv 里的编号，或者报道、文件；正文里引用的编号不用再列",
        ListOf(MappingOf(Source, alone="title")),
    )
    summary: str = column("summary", "一句话说明", TEXT)
    cost: Cost = optional_column(
        "cost",
        "投入；四项都要查，查不到写“未载”；数字后面同正文一样用方括号写出处编号，这样的值每项各占一行",
        MappingOf(Cost),
    )
    time_to_set_up: str = optional_column(
        "time_to_set_up", "从决定到用上要多久，例如 3个月；查不到写“未载”", NOTE
    )
    evidence: int = optional_column(
        "evidence",
        f"证据等级：{'、'.join(f'{grade} {name}' for grade, name in GRADES.items())}；没有写是 0",
        empty_as(Parser(_grade), 0),
    )
    independence: str = optional_column(
        "independence",
        f"成效是谁说的：{'、'.join(INDEPENDENCE)}；有几种的，写最弱的一种",
        empty_as(one_of(tuple(INDEPENDENCE)), ""),
    )
    worked: str = optional_column(
        "worked",
        "没有见效的写 no，换了地方结果不同的写 mixed；见效的、还不知道的不写",
        empty_as(one_named(WORKED), ""),
    )
    results: tuple[Result, ...] = optional_column(
        "results", "成效：做法带来的变化，最要紧的写在前面", ListOf(MappingOf(Result))
    )
    outputs: tuple[Output, ...] = optional_column(
        "outputs", "工作量：做了多少，不是成效", ListOf(MappingOf(Output))
    )
    failure_modes: tuple[FailureMode, ...] = optional_column(
        "failure_modes", "容易出的毛病：如果……就会……，看什么能发现", ListOf(MappingOf(FailureMode))
    )
    adopted_by: tuple[Adoption, ...] = optional_column(
        "adopted_by", "来看过或借鉴的单位", ListOf(MappingOf(Adoption))
    )
    later: tuple[Development, ...] = optional_column(
        "later", "后来的发展，注明日期，与当年的做法分开", ListOf(MappingOf(Development))
    )
    endorsements: tuple[Endorsement, ...] = optional_column(
        "endorsements", "肯定和荣誉，必须有出处；不作证据", ListOf(MappingOf(Endorsement))
    )
    unknown: tuple[str, ...] = optional_column(
        "unknown", "查过、出处里没有的，集中写在这里，正文不再逐句说", ListOf(TEXT)
    )
    contact: str = column("contact", "联系单位（办公室），不写个人和手机", TEXT)
    reviewed: str = optional_column("reviewed", "上次核对的日期", empty_as(KNOWN_DATE, ""))
    next_review: str = optional_column("next_review", "下次核对的日期", empty_as(KNOWN_DATE, ""))
    is_demo: bool = optional_column("data_status", "虚构示例写 demo", empty_as(Parser(_is_demo), False))
    review: tuple[ReviewStep, ...] = optional_column("review", REVIEW_MEANING, REVIEW)

    @property
    def year_name(self) -> str:
        return f"{self.year}年" if self.year else "年份未载"

    @property
    def day(self) -> date | None:
        """The day by whose names the units of a write-up are called."""
        return date(self.year, 1, 1) if self.year else None

    @property
    def users(self) -> tuple[str, ...]:
        """The units that began the practice, then those that adopted it; not those that only came to look."""
        adopters = (one.unit_id for one in self.adopted_by if one.status != VISITED)
        return tuple(dict.fromkeys((*self.units, *adopters)))


CASE = schema_of(Case, "content/cases/<编号>.md 或 content/cases/<编号>/index.md", "经验做法")
