"""`leitai diff`: rank swaps and their cause; totals and ranks that files carry."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from diffs import LAST, diff_of, only, told

from leitai.assist.diff.ranks import cause_of_climb
from leitai.pipeline.load import load
from portals import Portal


def test_rank_swap_and_its_cause(portal: Portal) -> None:
    """By hand, points of fire / hazards / service.

    2019Q1 乙县 24 / 28.5 / 32 = 84.5, 丁山 27 / 30 / 30 = 87; 2019Q2 乙县 30 / 26.4 / 35 = 91.4,
    丁山 22 / 29.7 / 39 = 90.7. 乙县 gains 6 − (−5) = 11 on fire, −2.1 − (−0.3) = −1.8 on hazards and
    3 − 9 = −6 on service.
    """
    diff = diff_of(portal)
    assert told(diff, "rank_swap") == [
        "乙县第 3 名 → 第 2 名，超过丁山（经济）开发区（第 2 名 → 第 3 名）；主要是“火灾起数”："
        "所得分值 24.00 → 30.00，分差变化 11.00 分。"
    ]
    found = only(diff, "rank_swap")
    assert (found.unit, found.indicator, found.before, found.after) == ("yi", "fire", 3, 2)
    assert found.factor is None
    assert str(found.source) == "content/results/2019Q2/汇总.csv 第 3 行 “火灾起数（起）”列"


def test_a_unit_that_overtakes_several_is_told_once(portal: Portal) -> None:
    """甲 丁 乙 丙 becomes 乙 丁 丙 甲: 乙 overtakes 丁 and 甲, the two others 甲."""
    portal.replace(LAST, "甲县,12,38", "甲县,12,10")
    climbs = told(diff_of(portal), "rank_swap")
    assert [(what[0], re.findall("[、过](.)", what.partition("；")[0])) for what in climbs] == [
        ("乙", ["丁", "甲"]),
        ("丁", ["甲"]),
        ("丙", ["甲"]),
    ]
    assert "分差平均变化" in climbs[0]


def test_swap_that_no_indicator_explains(portal: Portal) -> None:
    """With 20 points more on the total and none on an indicator, the rest (18) beats fire (11)."""
    before, now = load(portal.root).rankings
    rows = [ranking.row_of(unit) for unit in ("yi", "ding") for ranking in (before, now)]
    yi_before, yi, ding_before, ding = (row for row in rows if row is not None)
    assert yi.score is not None
    raised = replace(yi, score=yi.score + 18)
    assert cause_of_climb((yi_before, raised), [(ding_before, ding)]) == (None, Decimal(18))
    assert cause_of_climb((yi, yi), [(ding, ding)]) == (None, Decimal(0))


def test_reported_totals_and_ranks(portal: Portal) -> None:
    text = "单位,火灾起数（起）,服务评分,总分,名次\n甲县,12,38,92.8,2\n乙县,8,35,91.4,2\n"
    text += "丙市,20,33,80,4\n丁山（经济）开发区,16,39,90.7,3\n"
    portal.write(LAST, text)
    diff = diff_of(portal)
    assert told(diff, "reported_total") == [
        "“丙市”文件写 80 分，按办法是 78.60 分。请核对各项得分、权重和取舍；文件有误请更正后重报，办法有误请改办法。"
    ]
    assert told(diff, "reported_rank") == [
        "“甲县”文件写第 2 名，按办法是第 1 名。请核对总分和并列的处理（同分同名次、后续名次顺延）。"
    ]
    found = only(diff, "reported_rank")
    assert (found.unit, found.before, found.after) == ("jia", 2, 1)
    assert told(diff_of(portal, "2019Q1"), "reported_rank") == []
