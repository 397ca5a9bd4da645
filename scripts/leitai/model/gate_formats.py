"""The columns of what an office adds to the personal-data gate (D28)."""

from __future__ import annotations

from leitai.model.file_format import Field, FileFormat

NAMES = FileFormat(
    "site_config/names.csv",
    "不得出现的姓名（可以没有；本身就是个人信息，只留在办公电脑上，不发布、不入版本库）",
    (Field("name", "姓名，至少两个字；读到或生成的任何文字里出现就停止，报告里打码"),),
)
OVERRIDES = FileFormat(
    "site_config/overrides.csv",
    "放行登记（可以没有）：像个人信息、经核对不是的文字",
    (
        Field("code", "报告里的代码：D01、D02、D03、D04 或 D06"),
        Field("path", "报告里的文件，例如 content/cases/yiwu.md；只在这个文件里放行"),
        Field("text", "原文（不打码），一字不差；由它生成的网页也放行"),
        Field("decided_by", "谁决定的：写职务，不写姓名"),
        Field("decided_on", "决定的日期"),
        Field("reason", "理由，会写在检查报告里"),
    ),
)
