"""`leitai diff`: values against their own past."""

from __future__ import annotations

from decimal import Decimal

from diffs import LAST, QUARTERS, START, diff_of, only, set_cells, told

from leitai.assist.diff.text import diff_text
from portals import Portal


def score_any_value(portal: Portal) -> None:
    """服务评分 isn't a judged mark of 40 any more: those outside 0 to the full mark are refused before anything is compared."""
    given, relative = "{kind: as_given, full: 40}", "{kind: minmax, floor: 60, span: 40}"
    portal.replace("site_config/methods/county.yml", given, relative)


def test_a_figure_that_check_doubts_is_told_in_its_words(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "20,91.5,0.304,21")
    diff = diff_of(steady)
    assert told(diff, "scale_flip") == [
        "“甲县”的“服务评分”大约是自己2019年第一季度 30的百分之一。"
        "请核对小数点和百分号：这个指标的计量单位是“分”，可以在格里写明单位；属实的可以不改。"
    ]
    assert told(diff, "jump") == [], "a cell is told once"
    found = only(diff, "scale_flip")
    assert (found.unit, found.indicator, found.severity) == ("jia", "service", "check")
    assert str(found.source) == f"{LAST} 第 2 行 “服务评分”列"
    assert found.factor is not None and round(found.factor, 4) == Decimal("0.0101")


def test_a_slip_of_the_point_is_a_jump(steady: Portal) -> None:
    """Ten times as much may well be: `check` doesn't doubt it, and here it is beyond all that there was."""
    score_any_value(steady)
    set_cells(steady, "2019Q2", "甲县", "20,91.5,2.5,21")
    diff = diff_of(steady)
    assert (told(diff, "scale_flip"), len(told(diff, "jump"))) == ([], 1)


def test_zero_before_has_no_ratio_but_a_change(steady: Portal) -> None:
    set_cells(steady, "2019Q1", "甲县", "零报告,90.5,30,10")
    diff = diff_of(steady)
    assert told(diff, "scale_flip") == []
    assert told(diff, "jump") == [
        "甲县“火灾起数（起）”0 → 21：上升 21，超过自身以往 4 次变化中位数 1 的 3 倍。"
    ]
    assert only(diff, "jump").factor is None


def test_whole_column_off_by_a_factor(steady: Portal) -> None:
    for unit, (fires, rate, score, solved) in START.items():
        cells = f"{fires + 1},{rate + 1}.5,{Decimal(score + 1) / 100},{solved * 2 + 1}"
        set_cells(steady, "2019Q2", unit, cells)
    assert told(diff_of(steady), "scale_flip") == [
        "“县（市、区）”2019年第二季度的“服务评分”：6 个单位的数都是2019年第一季度的百分之一左右。"
        "请核对计量单位和小数点，看是不是拿别的期间的数乘出来的；属实的可以不改。"
    ]
    assert only(diff_of(steady), "scale_flip").unit is None


def test_sign_flip(steady: Portal) -> None:
    score_any_value(steady)
    steady.replace("site_config/indicators.csv", "评议汇总,true,0,100", "评议汇总,true,,")
    set_cells(steady, "2019Q2", "甲县", "20,91.5,-31,21")
    assert told(diff_of(steady), "sign_flip") == [
        "甲县“服务评分（分）”30.0 → -31.0：以往各期同号，本期变了号；请核对正负号。"
    ]


def test_cumulative_fall(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "乙县", "25,92.5,32,11")
    diff = diff_of(steady)
    assert told(diff, "cumulative_fall") == [
        "乙县“积案化解数（件）”12 → 11：累计数不应减少，却少了 1；请核对是否误填当期数。"
    ]
    assert told(diff, "jump") == []


def test_cumulative_counts_start_anew_each_year(steady: Portal) -> None:
    """2018Q4 → 2019Q1 is 41 → 10 for 甲县, and nothing is wrong with it."""
    assert [finding.kind for finding in diff_of(steady, "2019Q1").findings] == ["unpublished"]


def test_jump_beyond_own_history(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "33,91.5,31,21")
    diff = diff_of(steady)
    assert told(diff, "jump") == [
        "甲县“火灾起数（起）”20 → 33：上升 13，超过自身以往 4 次变化中位数 1 的 3 倍。"
    ]
    line = f"  {only(diff, 'jump').what}（{LAST} 第 2 行 “火灾起数（起）”列）"
    assert line in diff_text(diff).splitlines()


def test_three_times_is_not_yet_a_jump(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "23,91.5,31,21")
    assert told(diff_of(steady), "jump") == []


def test_year_to_date_counts_are_compared_as_increments(steady: Portal) -> None:
    """甲县 adds 10, 11, 9, 11 (2018), 10 and then 35 − 10 = 25: changes 1, 2, 2, 1, then 15."""
    set_cells(steady, "2019Q2", "甲县", "21,91.5,31,35")
    assert told(diff_of(steady), "jump") == [
        "甲县“积案化解数（件）”（每期新增）10 → 25：上升 15，超过自身以往 4 次变化中位数 1.5 的 3 倍。"
    ]


def test_year_to_date_rates_are_compared_with_the_same_point(steady: Portal) -> None:
    """2018Q2 91.5 → 2019Q2 99.5; the others stay, so that the group's median is 0."""
    steady.replace("site_config/indicators.csv", "%,higher,quarter", "%,higher,ytd")
    set_cells(steady, "2019Q2", "甲县", "21,99.5,31,21")
    assert told(diff_of(steady), "jump") == [
        "甲县“隐患整改率（%）”（与上年同期比）91.5 → 99.5：上升 8.0，超过同组 6 个单位本期变化中位数 0.0 的 "
        "3 倍（自身没有以往变化可比，改用同组比较）。"
    ]


def test_jump_by_the_group_where_the_own_past_is_short(steady: Portal) -> None:
    for quarter in QUARTERS[:3]:
        steady.delete(f"content/results/{quarter}")
    set_cells(steady, "2019Q2", "甲县", "33,91.5,31,21")
    assert told(diff_of(steady), "jump") == [
        "甲县“火灾起数（起）”20 → 33：上升 13，超过同组 6 个单位本期变化中位数 1 的 3 倍"
        "（自身以往变化只有 1 次，不足 3 次，改用同组比较）。"
    ]
