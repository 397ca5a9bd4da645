"""`leitai diff`: units, indicators and files that came, went or were copied; totals and parts."""

from __future__ import annotations

import re

import pytest
from diffs import LAST, QUARTERS, START, diff_of, only, set_cells, told

from portals import Portal


def test_identical_file(steady: Portal) -> None:
    text = steady.read("content/results/2019Q1/汇总.csv")
    steady.write(LAST, text)
    steady.delete("content/results/2019Q2/全市.csv")
    assert told(diff_of(steady), "identical") == [
        "这个文件里“县（市、区）”的 24 个数值与上期完全相同；请核对是否误用了上期的数。"
    ]


def test_identical_unit_and_single_values(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "20,90.5,30,10")
    set_cells(steady, "2019Q2", "乙县", "24,92.5,32,25")
    diff = diff_of(steady)
    assert told(diff, "identical") == ["甲县的 4 个数值与上期完全相同；请核对是否误用了上期的数。"]
    assert told(diff, "identical_count") == ["“县（市、区）”的 24 个数值中另有 1 个与上期相同。"]


def test_identical_row_of_one_file(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "20,90.5,30,10")
    steady.write("site_config/indicators.csv", _with_indicator(steady, "other"))
    for quarter, value in (("2019Q1", 5), ("2019Q2", 6)):
        steady.write(f"content/results/{quarter}/补充.csv", f"单位,其他件数\n甲县,{value}\n")
    assert told(diff_of(steady), "identical") == [
        "甲县在这个文件里的 4 个数值与上期完全相同；请核对是否误用了上期的数。"
    ]


def _with_indicator(portal: Portal, indicator: str) -> str:
    line = f"{indicator},其他件数,件,higher,quarter,0,平安建设,政法委,件数。,台账,true,0,9999,\n"
    return portal.read("site_config/indicators.csv") + line


def test_identical_column(steady: Portal) -> None:
    for unit, (fires, rate, score, solved) in START.items():
        set_cells(steady, "2019Q2", unit, f"{fires},{rate + 1}.5,{score + 1},{solved * 2 + 1}")
    diff = diff_of(steady)
    assert told(diff, "identical") == [
        "“县（市、区）”的“火灾起数（起）” 6 个数值与上期完全相同；请核对是否误用了上期的数。"
    ]
    assert only(diff, "identical").indicator == "fire"


def test_everybody_at_full_marks_again_is_no_copy(steady: Portal) -> None:
    for quarter, wave in (("2019Q1", 0), ("2019Q2", 1)):
        for unit, (fires, _, score, solved) in START.items():
            set_cells(
                steady, quarter, unit, f"{fires + wave},100,{score + wave},{solved * (wave + 1) + wave}"
            )
    assert told(diff_of(steady), "identical") == []


def test_repeated_zeros_are_no_copy(steady: Portal) -> None:
    for quarter in QUARTERS[-2:]:
        set_cells(steady, quarter, "甲县", "0,0,0,零报告")
    diff = diff_of(steady)
    assert told(diff, "identical") == []
    assert told(diff, "identical_count") == ["“县（市、区）”的 24 个数值中有 4 个与上期相同。"]


def test_gone_unit(steady: Portal) -> None:
    text = steady.read(LAST)
    steady.write(LAST, re.sub(r"(?m)^乙县.*\n", "", text))
    diff = diff_of(steady)
    assert told(diff, "unit_gone") == ["乙县上期有数据，本期没有；请催报或核对单位名。"]
    assert str(only(diff, "unit_gone").source).startswith("content/results/2019Q1/汇总.csv 第 3 行")


def test_gone_group(steady: Portal) -> None:
    steady.delete("content/results/2019Q2/全市.csv")
    assert told(diff_of(steady), "unit_gone") == [
        "“全市”上期有 1 个单位报数，本期整组没有数据；请核对是否漏放文件。"
    ]


def test_dissolved_unit_is_a_note_and_ranks_are_not_comparable(steady: Portal) -> None:
    steady.replace("site_config/units.csv", "yangli,,6,,,虚构", "yangli,,6,,2019-03-31,虚构")
    text = steady.read(LAST)
    steady.write(LAST, re.sub(r"(?m)^己县.*\n", "", text))
    diff = diff_of(steady)
    assert only(diff, "unit_gone").severity == "note"
    assert told(diff, "unit_gone") == ["己县上期有数据，本期没有（单位表写明 2019-03-31 终止）。"]
    assert told(diff, "not_comparable") == ["“县（市、区）”的名次不与上期比较：口径调整：参评单位不同。"]


def test_new_unit_and_new_group(steady: Portal) -> None:
    for quarter in QUARTERS[:-1]:
        path = f"content/results/{quarter}/汇总.csv"
        steady.write(path, re.sub(r"(?m)^己县.*\n", "", steady.read(path)))
        steady.delete(f"content/results/{quarter}/全市.csv")
    assert told(diff_of(steady), "unit_new") == [
        "己县本期有数据，以往各期都没有。",
        "“全市”上期没有数据，本期有 1 个单位，不比较单位和指标的增减。",
    ]


def test_unit_that_comes_back(steady: Portal) -> None:
    set_cells(steady, "2019Q1", "乙县", "未报,未报,未报,未报")
    assert told(diff_of(steady), "unit_new") == ["乙县本期有数据，上期没有。"]


def test_gone_and_new_indicator(steady: Portal) -> None:
    steady.write("site_config/indicators.csv", _with_indicator(steady, "other"))
    steady.replace(LAST, "积案化解数", "其他件数")
    diff = diff_of(steady)
    assert told(diff, "indicator_gone") == [
        "“县（市、区）”的“积案化解数（件）”上期有数据，本期没有；请核对是否漏放文件或列名改了。"
    ]
    assert told(diff, "indicator_new") == ["“县（市、区）”的“其他件数（件）”本期有数据，上期没有。"]


def test_value_that_became_a_state(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "21,不适用,31,未报")
    assert told(diff_of(steady), "value_lost") == [
        "甲县“隐患整改率（%）”90.5 → 不适用：上期有数，本期没有；请核对是否漏填。",
        "甲县“积案化解数（件）”10 → 未报：上期有数，本期没有；请核对是否漏填。",
    ]


def test_renamed_unit(steady: Portal) -> None:
    steady.replace(LAST, "丁山（经济）开发区", "丁山新区")
    diff = diff_of(steady)
    assert told(diff, "unit_renamed") == [
        "丁山（经济）开发区本期写作“丁山新区”，上期写作“丁山（经济）开发区”；都按丁山（经济）开发区读取，"
        "请核对是否改名或合并。"
    ]
    assert str(only(diff, "unit_renamed").source) == f"{LAST} 第 5 行 “A”列"


def test_folded_name_is_told_and_a_registered_one_is_not(steady: Portal) -> None:
    steady.replace(LAST, "丁山（经济）开发区", "丁山(经济)开发区")
    steady.replace(LAST, "甲县", "甲")
    assert told(diff_of(steady), "unit_renamed") == [
        "丁山（经济）开发区本期写作“丁山(经济)开发区”，上期写作“丁山（经济）开发区”；"
        "都按丁山（经济）开发区读取，请核对是否改名或合并。"
    ]


def test_total_differs_from_its_parts(steady: Portal) -> None:
    """Parts: 21 + 25 + 29 + 37 + 41 + 49 = 202."""
    steady.replace("content/results/2019Q2/全市.csv", "样例市,202", "样例市,204")
    diff = diff_of(steady)
    assert told(diff, "total_differs") == [
        "样例市“火灾起数（起）”写 204，所属 6 个单位合计 202，相差 2；请核对漏报、重复统计和口径。"
    ]
    found = only(diff, "total_differs")
    assert (found.unit, found.before, found.after) == ("yangli", 202, 204)


@pytest.mark.parametrize("cell", ["未报", "约21起"])
def test_total_is_not_compared_with_unknown_parts(steady: Portal, cell: str) -> None:
    set_cells(steady, "2019Q2", "甲县", f"{cell},91.5,31,21")
    steady.replace("content/results/2019Q2/全市.csv", "样例市,202", "样例市,209")
    assert told(diff_of(steady), "total_differs") == []


def test_rates_are_not_added_up(steady: Portal) -> None:
    steady.write("content/results/2019Q2/全市.csv", "单位,火灾起数,隐患整改率\n样例市,202,94.0\n")
    assert told(diff_of(steady), "total_differs") == []
