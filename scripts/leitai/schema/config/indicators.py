"""指标表: what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.folding import fold
from leitai.schema.parsers import (
    DAY,
    INTEGER,
    LISTED,
    NAME,
    NOTE,
    NUMBER,
    SLUG,
    TEXT,
    TRUTH,
    RowSoFar,
    empty_as,
    one_named,
    optional,
)

Polarity = Literal["higher", "lower", "interval", "none"]
POLARITY_NAMES: dict[Polarity, str] = {
    "higher": "越高越好",
    "lower": "越低越好",
    "interval": "适度为好",
    "none": "不分好坏",
}
PERIOD_TYPE_NAMES = {"quarter": "当期值", "ytd": "本年累计", "since_start": "成立以来累计", "point": "时点值"}
NOT_ADDITIVE = ("%", "‰", "‱", "分", "倍", "名", "位", "级", "年", "岁", "天", "小时", "分钟")
MIN_COUNT = 5  # the smallest count of people in a vulnerable group that names nobody
_VULNERABLE = re.compile(
    "信访人|上访|重点人|患者|病人|精神障碍|未成年|儿童|青少年|学生|受害|被害|嫌疑人|被告人|吸毒|戒毒|矫正|刑满|帮教|艾滋"
)
_LIVES = re.compile("死亡|致死|死伤|伤亡|受伤|重伤|轻伤|自杀|溺亡|命案")
_BETTER_UNREPORTED = re.compile("警情|发案|立案|报案|案件|刑案|事故|火灾|诈骗|投诉|举报|信访|上访|纠纷|损失")
_COUNTS_PEOPLE = re.compile("[百千万亿]*(?:人|名|户|例|人次)")


def min_count_of(name: str, unit_of_measure: str) -> int:
    """The minimum for an indicator that sets none: `MIN_COUNT` where it counts people of a vulnerable group."""
    counts_them = _VULNERABLE.search(name) and _COUNTS_PEOPLE.fullmatch(fold(unit_of_measure))
    return MIN_COUNT if counts_them else 0


def _own_min_count(row: RowSoFar) -> int:
    return min_count_of(str(row.values.get("name")), str(row.values.get("unit_of_measure")))


def may_be_lever(name: str, polarity: object) -> bool:
    """The default of `lever`: nobody bargains with lives, nor with what improves when it isn't reported."""
    return not (_LIVES.search(name) or (polarity == "lower" and _BETTER_UNREPORTED.search(name)))


def _own_is_lever(row: RowSoFar) -> bool:
    return may_be_lever(str(row.values.get("name")), row.values.get("polarity"))


@dataclass(frozen=True)
class Indicator(Record):
    """指标: a defined measurement; `polarity` None when the cell is empty, which a method refuses. Several rows of one id
    are its names and definitions over time.

    `min_count`: counts of people from 1 up to below this are not published, because they name people; 0: no minimum.
    """

    indicator_id: str = column("indicator_id", "编号，用作网址；公布后不改", SLUG)
    name: str = column("name", "指标名", NAME)
    unit_of_measure: str = column("unit_of_measure", "计量单位，例如 %、起、万元", TEXT)
    polarity: Polarity | None = column(
        "polarity",
        "方向：higher 越高越好、lower 越低越好、interval 适度为好、none 不分好坏",
        optional(one_named(POLARITY_NAMES)),
    )
    period_type: str = column(
        "period_type",
        "口径：quarter 当期值、ytd 本年累计、since_start 成立以来、point 时点值",
        empty_as(one_named(PERIOD_TYPE_NAMES), "quarter"),
    )
    decimals: int = column("decimals", "显示的小数位数", empty_as(INTEGER, 0))
    theme: str = column("theme", "主题，例如 平安建设", TEXT)
    owner: str = column("owner", "责任单位", TEXT)
    definition: str = column("definition", "定义", TEXT)
    source: str = column("source", "数据来源", TEXT)
    rankable: bool = column("rankable", "true 可以排名，false 只展示", empty_as(TRUTH, True))
    valid_min: Decimal | None = column("valid_min", "最小的合理值，可空", optional(NUMBER))
    valid_max: Decimal | None = column("valid_max", "最大的合理值，可空", optional(NUMBER))
    min_count: int = optional_column(
        "min_count",
        "人数少于几个就不公布（0 除外）；不写：未成年人、患者、重点人员等群体的人数按 5，其余不限；写 0 表示不限",
        replace(INTEGER, empty=_own_min_count),
    )
    is_lever: bool = optional_column(
        "lever",
        "追赶时可否作为抓手：false 不可以。不写：死伤人数，以及越低越好、少报就会变好的警情、案件、事故、投诉等为 false",
        replace(TRUTH, empty=_own_is_lever),
    )
    numerator: str | None = optional_column(
        "numerator", "由两个指标算出的率：分子的指标编号；例如万车死亡率的死亡人数", optional(SLUG)
    )
    denominator: str | None = optional_column(
        "denominator",
        "分母的指标编号；时点值（人口、机动车保有量）本期没有报的，用本年的，再没有用以前最近一期的",
        optional(SLUG),
    )
    per: Decimal | None = optional_column(
        "per",
        "分子 ÷ 分母 再乘以几：百分率写 100；每万辆而分母以“辆”计的写 10000，以“万辆”计的写 1",
        optional(NUMBER),
    )
    same_as: str | None = optional_column(
        "same_as",
        "与哪个指标是同一个数：一个指标计两次分（既看水平、又看进步）时另登记一个编号；不用填报",
        optional(SLUG),
    )
    valid_from: date | None = optional_column(
        "valid_from", "这一行从哪天起适用，可空；同一编号可以有几行", optional(DAY)
    )
    valid_to: date | None = optional_column("valid_to", "这一行到哪天为止，可空", optional(DAY))
    asked_as: tuple[str, ...] = optional_column(
        "asked_as", "读者会用的说法，用“、”隔开，检索用，例如车祸、交通事故", empty_as(LISTED, ())
    )
    note: str = column("note", "使用提醒：可能的副作用，可空", NOTE)

    @property
    def is_rate(self) -> bool:
        """Whether the product computes it from two other indicators."""
        return bool(self.numerator and self.denominator and self.per)

    @property
    def made_of(self) -> tuple[str, ...]:
        """The reported indicators that the product makes it of; empty where it is reported itself."""
        return tuple(name for name in (self.same_as, self.numerator, self.denominator) if name)

    @property
    def is_additive(self) -> bool:
        """Whether the values of units and of spans of time add up: counts and amounts do, rates, averages and marks don't."""
        return self.unit_of_measure not in NOT_ADDITIVE and "/" not in self.unit_of_measure

    def allows(self, value: Decimal) -> bool:
        """Whether a value lies between `valid_min` and `valid_max`, both included; without one there is no bound."""
        is_too_low = self.valid_min is not None and value < self.valid_min
        return not is_too_low and (self.valid_max is None or value <= self.valid_max)


INDICATORS = schema_of(Indicator, "site_config/indicators.csv", "指标表")
