"""xlsx cells read as a person sees them; what can't be seen or trusted is refused or said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from portals import Portal, copy_portal
from workbooks import workbook

HEADER = ["单位", "火灾起数", "服务评分", "整改率"]
ROWS = [
    HEADER,
    ["甲县", 10, 36, 90],
    ["乙县", 20, 32, 95],
    ["丙市", 30, 40, 80],
    ["丁山（经济）开发区", 15, 30, 100],
]
METHOD = "site_config/methods/county.yml"
OVERLAID = Path(__file__).parent / "books" / "merged.xls"
BOOK = "content/results/2019Q1/汇总.xlsx"


@pytest.fixture
def booked(portal: Portal) -> Portal:
    """The first quarter comes from one workbook, the method needs no targets."""
    portal.delete("content/results")
    portal.replace(METHOD, "kind: completion, target: file, cap: 1", "kind: minmax")
    portal.write_bytes(BOOK, workbook(ROWS))
    return portal


def cell(portal: Portal, unit: str, indicator: str) -> object:
    return portal.rows("2019Q1")[unit]["scores"][indicator]["value"]


def put(portal: Portal, where: str, value: object, number_format: str = "") -> None:
    def change(sheet: Worksheet) -> None:
        sheet[where] = value
        if number_format:
            sheet[where].number_format = number_format

    portal.write_bytes(BOOK, workbook(ROWS, change))


def test_workbook_is_read(booked: Portal) -> None:
    assert booked.check().problems == []
    assert f"已读 {BOOK} 工作表“结果”：宽表，xlsx，表头第 1 行，数据 4 行。" in booked.run("check").output
    assert cell(booked, "ding", "fire") == 15


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (0.955, "0.0%", 95.5),
        (0.955, "0%", 95.5),  # full precision, not what the format rounds away
        (0.1 + 0.2, "General", 0.3),
        (0.07, "0%", 7),
        (1e-7, "General", 0.0000001),
        (57, "General", 57),
        (57.0, "0.00", 57),
        ("95.5%", "General", 95.5),
        ("９５．５", "@", 95.5),
        (" 95.5 ", "General", 95.5),
    ],
)
def test_numbers_as_a_person_sees_them(
    booked: Portal, value: object, number_format: str, seen: float
) -> None:
    put(booked, "D2", value, number_format)
    assert cell(booked, "jia", "hazards") == seen


@pytest.mark.parametrize("number_format", ['0.0"%"', r"0.0\%"])
def test_percent_sign_that_is_only_text_does_not_multiply(booked: Portal, number_format: str) -> None:
    """The format prints 95.5 as 95.5%, and 95.5 % is what the editor means."""
    put(booked, "D2", 95.5, number_format)
    assert cell(booked, "jia", "hazards") == 95.5


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (12, '0"起"', 12),
        (12, 'G/通用格式"起"', 12),
        (3, '0"万起"', 30000),
        (1204, "#,##0_ ", 1204),
        (7, "[$¥-804]0", 7),
    ],
)
def test_words_that_a_number_format_adds_count(
    booked: Portal, value: int, number_format: str, seen: int
) -> None:
    booked.replace("site_config/indicators.csv", "火灾统计,true,0,9999", "火灾统计,true,,")
    put(booked, "B2", value, number_format)
    assert cell(booked, "jia", "fire") == seen


@pytest.mark.parametrize(
    ("number_format", "code", "written"),
    [
        ('0"件"', "V03", "123456件"),
        ('0!.0,"万"', "V02", "（显示格式缩小了这个数）123456"),
        ("#,##0,", "V02", "（显示格式缩小了这个数）123456"),
    ],
)
def test_a_cell_that_shows_another_number_than_it_holds_is_refused(
    booked: Portal, number_format: str, code: str, written: str
) -> None:
    put(booked, "B2", 123456, number_format)
    (problem,) = booked.check().problems
    assert (problem["code"], problem["value"], problem["row"]) == (code, written, 2)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "V01"),
        ("", "V01"),
        (dt.date(2019, 3, 1), "V02"),
        (dt.datetime(2019, 3, 1, 8, 30), "V02"),
        (dt.time(8, 30), "V02"),
        (True, "V02"),
        ("#DIV/0!", "V02"),
        ("10件", "V03"),
        (12345678901234567, "V08"),
        ("=4+6", "T07"),
    ],
)
def test_cell_that_is_no_value_is_refused(booked: Portal, value: object, code: str) -> None:
    put(booked, "B2", value)
    checked = booked.check()
    assert checked.codes == [code]
    (problem,) = checked.problems
    assert (problem["sheet"], problem["row"], problem["column"]) == ("结果", 2, "火灾起数")


def test_merged_title_and_several_sheets(booked: Portal) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "样例市2019年一季度结果"
        sheet.merge_cells("A1:D1")
        other = sheet.parent.create_sheet("补充")
        other.append(["单位", "火灾起数"])
        other.append(["甲县", 10])
        sheet.parent.create_sheet("空表")

    booked.write_bytes(BOOK, workbook(ROWS, change))
    problems = booked.check().problems
    assert [(p["code"], p["sheet"], p["row"]) for p in problems] == [("T06", "结果", 1), ("V06", "补充", 2)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_a_hidden_sheet_holds_is_not_read(booked: Portal, state: str) -> None:
    def change(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("草稿")
        other.append(["单位", "火灾起数"])
        other.append(["甲县", 99])
        other.sheet_state = state

    booked.write_bytes(BOOK, workbook(ROWS, change))
    assert booked.check().codes == ["T08"]
    assert cell(booked, "jia", "fire") == 10


def lay_over(sheet: Worksheet, cells: str) -> None:
    """Merge as programmes do that leave what is below in the file; `Worksheet.merge_cells` empties it."""
    sheet.merged_cells.add(MergedCellRange(sheet, cells))


def test_what_a_merged_cell_lies_over_is_said_and_not_read(booked: Portal) -> None:
    """A formula too; the range may reach beyond the table."""

    def change(sheet: Worksheet) -> None:
        for number, text in enumerate(["备注", "上", "下", "=1+1"], start=1):
            sheet.cell(number, 5, text)
        lay_over(sheet, "E2:E9")

    booked.write_bytes(BOOK, workbook(ROWS, change))
    said = [(p["code"], p["row"], p["column"], p["value"]) for p in booked.check().problems]
    assert said == [("T09", 1, "E", "备注"), ("T08", 3, "E", "下"), ("T08", 4, "E", "=1+1")]


def test_what_a_merged_cell_lies_over_is_said_of_an_old_xls(booked: Portal) -> None:
    booked.delete(BOOK)
    booked.write_bytes(BOOK.replace("xlsx", "xls"), OVERLAID.read_bytes())
    said = [(p["code"], p["row"], p["column"], p["value"]) for p in booked.check().problems]
    assert said == [("T09", 1, "E", "备注"), ("T08", 3, "E", "压在下面")]


@pytest.mark.parametrize(
    ("where", "value"),
    [("A2", '="甲"&"县"'), ("E2", "=B2+C2"), ("F2", "=RANK(E2,E:E)")],
    ids=["单位", "总分", "名次"],
)
def test_formula_without_result_is_refused_wherever_it_stands(booked: Portal, where: str, value: str) -> None:
    """A code of its own, and no control character in what the editor reads."""

    def change(sheet: Worksheet) -> None:
        sheet["E1"], sheet["F1"] = "总分", "名次"
        sheet[where] = value

    booked.write_bytes(BOOK, workbook(ROWS, change))
    checked = booked.check()
    assert checked.codes == ["T07"]
    assert "\0" not in booked.report() + str(checked.problems[0]["value"])


SOUND = workbook(ROWS)


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
@settings(max_examples=120, phases=[Phase.generate])
def test_damaged_workbook_is_a_problem_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, place: int, flip: int
) -> None:
    """One byte is another: either it did not matter, or it is reported."""
    root = tmp_path_factory.getbasetemp() / "damaged"
    portal = Portal(root) if root.exists() else copy_portal(root)
    portal.write_bytes(BOOK, SOUND[:place] + bytes([SOUND[place] ^ flip]) + SOUND[place + 1 :])
    assert portal.run("check").exit_code in (0, 1)


def test_a_carriage_return_as_xlsx_writes_it_is_no_part_of_a_name(booked: Portal) -> None:
    put(booked, "A2", "甲县_x000D_")
    assert booked.check().codes == ["N03"]
    assert cell(booked, "jia", "fire") == 10
