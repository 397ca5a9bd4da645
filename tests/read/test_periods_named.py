"""A period named inside a file is held against its folder (V07), however offices write it."""

from __future__ import annotations

import shutil

import pytest

from leitai.schema.period import Period
from leitai.schema.written_periods import names_another, whole_period
from portals import Portal

FOLDER = "content/results/2019Q1"
WIDE, TIDY = f"{FOLDER}/汇总.csv", f"{FOLDER}/隐患整改.csv"


def titled(portal: Portal, title: str) -> list[tuple[str, object]]:
    portal.write(WIDE, f"{title},,\n" + portal.read(WIDE))
    return [(p["code"], p["row"]) for p in portal.check().problems if p["severity"] == "error"]


def test_a_title_is_held_against_the_folder(portal: Portal) -> None:
    assert titled(portal, "2019年第一季度情况") == []
    assert titled(portal, "2019年第二季度情况") == [("V07", 1)]


@pytest.mark.parametrize(
    ("note", "is_own"),
    [
        ("注：本表为2018年数据。", False),
        ("注：以上数据均为2018年一季度数据", False),
        ("说明：表中数据截至2018年12月底", False),
        ("注：数据为2018-12-31的数", False),
        ("统计时间：2018-12-31", False),
        ("统计时间,2018-12-31", False),
        ("截止日期：,2018/12/31", False),
        ("注：本表为2019年一季度数据。", True),
        ("注：数据截至2019年3月底", True),
        ("注：2018年数据为调整后口径", True),
        ("统计时间：2019年3月31日", True),
        ("数据日期,2019/3/31", True),
        ("填报日期：2019-04-03", True),
    ],
)
def test_a_note_or_a_line_above_says_which_period_the_table_is_of(
    portal: Portal, note: str, is_own: bool
) -> None:
    table = portal.read(WIDE)
    portal.write(WIDE, f"{table}{note},,\n" if note[:1] in "注说" else f"{note},,\n{table}")
    errors = [p["code"] for p in portal.check().problems if p["severity"] == "error"]
    assert errors == ([] if is_own else ["V07"])


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (("2018/3/31", "2019/3/31"), ["T09"]),
        (("2018/3/31",), ["V07"]),
        (("2019-03-31 00:00:00",), []),
        (("2019/4/3",), []),
    ],
)
def test_a_column_of_days_says_the_period(portal: Portal, days: tuple[str, ...], codes: list[str]) -> None:
    header, *rows = portal.read(TIDY).splitlines()
    lines = [f"{row},{day}" for row in rows for day in days]
    portal.write(TIDY, "\n".join([f"{header},日期", *lines]) + "\n")
    assert [p["code"] for p in portal.check().problems if p["path"] == TIDY] == codes


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


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("2019Q1", "2019年第二季度情况"),
        ("2019Q1", "２０１９ 年 ２ 季度"),
        ("2019Q1", "2019Q2"),
        ("2019Q1", "二季度"),
        ("2019Q1", "2018年一季度"),
        ("2019Q1", "2019年1-6月"),
        ("2019Q1", "1至9月"),
        ("2019Q3", "2019年6月"),
        ("2019Q3", "二〇一九年六月情况"),
        ("2019Q3", "2019年9月"),
        ("2019Q3", "2019年10月火灾情况表"),
        ("2019Q3", "上半年"),
        ("2019Q3", "2018年三季度"),
        ("2019Q3", "18年三季度"),
        ("2019Q3", "二○一八年三季度"),
        ("2019Q3", "2019年4-6月"),
        ("2019Q3", "二至三季度"),
        ("2019Q3", "Q3"),
        ("2019Q3", "火灾（Q3）"),
        ("2019Q3", "2019年全年"),
        ("2019Q3", "2019年二季度（修订）"),
        ("2019-09", "2019年10月"),
        ("2019-09", "三季度"),
        ("2019-09", "201908汇总"),
        ("2019H1", "2019年下半年"),
        ("2019H1", "二季度"),
        ("2019", "2019年上半年"),
        ("2019", "2018年各县情况"),
        ("2019", "2019年9月"),
    ],
)
def test_another_period(folder: str, text: str) -> None:
    assert names_another(text, Period.of(folder), is_title=True)


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("2019Q1", "2019年第一季度情况"),
        ("2019Q1", "２０１９ 年 1 季度"),
        ("2019Q1", "2019Q1"),
        ("2019Q1", "一季度与四季度"),
        ("2019Q1", "2019年1-3月"),
        ("2019Q1", "1—3月累计"),
        ("2019Q1", "截至2019年4月5日"),
        ("2019Q1", "2018年办法"),
        ("2019Q1", "2019年第一季度（与2018年第四季度比）"),
        ("2019Q3", "2019年7-9月"),
        ("2019Q3", "7月至9月情况"),
        ("2019Q3", "2019年1-9月"),
        ("2019Q3", "前三季度"),
        ("2019Q3", "一至三季度"),
        ("2019Q3", "2019年三季度（修订）"),
        ("2019Q3", "2019年情况（Q3）"),
        ("2019Q3", "19年三季度"),
        ("2019Q3", "截至2019年9月"),
        ("2019Q3", "9月末"),
        ("2019Q3", "2019年10月"),
        ("2019Q3", "填报时间：2019年10月"),
        ("2019Q3", "2019-10-08"),
        ("2019Q3", "2019年10月8日"),
        ("2019Q3", "H1N1 流感"),
        ("2019Q3", "按2018年办法"),
        ("2019-09", "2019年1-9月"),
        ("2019H1", "截至6月底"),
        ("2019", "（按2018年办法计分）"),
        ("2019", "2015年不变价"),
        ("2019", "2020年1月"),
        ("2019", "2019年与2018年比较"),
    ],
)
def test_no_other_period(folder: str, text: str) -> None:
    assert not names_another(text, Period.of(folder), is_title=True)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019年三季度", "2019Q3"),
        ("二〇一九年上半年", "2019H1"),
        ("2019年度", "2019"),
        ("2019年7-9月", "2019Q3"),
        ("2019年8月", "2019-08"),
        ("2019年1-9月", None),
        ("三季度", None),
        ("2019年2-4月", None),
    ],
)
def test_a_period_in_words_has_an_id(text: str, period: str | None) -> None:
    found = whole_period(text)
    assert (found.id if found else None) == period


@pytest.mark.parametrize("name", ["2019年6月.csv", "2019年10月.csv", "上半年.csv", "Q1.csv"])
def test_a_file_of_a_month_or_without_a_year_is_not_read(portal: Portal, name: str) -> None:
    test_a_file_named_after_another_period_is_not_read(portal, name)


def test_a_header_without_a_year_says_what_to_write(portal: Portal) -> None:
    portal.replace(WIDE, "火灾起数（起）", "火灾起数（Q1）")
    (problem,) = [p for p in portal.check().problems if p["severity"] == "error"]
    assert problem["code"] == "V07" and "2019Q1" in problem["fix"]


def test_a_revised_file_and_a_folder_in_words(portal: Portal) -> None:
    portal.replace(TIDY, "单位,指标,数值", "单位,指标,2019年一季度（修订）")
    shutil.move(portal.root / WIDE, portal.root / FOLDER / "2019年一季度（修订）.csv")
    assert portal.check().problems == []
    shutil.move(portal.root / FOLDER, portal.root / "content/results/2019年一季度")
    (problem,) = [p for p in portal.check().problems if p["code"] == "F05"]
    assert "2019Q1" in problem["fix"]
