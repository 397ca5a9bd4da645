"""Files as they come from offices: encodings, quotation marks, odd rows; what is skipped is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.read.documents.encodings import decode_text
from portals import SAMPLE, Portal, copy_portal

WIDE = "content/results/2019Q1/汇总.csv"
TIDY = "content/results/2019Q1/隐患整改.csv"
TEXT = (SAMPLE / WIDE).read_text(encoding="utf-8")


def fires(portal: Portal) -> list[object]:
    """火灾起数 of the first quarter as read, in customary order of units."""
    rows = portal.rows("2019Q1")
    return [rows[unit]["scores"]["fire"]["value"] for unit in ("jia", "yi", "bing", "ding")]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM"), ("gb18030", "GB18030"), ("gbk", "GB18030")],
)
def test_encoding_is_recognised_and_reported(portal: Portal, encoding: str, named: str) -> None:
    before = portal.rows("2019Q1")
    portal.write(WIDE, TEXT, encoding)
    assert portal.rows("2019Q1") == before
    assert f"已读 {WIDE}：宽表，{named}，表头第 1 行，数据 4 行。" in portal.run("check", "--all").output


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(portal: Portal, encoding: str) -> None:
    portal.write(WIDE, TEXT, encoding)
    assert portal.check().codes == ["F02"]


@pytest.mark.parametrize("damage", [b"\xff", b"\x80", b"\xe4\xb9\n", b"\x00"])
def test_broken_bytes_are_refused(portal: Portal, damage: bytes) -> None:
    portal.write_bytes(WIDE, TEXT.encode() + damage)
    checked = portal.check()
    assert checked.exit_code == 1
    assert set(checked.codes) <= {"F02", "T04", "N01"}


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_decoding_never_changes_a_text_unseen(text: str, encoding: str) -> None:
    """UTF-8 is tried first, so that it always reads back; GB18030 that happens to be UTF-8 can't be told."""
    decoded = decode_text(text.encode(encoding))
    assert decoded is not None
    if encoding != "gb18030" or decoded[1] == "GB18030":
        assert decoded[0].lstrip("\ufeff") == text.lstrip("\ufeff")


def test_quoted_cells(portal: Portal) -> None:
    """Thousands in quotation marks, a line break in a header, CRLF."""
    text = (
        '"单位","火灾\n起数",服务评分\n甲县,"1,010",36\n乙县,20,32\n丙市,30,40\n丁山（经济）开发区,"15",30\n'
    )
    portal.write(WIDE, text.replace("\n", "\r\n"))
    assert fires(portal) == [1010, 20, 30, 15]


def test_row_numbers_are_those_that_a_spreadsheet_shows(portal: Portal) -> None:
    """A cell with a line break is one row there, whatever number of lines it takes in the file."""
    portal.write(WIDE, TEXT.replace("单位,", '"单\n位",').replace("丙市,30", "丙市,"))
    (problem,) = portal.check().problems
    assert (problem["row"], problem["column"]) == (4, "火灾起数（起）")


def test_blank_rows_and_trailing_commas_are_nothing(portal: Portal) -> None:
    portal.write(WIDE, "\n,,\n" + TEXT.replace("\n", ",,\n") + "\n , ,　\n")
    assert portal.check().problems == []
    assert fires(portal) == [10, 20, 30, 15]


def test_what_is_skipped_is_said_with_its_row(portal: Portal) -> None:
    portal.write(
        WIDE,
        f"样例市2019年一季度结果,,\n单位：起,,\n\n{TEXT}合计,75,138\n平均,18.75,34.5\n注：由消防机构提供。,,\n填表人：综合处,,\n",
    )
    problems = portal.check().problems
    assert [(p["code"], p["severity"], p["row"]) for p in problems] == [
        ("T06", "notice", row) for row in (1, 2, 9, 10, 11, 12)
    ]
    assert fires(portal) == [10, 20, 30, 15]


@pytest.mark.parametrize("line", ["甲县,10", "甲县,10,36,7", "甲县", "甲县,1,010,36"])
def test_ragged_row_is_refused_not_shifted(portal: Portal, line: str) -> None:
    portal.replace(WIDE, "甲县,10,36", line)
    checked = portal.check()
    assert [(p["code"], p["row"]) for p in checked.problems] == [("T04", 2)]


def test_row_too_short_in_settings_is_refused_not_shifted(portal: Portal) -> None:
    """A comma forgotten in the middle moves every later cell one column to the left."""
    portal.replace(
        "site_config/indicators.csv", "消防机构,本季火灾起数。,火灾统计", "本季火灾起数。,火灾统计"
    )
    checked = portal.check()
    assert checked.exit_code == 1


def test_two_total_columns_are_refused(portal: Portal) -> None:
    portal.write(
        WIDE,
        "单位,火灾起数,服务评分,总分,总得分\n甲县,10,36,93,1\n乙县,20,32,84.5,2\n丙市,30,40,82,3\n丁山（经济）开发区,15,30,87,4\n",
    )
    assert "T02" in portal.check().codes


def test_files_that_systems_leave_behind_are_ignored(portal: Portal) -> None:
    for name in ("~$汇总.xlsx", ".DS_Store", "Thumbs.db", "._汇总.csv"):
        portal.write(f"content/results/2019Q1/{name}", "垃圾")
    assert portal.check().problems == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("where", ["content/results/2019Q1/链接.csv", "site_config/units.csv"])
def test_symlink_is_refused(portal: Portal, tmp_path: Path, where: str) -> None:
    """Also where it points to a good table: a link may leave the tree."""
    outside = tmp_path / "outside.csv"
    outside.write_bytes(
        (portal.root / where).read_bytes() if (portal.root / where).exists() else TEXT.encode()
    )
    (portal.root / where).unlink(missing_ok=True)
    (portal.root / where).symlink_to(outside)
    assert "F06" in portal.check().codes


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_linked_period_folder_is_refused(portal: Portal, tmp_path: Path) -> None:
    (portal.root / "content/results/2019Q2").rename(tmp_path / "elsewhere")
    (portal.root / "content/results/2019Q2").symlink_to(tmp_path / "elsewhere")
    assert portal.check().codes == ["F05"]


@pytest.mark.parametrize("suffix", [".et", ".txt", ".pdf", ".CSV.bak", ""])
def test_other_file_types_are_refused(portal: Portal, suffix: str) -> None:
    portal.write(f"content/results/2019Q1/补充{suffix}", TEXT)
    assert portal.check().codes == ["F03"]


def test_suffix_in_capitals_is_the_same_type(portal: Portal) -> None:
    portal.delete(WIDE)
    portal.write(WIDE.replace(".csv", ".CSV"), TEXT)
    assert fires(portal) == [10, 20, 30, 15]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_problem_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    portal = Portal(tmp_path_factory.getbasetemp() / "bytes")
    if not portal.root.exists():
        copy_portal(portal.root)
    portal.write_bytes("content/results/2019Q1/任意.csv", data)
    assert portal.run("check").exit_code == 1


def test_two_spellings_of_one_period_are_not_one_period_twice(portal: Portal) -> None:
    """`２019Q1` in full width is refused, not taken for a second 2019Q1."""
    (portal.root / "content/results/2019Q2").rename(portal.root / "content/results/2０19Q2")
    assert portal.check().codes == ["F05"]


@pytest.mark.parametrize(("cell", "code"), [(",99", "T11"), (",,99", "T04")])
def test_a_ledger_drops_no_cell_either(portal: Portal, cell: str, code: str) -> None:
    portal.write(
        "content/targets.csv", f"期间,单位,指标,目标值,依据,\n2019,甲县,火灾起数,40,年度计划{cell}\n"
    )
    (problem,) = portal.check().problems
    assert (problem["code"], problem["row"]) == (code, 2)
    assert "99" in problem["value"]


def test_an_exact_and_a_rounded_figure_are_not_the_same(portal: Portal) -> None:
    portal.write("content/results/2019Q1/再报.csv", "单位,火灾起数\n甲县,10余\n")
    (problem,) = portal.check().problems
    assert (problem["code"], problem["value"]) == ("V05", "10")


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_two_encodings_in_one_file_are_refused_by_name(portal: Portal, first: str) -> None:
    """Bytes of UTF-8 are often valid in GB18030, too: as other names."""
    second = {"utf-8": "gb18030", "gb18030": "utf-8"}[first]
    head, tail = TEXT.splitlines(keepends=True)[:3], TEXT.splitlines(keepends=True)[3:]
    portal.write_bytes(WIDE, "".join(head).encode(first) + "".join(tail).encode(second))
    (problem,) = [p for p in portal.check().problems if p["path"] == WIDE]
    assert (problem["code"], problem["row"]) == ("F02", 4), "the row in the rarer encoding"
    assert "两种编码" in problem["what"]


def test_one_field_too_many_in_every_row_is_one_problem(portal: Portal) -> None:
    header, *rows = TEXT.splitlines()
    portal.write(WIDE, "\n".join([header, *(row + ",7" for row in rows)]) + "\n")
    (problem,) = [p for p in portal.check().problems if p["path"] == WIDE]
    assert (problem["code"], problem["row"]) == ("T04", 2)
    assert f"下面每一行都是这样，共 {len(rows)} 行" in problem["what"]


def test_a_column_without_header_is_one_problem(portal: Portal) -> None:
    header, *rows = TEXT.splitlines()
    portal.write(WIDE, "\n".join([header + ",", *(row + ",7" for row in rows)]) + "\n")
    (problem,) = [p for p in portal.check().problems if p["path"] == WIDE]
    assert (problem["code"], problem["row"], problem["column"]) == ("T11", 2, "D")
