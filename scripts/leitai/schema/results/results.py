"""填报结果: the tidy form of a result table; the other shapes are read by `read/sheets`."""

from __future__ import annotations

from leitai.schema.columns import Column, FileFormat

RESULTS = FileFormat(
    "content/results/<期间>/*.csv、*.xlsx",
    "填报结果（长表）",
    (
        Column("单位", "单位表里的全称、简称或登记过的别名"),
        Column("指标", "指标表里的名称或登记过的别名"),
        Column("数值", "数字，或 未报、零报告、不适用、不公布、出处未载"),
        Column("期间", "与所在目录相同", required=False),
        Column("计量单位", "这一行数值的计量单位，可与登记的单位换算", required=False),
        Column("上年同期", "上年同期的数值，用来算同比", required=False),
        Column("同比", "只有百分数时填写，标为报送值", required=False),
        Column("目标值", "按完成率计分时的目标", required=False),
        Column("备注", "说明", required=False),
    ),
)
