"""xlsx cells read as a person sees them; what can't be seen or trusted is refused or said."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font
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
BOOKS = Path(__file__).parent / "books"
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
    assert (
        f"已读 {BOOK} 工作表“结果”：宽表，xlsx，表头第 1 行，数据 4 行。"
        in booked.run("check", "--all").output
    )
    assert cell(booked, "ding", "fire") == 15


SHOWN = [  # value, number format, what a person sees at full precision; the formats have tests of their own
    (0.955, "0.0%", "95.5%"),
    ("95.5%", "General", "95.5%"),
    ("９５．５", "@", "９５．５"),
    (" 95.5 ", "General", " 95.5 "),
    (12, '0"起"', "12起"),
    (80125800, '0!.0000"万元"', "8012.58万元"),
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


HIDDEN_BY_FORMAT = {"B2": "0;-0;", "B3": ";;;", "C2": '0"年"0'}


def test_a_number_that_is_shown_otherwise_is_refused_by_its_address(booked: Portal) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"] = 0
        for where, number_format in HIDDEN_BY_FORMAT.items():
            sheet[where].number_format = number_format

    booked.write_bytes(BOOK, workbook(ROWS, change))
    problems = booked.check().problems
    assert [(p["code"], p["row"], p["column"]) for p in problems] == [
        ("T14", 2, "服务评分"), ("T14", 2, "火灾起数"), ("T14", 3, "火灾起数")
    ]  # fmt: skip
    assert "显示格式“;;;”不显示这个数" in problems[2]["what"]


def rezipped(book: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/": b"http://purl.oclc.org/ooxml/spreadsheetml/",
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
}


def as_strict(name: str, data: bytes) -> bytes:
    for transitional, strict in STRICT.items():
        data = data.replace(transitional, strict)
    return data


def one_sheet_as_strict(name: str, data: bytes) -> bytes:
    return as_strict(name, data) if "worksheets" in name else data


@pytest.mark.parametrize("change", [as_strict, one_sheet_as_strict])
def test_a_workbook_saved_as_strict_open_xml_reads_like_any(
    booked: Portal, change: Callable[[str, bytes], bytes]
) -> None:
    booked.write_bytes(BOOK, rezipped(workbook(ROWS), change))
    assert booked.check().problems == []
    assert cell(booked, "ding", "fire") == 15


@pytest.mark.parametrize("suffix", ["xlsm", "XLSX"])
def test_other_names_of_workbooks(booked: Portal, suffix: str) -> None:
    booked.delete(BOOK)
    booked.write_bytes(BOOK.replace("xlsx", suffix), workbook(ROWS))
    assert booked.check().problems == []


def test_a_workbook_without_anything_visible_is_refused(booked: Portal) -> None:
    booked.write_bytes(BOOK, workbook([]))
    assert "T10" in booked.check().codes

    def change(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("空表")

    booked.write_bytes(BOOK, workbook(ROWS, change))
    assert {"T15", "T10"} <= set(booked.check().codes)


@pytest.mark.parametrize(
    "flag", ['fullCalcOnLoad="1"', "fullCalcOnLoad='true'", 'calcCompleted="0"', 'fullCalcOnLoad="0"']
)
def test_a_formula_that_was_never_calculated_has_no_result(booked: Portal, flag: str) -> None:
    """Some programs store 0 for each formula and leave it to whoever opens the file to calculate."""

    def change(name: str, data: bytes) -> bytes:
        flagged = data.replace(b'fullCalcOnLoad="1"', flag.encode())
        return flagged.replace(b'<c r="B2" t="n"><v>10</v></c>', b'<c r="B2"><f>4+6</f><v>0</v></c>')

    booked.write_bytes(BOOK, rezipped(workbook(ROWS), change))
    found = [(p["code"], p["row"], p["column"], p["value"]) for p in booked.check().problems]
    assert found == ([] if flag == 'fullCalcOnLoad="0"' else [("T07", 2, "火灾起数", "0")])


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


LOST = {  # what is hidden, and whose figures nobody would read
    "row": (lambda sheet: hide(sheet.row_dimensions[3]), "“乙县”的数只写在隐藏的行里"),
    "column": (lambda sheet: hide(sheet.column_dimensions["C"]), "“服务评分”的数只写在隐藏的列里"),
}


def hide(dimension: Any) -> None:
    dimension.hidden = True


@pytest.mark.parametrize("where", LOST)
def test_figures_that_stand_in_hidden_places_only_are_an_error(booked: Portal, where: str) -> None:
    change, what = LOST[where]
    booked.write_bytes(BOOK, workbook(ROWS, change))
    (problem,) = booked.check().problems
    assert (problem["code"], problem["what"].startswith(what)) == ("T15", True), problem


SHRUNK = {"row": b'ht="0" customHeight="1"', "column": b'width="0"'}


@pytest.mark.parametrize("where", SHRUNK)
def test_what_has_no_height_or_width_is_hidden_whatever_the_file_says(booked: Portal, where: str) -> None:
    change, what = LOST[where]
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(ROWS, change))) as source,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in source.namelist():
            data = (
                re.sub(rb'width="[0-9.]+" ', b"", source.read(name))
                if "sheet1" in name
                else source.read(name)
            )
            target.writestr(name, data.replace(b'hidden="1"', SHRUNK[where]))
    booked.write_bytes(BOOK, changed.getvalue())
    (problem,) = booked.check().problems
    assert (problem["code"], problem["what"].startswith(what)) == ("T15", True), problem


def test_a_hidden_sheet_with_the_only_figures_of_a_unit_is_an_error(booked: Portal) -> None:
    def change(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("底稿")
        other.append(HEADER)
        other.append(["乙县", 1, 2, 3])
        other.sheet_state = "hidden"
        sheet.delete_rows(3)

    booked.write_bytes(BOOK, workbook(ROWS, change))
    assert [(p["code"], p["sheet"]) for p in booked.check().problems] == [("T15", "底稿")]


def test_what_a_merged_cell_lies_over_is_said_and_not_read(booked: Portal) -> None:
    """A formula too; the range may reach beyond the table."""

    def change(sheet: Worksheet) -> None:
        for number, text in enumerate(["备注", "上", "下", "=1+1"], start=1):
            sheet.cell(number, 5, text)
        lay_over(sheet, "E2:E9")

    booked.write_bytes(BOOK, workbook(ROWS, change))
    said = [(p["code"], p["row"], p["column"], p["value"]) for p in booked.check().problems]
    assert said == [("T09", 1, "E", "备注"), ("T08", 3, "E", "下"), ("T08", 4, "E", "=1+1")]


OLD_BOOKS = {
    "merged.xls": [("T09", 1, "E", "备注"), ("T08", 3, "E", "压在下面")],
    # ROWS, saved by LibreOffice; a date beyond the calendar in B3, then the height of row 4 set to 0 in its ROW record
    "odd.xls": [("T14", 3, "火灾起数", "80125800"), ("T15", 4, None, None)],
}


@pytest.mark.parametrize("name", OLD_BOOKS)
def test_what_nobody_sees_in_an_old_xls_is_said_by_its_place(booked: Portal, name: str) -> None:
    booked.delete(BOOK)
    booked.write_bytes(BOOK.replace("xlsx", "xls"), (BOOKS / name).read_bytes())
    said = [(p["code"], p["row"], p["column"], p["value"]) for p in booked.check().problems]
    assert said == OLD_BOOKS[name]


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


@pytest.mark.parametrize("at", ["XFD3", "B1048576", "XFD1048576"])
def test_formatting_far_away_is_no_cell(tmp_path: Path, at: str) -> None:
    def stray(sheet: Worksheet) -> None:
        sheet[at].font = Font(bold=True)
        sheet["ZZ7"] = " "

    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(ROWS, stray))
    (sheet,) = read_workbook(path)
    assert [line for _, line in sheet["rows"]] == [[str(cell) for cell in row] for row in ROWS]


def test_a_value_far_away_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(ROWS, lambda sheet: sheet.cell(3, 16384, 5)))
    with pytest.raises(WorkbookRefused, match="16384 列"):
        read_workbook(path)
