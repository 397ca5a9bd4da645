"""The tree of a method: dimensions, the indicators that count in them, what is made of shorter periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from leitai.schema.columns import Record, column, optional_column
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.config.weights import WEIGHT
from leitai.schema.keys import SAME_ROWS, ByKind, ListOf, Made, MappingOf, OrNone
from leitai.schema.parsers import (
    COUNT,
    NUMBER,
    POSITIVE,
    SLUG,
    TEXT,
    ValueRefused,
    empty_as,
    inherited,
    one_named,
    optional,
    refers_to,
    words_with_names,
)
from leitai.schema.period import Period

UNRANKED = "unranked"
ARITHMETIC, GEOMETRIC = "arithmetic", "geometric"
AGGREGATES = {ARITHMETIC: "加权求和", GEOMETRIC: "加权几何平均"}
VOID = "void"
GROUP_STAND_INS = ("median", "mean", "worst")  # of the values of the group
IMPUTED = (*GROUP_STAND_INS, "previous")  # what stands in for a missing value
MISSING = {
    UNRANKED: "不排名",
    "zero": "计 0 分",
    "reweight": "权重分给同级",
    "median": "用本组中位数代替",
    "mean": "用本组平均数代替",
    "worst": "用本组最差的数代替",
    "previous": "用本单位上一期的数代替",
}
MISSING_INSIDE = {**MISSING, VOID: "有一项未报，整个维度不计"}
MEAN, WEIGHTED, SUM, BEST = "mean", "weighted", "sum", "best"
COMBINES = {MEAN: "平均", WEIGHTED: "加权", SUM: "合计", BEST: "最好几期的平均"}
TOTAL = "total"
RANKED_ON = {"published": "取整后的总分", "exact": "取整前（10 位小数）"}
RANK_ON = one_named(RANKED_ON)


@dataclass(frozen=True)
class Rollup(Record):
    """What shorter periods give to a longer one: totals under another method, or the scores of one of its dimensions or
    indicators (`of`); `weights` of the periods in their order, or how many of the best count (`n`). With `last`, not the parts
    of the longer period but so many periods back from its end."""

    method_id: str = column("method", "较短期间的办法编号", TEXT)
    of: str = column("of", "取什么：total 总分，或它的维度、指标编号", TEXT)
    combine: str = column("combine", f"怎样合成：{words_with_names(COMBINES)}", one_named(COMBINES))
    weights: tuple[Decimal, ...] = optional_column(
        "weights", "combine: weighted 时各期的权重，例如 [1, 1, 1, 2]", ListOf(POSITIVE)
    )
    n: int | None = optional_column("n", "combine: best 时取几期", optional(COUNT))
    last: int | None = optional_column(
        "last", "由到本期末为止的几期合成，例如近三年写 3；不写就是本期之内的各期", optional(COUNT)
    )

    def periods(self, whole: Period, kind: str) -> tuple[Period, ...]:
        """The periods of a kind that a longer one is made of, the first one first; empty where it can't be."""
        parts = whole.parts(kind) or ((whole,) if kind == whole.kind and self.last else ())
        if self.last is None or not parts:
            return parts
        found = parts[-1:]
        while len(found) < self.last:
            found = (found[0].previous(), *found)
        return found


def _fitting(rollup: Rollup) -> Rollup:
    for name, is_declared, needed_by in (
        ("weights", bool(rollup.weights), WEIGHTED),
        ("n", rollup.n is not None, BEST),
    ):
        if is_declared != (rollup.combine == needed_by):
            what = f"combine: {rollup.combine} 与 {name} 不相配。"
            fix = f"{name} 和 combine: {needed_by} 同时写，或都不写。"
            raise ValueRefused("S08", what, fix)
    return rollup


@dataclass(frozen=True)
class MethodIndicator(Record):
    """An indicator that counts; one with a `rollup` isn't reported but made of shorter periods."""

    indicator_id: str = column("id", "指标的编号或名称", refers_to("indicator"))
    weight: Fraction = column("weight", "权重：大于 0 的数，或 1/3 这样的分数", WEIGHT)
    rule: ScoreRule = column(
        "score", "计分方法和参数，例如 {kind: minmax, floor: 60, span: 40}", ByKind("计分方法", ScoreRule.of)
    )
    rollup: Rollup | None = None


@dataclass(frozen=True)
class Dimension(Record):
    """A branch of the method's tree; holds indicators (`leaves`), further dimensions, or one thing made of shorter periods.

    `aggregate` (how its children become one score) is that of the level above unless declared. `rank_on`: what its own
    ranks are decided on, `missing`: what becomes of missing values in it; both empty for what the level above says.
    `floor` and `cap` are points of its declared weight, and go with the weight that reweighting leaves it.
    """

    dimension_id: str = column("id", "编号，用作网址", SLUG)
    name: str = column("name", "名称", TEXT)
    weight: Fraction = column("weight", "权重；同级的合计等于上一级的，最上一级的合计等于 scale", WEIGHT)
    aggregate: str = optional_column(
        "aggregate", "合成方式；不写同上一级", inherited(one_named(AGGREGATES), "aggregate")
    )
    rank_on: str = optional_column("rank_on", "本维度的名次依据；不写同办法", empty_as(RANK_ON, ""))
    missing: str = optional_column(
        "missing",
        "本维度里未报怎样办；不写同上一级；还可写 void（有一项未报，整个维度不计）",
        empty_as(one_named(MISSING_INSIDE), ""),
    )
    floor: Decimal | None = optional_column(
        "floor", "所得分值最低几分（该大项扣完为止写 0）；不写就不限", optional(NUMBER)
    )
    cap: Decimal | None = optional_column("cap", "所得分值最高几分；不写就不限", optional(NUMBER))
    dimensions: tuple[Dimension, ...] = optional_column(
        "dimensions", "下级维度；与 indicators、rollup 写一个", SAME_ROWS
    )
    leaves: tuple[MethodIndicator, ...] = optional_column(
        "indicators", "本维度的指标", ListOf(MappingOf(MethodIndicator))
    )
    rollup: Rollup | None = optional_column(
        "rollup", "由较短的期间合成", OrNone(Made(MappingOf(Rollup), _fitting))
    )

    @property
    def is_bounded(self) -> bool:
        return self.floor is not None or self.cap is not None

    @property
    def children(self) -> tuple[Dimension, ...] | tuple[MethodIndicator, ...]:
        return self.dimensions or self.leaves

    def indicators(self) -> Iterator[MethodIndicator]:
        """All that count in it, in the order of the file."""
        yield from self.leaves
        for dimension in self.dimensions:
            yield from dimension.indicators()

    def all_dimensions(self) -> Iterator[Dimension]:
        """This dimension and all below it, parents first."""
        yield self
        for dimension in self.dimensions:
            yield from dimension.all_dimensions()
