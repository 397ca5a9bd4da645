"""A period named inside a file is held against its folder (V07), however offices write it."""

from __future__ import annotations

import shutil

import pytest

from portals import Portal

FOLDER = "content/results/2019Q1"
WIDE, TIDY = f"{FOLDER}/汇总.csv", f"{FOLDER}/隐患整改.csv"


def titled(portal: Portal, title: str) -> list[tuple[str, object]]:
    portal.write(WIDE, f"{title},,\n" + portal.read(WIDE))
    return [(p["code"], p["row"]) for p in portal.check().problems if p["severity"] == "error"]


@pytest.mark.parametrize(
    "title",
    [
        "2019年第一季度情况",
        "２０１９ 年 1 季度",
        "2019Q1",
        "一季度与四季度",
        "2019年1-3月",
        "1—3月累计",
        "截至2019年4月5日",
        "2018年办法",
        "2019年第一季度（与2018年第四季度比）",
    ],
)
def test_a_title_of_the_same_period_passes(portal: Portal, title: str) -> None:
    assert titled(portal, title) == []


@pytest.mark.parametrize(
    "title",
    ["2019年第二季度情况", "２０１９年 ２ 季度", "2019Q2", "二季度", "2018年一季度", "2019年1-6月", "1至9月"],
)
def test_a_title_of_another_period_is_one_problem(portal: Portal, title: str) -> None:
    assert titled(portal, title) == [("V07", 1)]


@pytest.mark.parametrize("name", ["2019年二季度.csv", "汇总（2019Q2）.csv", "1-6月.csv"])
def test_a_file_named_after_another_period_is_not_read(portal: Portal, name: str) -> None:
    shutil.copy(portal.root / WIDE, portal.root / FOLDER / name)
    portal.delete(WIDE)
    (problem,) = [p for p in portal.check().problems if p["severity"] == "error"]
    assert (problem["code"], problem["path"]) == ("V07", f"{FOLDER}/{name}")


def in_column(portal: Portal, written: str) -> list[str]:
    header, *rows = portal.read(TIDY).splitlines()
    portal.write(TIDY, "\n".join([f"{header},期间", *(f"{row},{written}" for row in rows)]) + "\n")
    return portal.check().codes


@pytest.mark.parametrize("written", ["2019Q1", "2019年第一季度", "2019年 1季度", "一季度", ""])
def test_the_column_says_the_period_in_any_usual_way(portal: Portal, written: str) -> None:
    assert in_column(portal, written) == []


@pytest.mark.parametrize("written", ["2019Q2", "2018年一季度", "2019", "2019-03", "今年"])
def test_another_period_in_the_column_is_one_problem(portal: Portal, written: str) -> None:
    assert in_column(portal, written) == ["V07"]


@pytest.mark.parametrize(
    ("written", "is_same"), [("2019.11", True), ("201911", True), ("11月", True), ("2019.1", False)]
)
def test_a_month_with_a_point(portal: Portal, written: str, is_same: bool) -> None:
    """2019.1 may be 2019.10 without its zero."""
    shutil.move(portal.root / FOLDER, portal.root / "content/results/2019-11")
    header, *rows = portal.read(TIDY.replace("2019Q1", "2019-11")).splitlines()
    text = "\n".join([f"{header},期间", *(f"{row},{written}" for row in rows)]) + "\n"
    portal.write(TIDY.replace("2019Q1", "2019-11"), text)
    assert ("V07" in portal.check().codes) != is_same
