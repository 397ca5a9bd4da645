"""A period's own value from year-to-date figures: only where both exist, and never without saying so (decision 27)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portals import UNITS, Portal

FIRST, SECOND = "content/results/2019Q1/汇总.csv", "content/results/2019Q2/汇总.csv"
MARKS = "36"


def table(header: str, *fires: str) -> str:
    rows = [f"{unit},{fire},{MARKS}\n" for unit, fire in zip(UNITS, fires, strict=True)]
    return f"单位,{header},服务评分\n" + "".join(rows)


def fire(portal: Portal, period: str = "2019Q2") -> dict[str, dict[str, Any]]:
    return {unit: row["scores"]["fire"] for unit, row in portal.rows(period).items()}


@pytest.mark.parametrize("label", ["累计", "1-6月", "1—6月累计", "１～６月", "本年累计"])
def test_the_quarter_is_the_difference_of_two_cumulative_figures(portal: Portal, label: str) -> None:
    """10, 20, 30 and 15 in the first quarter, which is its own cumulative figure."""
    portal.write(SECOND, table(f"火灾起数（{label}）", "22", "28", "50", "31"))
    checked = portal.check()
    assert checked.codes == ["V10"] * 4
    assert {unit: cell["value"] for unit, cell in fire(portal).items()} == {
        "jia": 12,
        "yi": 8,
        "bing": 20,
        "ding": 16,
    }
    notice = checked.problems[0]
    assert (notice["row"], notice["column"], notice["value"]) == (2, f"火灾起数（{label}）", "22")


def test_the_published_file_says_how_the_value_came_about(portal: Portal) -> None:
    portal.write(SECOND, table("火灾起数（累计）", "22", "28", "50", "31"))
    cell = fire(portal)["jia"]
    assert (cell["source"]["path"], cell["source"]["row"]) == (SECOND, 2)
    assert cell["text"] == "12（累计 22 − 上期累计 10）"


def test_cumulative_columns_of_both_quarters(portal: Portal) -> None:
    """In the first quarter the cumulative figure is the value; the second takes it away."""
    portal.write(FIRST, table("火灾起数（累计）", "10", "20", "30", "15"))
    portal.write(SECOND, table("火灾起数（累计）", "22", "28", "50", "31"))
    assert portal.check().codes == ["V10"] * 8
    assert fire(portal, "2019Q1")["jia"]["value"] == 10
    assert fire(portal)["jia"]["value"] == 12


def test_beside_the_quarters_own_value_a_cumulative_figure_only_serves_the_next_quarter(
    portal: Portal,
) -> None:
    own_and_total = (
        "单位,火灾起数,,服务评分\n,本季,累计,\n"
        + "".join(f"{u},{10 + i},{100 + i},36\n" for i, u in enumerate(UNITS))
    )  # fmt: skip
    portal.write(FIRST, own_and_total)
    portal.write(SECOND, table("火灾起数（累计）", "122", "128", "150", "131"))
    assert sorted(portal.check().codes) == ["A04"] * 4 + ["V10"] * 4
    assert fire(portal, "2019Q1")["jia"]["value"] == 10
    assert fire(portal)["jia"]["value"] == 22


STATES = {
    "nothing to report": ("未报", "missing", None, "累计没有数，当期照写，按“未报”读取"),
    "not applicable": ("—", "not_applicable", None, "按“—”读取"),
    "about": ("22余", "value", 12, "约12（累计 22余 − 上期累计 10）"),
    "unchanged": ("10", "value", 0, "0（累计 10 − 上期累计 10）"),
}


@pytest.mark.parametrize("name", STATES)
def test_states_and_qualifiers_go_through(portal: Portal, name: str) -> None:
    written, state, value, said = STATES[name]
    portal.write(SECOND, table("火灾起数（累计）", written, "28", "50", "31"))
    checked = portal.check()
    assert checked.codes == ["V10"] * 4
    assert said in checked.problems[0]["what"]
    assert fire(portal)["jia"]["value"] == value
    assert portal.rows("2019Q2")["jia"]["status"] == ("missing" if state == "missing" else "ranked")


REFUSED = {
    "of other months": ("火灾起数（1-3月）", "22", "V07"),
    "empty": ("火灾起数（累计）", "", "V01"),
    "no figure": ("火灾起数（累计）", "无", "V02"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_meant_is_refused(portal: Portal, name: str) -> None:
    header, written, code = REFUSED[name]
    portal.write(SECOND, table(header, written, "28", "50", "31"))
    assert [p["code"] for p in portal.check().problems if p["severity"] == "error"] == [code]


def test_nothing_is_derived_without_the_figure_before(portal: Portal) -> None:
    portal.replace(FIRST, "甲县,10,36", "甲县,未报,36")
    portal.write(SECOND, table("火灾起数（累计）", "22", "28", "50", "31"))
    checked = portal.check()
    (problem,) = [p for p in checked.problems if p["severity"] == "error"]
    assert (problem["code"], problem["row"], problem["value"]) == ("V09", 2, "22")
    assert "2019Q1 的累计是“未报”" in problem["what"]


def test_rates_are_never_subtracted(portal: Portal) -> None:
    portal.replace("site_config/indicators.csv", "fire,火灾起数,起", "fire,火灾起数,起/万人")
    portal.write(FIRST, table("火灾起数", "10", "20", "30", "15"))
    portal.write(SECOND, table("火灾起数（累计）", "22", "28", "50", "31"))
    assert portal.check().codes == ["V09"] * 4


def test_the_own_value_in_another_file_is_taken_and_held_against_the_cumulative_figures(
    portal: Portal,
) -> None:
    portal.write(SECOND, table("火灾起数（累计）", "22", "28", "50", "31"))
    portal.write(
        "content/results/2019Q2/本季.csv",
        "单位,火灾起数\n"
        + "".join(f"{unit},{fires}\n" for unit, fires in zip(UNITS, (7, 8, 20, 16), strict=True)),
    )
    (problem,) = portal.check().problems
    assert (problem["code"], problem["severity"], problem["value"]) == ("A04", "warning", "7")
    assert problem["what"] == (
        "“甲县”的“火灾起数”填的当期值与累计不一致：累计 22 − 上期累计 10，应为 12；"
        f"累计在 {SECOND} 第 2 行 “火灾起数（累计）”列，上期累计在 {FIRST} 第 2 行 “火灾起数（起）”列。"
    )
    assert fire(portal)["jia"]["value"] == 7


def test_rounded_figures_may_be_apart_by_their_rounding(portal: Portal) -> None:
    portal.replace("site_config/indicators.csv", "fire,火灾起数,起", "fire,火灾起数,万元")
    portal.replace("site_config/indicators.csv", "火灾统计,true,0,9999", "火灾统计,true,,")
    rows = "".join(f"{unit},10.0,10.1,{MARKS}\n" for unit in UNITS)
    portal.write(FIRST, "单位,火灾起数,火灾起数（累计）,服务评分\n" + rows)
    portal.replace(SECOND, "火灾起数（起）", "火灾起数")
    assert portal.check().problems == []
    portal.write(FIRST, "单位,火灾起数,火灾起数（累计）,服务评分\n" + rows.replace("10.1", "10.2"))
    assert portal.check().codes == ["A04"] * 4


def tidy(name: str, *fires: str) -> str:
    rows = [
        f"{unit},{indicator},{value}\n"
        for unit, fire in zip(UNITS, fires, strict=True)
        for indicator, value in ((name, fire), ("服务评分", MARKS))
    ]
    return "单位,指标,数值\n" + "".join(rows)


def test_tidy_lines_name_the_cumulative_form_as_wide_columns_do(portal: Portal) -> None:
    portal.write(SECOND, tidy("火灾起数（1-6月）", "22", "28", "50", "31"))
    assert portal.check().codes == ["V10"] * 4
    assert fire(portal)["jia"]["value"] == 12
    portal.write(SECOND, tidy("火灾起数（本季）", "7", "8", "9", "10"))
    assert portal.check().problems == []
    assert fire(portal)["jia"]["value"] == 7


SINCE_JANUARY = [
    "某市2019年1-6月平安建设情况统计表",
    "某市上半年平安建设情况",
    "2019年1月1日至6月30日报表",
    "统计时间：2019.1.1-6.30",
    "（数据统计口径：1-6月）",
    "平安建设前两季度通报",
    "平安建设情况（年初至6月底）",
    "今年以来平安建设情况",
    "全市累计情况",
    "1、2、3、4、5、6月火灾",
]


@pytest.mark.parametrize("title", SINCE_JANUARY)
@pytest.mark.parametrize("of", [table, tidy])
def test_a_title_with_other_words_still_says_that_figures_are_since_january(
    portal: Portal, title: str, of: Callable[..., str]
) -> None:
    text = of("火灾起数", "22", "28", "50", "31").replace("服务评分", "服务评分（本季）")
    portal.write(SECOND, f"{title},,\n{text}")
    checked = portal.check()
    assert (sorted(set(checked.codes)), fire(portal)["jia"]["value"]) == (["T06", "T17", "V10"], 12)


@pytest.mark.parametrize("name", ["某市1-6月报表.csv", "平安建设累计.csv"])
def test_the_name_of_a_file_says_it_too(portal: Portal, name: str) -> None:
    portal.delete(SECOND)
    text = table("火灾起数", "22", "28", "50", "31").replace("服务评分", "服务评分（本季）")
    portal.write(f"{Path(SECOND).parent}/{name}", text)
    assert sorted(set(portal.check().codes)) == ["T17", "V10"]


def test_a_footnote_says_it_of_one_indicator(portal: Portal) -> None:
    own = table("火灾起数", "22", "28", "50", "31")
    portal.write(SECOND, own + "注：火灾起数为今年以来累计数；服务评分为当季数。,,\n")
    assert (sorted(set(portal.check().codes)), fire(portal)["jia"]["value"]) == (["T06", "T17", "V10"], 12)


@pytest.mark.parametrize(
    "title",
    [
        "某市2019年二季度及1-6月平安建设情况",
        "某市2019年4月1日至6月30日平安建设情况",
        "填报时间：7月1日至7月10日",
        "截至2019年6月30日平安建设情况",
        "2019年二季度平安建设情况（与去年同期比较）",
    ],
)
def test_a_title_that_names_the_quarter_says_nothing_else(portal: Portal, title: str) -> None:
    portal.write(SECOND, f"{title},,\n" + table("火灾起数", "22", "28", "50", "31"))
    assert (portal.check().codes, fire(portal)["jia"]["value"]) == (["T06"], 22)


def test_lines_that_say_their_period_go_before_the_title(portal: Portal) -> None:
    lines = [
        line + period
        for line, period in zip(table("火灾起数", *"2468").split(), [",期间", *[",2019Q2"] * 4], strict=True)
    ]
    portal.write(SECOND, "某市2019年上半年数据,,,\n" + "\n".join(lines) + "\n")
    assert (portal.check().codes, fire(portal)["jia"]["value"]) == (["T06"], 2)


def test_a_title_of_a_year_ago_is_not_read_as_this_year(portal: Portal) -> None:
    portal.write(SECOND, "某市去年同期平安建设情况,,\n" + table("火灾起数", "22", "28", "50", "31"))
    assert "T05" in portal.check().codes


@pytest.mark.parametrize(
    ("name", "code"),
    [("火灾起数（1-3月）", "V07"), ("火灾起数（上年同期）", "V09"), ("火灾起数（夜间）", "N02")],
)
def test_tidy_lines_with_another_word_are_refused(portal: Portal, name: str, code: str) -> None:
    portal.write(SECOND, tidy(name, "22", "28", "50", "31"))
    problem = portal.check().problems[0]
    assert (problem["code"], problem["row"], problem["value"]) == (code, 2, name)
