"""What a meeting's folder refuses: dates, units and files that don't fit together, impossible counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import Workbook

from meetings import write_meeting, write_problems, write_speech
from portals import Portal
from word_files import plain_picture, telling_picture

FOLDER = "content/meetings/2019-04-jia"
pytestmark = pytest.mark.usefixtures("no_results")
HEADER = "单位,评价人,优秀,良好,弃权,废票\n"


@pytest.mark.parametrize(
    ("slug", "date", "codes"),
    [
        ("2019-04-jia", "2019-04", []),
        ("2019-04-jia", "2019-04-15", []),
        ("2019-04-15-jia", "2019-04-15", []),
        ("2019-jia", "2019-04-15", []),
        ("2019-04-15-jia", "2019-04", ["E04"]),
        ("2019-05-jia", "2019-04", ["E04"]),
        ("2019-13-jia", "2019-04", ["E04"]),
        ("jia", "2019-04", ["E04"]),
        ("2019-04-jia", "2019-04-31", ["S03"]),
    ],
)
def test_folder_and_date_agree(portal: Portal, slug: str, date: str, codes: list[str]) -> None:
    write_meeting(portal, slug, date)
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        (["end_date: 2019-04-16"], []),
        (["end_date: 2019-04-14"], ["E03"]),
        (["end_date: 2020-04-16"], ["L21"]),
        (["status: cancelled"], []),
        (["status: 延期"], []),
        (["status: maybe"], ["S03"]),
        (["status: cancelled", "resolutions: [{id: J1, text: 调度, owner: 综合处}]"], ["E06"]),
        (["roster: all"], []),
        (["roster: [jia, yi]", "attendance: {jia: 到会, yi: {state: 请假, note: 另有任务}}"], []),
        (["roster: [jia, nobody]"], ["S07"]),
        (["roster: [jia, jia]"], ["S04"]),
        (["attendance: {jia: 迟到}"], ["S03"]),
        (["roster: [jia]", "attendance: {yi: 到会}"], ["E04"]),
        (["resolutions: [{id: J1, text: 调度, owner: 综合处, due: 2019-03}]"], ["E03"]),
        (["resolutions: [{id: J1, text: 调度, owner: 综合处, due: 年底前}]"], ["S03"]),
        (["photos: [{file: a.jpg, caption: 会场, alt: 会场}]"], ["S07"]),
        (["photos: [{file: a.jpg, caption: 会场}]"], ["S02"]),
    ],
)
def test_keys_of_a_meeting(portal: Portal, keys: list[str], codes: list[str]) -> None:
    write_meeting(portal, "2019-04-15-jia", "2019-04-15", *keys)
    assert portal.check().codes == codes


def test_two_meetings_with_one_id(portal: Portal) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_meeting(portal, "2019-04-15-JIA", "2019-04-15")
    write_meeting(portal, "2019-05-jia", "2019-05")
    assert portal.check().codes == ["S04"]


@pytest.mark.parametrize(
    ("due", "codes"),
    [("2019-12", []), ("2019-04", []), ("2020-13-45", ["S03"]), ("2019-03-31", ["E03"]), ("年底", ["S03"])],
)
def test_a_commitment_falls_due_after_it_is_made(portal: Portal, due: str, codes: list[str]) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_speech(portal, "2019-04-jia", 1, "jia", f"commitments: [{{id: K1, text: 整改, due: {due}}}]")
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        (["case: no-such-case"], ["S07"]),
        (["commitments: [{id: K1, text: 整改, indicator: no_such}]"], ["S07"]),
        (["commitments: [{id: K1, text: 整改}, {id: k1, text: 再整改}]"], ["S04"]),
        (["commitments: [{id: K1, text: 整改, due: 2109-07}]"], ["L21"]),
        (["problems: [Q001, 巡查没有全覆盖, 3个网格没有人]"], []),
        (["problems: [Q009]"], ["S07"]),
        (["problems: [Q002]"], ["E04"]),  # another unit's
        (["problems: [Q003]"], ["E03"]),  # not yet exposed
    ],
)
def test_what_a_speech_names_is_known(portal: Portal, keys: list[str], codes: list[str]) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_problems(
        portal,
        "Q001,暗访,,2019-03,甲县,安全,,隐患,",
        "Q002,暗访,,2019-03,乙县,安全,,隐患,",
        "Q003,暗访,,2019-05,甲县,安全,,隐患,",
    )
    write_speech(portal, "2019-04-jia", 1, "jia", *keys)
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["甲县,市级单位,12,3,0,0", "乙县,市级单位,10,3,1,1"], []),
        (["甲县,市级单位,0,0,15,0", "乙县,市级单位,10,3,1,1"], []),
        (["甲县,市级单位,12,3,0,0", "乙县,市级单位,10,3,1,0", "丙市,市级单位,12,3,0,0"], ["E05"]),
        (["甲县,市级单位,30,0,0,0", "乙县,市级单位,300,0,0,0", "丙市,市级单位,30,0,0,0"], ["E05"]),
        (["甲县,市级单位,12,3,0,0", "甲县,市级单位,12,3,0,0"], ["E05"]),
        (["甲县,市级单位,12,3,0,0", "乙县,市级单位,12,3,0,0", "甲县,县级单位,5,0,0,0"], ["E05"]),
        (["甲县,市级单位,12,-3,0,0"], ["V02"]),
        (["甲县,市级单位,12,3.5,0,0"], ["V02"]),
        (["甲县,市级单位,12,3,,0"], ["V02"]),
        (["甲县,市级单位,12000000000,3,0,0"], ["E05"]),
        (["甲县,市级单位,0,0,0,0", "乙县,市级单位,0,0,0,0"], ["E05", "E05"]),
        (["甲县,市级单位,0,0,0,15", "乙县,市级单位,10,3,1,1"], ["E05"]),
        (["甲县,市级单位,0,0,11,4", "乙县,市级单位,0,0,0,15"], ["E05", "E05"]),
        (["甲县,,12,3,0,0"], ["S02"]),
    ],
)
def test_ballots(portal: Portal, rows: list[str], codes: list[str]) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    portal.write(f"{FOLDER}/evaluation.csv", HEADER + "".join(f"{row}\n" for row in rows))
    assert portal.check().codes == codes


@pytest.mark.parametrize("column", ["合计", "弃权票", "废票数", "优秀票数", "得分", "满意率", "备注"])
def test_a_column_that_is_no_grade_is_none(portal: Portal, column: str) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    portal.write(f"{FOLDER}/evaluation.csv", f"单位,评价人,优秀,良好,{column}\n甲县,市级单位,12,3,0\n")
    assert portal.check().codes == ["T01"]


def test_absence_and_a_speech_do_not_go_together(portal: Portal) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04", "attendance: {jia: 缺席}")
    write_speech(portal, "2019-04-jia", 1, "jia")
    assert portal.check().codes == ["E04"]
    portal.replace(f"{FOLDER}/index.md", "缺席", "{state: 缺席, note: 书面发言}")
    assert portal.check().codes == []


def test_ballots_from_a_workbook(portal: Portal) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    book = Workbook()
    for row in (
        HEADER.strip().split(","),
        ["甲县", "市级单位", 12, 3, 0, 0],
        ["乙县", "市级单位", 9, 3, 0, 0],
    ):
        book.active.append(row)
    book.save(Path(portal.root, FOLDER, "evaluation.xlsx"))
    (problem,) = portal.check().problems
    assert (problem["code"], problem["path"], problem["row"]) == ("E05", f"{FOLDER}/evaluation.xlsx", 3)
    portal.write(f"{FOLDER}/evaluation.csv", HEADER + "甲县,市级单位,12,3,0,0\n")
    assert portal.check().codes == ["E05"]  # two tables of one vote


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.png", plain_picture("png"), []),
        ("a.jpg", telling_picture("jpg"), []),  # stripped when published
        ("a.jpg", plain_picture("png"), ["E07"]),
        ("a.jpg", plain_picture("jpg")[:-200], ["E07"]),
        ("a.webp", b"", ["E07"]),
        ("a.jpg", plain_picture("jpg") + bytes(20 << 20), ["E07"]),
    ],
)
def test_photographs_are_pictures_of_a_size(portal: Portal, name: str, data: bytes, codes: list[str]) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04", f"photos: [{{file: {name}, caption: 会场, alt: 会场}}]")
    portal.write_bytes(f"{FOLDER}/{name}", data)
    assert portal.check().codes == codes


def test_a_name_in_another_encoding_is_named(portal: Portal) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    name = os.fsencode(Path(portal.root, FOLDER)) + b"/" + "材料.txt".encode("gbk")
    try:
        Path(os.fsdecode(name)).write_text("材料", encoding="utf-8")
    except OSError:
        pytest.skip("this file system knows UTF-8 only")
    (problem,) = portal.check().problems
    assert (problem["code"], problem["path"]) == ("F07", FOLDER)
    assert (problem["value"], "重命名为“材料.txt”" in problem["fix"]) == ("材料.txt", True)
