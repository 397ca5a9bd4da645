"""门户设置: who publishes, for whom, with which standing notices; and its periods."""

from __future__ import annotations

from leitai.schema.columns import Column, FileFormat

PORTAL = FileFormat(
    "site_config/portal.yml",
    "门户设置",
    (
        Column("title", "站名，与 mkdocs.yml 的 site_name 相同"),
        Column("owner", "主办单位"),
        Column("contact", "联系方式：单位和总机，不写个人"),
        Column("recheck_days", "公布后可申请复核的工作日数；不写按 5 个", required=False),
        Column("small_base", "计数指标的基数小于几，同比、环比旁边写“基数小”；不写就是 30", required=False),
        Column(
            "site_url",
            "正式网址；没有就不写，与 mkdocs.yml 相同；写了才有规范网址和订阅（RSS）",
            required=False,
        ),
        Column("groups", "组别编号和名称，顺序就是页面顺序"),
        Column("themes", "经验做法的主题编号和名称；写经验做法前先登记", required=False),
        Column(
            "notices",
            "固定说明：classified 非涉密提示、historical 历史说明、historical_until 显示到哪一年；不写用通行的文字",
            required=False,
        ),
        Column(
            "periods",
            "每个期间的 data_status（demo、preliminary、verified、final）和可选的 deadline、published_on、"
            "retention（保管期限：永久、30年、10年）、review（审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名）",
        ),
        Column(
            "review",
            "正式发布前每期、每篇经验做法、每次会议必须完成的审核环节，例如 [初审, 复审, 终审, 保密审查, 个人信息核查]；"
            "名称以“审”结尾的各由不同的科室或岗位做",
            required=False,
        ),
    ),
)
