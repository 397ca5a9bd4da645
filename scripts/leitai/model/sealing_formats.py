"""The columns of the ledgers of seals and corrections, and of the explanations of warnings."""

from __future__ import annotations

from leitai.model.file_format import Field, FileFormat

CORRECTIONS = FileFormat(
    "content/ledgers/corrections.csv",
    "更正",
    (
        Field("期间", "已封存的期间"),
        Field("单位", "单位名；更正办法、指标登记等不属于一个单位的内容时留空"),
        Field("指标", "指标名；也可以是 指标名/目标值、指标名/上年同期、加分、扣分、一票否决、花名册、名次"),
        Field("原值", "封存的写法；原来没有的写 无"),
        Field("更正值", "现在的写法；删去的写 无"),
        Field("原因", "一句话，不涉及个人"),
        Field("日期", "作出更正的日期"),
        Field("文号", "依据的文件"),
    ),
)
SEALS = FileFormat(
    "content/ledgers/seals.csv",
    "封存账（由 leitai seal 写，不手工改）",
    (
        Field("序号", "从 1 起，不断号"),
        Field("期间", "封存的期间"),
        Field("版本", "这一期的第几版；每次更正加一版"),
        Field("日期", "封存的日期"),
        Field("输入", "填报、目标、加扣分、花名册、指标的 SHA-256"),
        Field("办法", "办法的 SHA-256"),
        Field("结果", "得分和名次的 SHA-256"),
        Field("快照", "快照文件 seals/<期间>/v<版本>.json 的 SHA-256"),
        Field("前一行", "前一行的 SHA-256；第一行是 64 个 0"),
    ),
)
SNAPSHOT = FileFormat(
    "content/ledgers/seals/<期间>/v<版本>.json",
    "封存快照（由 leitai seal 写，不手工改；旁边的 v<版本>/ 是公布时的网页和下载原样）",
    (
        Field("period", "期间"),
        Field("version", "第几版"),
        Field("date", "封存日期"),
        Field("inputs", "填报、目标、加扣分、花名册和指标登记，照原样"),
        Field("method", "办法"),
        Field("results", "读数、分值、得分和名次"),
        Field("places", "各项输入所在的文件、行、列"),
        Field("corrections", "这一版已包括的更正"),
        Field("files", "公布的网页和下载的 SHA-256"),
    ),
)
EXPLAINED = FileFormat(
    "site_config/explained.csv",
    "警告的说明（正式发布时用）",
    (
        Field("code", "问题代码，例如 R01"),
        Field("path", "警告所在的文件，与 leitai check 列出的一样"),
        Field("value", "警告里“写的是”的内容，没有就留空"),
        Field("explanation", "为什么核对后可以保留"),
        Field("by", "由谁说明：科室或岗位，不写姓名"),
        Field("date", "说明的日期"),
    ),
)
