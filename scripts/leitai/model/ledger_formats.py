"""The columns of the lists that are kept by hand: facts, problems, tasks, claims."""

from __future__ import annotations

from leitai.model.file_format import Field, FileFormat

FACTS = FileFormat(
    "content/facts.csv",
    "出处",
    (
        Field("编号", "大写字母加数字，例如 F23；正文里写 [F23] 引用"),
        Field("事实", "转述的一句话"),
        Field("时间", "事实所指的时间"),
        Field("出处", "报道、文件或数据的名称和日期"),
        Field("提醒", "引用时要注意的，可空"),
    ),
)

PROBLEM_LEDGER = FileFormat(
    "content/ledgers/problems.csv",
    "问题台账",
    (
        Field("编号", "大写字母加数字，例如 Q001"),
        Field("来源", "会议 或 暗访"),
        Field("日期", "2019-08-15 或 2019-08"),
        Field("单位", "责任单位"),
        Field("类别", "问题类别"),
        Field("指标", "相关指标，可空"),
        Field("问题", "一句话，不涉及个人"),
        Field("要求完成", "日期，可空"),
        Field("状态", "未整改、整改中、已提交、已销号、回头看"),
        Field("状态日期", "状态变化的日期，可空"),
        Field("佐证", "材料名称，可空；虚构示例写“演示”"),
    ),
)
TASKS = FileFormat(
    "content/ledgers/tasks.csv",
    "挂图作战",
    (
        Field("编号", "例如 T001"),
        Field("单位", "责任单位"),
        Field("任务", "任务名"),
        Field("节点", "节点名"),
        Field("计划日期", "节点的计划日期"),
        Field("实际日期", "完成日期，没完成留空"),
        Field("计划进度", "百分数，例如 60%"),
        Field("实际进度", "百分数"),
    ),
)
CLAIMS = FileFormat(
    "content/ledgers/claims.csv",
    "首创与位次",
    (
        Field("编号", "例如 C01"),
        Field("单位", "提出的单位"),
        Field("表述", "原意转述，不改成数字"),
        Field("类型", "首创、率先、位次、方阵 或 批示"),
        Field("层级", "全国、全省 或 全市"),
        Field("截至", "截至什么时候"),
        Field("来源", "出处：facts.csv 里的编号，或者直接写文件、报道的名称，多个用顿号隔开"),
        Field("核实", "未核实 或 已核实"),
    ),
)
