"""Units of measure that stand beside a table and not in its columns: every figure is in them, or refused."""

from __future__ import annotations

import re

import pytest

from portals import UNITS, Portal
from workbooks import workbook

TABLE = "content/results/2019Q1/损失.csv"
LOSS = "loss,诈骗损失,万元,lower,quarter,0,反诈,反诈中心,损失金额。,警情,true,0,,\n"
WIDE = "单位,诈骗损失,走访户数\n" + "".join(f"{unit},{n}0000,9\n" for n, unit in enumerate(UNITS, 1))
ONE = "单位,诈骗损失\n" + "".join(f"{unit},{n}\n" for n, unit in enumerate(UNITS, 1))
TIDY = "单位,指标,数值\n" + "".join(f"{unit},诈骗损失,{n}0000\n" for n, unit in enumerate(UNITS, 1))
TRANSPOSED = "指标," + ",".join(UNITS) + "\n诈骗损失,10000,20000,30000,40000\n"


@pytest.fixture
def losses(portal: Portal) -> Portal:
    indicators = "site_config/indicators.csv"
    text = portal.read(indicators)
    portal.write(indicators, text + LOSS + LOSS.replace("loss,诈骗损失,万元", "visits,走访户数,户"))
    portal.replace("site_config/methods/county.yml", "id: hazards, weight: 30", "id: hazards, weight: 20")
    line = "      - {id: loss, weight: 10, score: {kind: minmax, floor: 60, span: 40}}\n  - id: grassroots"
    portal.replace("site_config/methods/county.yml", "  - id: grassroots", line)
    portal.delete("content/results/2019Q2")
    return portal


def read(portal: Portal, table: str) -> list[float]:
    portal.write(TABLE, table)
    rows = portal.rows("2019Q1")
    return [rows[unit]["scores"]["loss"]["value"] for unit in ("jia", "yi", "bing", "ding")]


STATED = {
    "alone": "单位：元,,\n" + WIDE,
    "several": "（计量单位：元、户）,,\n" + WIDE,
    "with a comma": '"单位：户，元",,\n' + WIDE,
    "behind a title": "诈骗损失情况表（单位：元）,,\n" + WIDE,
    "only in the title": "诈骗损失情况表（元）,,\n" + WIDE,
    "beside a title": "表一,,单 位: 元\n" + WIDE,
    "in the next cell": "计量单位：,元,\n" + WIDE,
    "as words": "本表以元为单位,,\n" + WIDE,
    "below the names": WIDE.replace("\n", "\n,元,户\n", 1),
    "below the names with its own name": WIDE.replace("\n", "\n计量单位,（元）,（户）\n", 1),
    "below two lines": WIDE.replace("\n", "\n,本期,本期\n,元,户\n", 1),
    "in a footnote": WIDE + "注：金额单位为元。,,\n",
    "above a tidy table": "单位：元,,\n" + TIDY,
    "above a tidy table that is summed": "单位：元,,\n" + TIDY + "合计,诈骗损失,100000\n",
    "above a transposed table": "单位：元,,,,\n" + TRANSPOSED,
    "in other words": "单位：人民币元,,\n" + WIDE,
    "kinds of their own": "数量单位：户　金额单位：元,,\n" + WIDE,
    "kinds in two cells": "数量单位：户,金额单位：元,\n" + WIDE,
    "counted in": WIDE + "注：损失金额以元计,,\n",
    "counted in, above": "本表金额按元计算,,\n" + WIDE,
    "in the name in other words": WIDE.replace("诈骗损失", "诈骗损失（人民币元）"),
    "below a transposed table": TRANSPOSED + "注：单位为元,,,,\n",
    "as money": "金额：元,,\n" + WIDE,
    "all of it, in a footnote": WIDE + "说明：本表金额单位均为元。,,\n",
    "quoted in a footnote": WIDE + "备注：损失金额的计量单位是“元”,,\n",
    "of all figures": WIDE + "注：表中金额数据统一为元,,\n",
    "filled in as": "请按元填报,,\n" + WIDE,
    "thousands": "单位：千元,,\n" + WIDE.replace("0000", "0"),
    "thousands in the title": "诈骗损失情况表（千元）,,\n" + WIDE.replace("0000", "0"),
    "thousands in the name": WIDE.replace("0000", "0").replace("诈骗损失", "诈骗损失（人民币千元）"),
    "thousands below the names": WIDE.replace("0000", "0").replace("\n", "\n,（千元）,户\n", 1),
    "millions in a footnote": re.sub(r",(\d)0000", r",0.0\1", WIDE) + "注：损失金额以百万元计,,\n",
}


@pytest.mark.parametrize("where", STATED)
def test_a_stated_unit_of_measure_holds_for_every_figure(losses: Portal, where: str) -> None:
    assert read(losses, STATED[where]) == [1, 2, 3, 4]
    assert not [problem for problem in losses.check().problems if problem["severity"] != "notice"]


def test_a_unit_of_measure_in_the_column_itself_goes_first(losses: Portal) -> None:
    assert read(losses, "单位：亿元\n" + WIDE.replace("诈骗损失", "诈骗损失（元）")) == [1, 2, 3, 4]


def test_a_bare_size_multiplies_what_is_registered(losses: Portal) -> None:
    assert read(losses, "单位：亿,,\n" + WIDE.replace("0000", "")) == [10000, 20000, 30000, 40000]


NAMED = {
    "损失（元）.csv": None,
    "损失.xlsx": "损失（元）",
    "损失(单位：元).csv": None,
    "诈骗损失_元.csv": None,
    "诈骗损失 - 元（定稿）.csv": None,
    "表.xlsx": "诈骗损失·元",
}


@pytest.mark.parametrize("name", NAMED)
def test_a_file_or_a_sheet_may_be_named_after_it(losses: Portal, name: str) -> None:
    path, sheet = f"content/results/2019Q1/{name}", NAMED[name]
    if sheet is None:
        losses.write(path, WIDE)
    else:
        rows = [line.split(",") for line in WIDE.splitlines()]
        losses.write_bytes(path, workbook(rows, lambda found: setattr(found, "title", sheet)))
    rows = losses.rows("2019Q1")
    assert [rows[unit]["scores"]["loss"]["value"] for unit in ("jia", "yi", "bing", "ding")] == [1, 2, 3, 4]


REFUSED = {
    "单位：元角分\n": "表外写的计量单位是“元角分”，而表里的指标登记的是“万元”，不能换算。",
    "单位：港币\n": "表外写的计量单位是“港币”，而表里的指标登记的是“万元”，不能换算。",
    "单位：美元\n": "表外写的计量单位是“美元”，而表里的指标登记的是“万元”，不能换算。",
    **{
        f"{line}\n": f"表外写的计量单位是“{word}”，而表里的指标登记的是“万元”，不能换算。"
        for line, word in (
            *((f"单位：{word}", word) for word in ("人", "万人", "件", "公里", "%", "元/人", "公顷", "人次")),
            *((f"（计量单位：{word}）", word) for word in ("吨", "航班", "标准台")),
            *((f"2019年一季度情况表（{word}）", word) for word in ("个", "人", "平方公里")),
            ("数据单位：千人", "千人"),
            ("本表以起为单位", "起"),
        )
    },
    "单位：元\n（万元）\n": "这里写的计量单位是“万元”，第 1 行写的是“元”，不知道按哪个读。",
}


@pytest.mark.parametrize("above", REFUSED)
def test_what_is_stated_and_can_not_be_meant_is_refused(losses: Portal, above: str) -> None:
    losses.write(TABLE, above + ONE)
    problems = [p for p in losses.check().problems if p["path"] == TABLE]
    assert [(p["code"], p["what"]) for p in problems] == [("V03", REFUSED[above])]


@pytest.mark.parametrize("name", ["损失（人）", "诈骗损失_件", "损失(单位：起)"])
def test_what_a_file_is_named_after_and_can_not_be_meant_is_refused(losses: Portal, name: str) -> None:
    path = f"content/results/2019Q1/{name}.csv"
    losses.write(path, ONE)
    (problem,) = [p for p in losses.check().problems if p["path"] == path]
    assert (problem["code"], problem["what"][:9]) == ("V03", "表外写的计量单位是")


SAYS_NOTHING = {
    "it fits another column": "单位：户\n" + WIDE,
    "so does one of several": "数量单位：户　金额单位：万元\n" + ONE,
    "an office": "制表单位：人社局\n单位：市公安局\n填报单位,综治办\n" + ONE,
    "a bracket": "2019年一季度情况表（初步）（一）（年）\n" + ONE,
    "a way of counting": ONE + "注：案件按起统计，走访以户计。\n",
    "what a footnote rests on": ONE + "注：统计口径为件，数据以系统为准。\n",
    "every column has its own": "单位：人\n" + ONE.replace("诈骗损失", "诈骗损失（万元）"),
    "it fits a column with its own": "单位：户\n" + WIDE.replace("走访户数", "走访户数（户）"),
}


@pytest.mark.parametrize("what", SAYS_NOTHING)
def test_what_can_not_be_a_unit_of_measure_or_is_of_another_column_says_nothing(
    losses: Portal, what: str
) -> None:
    losses.write(TABLE, SAYS_NOTHING[what])
    assert {p["code"] for p in losses.check().problems if p["path"] == TABLE} <= {"T06", "N03"}


def test_a_line_below_the_names_that_contradicts_one_of_them_is_refused(losses: Portal) -> None:
    losses.write(TABLE, "单位,诈骗损失（元）\n,万元\n甲县,1\n")
    (problem,) = [p for p in losses.check().problems if p["path"] == TABLE]
    assert problem["what"] == "表头写的计量单位是“元”，下一行写的是“万元”。"


def test_a_second_header_line_that_is_not_understood_is_one_problem(losses: Portal) -> None:
    losses.write(TABLE, "单位,诈骗损失,,走访户数,\n,数值,档次,数值,档次\n甲县,1,30,90,20\n乙县,1,30,90,20\n")
    (problem,) = [p for p in losses.check().problems if p["path"] == TABLE]
    assert (problem["code"], problem["row"], problem["column"]) == ("T03", 2, "C")
    assert problem["what"] == "“诈骗损失 档次”“走访户数 档次”，共 2 列，不认识；都没有读取。"
