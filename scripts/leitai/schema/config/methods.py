"""考核办法: how a group is scored over a span of periods; everything that changes a rank is declared."""

from __future__ import annotations

from leitai.schema.columns import Column, FileFormat

METHOD = FileFormat(
    "site_config/methods/*.yml",
    "考核办法",
    (
        Column("id", "编号，用作网址；修改办法不改编号，只加 version"),
        Column("version", "版本号，从 1 起"),
        Column("dated", "制定日期"),
        Column(
            "change_reason",
            "修改原因，第 2 版起写明；制定日期晚于期间开始（期中调整）时也写在这里",
            required=False,
        ),
        Column(
            "comparable_with",
            "名次可以与之比较的较早版本，例如 [1]，须有 change_reason；不写就不比",
            required=False,
        ),
        Column("title", "名称"),
        Column("group", "适用的组别"),
        Column("periods", "适用期间：from 起、to 止；两端期间的类型就是适用的期间类型"),
        Column("scale", "满分"),
        Column(
            "aggregate", "合成方式：arithmetic 加权求和，geometric 加权几何平均；维度可以另写，不写同上一级"
        ),
        Column(
            "rounding",
            "取整：places 小数位、mode half_up 或 half_even、at indicator（每个指标的分值先取整）、dimension（每个维度取整一次）或 total（总分取整一次）；可写 scores（百分制得分先取几位小数，再乘权重）",
        ),
        Column("rank_on", "排名依据：published 取整后的总分，exact 取整前（10 位小数）"),
        Column(
            "ties",
            "并列：competition 后续顺延（1、2、2、4），dense 不跳号（1、2、2、3），modified 取后（1、3、3、4），average 取平均（1、2.5、2.5、4）",
        ),
        Column("tie_break", "同分时依次比较的指标，例如 [silver, bronze]；不必计入总分", required=False),
        Column(
            "missing",
            "未报：unranked 不排名、zero 计 0 分、reweight 权重分给同级；或声明用别的数代替：median 本组中位数、mean 本组平均数、"
            "worst 本组最差的数、previous 本单位上一期的数。维度可以另写，还可写 void（有一项未报，整个维度不计）",
        ),
        Column("not_applicable", "不适用：reweight、full 计满分、unranked"),
        Column("display", "公布范围：full、top_n: 3、tiers、none"),
        Column(
            "values",
            "名次不公布的单位，填报的数值公布不公布：public 公布，hidden 也不公布（网页、下载、检索、走势里都没有）；不写就是 public",
            required=False,
        ),
        Column(
            "tiers",
            "等次，display: tiers 时必需，display: full 时可写：{by: points, 优秀: 90, 良好: 80} 按总分；"
            "{by: share, 优秀: 30%, 良好: 50%, 一般: 其余, round: down} 按参加排名单位的比例，也可写 1/3，round 是 down 舍、up 进或 half_up 四舍五入；"
            "{by: rank, 优秀: 1-3, 一般: 其余} 按名次。从最好的一等写起，并列的都进较好的一等",
            required=False,
        ),
        Column(
            "legal_basis",
            "给法院、检察院排名或采用限制性指标的依据，公布在页面上；没有依据就不排名",
            required=False,
        ),
        Column(
            "adjustments",
            "加扣分：bonus_cap、deduction_cap 封顶分值，可写 item_cap 每一项最多几分；"
            "veto 一票否决：unranked 不参与排名、lowest_tier 照常排名但定为最低等次、no_award 照常排名但不授奖",
            required=False,
        ),
        Column(
            "previous",
            "名次变化与哪一期比：calendar 日历上的上一期，last_published 上一次排过名的同类期间（隔期公布时用）；不写就是 calendar",
            required=False,
        ),
        Column(
            "total",
            "总分的上下限（加扣分以后）：floor 保底、cap 封顶，写一个或两个；不写就不限",
            required=False,
        ),
        Column(
            "dimensions",
            "维度和指标的树：id、name、weight（数或 1/3 这样的分数），可以另写 aggregate 和 rank_on，"
            "下面是 indicators 或 dimensions；由较短期间合成的写 rollup: {method: 办法编号, of: total 或维度、指标编号, "
            "combine: mean 平均、weighted 加权（weights: [1, 1, 1, 2]）、sum 合计、best 最好几期的平均（n: 3）}；last: 3 由到本期末为止的 3 期合成（近三年、连续四个季度），不写就是本期之内的各期",
        ),
    ),
)
