"""What readers call pages whose titles are the office's words; only the search uses it.

What a page that editors write is called stands with it: `asked_as` of a write-up, an indicator, a free page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leitai.model import urls

ASKED_AS: Mapping[str, Sequence[str]] = {
    urls.ACCESSIBILITY: ["读屏软件", "盲人", "看不清", "字太小", "键盘操作", "浏览器要求"],
    urls.ADOPTION: ["借鉴和推广", "学过的地方", "哪里照着做", "学得怎么样", "推广效果", "复制推广"],
    urls.ARCHIVE: [
        "档案目录",
        "打包下载",
        "整个季度的材料",
        "存档",
        "历史资料",
        "往年资料",
        "防篡改",
        "校验",
    ],
    urls.CASES: ["做法大全", "好经验", "案例库", "先进典型", "学习材料"],
    urls.CASES_BY_PROBLEM: ["怎么办", "遇到难题", "哪类问题有办法", "有什么好办法", "对症"],
    urls.CLAIMS: ["全省第一", "全国首个", "率先做的", "领导批示", "获得的荣誉", "说法核实"],
    urls.COMPARE: ["两个县比一比", "谁更好", "单位之间的差距", "横向比较"],
    urls.CORRECTIONS: ["更正记录", "改过的数", "数据改动", "算错的", "勘误"],
    urls.DATA: ["字段说明", "原始数据", "数据下载", "开放数据", "数据字典", "导出表格"],
    urls.FACTS: ["依据", "来源", "引用出处", "参考文献", "哪里来的"],
    urls.INDICATORS: ["考核指标有哪些", "考什么", "指标解释", "指标目录"],
    urls.LEDGERS: ["督办", "跟踪落实"],
    urls.MEETINGS: ["会议材料", "开过的会", "历次现场会", "会议纪要", "下次会议", "在哪开会"],
    urls.METHODS: [
        "考核规则",
        "打分规则",
        "评分标准",
        "怎么算分",
        "计分办法",
        "考核细则",
        "一票否决",
        "加分扣分",
    ],
    urls.PROBLEMS: ["逾期问题", "整改情况", "销号记录", "暗访发现的问题", "被点名的问题", "没整改的"],
    urls.PROGRAMMES: ["平安县创建", "创建活动", "命名表彰", "专项行动", "竞赛活动"],
    urls.PROMISES: ["落实情况", "会议决定", "会上定的事", "答应的事", "表态承诺", "办了没有", "兑现"],
    urls.RANKINGS: ["历次排名", "往期排名", "全部期间", "排名汇总", "所有季度", "什么时候公布", "下一期"],
    urls.REWARDS: ["奖金", "谁得奖", "表彰奖励"],
    urls.TASKS: ["任务进度", "逾期任务", "没完成的任务", "红灯", "亮灯", "项目进展"],
    urls.UNITS: ["参评单位", "有哪些县", "各县市区", "单位名单", "乡镇名单"],
}
