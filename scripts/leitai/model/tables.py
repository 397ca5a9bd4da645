"""The tables for analysts, a row per key: `leitai.open(root)`, `data/*.csv`, `data/portal.sqlite`.

Names, types, keys and meanings are declared here once; frames, files, `datapackage.json` and the page 数据 follow.
Where there is nothing, a frame has NA (or None), SQLite NULL, a CSV file an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from leitai.model.observations import QUALIFIER_NAMES, STATE_NAMES
from leitai.model.scoring.ranking import STATUS_NAMES
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, POLARITY_NAMES
from leitai.schema.config.portal import DATA_STATUS_NAMES

ColumnType = Literal["text", "decimal", "integer", "rank", "boolean", "date"]
TYPE_NAMES: Mapping[ColumnType, str] = {
    "text": "文字",
    "decimal": "小数",
    "integer": "整数",
    "rank": "名次，可有半个",
    "boolean": "是否",
    "date": "日期",
}
PLACES = 10  # of a weight or target that has no end as a decimal
POINTS = "分"
PLACE = "名"
MEASURE = "unit_of_measure"  # the column that says what the row's decimals are counted in, unless they declare a measure


@dataclass(frozen=True)
class TableColumn:
    """A column; `choices` are its only values, with what readers see of each. `absent` are texts that stand for no value.

    A decimal is counted in `measure`, or else in what the row's `unit_of_measure` says. `is_public`: whether it is published.
    """

    name: str
    type: ColumnType
    meaning: str
    measure: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    is_public: bool = True

    @property
    def described(self) -> str:
        """The meaning, with what each of the possible values stands for."""
        if not self.choices:
            return self.meaning
        return f"{self.meaning}：" + "、".join(f"{value} {name}" for value, name in self.choices.items())


@dataclass(frozen=True)
class Reference:
    """Columns of which every filled row stands under the same key in another table."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class DataTable:
    """A table; no two rows have the same `key`, and each part of it is filled."""

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    references: tuple[Reference, ...] = ()

    @property
    def public(self) -> DataTable:
        """The table as it is published."""
        return replace(self, columns=tuple(column for column in self.columns if column.is_public))


@dataclass(frozen=True)
class Tables:
    """The five tables as DataFrames, their columns as `TABLES` declares them.

    `text` columns are `str`, `integer` Int64, `boolean` boolean, `date` datetime64; `decimal` columns hold `Decimal` or None,
    exactly as printed: `.astype(float)` for what needs no exactness.
    """

    observations: pd.DataFrame
    scores: pd.DataFrame
    rankings: pd.DataFrame
    units: pd.DataFrame
    indicators: pd.DataFrame

    def __getitem__(self, name: str) -> pd.DataFrame:
        found: pd.DataFrame = getattr(self, name)
        return found

    def public(self) -> Tables:
        """The same tables with the columns that are published."""
        return Tables(
            **{
                table.name: self[table.name][[column.name for column in table.public.columns]]
                for table in TABLES
            }
        )


_PERIOD = TableColumn("period", "text", "期间：2019Q3、2019-08、2019H1、2019")
_UNIT = TableColumn("unit", "text", "单位编号，见 units")
_UNIT_NAME = TableColumn("unit_name", "text", "单位名称")
_GROUP = TableColumn("peer_group", "text", "组别编号；只在组内比较")
_GROUP_NAME = TableColumn("peer_group_name", "text", "组别名称")
_INDICATOR = TableColumn("indicator", "text", "指标编号，见 indicators")
_INDICATOR_NAME = TableColumn("indicator_name", "text", "指标名称")
_MEASURE = TableColumn(MEASURE, "text", "计量单位")
_METHOD = TableColumn("method", "text", "考核办法编号")
_VERSION = TableColumn("method_version", "integer", "考核办法版本")
_STATE = TableColumn("state", "text", "填报状态", choices=STATE_NAMES)
_DATA_STATUS = TableColumn("data_status", "text", "数据状态", choices={**DATA_STATUS_NAMES, "demo": "演示"})
_NOTICE = TableColumn("notice", "text", "引用这一行必须一并写明的话：数据状态，是不是演示，有没有更正")

_OF_UNIT = Reference(("unit",), "units", ("unit",))
_OF_INDICATOR = Reference(("indicator",), "indicators", ("indicator",))

UNITS = DataTable(
    "units",
    "单位",
    "参评单位和其他登记的单位",
    ("unit",),
    (
        TableColumn("unit", "text", "单位编号"),
        TableColumn("name", "text", "全称"),
        TableColumn("short", "text", "简称"),
        TableColumn("kind", "text", "类别"),
        _GROUP,
        _GROUP_NAME,
        TableColumn("parent", "text", "上级单位的编号"),
        TableColumn("gbt2260", "text", "行政区划代码（GB/T 2260）"),
        TableColumn("sort", "integer", "习惯次序"),
        TableColumn("valid_from", "date", "设立日期"),
        TableColumn("valid_to", "date", "撤销日期"),
        TableColumn("successor", "text", "撤销以后承接它的单位的编号，多个用“、”隔开"),
        TableColumn("former_names", "text", "曾用名和各自的截止日期；各期的数用当时的名称"),
        TableColumn("note", "text", "说明"),
    ),
    (Reference(("parent",), "units", ("unit",)),),
)
INDICATORS = DataTable(
    "indicators",
    "指标",
    "指标的定义、方向和来源",
    ("indicator",),
    (
        TableColumn("indicator", "text", "指标编号"),
        TableColumn("name", "text", "名称"),
        _MEASURE,
        TableColumn("polarity", "text", "方向", choices=POLARITY_NAMES),
        TableColumn("period_type", "text", "期间类型", choices=PERIOD_TYPE_NAMES),
        TableColumn("decimals", "integer", "小数位数"),
        TableColumn("theme", "text", "主题"),
        TableColumn("owner", "text", "主管单位"),
        TableColumn("definition", "text", "定义"),
        TableColumn("source", "text", "来源"),
        TableColumn("rankable", "boolean", "能否用于排名"),
        TableColumn("valid_min", "decimal", "合理范围的下限"),
        TableColumn("valid_max", "decimal", "合理范围的上限"),
        TableColumn("former_names", "text", "曾用名和各自的截止日期；各期的数用当时的名称"),
        TableColumn("note", "text", "说明"),
    ),
)
OBSERVATIONS = DataTable(
    "observations",
    "填报的数",
    "每期每个单位每项指标一行，不参加排名的单位也在内",
    ("period", "unit", "indicator"),
    (
        _PERIOD,
        _UNIT,
        _UNIT_NAME,
        _GROUP,
        _INDICATOR,
        _INDICATOR_NAME,
        TableColumn("value", "decimal", "数值，小数位数与填报的一样；没有数值时看 state"),
        _MEASURE,
        _STATE,
        TableColumn("qualifier", "text", "数值是否带余、以上、约等字样", choices=QUALIFIER_NAMES),
        TableColumn("text", "text", "填报的原文"),
        TableColumn("target", "decimal", "同一行填报的目标值"),
        TableColumn("year_ago", "decimal", "同一行填报的上年同期"),
        TableColumn("yoy_reported", "text", "填报的同比原文"),
        TableColumn("note", "text", "备注", is_public=False),
        TableColumn("path", "text", "来源文件"),
        TableColumn("sheet", "text", "工作表"),
        TableColumn("row", "integer", "行号"),
        TableColumn("column", "text", "列名或列号"),
        _DATA_STATUS,
        _NOTICE,
    ),
    (_OF_UNIT, _OF_INDICATOR),
)
RANKINGS = DataTable(
    "rankings",
    "名次和总分",
    "每期每组每个单位一行；办法不公布的名次和得分是空的",
    ("period", "peer_group", "unit"),
    (
        _PERIOD,
        _GROUP,
        _GROUP_NAME,
        _UNIT,
        _UNIT_NAME,
        _METHOD,
        _VERSION,
        TableColumn("status", "text", "是否参加排名", choices=STATUS_NAMES),
        TableColumn("reason", "text", "不参加排名的原因"),
        TableColumn("rank", "rank", "名次", PLACE),
        TableColumn("tied", "boolean", "是否与别的单位并列"),
        TableColumn("score", "decimal", "总分，含加分和扣分", POINTS),
        TableColumn("bonus", "decimal", "加分，封顶以后", POINTS),
        TableColumn("deduction", "decimal", "扣分，封顶以后", POINTS),
        TableColumn("tier", "text", "等次"),
        TableColumn("previous_period", "text", "比较的上期"),
        TableColumn("previous_rank", "rank", "上期名次", PLACE),
        TableColumn("rank_change", "rank", "名次变化，上升为正", PLACE),
        TableColumn("change_note", "text", "没有名次变化的原因"),
        TableColumn("best_rank", "rank", "权重略有不同时最好的名次", PLACE),
        TableColumn("worst_rank", "rank", "权重略有不同时最差的名次", PLACE),
        _DATA_STATUS,
        _NOTICE,
    ),
    (_OF_UNIT,),
)
SCORES = DataTable(
    "scores",
    "各项指标的得分",
    "每期每组每个单位每项计分指标一行；来源单元格按 period、unit、indicator 在 observations 里找",
    ("period", "peer_group", "unit", "indicator"),
    (
        _PERIOD,
        _GROUP,
        _UNIT,
        _UNIT_NAME,
        _INDICATOR,
        _INDICATOR_NAME,
        TableColumn("value", "decimal", "计分的数值"),
        _MEASURE,
        _STATE,
        TableColumn("target", "decimal", f"计分用的目标值；除不尽的取 {PLACES} 位小数"),
        TableColumn("score", "decimal", "得分，100 为满分", POINTS),
        TableColumn("points", "decimal", "所得分值，计入总分", POINTS),
        TableColumn("weight", "decimal", f"实际权重；除不尽的取 {PLACES} 位小数", POINTS),
        _METHOD,
        _VERSION,
        _DATA_STATUS,
        _NOTICE,
    ),
    (
        _OF_UNIT,
        _OF_INDICATOR,
        Reference(("period", "peer_group", "unit"), "rankings", ("period", "peer_group", "unit")),
    ),
)
TABLES = (OBSERVATIONS, SCORES, RANKINGS, UNITS, INDICATORS)
