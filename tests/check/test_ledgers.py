"""What the ledgers refuse: states that don't follow, dates out of order, meetings that weren't."""

from __future__ import annotations

import pytest

from meetings import TASKS, write_events, write_meeting, write_problems, write_speech
from portals import Portal

MEETING = "content/meetings/2019-04-jia"
pytestmark = pytest.mark.usefixtures("no_results")
PROBLEM = "Q001,暗访,,2019-04,甲县,安全,,隐患未整改,2019-06-30"


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        (["Q001,2019-04-05,整改中,,,", "Q001,2019-05-05,已提交,,,", "q001,2019-06-05,已销号,,抽查记录,"], []),
        (["Q001,2019-04-05,已销号,,抽查记录,", "Q001,2019-05-05,回头看,,抽查记录,"], []),
        (["Q001,2019-04-05,已提交,,,", "Q001,2019-05-05,退回重办,材料不全,,"], []),
        (["Q001,2019-04-05,已销号,,记录,", "Q001,2019-05-05,整改中,又反弹了,,"], []),
        (["Q001,2019-04-05,整改中,开工,,", "Q001,2019-04-05,整改中,过半,,"], []),
        (["Q001,2019-04-05,已提交,,,", "Q001,2019-05-05,退回重办,,,"], ["E01"]),
        (["Q001,2019-04-05,整改中,,,", "Q001,2019-05-05,回头看,,抽查记录,"], ["E01"]),
        (["Q001,2019-04-05,整改中,,,", "Q001,2019-05-05,退回重办,不行,,"], ["E01"]),
        (["Q001,2019-04-05,回头看,,抽查记录,"], ["E01"]),
        (["Q001,2019-04-05,退回重办,不行,,"], ["E01"]),
        (["Q001,2019-04-05,整改中,,,", "Q001,2019-04-05,整改中,,,"], ["L20"]),
        (["Q001,2019-04-05,整改中,,,", "Q001,2019-04-05,整改中,,照片,"], ["E01"]),
        (["Q001,2019-05-05,整改中,,,", "Q001,2019-04-05,已提交,,,"], ["E03"]),
        (["Q001,2019-03-31,整改中,,,"], ["E03"]),
        (["Q001,2019-04-05,已销号,整改完毕,,"], ["E02"]),
        (["Q001,2019-04-05,已销号,整改完毕,—,"], ["E02"]),
        (["Q001,2019-04-05,已销号,整改完毕,待补,"], ["E02"]),
        (["Q001,2019-04-05,已销号,整改完毕,暂无,"], ["E02"]),
        (["Q001,2019-04-05,已提交,,,", "Q001,2019-05-05,整改中,无,,"], ["E01"]),
        (["Q001,2091-04-05,整改中,,,"], ["L21"]),
        (["Q001,2019-04-05,整改中,,,2019-04-jia"], []),
        (["Q001,2019-03-05,整改中,,,2019-04-jia"], ["E03"]),
        (["Q001,2019-05-05,整改中,,,2019-04-jia"], ["E03"]),  # not yet at the meeting
        (["Q001,2019-06-05,整改中,,,2019-06-jia"], ["E06"]),
        (["Q001,2019-04-05,已完成,,记录,"], ["S03"]),
        (["Q009,2019-04-05,整改中,,,"], ["S07"]),
        (["Q001,2019-04-05,整改中,,,2019-04-nowhere"], ["S07"]),
        (["Q001,,整改中,,,"], ["S02"]),
        (["Q001,2019-04-31,整改中,,,"], ["S03"]),
    ],
)
def test_events_of_a_problem(portal: Portal, events: list[str], codes: list[str]) -> None:
    write_problems(portal, PROBLEM)
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_meeting(portal, "2019-06-jia", "2019-06", "status: postponed")
    write_events(portal, *events)
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        (["K1,2019-05-01,进行中,,,", "K1,2019-06-01,已完成,,照片,"], []),
        (["K1,2019-07-01,逾期,,,", "K1,2019-08-01,未反馈,,,", "K1,2019-09-01,进行中,,,"], []),
        (["K1,2019-05-01,进行中,,,", "K1,2019-06-01,未反馈,,,"], ["E01"]),
        (["K1,2019-06-01,已完成,,照片,", "K1,2019-07-01,逾期,,,"], ["E01"]),
        (["K1,2019-06-01,已完成,,,"], ["E02"]),
        (["K1,2019-06-01,已完成,,照片,", "K1,2019-06-05,进行中,,,"], ["E01"]),
        (["K1,2019-06-30,逾期,,,"], ["E03"]),
        (["K1,2019-04-01,进行中,,,"], ["E03"]),
        (["K1,2019-05-01,已销号,,照片,"], ["S03"]),
    ],
)
def test_events_of_a_commitment(portal: Portal, events: list[str], codes: list[str]) -> None:
    write_meeting(portal, "2019-04-15-jia", "2019-04-15")
    write_speech(portal, "2019-04-15-jia", 1, "jia", "commitments: [{id: K1, text: 整改, due: 2019-06}]")
    write_events(portal, *events)
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("Q001,会议,2019-04-jia,2019-04,甲县,安全,,隐患,2019-06-30", []),
        ("Q001,会议,2019-04-jia,2019-04-20,甲县,安全,,隐患,", []),
        ("Q001,暗访,2019-04-jia,2019-03,甲县,安全,,隐患,", []),
        ("Q001,自查,,2019-03,甲县,安全,,隐患,", []),
        ("Q001,会议,,2019-04,甲县,安全,,隐患,", ["S02"]),
        ("Q001,会议,2019-04-yi,2019-04,甲县,安全,,隐患,", ["S07"]),
        ("Q001,会议,2019-04-jia,2019-05,甲县,安全,,隐患,", ["E04"]),
        ("Q001,暗访,2019-04-jia,2019-05,甲县,安全,,隐患,", ["E03"]),
        ("Q001,会议,2019-06-jia,2019-06,甲县,安全,,隐患,", ["E06"]),
        ("Q001,暗访,,2019-04-31,甲县,安全,,隐患,", ["S03"]),
        ("Q001,暗访,,2019-04-20,甲县,安全,,隐患,2019-04-19", ["E03"]),
    ],
)
def test_a_problem_and_its_meeting(portal: Portal, row: str, codes: list[str]) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_meeting(portal, "2019-06-jia", "2019-06", "status: postponed")
    write_problems(portal, row)
    assert portal.check().codes == codes


def test_numbers_are_unique_in_the_portal(portal: Portal) -> None:
    write_problems(portal, PROBLEM)
    write_meeting(portal, "2019-04-jia", "2019-04", "resolutions: [{id: q001, text: 调度, owner: 综合处}]")
    (problem,) = portal.check().problems
    assert (problem["code"], problem["path"]) == ("S04", "content/meetings/2019-04-jia/index.md")
    assert "problems.csv" in problem["what"]


@pytest.mark.parametrize(("planned", "actual"), [("150%", "60%"), ("60%", "-20%"), ("100.1%", "0%")])
def test_progress_is_between_nothing_and_everything(portal: Portal, planned: str, actual: str) -> None:
    portal.write("content/ledgers/tasks.csv", f"{TASKS}T001,甲县,任务,节点,2019-05-31,,{planned},{actual}\n")
    assert portal.check().codes == ["V04"]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("2019-05-31,2019-05-30,80%,85%", []),
        ("2019-05-31,2019-05-30,80%,60%", ["L19"]),
        ("2019-05-31,,80%,100%", ["L19"]),
        ("2019-05-31,2091-05-30,80%,100%", ["L21"]),
        ("2019-05-31,1919-05-30,80%,100%", ["L21"]),
        ("2022-12-31,,8%,10%", []),
        ("2091-12-31,,8%,10%", ["L21"]),
    ],
)
def test_the_day_and_the_progress_of_a_task_agree(portal: Portal, row: str, codes: list[str]) -> None:
    portal.write("content/ledgers/tasks.csv", f"{TASKS}T001,甲县,任务,节点,{row}\n")
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("path", "old", "new", "cause"),
    [
        (f"{MEETING}/index.md", "title: ", "title: [", "S05"),
        (f"{MEETING}/speeches/01-yi.md", "text: 建清单", "text: 建清单, due: 年底", "S03"),
        ("content/ledgers/problems.csv", "2019-06-30", "2019-06-31", "S03"),
    ],
)
def test_what_a_text_that_cannot_be_read_may_declare_is_not_unknown(
    portal: Portal, path: str, old: str, new: str, cause: str
) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    write_speech(
        portal, "2019-04-jia", 1, "yi", "problems: [Q002]", "commitments: [{id: K1, text: 建清单}, 复查]"
    )
    write_problems(portal, PROBLEM, PROBLEM.replace("Q001", "Q002").replace("甲县", "乙县"))
    write_events(
        portal,
        "Q001,2019-04-05,整改中,,,2019-04-jia",
        "K1,2019-05-05,进行中,,,",
        "2019-04-jia-01-2,2019-05-05,进行中,,,",
    )
    assert portal.check().codes == []
    portal.write(path, portal.read(path).replace(old, new))
    assert set(portal.check().codes) == {cause}
