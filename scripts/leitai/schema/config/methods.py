"""考核办法: how a group is scored over a span of periods; everything that changes a rank is declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from leitai.schema.columns import KeyedRow, Record, column, optional_column, schema_of
from leitai.schema.config.adjustment_rules import (
    ADJUSTMENTS,
    BOUNDS,
    LOWEST_TIER,
    ONE_LOWER,
    AdjustmentRule,
    TotalBounds,
)
from leitai.schema.config.dimensions import (
    AGGREGATES,
    ARITHMETIC,
    MISSING,
    RANK_ON,
    RANKED_ON,
    UNRANKED,
    Dimension,
    MethodIndicator,
    Rollup,
)
from leitai.schema.config.tiers import TIERS, Gate, Tiers
from leitai.schema.keys import ListOf, MappingOf
from leitai.schema.parsers import (
    COUNT,
    DAY,
    NOTE,
    PERIOD,
    POSITIVE,
    SLUG,
    TEXT,
    Parser,
    RowSoFar,
    ValueRefused,
    empty_as,
    one_named,
    one_of,
    optional,
    refers_to,
    words_with_names,
)
from leitai.schema.period import Period

MODES = {"half_up": "四舍五入", "half_even": "逢五取双"}
NOT_APPLICABLE = {"reweight": "权重分给同级", "full": "计满分", UNRANKED: "不排名"}
TIES = {
    "competition": "后续顺延（1、2、2、4）",
    "dense": "不跳号（1、2、2、3）",
    "modified": "取后（1、3、3、4）",
    "average": "取平均（1、2.5、2.5、4）",
}
TOP_N = "top_n"
_MOST_PLACES = 6


def _places(text: str, row: RowSoFar) -> int:
    if text not in map(str, range(_MOST_PLACES + 1)):
        raise ValueRefused("S03", "小数位数超出范围。", f"请写 0 到 {_MOST_PLACES} 之间的整数。")
    return int(text)


PLACES = Parser(_places)


@dataclass(frozen=True)
class PeriodSpan(Record):
    """From which period on a method holds, and until which; both ends included, and of one kind."""

    first: Period = column("from", "从哪一期起", PERIOD)
    last: Period | None = optional_column("to", "到哪一期止；不写就一直适用", optional(PERIOD))


@dataclass(frozen=True)
class Rounding(Record):
    """`scores`: to how many places scores (100 is full) are rounded before they are weighted; None: not at all."""

    places: int = column("places", f"小数位，0 到 {_MOST_PLACES}", PLACES)
    mode: str = column("mode", words_with_names(MODES), one_named(MODES))
    at: str = column(
        "at",
        "indicator 各指标的分值取整，相加得总分；dimension 每个维度取整一次；total 只取整总分",
        one_of(("indicator", "dimension", "total")),
    )
    scores: int | None = optional_column(
        "scores", "百分制得分先取几位小数，再乘权重；不写就不取", optional(PLACES)
    )


@dataclass(frozen=True)
class Display(Record):
    """What the public sees of a ranking: everything, the first n, tiers without order, or no order."""

    kind: str = optional_column(
        "kind",
        "full 全部，tiers 只公布等次，none 不公布；只写这一个词的，可以直接写在冒号后面",
        empty_as(one_of(("full", "tiers", "none")), TOP_N),
    )
    top_n: int | None = optional_column(TOP_N, "只公布前几名", optional(COUNT))

    def __str__(self) -> str:
        return f"top_n: {self.top_n}" if self.kind == TOP_N else self.kind


@dataclass(frozen=True)
class Method(KeyedRow):
    """`is_additive`: the points of indicators add up to totals."""

    id: str = column("id", "编号，用作网址；修改办法不改编号，只加 version", SLUG)
    version: int = column("version", "版本号，从 1 起", COUNT)
    dated: date = column("dated", "制定日期", DAY)
    change_reason: str = optional_column(
        "change_reason", "修改原因，第 2 版起写明；制定日期晚于期间开始（期中调整）时也写在这里", NOTE
    )
    comparable_with: tuple[int, ...] = optional_column(
        "comparable_with",
        "名次可以与之比较的较早版本，例如 [1]，须有 change_reason；不写就不比",
        ListOf(COUNT),
    )
    title: str = column("title", "名称", TEXT)
    group: str = column("group", "适用的组别", refers_to("group"))
    periods: PeriodSpan = column(
        "periods", "适用期间；两端期间的类型就是适用的期间类型", MappingOf(PeriodSpan)
    )
    scale: Decimal = column("scale", "满分", POSITIVE)
    aggregate: str = column("aggregate", f"合成方式：{words_with_names(AGGREGATES)}", one_named(AGGREGATES))
    rounding: Rounding = column("rounding", "取整", MappingOf(Rounding))
    rank_on: str = column("rank_on", f"排名依据：{words_with_names(RANKED_ON)}", RANK_ON)
    ties: str = column("ties", f"并列：{words_with_names(TIES)}", one_named(TIES))
    tie_break: tuple[str, ...] = optional_column(
        "tie_break",
        "同分时依次比较的指标，例如 [silver, bronze]；不必计入总分",
        ListOf(refers_to("indicator")),
    )
    missing: str = column("missing", f"未报：{words_with_names(MISSING)}", one_named(MISSING))
    not_applicable: str = column(
        "not_applicable", f"不适用：{words_with_names(NOT_APPLICABLE)}", one_named(NOT_APPLICABLE)
    )
    display: Display = column(
        "display", "公布范围：full、top_n: 3、tiers、none", MappingOf(Display, alone="kind")
    )
    values: str = optional_column(
        "values",
        "名次不公布的单位，填报的数值公布不公布：public 公布，hidden 也不公布（网页、下载、检索、走势里都没有）；不写就是 public",
        empty_as(one_of(("public", "hidden")), "public"),
    )
    tiers: Tiers | None = optional_column(
        "tiers",
        "等次，display: tiers 时必需，display: full 时可写：{by: points, 优秀: 90, 良好: 80} 按总分；"
        "{by: share, 优秀: 30%, 良好: 50%, 一般: 其余, round: down} 按参加排名单位的比例；"
        "{by: rank, 优秀: 1-3, 一般: 其余} 按名次",
        TIERS,
    )
    gates: tuple[Gate, ...] = optional_column(
        "gates",
        "评等次的门槛，例如 [{of: safety, below: 80, best: 良好}]：维度 safety 的得分低于 80 的，最高评为良好，名额不递补；不写就没有",
        ListOf(MappingOf(Gate)),
    )
    legal_basis: str = optional_column(
        "legal_basis", "给法院、检察院排名或采用限制性指标的依据，公布在页面上；没有依据就不排名", NOTE
    )
    adjustments: AdjustmentRule | None = optional_column(
        "adjustments", "加扣分和一票否决；不写就没有", ADJUSTMENTS
    )
    previous: str = optional_column(
        "previous",
        "名次变化与哪一期比：calendar 日历上的上一期，last_published 上一次排过名的同类期间（隔期公布时用）；不写就是 calendar",
        empty_as(one_of(("calendar", "last_published")), "calendar"),
    )
    total: TotalBounds | None = optional_column(
        "total", "总分的上下限（加扣分以后），写一个或两个；不写就不限", BOUNDS
    )
    dimensions: tuple[Dimension, ...] = column("dimensions", "维度和指标的树", ListOf(MappingOf(Dimension)))

    @property
    def first_period(self) -> Period:
        return self.periods.first

    @property
    def last_period(self) -> Period | None:
        return self.periods.last

    def covers(self, period: Period) -> bool:
        """Whether the method is in force for a period: of the same kind, both ends included."""
        if period.kind != self.first_period.kind:
            return False
        if period.first_day < self.first_period.first_day:
            return False
        return self.last_period is None or period.last_day <= self.last_period.last_day

    def is_set_during(self, period: Period) -> bool:
        """期中调整: the method is dated after a period has begun that it ranks."""
        return self.dated > period.first_day

    @cached_property
    def is_geometric(self) -> bool:
        """Whether any level of it is a geometric mean."""
        levels = (self.aggregate, *(d.aggregate for d in self.all_dimensions()))
        return any(aggregate != ARITHMETIC for aggregate in levels)

    @cached_property
    def is_additive(self) -> bool:
        return not self.is_geometric and not any(d.is_bounded for d in self.all_dimensions())

    def indicators(self) -> tuple[MethodIndicator, ...]:
        """All indicators, in the order of the file."""
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators())

    @cached_property
    def missing_policies(self) -> Mapping[str, str]:
        """What becomes of a missing value, by indicator: what the nearest level above declares."""
        found: dict[str, str] = {}
        for dimension in self.dimensions:
            _add_policies(found, dimension, self.missing)
        return found

    def reported_indicators(self) -> tuple[MethodIndicator, ...]:
        """Those that units report."""
        return tuple(indicator for indicator in self.indicators() if indicator.rollup is None)

    def rollups(self) -> tuple[tuple[MethodIndicator, Rollup], ...]:
        return tuple((i, i.rollup) for i in self.indicators() if i.rollup is not None)

    def deciding_indicators(self) -> tuple[str, ...]:
        """Ids of all that can move a rank: what counts for the total, and what breaks ties."""
        return tuple(dict.fromkeys([*(i.indicator_id for i in self.indicators()), *self.tie_break]))

    def tier_of(self, score: Decimal, place: int, count: int, vetoes: Collection[str] = ()) -> str:
        """The tier of a ranked unit (`Tiers.tier_of`), the effects of its vetoes heeded; empty where there is none."""
        if self.tiers is None:
            return ""
        if LOWEST_TIER in vetoes:
            return self.tiers.tiers[-1].name
        found = self.tiers.tier_of(score, place, count)
        return self.tiers.below(found) if ONE_LOWER in vetoes else found

    def all_dimensions(self) -> tuple[Dimension, ...]:
        return tuple(inner for dimension in self.dimensions for inner in dimension.all_dimensions())


def _add_policies(found: dict[str, str], dimension: Dimension, above: str) -> None:
    own = dimension.missing or above
    found.update({leaf.indicator_id: own for leaf in dimension.leaves})
    for child in dimension.dimensions:
        _add_policies(found, child, own)


def method_for(methods: Iterable[Method], group: str, period: Period) -> Method | None:
    """The one in force for a group and period."""
    return next((method for method in methods if method.group == group and method.covers(period)), None)


def methods_for(methods: Iterable[Method], groups: Iterable[str], period: Period) -> tuple[Method, ...]:
    """Those in force in a period for any of these groups, in the groups' order."""
    known = tuple(methods)
    found = (method_for(known, group, period) for group in groups)
    return tuple(method for method in found if method is not None)


METHOD = schema_of(Method, "site_config/methods/*.yml", "考核办法")
