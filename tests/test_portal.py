"""The minimal portal that the other tests start from is itself without problems, and ranked by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from portals import Portal

METHOD = "site_config/methods/county.yml"


def test_minimal_portal_has_no_problem(portal: Portal) -> None:
    checked = portal.check()
    assert checked.problems == []
    assert checked.exit_code == 0
    assert portal.report() == "检查完毕，没有发现问题。\n"


def test_first_quarter_as_reckoned_by_hand(portal: Portal) -> None:
    """fire: 100, 80, 60, 90 × 0.3; hazards: 90, 95, 80, 100 × 0.3; service as given."""
    rows = portal.rows("2019Q1")
    assert {unit: (row["rank"], row["score"]) for unit, row in rows.items()} == {
        "jia": (1, 93),  # 30 + 27 + 36
        "ding": (2, 87),  # 27 + 30 + 30
        "yi": (3, 84.5),  # 24 + 28.5 + 32
        "bing": (4, 82),  # 18 + 24 + 40
    }


def test_second_quarter_compares_with_the_first(portal: Portal) -> None:
    rows = portal.rows("2019Q2")
    assert {unit: (row["rank"], row["score"], row["rank_change"]) for unit, row in rows.items()} == {
        "jia": (1, 92.8, 0),  # 26 + 28.8 + 38
        "yi": (2, 91.4, 1),  # 30 + 26.4 + 35
        "ding": (3, 90.7, -1),  # 22 + 29.7 + 39
        "bing": (4, 78.6, 0),  # 18 + 27.6 + 33
    }


def run_leitai(portal: Portal, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A real process with a console that was never set up for Chinese."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", "from leitai.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=portal.root, env=environment, capture_output=True, check=False)


def test_process_prints_utf8_and_exits_0_when_all_is_well(portal: Portal) -> None:
    done = run_leitai(portal, "rank", "2019Q1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "丁山（经济）开发区" in done.stdout.decode("utf-8")


def test_process_exits_1_for_problems_without_traceback(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "10,36", ",36")
    done = run_leitai(portal, "rank", "2019Q1")
    assert done.returncode == 1
    assert "缺报还是零报告" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_wrong_usage_exits_2(portal: Portal) -> None:
    """What a process makes of an exit code is told above."""
    assert portal.run("rank", "2031Q1").exit_code == 2
    assert portal.run("check", "--root", "不存在的目录").exit_code == 2
    assert portal.run("check", "--format", "xml").exit_code == 2


def test_a_folder_in_the_place_of_a_method_is_a_problem(portal: Portal) -> None:
    (portal.root / METHOD).unlink()
    (portal.root / METHOD).mkdir()
    assert "F06" in portal.check().codes


@pytest.mark.skipif(os.name == "nt", reason="Windows file names are always Unicode")
def test_file_name_that_is_not_unicode_is_a_problem_not_a_traceback(portal: Portal) -> None:
    folder = os.fsencode(portal.root / "content/results/2019Q1")
    with open(os.path.join(folder, "补充".encode("gbk") + b".csv"), "wb") as file:  # noqa: PTH118, PTH123
        file.write("单位,火灾起数\n".encode())
    done = run_leitai(portal, "check")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_what_was_read_is_told_in_full(portal: Portal) -> None:
    """Every converted cell with its place, on the page and in JSON; the terminal shows the first three."""
    portal.replace(
        "content/results/2019Q2/隐患整改.csv", "甲县,隐患整改率,96,%,100", "甲县,隐患整改率,９６,%,100"
    )
    said = json.loads(portal.run("check", "--format", "json").stdout)
    (read,) = [file for file in said["files"] if file["path"].endswith("2019Q2/隐患整改.csv")]
    assert read["conversions"] == [{"row": 2, "column": "数值", "text": "９６", "value": "96"}]
    assert (read["shape"], read["header_row"], read["rows_read"]) == ("长表", 1, 4)
    portal.run("check")
    page = portal.read("build/check.html")
    assert "第 2 行 “数值”列“９６”→96" in page


def test_every_command_that_finds_problems_writes_the_report(portal: Portal) -> None:
    portal.replace("content/results/2019Q2/隐患整改.csv", "甲县,隐患整改率,96", "甲县,隐患整改率,")
    assert portal.run("rank", "2019Q2").exit_code == 1
    assert "V01" in portal.read("build/check.html")
