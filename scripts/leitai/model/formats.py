"""The columns and keys of every file that editors write: the single source for readers and handbook."""

from __future__ import annotations

from leitai.model.address import URLS
from leitai.model.file_format import Field, FileFormat
from leitai.model.gate_formats import NAMES, OVERRIDES
from leitai.model.ledger_formats import CLAIMS, FACTS, PROBLEM_LEDGER, TASKS
from leitai.model.meeting import AGENDA_TYPES, COMMITMENT_STATUSES, NO_ANSWER
from leitai.model.sealing_formats import CORRECTIONS, EXPLAINED, SEALS, SNAPSHOT


def _optional(name: str, meaning: str) -> Field:
    return Field(name, meaning, required=False)


_REVIEW = _optional(
    "review", "审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名；portal.yml 要求的正式发布前要齐"
)


UNITS = FileFormat(
    "site_config/units.csv",
    "单位表",
    (
        Field("unit_id", "编号，用作网址：英文字母、数字、连字符和下划线；公布后不改"),
        Field("name", "全称"),
        Field("short", "简称"),
        Field("kind", "类别，例如 县级市、乡镇、法院；法院和检察院按规定不排名"),
        Field("group", "组别编号，在 portal.yml 的 groups 登记；只在组内比较"),
        Field("parent_id", "上级单位的编号，可空"),
        Field("gbt2260", "行政区划代码，功能区等没有的留空"),
        Field("sort", "习惯顺序，小的在前"),
        Field("valid_from", "单位设立的日期，可空"),
        Field("valid_to", "单位撤销的日期，可空"),
        Field("note", "说明，可空"),
    ),
)
INDICATORS = FileFormat(
    "site_config/indicators.csv",
    "指标表",
    (
        Field("indicator_id", "编号，用作网址；公布后不改"),
        Field("name", "指标名"),
        Field("unit_of_measure", "计量单位，例如 %、起、万元"),
        Field("polarity", "方向：higher 越高越好、lower 越低越好、interval 适度为好、none 不分好坏"),
        Field("period_type", "口径：quarter 当期值、ytd 本年累计、since_start 成立以来、point 时点值"),
        Field("decimals", "显示的小数位数"),
        Field("theme", "主题，例如 平安建设"),
        Field("owner", "责任单位"),
        Field("definition", "定义"),
        Field("source", "数据来源"),
        Field("rankable", "true 可以排名，false 只展示"),
        Field("valid_min", "最小的合理值，可空"),
        Field("valid_max", "最大的合理值，可空"),
        _optional(
            "min_count",
            "人数少于几个就不公布（0 除外）；不写：未成年人、患者、重点人员等群体的人数按 5，其余不限；写 0 表示不限",
        ),
        Field("note", "使用提醒：可能的副作用，可空"),
    ),
)
ALIASES = FileFormat(
    "site_config/aliases.csv",
    "别名表",
    (
        Field("kind", "unit 单位或 indicator 指标"),
        Field("alias", "填报时可能出现的写法"),
        Field("id", "它指的单位或指标的编号"),
        Field("group", "只在这一组别的表里有效，可空"),
        Field("valid_from", "从哪天起有效，可空"),
        Field("valid_to", "到哪天为止，可空"),
    ),
)
PORTAL = FileFormat(
    "site_config/portal.yml",
    "门户设置",
    (
        Field("title", "站名，与 mkdocs.yml 的 site_name 相同"),
        Field("owner", "主办单位"),
        Field("contact", "联系方式：单位和总机，不写个人"),
        _optional("recheck_days", "公布后可申请复核的工作日数；不写按 5 个"),
        _optional("small_base", "计数指标的基数小于几，同比、环比旁边写“基数小”；不写就是 30"),
        _optional("site_url", "正式网址；没有就不写，与 mkdocs.yml 相同；写了才有规范网址和订阅（RSS）"),
        Field("groups", "组别编号和名称，顺序就是页面顺序"),
        _optional("themes", "经验做法的主题编号和名称；写经验做法前先登记"),
        _optional(
            "notices",
            "固定说明：classified 非涉密提示、historical 历史说明、historical_until 显示到哪一年；不写用通行的文字",
        ),
        Field(
            "periods",
            "每个期间的 data_status（demo、preliminary、verified、final）和可选的 deadline、published_on、"
            "retention（保管期限：永久、30年、10年）、review（审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名）",
        ),
        _optional(
            "review",
            "正式发布前每期、每篇经验做法、每次会议必须完成的审核环节，例如 [初审, 复审, 终审, 保密审查, 个人信息核查]；"
            "名称以“审”结尾的各由不同的科室或岗位做",
        ),
    ),
)
METHOD = FileFormat(
    "site_config/methods/*.yml",
    "考核办法",
    (
        Field("id", "编号，用作网址；修改办法不改编号，只加 version"),
        Field("version", "版本号，从 1 起"),
        Field("dated", "制定日期"),
        _optional("change_reason", "修改原因，第 2 版起写明；制定日期晚于期间开始（期中调整）时也写在这里"),
        _optional("comparable_with", "名次可以与之比较的较早版本，例如 [1]，须有 change_reason；不写就不比"),
        Field("title", "名称"),
        Field("group", "适用的组别"),
        Field("periods", "适用期间：from 起、to 止；两端期间的类型就是适用的期间类型"),
        Field("scale", "满分"),
        Field(
            "aggregate", "合成方式：arithmetic 加权求和，geometric 加权几何平均；维度可以另写，不写同上一级"
        ),
        Field("rounding", "取整：places 小数位、mode half_up 或 half_even、at indicator 或 total"),
        Field("rank_on", "排名依据：published 取整后的总分，exact 取整前（10 位小数）"),
        Field("ties", "并列：competition 后续顺延，dense 不跳号"),
        _optional("tie_break", "同分时依次比较的指标，例如 [silver, bronze]；不必计入总分"),
        Field("missing", "未报：unranked 不排名、zero 计 0 分、reweight 权重分给同级"),
        Field("not_applicable", "不适用：reweight、full 计满分、unranked"),
        Field("display", "公布范围：full、top_n: 3、tiers、none"),
        _optional("tiers", "等次表，display: tiers 时必需"),
        _optional("legal_basis", "给法院、检察院排名或采用限制性指标的依据，公布在页面上；没有依据就不排名"),
        _optional(
            "adjustments", "加扣分：bonus_cap、deduction_cap 封顶分值，veto: unranked 一票否决的不参与排名"
        ),
        Field(
            "dimensions",
            "维度和指标的树：id、name、weight（数或 1/3 这样的分数），下面是 indicators 或 dimensions",
        ),
    ),
)
RESULTS = FileFormat(
    "content/results/<期间>/*.csv、*.xlsx",
    "填报结果（长表）",
    (
        Field("单位", "单位表里的全称、简称或登记过的别名"),
        Field("指标", "指标表里的名称或登记过的别名"),
        Field("数值", "数字，或 未报、零报告、不适用、不公布、出处未载"),
        _optional("期间", "与所在目录相同"),
        _optional("计量单位", "这一行数值的计量单位，可与登记的单位换算"),
        _optional("上年同期", "上年同期的数值，用来算同比"),
        _optional("同比", "只有百分数时填写，标为报送值"),
        _optional("目标值", "按完成率计分时的目标"),
        _optional("备注", "说明"),
    ),
)
RECEIPTS = FileFormat(
    "content/results/<期间>/receipts.csv",
    "收文登记",
    (
        Field("单位", "报送单位"),
        Field("收到日期", "最早收到报表的日期；晚于截止日期的列为迟报"),
        _optional("说明", "可空"),
    ),
)
ADJUSTMENTS = FileFormat(
    "content/results/<期间>/adjustments.csv",
    "加分、扣分和一票否决",
    (
        Field("单位", "单位名"),
        Field("类别", "加分、扣分 或 一票否决"),
        Field("分值", "正数；一票否决留空"),
        Field("事由", "一句话，不涉及个人"),
        Field("依据", "文件或办法的条款"),
        Field("日期", "事情发生的日期，可空"),
    ),
)
TARGETS = FileFormat(
    "content/targets.csv",
    "目标值",
    (
        Field("期间", "年度目标写年份，例如 2019"),
        Field("单位", "留空表示所有单位"),
        Field("指标", "指标名"),
        Field("目标值", "数值"),
        Field("依据", "文件或任务书"),
    ),
)
BENCHMARKS = FileFormat(
    "content/benchmarks.csv",
    "标杆值",
    (
        Field("期间", "例如 2019Q3"),
        Field("对标", "标杆地（省外）或 对标市（省内）"),
        Field("名称", "标杆的名称，办法里以 benchmark:名称 引用"),
        Field("指标", "指标名"),
        Field("数值", "数值"),
        Field("来源", "数值的出处"),
    ),
)
CASE = FileFormat(
    "content/cases/<编号>.md",
    "经验做法",
    (
        Field("title", "标题"),
        Field("units", "做法所在单位的编号"),
        Field("themes", "主题编号，在 portal.yml 的 themes 登记"),
        Field("level", "层级：village 村、town 乡镇（街道）、county 县（市、区）、city 市"),
        Field("year", "年份"),
        Field("status", "stub 待补充、complete 完整、retired 已停用"),
        _optional("maturity", "成熟度：探索、试行、推广、成熟；不知道就不写"),
        _optional("since", "从哪一期开始实施，例如 2019Q3，数值以此分前后；不知道就不写"),
        _optional("indicators", "相关指标的编号"),
        _optional("sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称"),
        Field("summary", "一句话说明"),
        _optional("adopted_by", "借鉴单位：[{unit, date, status: 试行|推广|停用}]"),
        _optional("endorsements", "肯定和荣誉：[{text, level, source}]，必须有出处"),
        Field("contact", "联系单位（办公室），不写个人和手机"),
        _optional("data_status", "虚构示例写 demo"),
        _REVIEW,
    ),
)
MEETING = FileFormat(
    "content/meetings/<日期>-<编号>/index.md",
    "会议",
    (
        Field("title", "全称，一字不改"),
        Field("short_title", "简称，用在列表里"),
        _optional("joint_with", "合并召开的会议的全称"),
        Field("date", "2019、2019-08 或 2019-08-15：知道多少写多少"),
        _optional("date_note", "日期的说明，例如 月底"),
        _optional("venue", "会议所在单位的编号；不知道就不写"),
        Field("host", "召集单位"),
        _optional("reviews", "评议的期间，例如 [2019Q2]；不知道就不写"),
        _optional("practices", "学习的经验做法的编号"),
        _optional("agenda", f"议程：[{{type, note}}]，type 为 {'、'.join(AGENDA_TYPES)}"),
        _optional("sources", "出处：facts.csv 里的编号，或者直接写文件、报道的名称"),
        _REVIEW,
    ),
)
SPEECH = FileFormat(
    "content/meetings/<会议>/speeches/NN-<单位>.md",
    "发言",
    (
        Field("type", "汇报、典型 或 表态"),
        Field("unit", "发言单位的编号"),
        _optional("problems", "自己查摆的问题，列表"),
        _optional(
            "commitments",
            f"承诺：[{{text, due, status, updated}}]；due 期限、status（{'、'.join(COMMITMENT_STATUSES)}）和 updated 反馈日期"
            f"可以不写，没有 status 就是{NO_ANSWER}",
        ),
    ),
)
EVALUATION = FileFormat(
    "content/meetings/<会议>/evaluation.csv",
    "现场测评",
    (
        Field("单位", "被测评单位"),
        Field("评价人", "评价人的类别，例如 市级单位；不写姓名"),
        Field("优秀", "票数；其余各列也是等次名和票数，列数不限"),
    ),
)
PROSE = FileFormat("content/pages/*.md", "其他页面", (Field("title", "标题"),))

FORMATS: tuple[FileFormat, ...] = (
    RESULTS, RECEIPTS, ADJUSTMENTS, TARGETS, BENCHMARKS, CASE, MEETING, SPEECH, EVALUATION, PROBLEM_LEDGER, TASKS, CLAIMS, URLS,
    CORRECTIONS, SEALS, SNAPSHOT, FACTS, PROSE, UNITS, INDICATORS, ALIASES, PORTAL, METHOD, NAMES, OVERRIDES, EXPLAINED,
)  # fmt: skip
