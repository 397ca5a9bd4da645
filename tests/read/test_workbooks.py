"""xlsx cells read as a person sees them; what can't be seen or trusted is refused or said."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from leitai.read.files.workbooks import WorkbookRefused, check_zip, read_workbook
from portals import Portal
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


def test_workbook_is_read(booked: Portal) -> None:
    assert booked.check().problems == []
    assert f"已读 {BOOK} 工作表“结果”：宽表，xlsx，表头第 1 行，数据 4 行。" in booked.run("check").output
    assert cell(booked, "ding", "fire") == 15


SHOWN = [  # value, number format, what a person sees at full precision
    (0.955, "0.0%", "95.5%"),
    (0.955, "0%", "95.5%"),
    (0.1 + 0.2, "General", "0.3"),
    (0.07, "0%", "7%"),
    (1e-7, "General", "0.0000001"),
    (57, "General", "57"),
    (57.0, "0.00", "57"),
    ("95.5%", "General", "95.5%"),
    ("９５．５", "@", "９５．５"),
    (" 95.5 ", "General", " 95.5 "),
    (95.5, '0.0"%"', "95.5%"),  # a percent sign that is only text does not multiply
    (95.5, r"0.0\%", "95.5%"),
    (12, '0"起"', "12起"),
    (12, 'G/通用格式"起"', "12起"),
    (3, '0"万起"', "3万起"),
    (1204, "#,##0_ ", "1204"),
    (7, "[$¥-804]0", "7"),
    (123456, '0"件"', "123456件"),
    (123456, '0!.0,"万"', "（显示格式缩小了这个数）123456"),  # shows another number than it holds
    (123456, "#,##0,", "（显示格式缩小了这个数）123456"),
]


def test_numbers_as_a_person_sees_them(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row, (value, number_format, _) in enumerate(SHOWN, start=1):
            sheet.cell(row, 1, value).number_format = number_format  # type: ignore[arg-type]

    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook([], change))
    (sheet,) = read_workbook(book)
    assert [texts[0] for _, texts in sheet["rows"]] == [seen for _, _, seen in SHOWN]


NO_VALUES: dict[str, tuple[object, str]] = {
    "B2": (None, "V01"),
    "C2": ("", "V01"),
    "D2": ("（显示格式缩小了这个数）123456", "V02"),
    "B3": (dt.date(2019, 3, 1), "V02"),
    "C3": (dt.datetime(2019, 3, 1, 8, 30), "V02"),
    "D3": (dt.time(8, 30), "V02"),
    "B4": (True, "V02"),
    "C4": ("#DIV/0!", "V02"),
    "D4": ("10件", "V03"),
    "B5": ("=4+6", "T07"),
}


def test_cells_that_are_no_values_are_refused_each_at_its_place(booked: Portal) -> None:
    def change(sheet: Worksheet) -> None:
        for where, (value, _) in NO_VALUES.items():
            sheet[where] = value

    booked.write_bytes(BOOK, workbook(ROWS, change))
    found = {
        f"{'ABCD'[HEADER.index(p['column'])]}{p['row']}": p["code"]
        for p in booked.check().problems
        if p["sheet"] == "结果"
    }
    assert found == {where: code for where, (_, code) in NO_VALUES.items()}


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
DAMAGED = 200
# As the child that reads a workbook does it, many in one process.
READ_EACH = """
import json, sys
from pathlib import Path
from leitai.read.files.workbook_child import read
print(json.dumps([read(Path(name)) for name in sys.argv[1:]]))
"""


def test_a_damaged_workbook_is_read_or_refused_never_a_traceback(tmp_path: Path) -> None:
    """One byte is another: either it did not matter, or the file is refused."""
    chance = random.Random(2019)
    passed = []
    for number in range(DAMAGED):
        data = bytearray(SOUND)
        data[chance.randrange(len(SOUND))] ^= chance.randint(1, 255)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(data)
        with suppress(WorkbookRefused):
            check_zip(path)
            passed.append(path)
    done = subprocess.run([sys.executable, "-c", READ_EACH, *passed], stdout=subprocess.PIPE, check=True)
    answers = json.loads(done.stdout)
    assert {key for answer in answers for key in answer} == {"sheets", "refused"}
    assert len(answers) > DAMAGED / 2, "the directory of the zip is a small part of it"


def test_a_carriage_return_as_xlsx_writes_it_is_no_part_of_a_name(booked: Portal) -> None:
    booked.write_bytes(BOOK, workbook([HEADER, ["甲县_x000D_", 10, 36, 90], *ROWS[2:]]))
    assert booked.check().codes == ["N03"]
    assert cell(booked, "jia", "fire") == 10
