"""All shapes of a result table give the same observations, cell by cell."""

from __future__ import annotations

import pytest

from portals import UNITS, Portal

WIDE = "content/results/2019Q1/汇总.csv"
TIDY = "content/results/2019Q1/隐患整改.csv"
FIRES, MARKS = ("10", "20", "30", "15"), ("36", "32", "40", "30")
HEADER = ("单位", "火灾起数", "服务评分")
ROWS = [*zip(UNITS, FIRES, MARKS, strict=True)]


def values(portal: Portal) -> dict[str, list[float]]:
    rows = portal.rows("2019Q1")
    return {
        unit: [row["scores"][name]["value"] for name in ("fire", "service")] for unit, row in rows.items()
    }


def lines(*rows: tuple[str, ...]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


SHAPES = {
    "two header rows": lines(
        ("单位", "火灾起数", "", "服务评分", ""),
        ("", "本期", "上年同期", "本期", "同比"),
        *((u, f, "9", m, "3.1%") for u, f, m in ROWS),
    ),
    **{
        f"units headed {head}": lines((head, "火灾起数", "服务评分"), *ROWS)
        for head in ("县市区", "区 县", "单位名称(盖章)", "单位\\指标")
    },
    "period and cumulative columns": lines(
        ("单位", "火灾起数", "", "服务评分", ""),
        ("", "本季", "累计", "本季", "累计"),
        *((u, f, f, m, "99") for u, f, m in ROWS),
    ),
    "groups above the indicators": lines(
        ("序号", "单位", "平安建设", "基层服务"),
        ("", "", "火灾起数（起）", "服务评分"),
        *((str(n), *row) for n, row in enumerate(ROWS, start=1)),
    ),
    "three header rows": lines(
        ("单位", "平安建设", "", "基层服务", "备注"),
        ("", "火灾起数", "", "服务评分", ""),
        ("", "本季", "上年同期", "本季", ""),
        *((u, f, "9", m, "") for u, f, m in ROWS),
    ),
    "transposed": lines(("指标", *UNITS), ("火灾起数", *FIRES), ("服务评分", *MARKS)),
    "transposed with several lines for an indicator": lines(
        ("指标", "口径", *UNITS),
        ("火灾起数", "本期", *FIRES),
        ("", "上年同期", "9", "9", "9", "9"),
        ("服务评分", "本期", *MARKS),
        ("服务评分", "同比", "1%", "2%", "3%", "4%"),
    ),
    "transposed with units of measure": lines(
        ("样例市一季度", "", "", "", "", ""),
        ("指标", "计量单位", *UNITS),
        ("火灾起数", "起", *FIRES),
        ("服务评分", "分", *MARKS),
    ),
    "transposed with a total column": lines(
        ("项目", *UNITS, "合计"), ("火灾起数", *FIRES, "75"), ("服务评分", *MARKS, "")
    ),
    "tidy with units named once": lines(
        ("单位", "指标", "数值"),
        *(row for u, f, m in ROWS for row in ((u, "火灾起数", f), ("", "服务评分", m))),
    ),
    "title, unit row, subtotals, averages, footnotes": lines(
        ("样例市2019年一季度", "", ""),
        ("（单位：起）", "", ""),
        HEADER,
        *ROWS[:2],
        ("小计", "30", ""),
        *ROWS[2:],
        ("小计", "45", ""),
        ("合计", "75", ""),
        ("平均", "18.8", "34.5"),
        ("注：由消防机构提供。", "", ""),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_reads_the_same(portal: Portal, shape: str) -> None:
    before = values(portal)
    portal.write(WIDE, SHAPES[shape])
    checked = portal.check()
    assert checked.exit_code == 0, checked.problems
    assert set(checked.codes) <= {"T06", "T09", "N06"}, checked.problems
    assert values(portal) == before


TRANSPOSED = SHAPES["transposed"]
WIDE_LINES = lines(HEADER, *ROWS)
FOUND = {
    "a cell too many in a transposed table": (
        TRANSPOSED.replace("15\n", "15,99\n"),
        ("T04", 2, None, "火灾起数 | 10 | 20 | 30 | 15 | 99"),
    ),
    "a cell too few in a transposed table": (
        TRANSPOSED.replace(",15\n", "\n"),
        ("T04", 2, None, "火灾起数 | 10 | 20 | 30"),
    ),
    "a value without unit in a transposed table": (
        TRANSPOSED.replace("\n", ",\n", 1).replace("15\n", "15,99\n").replace("30\n", "30,\n"),
        ("T11", 2, "F", "99"),
    ),
    "a line without indicator": (TRANSPOSED + ",1,2,3,4\n", ("T11", 4, "指标", "1 | 2 | 3 | 4")),
    "data in a title": ("甲县,11,36\n" + WIDE_LINES, ("T12", 1, None, "甲县 | 11 | 36")),
    "data in a footnote": (
        "序号," + WIDE_LINES.replace("\n", "\n备注：,", 1).replace("\n乙", "\n2,乙").replace("\n丙", "\n3,丙").replace("\n丁", "\n4,丁"),
        ("T12", 2, None, "备注： | 甲县 | 10 | 36"),
    ),
    "a second table below": (WIDE_LINES + ",,\n单位,服务评分,火灾起数\n", ("T13", 7, None, "单位 | 服务评分 | 火灾起数")),
    "a second table beside": (
        "".join(f"{line},,{line}\n" for line in WIDE_LINES.splitlines()),
        ("T13", 1, "E", "单位"),
    ),
    "a footnote that doesn't say so": (WIDE_LINES + "截至3月底,,\n", ("T04", 6, None, "截至3月底")),
    "a field of no indicator": ("单位,本季\n甲县,10\n", ("T03", 1, "B", "本季")),
    "an indicator without value": (
        lines(HEADER, ("", "上年同期", "本期"), *ROWS),
        ("T05", 1, "B", "火灾起数"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_a_shape_has_no_place_for_is_refused(portal: Portal, name: str) -> None:
    text, expected = FOUND[name]
    portal.write(WIDE, text)
    errors = [p for p in portal.check().problems if p["severity"] == "error"]
    assert [(p["code"], p["row"], p["column"], p["value"]) for p in errors] == [expected]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (lines(HEADER * 2, ROWS[0] + ROWS[2], ROWS[1] + ROWS[3]), "接在左半的下面"),
        (lines((*HEADER[:2], "县区", HEADER[2]), *((u, f, u, m) for u, f, m in ROWS)), "也可以只删去这一列"),
    ],
)
def test_halves_of_a_table_and_two_tables_are_told_apart(portal: Portal, text: str, advice: str) -> None:
    portal.write(WIDE, text)
    (problem,) = [p for p in portal.check().problems if p["code"] == "T13"]
    assert advice in problem["fix"]


def test_headers_that_every_printed_page_repeats_are_skipped(portal: Portal) -> None:
    head = "样例市一季度,,\n单位,火灾起数,服务评分\n"
    rows = lines(*ROWS).splitlines(keepends=True)
    before = values(portal)
    portal.write(WIDE, head + "".join(rows[:2]) + head + "".join(rows[2:]))
    checked = portal.check()
    assert [(p["code"], p["row"]) for p in checked.problems] == [("T06", 1), ("T06", 5), ("T06", 6)]
    assert values(portal) == before


def test_the_total_line_of_a_tidy_table_is_held_against_its_indicator(portal: Portal) -> None:
    rows = [
        (u, i, v)
        for i, own in (("火灾起数", FIRES), ("服务评分", MARKS))
        for u, v in zip(UNITS, own, strict=True)
    ]
    portal.write(WIDE, lines(("单位", "指标", "数值"), *rows, ("合计", "火灾起数", "76")))
    (problem,) = [p for p in portal.check().problems if p["code"] == "A03"]
    assert "应为 75" in problem["what"]


def test_a_turned_table_names_the_cell_where_it_stands(portal: Portal) -> None:
    portal.write(WIDE, SHAPES["transposed"].replace("20", "二十"))
    (problem,) = portal.check().problems
    assert (problem["code"], problem["row"], problem["value"]) == ("V02", 2, "二十")


def test_a_line_that_ends_before_the_second_header_line_is_refused(portal: Portal) -> None:
    """The header is as wide as the longer of its lines; a value that isn't there is never dropped in silence."""
    rows = [(u, m, "9", f) for u, f, m in ROWS]
    header = lines(("单位", "服务评分", "火灾起数"), ("", "本期", "上年同期", "本期"))
    before = values(portal)
    portal.write(WIDE, header + lines(*rows))
    assert portal.check().problems == []
    assert values(portal) == before
    portal.write(WIDE, header + lines(rows[0][:3], *rows[1:]))
    (problem,) = portal.check().problems
    assert (problem["code"], problem["row"]) == ("T04", 3)


def test_a_unit_row_converts_the_columns_that_it_can_mean(portal: Portal) -> None:
    """单位：亿元 above 万元 multiplies by 10,000; the marks beside it are left as they are."""
    portal.replace("site_config/indicators.csv", "fire,火灾起数,起", "fire,火灾起数,万元")
    portal.replace("site_config/indicators.csv", "火灾统计,true,0,9999", "火灾统计,true,,")
    portal.replace("content/results/2019Q2/汇总.csv", "火灾起数（起）", "火灾起数")
    portal.write(WIDE, "单位：亿元,,\n" + WIDE_LINES)
    assert values(portal)["jia"] == [100000, 36]


@pytest.mark.parametrize(
    ("word", "cell", "said"), [("合计", "76", "75"), ("平均", "18.9", "18.75"), ("小计", "74", "75")]
)
def test_a_summary_row_that_disagrees_is_a_warning(portal: Portal, word: str, cell: str, said: str) -> None:
    portal.write(WIDE, WIDE_LINES + f"{word},{cell},\n")
    problems = [p for p in portal.check().problems if p["code"] == "A03"]
    assert len(problems) == 1
    assert said in problems[0]["what"]
    assert problems[0]["row"] == 6


@pytest.mark.parametrize(("total", "codes"), [("75", []), ("55", []), ("54", ["A03"])])
def test_a_sum_may_include_what_is_withheld(portal: Portal, total: str, codes: list[str]) -> None:
    portal.write(WIDE, WIDE_LINES.replace("乙县,20", "乙县,不公布") + f"合计,{total},\n")
    assert [code for code in portal.check().codes if code == "A03"] == codes


def test_rates_are_never_summed(portal: Portal) -> None:
    portal.replace("site_config/indicators.csv", "fire,火灾起数,起", "fire,火灾起数,起/万人")
    portal.write(WIDE, WIDE_LINES + "合计,76,\n")
    assert "A03" not in portal.check().codes


def test_the_total_column_of_a_turned_table_is_held_against_its_units(portal: Portal) -> None:
    portal.write(WIDE, SHAPES["transposed with a total column"].replace("75", "76"))
    (problem,) = [p for p in portal.check().problems if p["code"] == "A03"]
    assert (problem["row"], problem["value"]) == (2, "76")
    assert "应为 75" in problem["what"]


@pytest.mark.parametrize("second", ["火灾起数（起）", "火灾起数(起)", "火灾 起数"])
def test_two_columns_of_one_indicator_are_refused(portal: Portal, second: str) -> None:
    rows = [(u, f, f"{f}1", m) for u, f, m in ROWS]
    portal.write(WIDE, lines(("单位", "火灾起数", second, "服务评分"), *rows))
    (problem,) = portal.check().problems
    assert (problem["code"], problem["column"], problem["value"]) == ("T02", "C", second)


def test_of_period_and_cumulative_a_cumulative_indicator_takes_its_own(portal: Portal) -> None:
    """A column without a word (火灾起数) beside 累计 is the period's, and no year-to-date value."""
    portal.replace(
        "site_config/indicators.csv", "fire,火灾起数,起,lower,quarter", "fire,火灾起数,起,lower,ytd"
    )
    rows = [(u, "1", f, m) for u, f, m in ROWS]
    portal.write(WIDE, lines(("单位", "火灾起数", "火灾起数（累计）", "服务评分"), *rows))
    (notice,) = portal.check().problems
    assert (notice["code"], notice["column"], notice["value"]) == ("T09", "B", "火灾起数")
    assert {unit: row[0] for unit, row in values(portal).items()} == {
        "jia": 10,
        "yi": 20,
        "bing": 30,
        "ding": 15,
    }


def test_one_share_with_a_percent_sign_among_fractions_is_refused(portal: Portal) -> None:
    """0.963 beside 95.5%: 96.3% or 0.963%? One problem, and none of such cells is read."""
    header = "单位,指标,数值,目标值\n"
    rows = ("甲县,整改率,0.963,100", "乙县,整改率,95.5%,100", "丙市,整改率,0.981,100", "开发区,整改率,0,100")
    portal.write(TIDY, header + "\n".join(rows) + "\n")
    (problem,) = portal.check().problems
    assert (problem["code"], problem["row"], problem["value"]) == ("V03", 2, "0.963")
    assert "这样的 2 格没有写 %" in problem["what"]


def test_small_shares_that_all_have_a_percent_sign_are_read(portal: Portal) -> None:
    portal.replace(TIDY, "甲县,隐患整改率,90,%", "甲县,隐患整改率,0.9%,%")
    portal.replace(TIDY, "乙县,隐患整改率,95,%", "乙县,隐患整改率,95%,%")
    assert portal.check().problems == []


@pytest.mark.parametrize("numbers", ["（1）,（2）,（3）", "1,2,3", "甲,1,2", "栏次,1,2", "甲,乙,1"])
def test_a_line_that_numbers_the_columns_is_skipped(portal: Portal, numbers: str) -> None:
    portal.write(WIDE, WIDE_LINES.replace("\n", f"\n{numbers}\n", 1))
    (problem,) = [p for p in portal.check().problems if p["path"] == WIDE]
    assert (problem["code"], problem["what"]) == ("T06", "跳过这一行：只写着各列的序号。")


@pytest.mark.parametrize("word", ["合 计", "合计数", "全市合计", "合计：", "总计（4个）"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_sum_is_checked_wherever_it_stands(portal: Portal, word: str, is_first: bool) -> None:
    rows = [*ROWS]
    rows.insert(0 if is_first else 4, (word, "76", "—"))
    portal.write(WIDE, lines(HEADER, *rows))
    said = [(p["code"], p["row"]) for p in portal.check().problems if p["severity"] == "warning"]
    assert said == [("A03", 2 if is_first else 6)]


def test_subtotals_before_their_rows_sum_up_what_is_below(portal: Portal) -> None:
    table = [("合计", "75", "—"), ("小计", "30", "—"), *ROWS[:2], ("小计", "46", "—"), *ROWS[2:]]
    portal.write(WIDE, lines(HEADER, *table))
    said = [(p["code"], p["row"]) for p in portal.check().problems if p["severity"] == "warning"]
    assert said == [("A03", 6)]


def test_the_mean_of_the_whole_city_is_no_mean_of_rates(portal: Portal) -> None:
    portal.append(TIDY, "全市平均,隐患整改率,97,%,\n")
    assert [p["code"] for p in portal.check().problems] == ["T06"]


def test_an_indicator_left_empty_by_merging_is_the_one_above(portal: Portal) -> None:
    text = portal.read(TIDY)
    portal.write(TIDY, text.replace("乙县,隐患整改率", "乙县,").replace("丙市,隐患整改率", "丙市,"))
    problems = portal.check().problems
    assert [(p["code"], p["row"], p["column"]) for p in problems] == [("N06", 3, "指标"), ("N06", 4, "指标")]


def test_lines_below_a_footnote_belong_to_it(portal: Portal) -> None:
    portal.append(WIDE, "注：1.甲县为快报数。,,\n2.丙市口径不同。,,\n2019年4月5日,,\n")
    assert [(p["code"], p["row"]) for p in portal.check().problems] == [("T06", 6), ("T06", 7), ("T06", 8)]


def test_marks_beside_each_indicator_are_named_together(portal: Portal) -> None:
    portal.write(WIDE, "单位,火灾起数,得分,服务评分,得分,总分\n甲县,10,30,36,20,50\n")
    problem = next(p for p in portal.check().problems if p["path"] == WIDE)
    assert problem["what"] == "“得分”（C、E 列）是各指标的得分，不用报，没有使用。"
