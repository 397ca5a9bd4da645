"""The law of reading: every cell that holds anything is read, or named in the report, or its file is refused.

Small tables of every shape get random noise: cells too many, stray columns and lines, footnotes and totals in
the wrong place, second tables below or beside, repeated headers. Lines of one length are what workbooks give.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from leitai.model.names import indicator_names, unit_names
from leitai.model.observations import COLUMNS, Observation, all_of, observation_records
from leitai.model.results import FileReport
from leitai.model.settings import Settings
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.tables import Lines, Sheet
from leitai.read.records.settings import read_settings
from leitai.read.sheets.sheet import SheetReader
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.period import Period
from portals import SAMPLE

Rows = list[list[str]]
SHAPES: dict[str, Rows] = {
    "wide": [["单位", "火灾起数", "服务评分"], ["甲县", "11", "12"], ["乙县", "13", "14"]],
    "wide with columns that are not used": [
        ["序号", "单位", "火灾起数", "总分", "名次", "备注"],
        ["1", "甲县", "11", "91.5", "2", "说明"],
        ["2", "乙县", "13", "92.5", "1", ""],
    ],
    "two header rows": [
        ["单位", "火灾起数", "", "", "服务评分", ""],
        ["", "本期", "上年同期", "同比", "本期", "目标值"],
        ["甲县", "11", "15", "3.1%", "12", "81"],
        ["乙县", "13", "未报", "-7%", "14", "82"],
    ],
    "cumulative beside": [
        ["单位", "火灾起数", "", "服务评分"],
        ["", "本季", "累计", "本季"],
        ["甲县", "11", "21", "12"],
        ["乙县", "13", "23", "14"],
    ],
    "groups above": [
        ["序号", "单位", "平安建设", "", "基层服务"],
        ["", "", "火灾起数", "隐患整改率（%）", "服务评分"],
        ["1", "甲县", "11", "16%", "12"],
        ["2", "乙县", "13", "17", "14"],
    ],
    "transposed": [
        ["序号", "指标", "计量单位", "甲县", "乙县"],
        ["1", "火灾起数", "起", "11", "13"],
        ["2", "服务评分", "分", "12", "14"],
    ],
    "tidy": [
        ["单位", "指标", "数值", "计量单位", "上年同期", "同比", "目标值", "备注"],
        ["甲县", "火灾起数", "11", "起", "15", "3.1%", "81", "说明"],
        ["甲县", "服务评分", "12", "", "", "", "", ""],
        ["乙县", "火灾起数", "13", "起", "未报", "", "约83", ""],
    ],
}
LABELS = ("起", "分", "1", "2", "本期", "累计")  # beside a name, also in a 计量单位 column
WORDS = (
    "501", "602", "7.5%", "注：口径见附件", "备注：", "合计", "小计", "单位", "指标", "本期", "累计", "甲县", "丙市",
    "火灾起数", "隐患整改率", "备注", "序号", "未报", "单位：起", "2019年一季度",
)  # fmt: skip

positions = st.integers(0, 12)
words = st.sampled_from(WORDS)
lines = st.lists(words | st.just(""), min_size=1, max_size=7)
noise = st.lists(
    st.one_of(
        st.tuples(st.just("append"), positions, words),
        st.tuples(st.just("set"), positions, positions, words),
        st.tuples(st.just("drop"), positions, positions),
        st.tuples(st.just("line"), positions, lines),
        st.tuples(st.just("column"), positions, lines),
        st.tuples(st.just("repeat"), positions, positions),
        st.tuples(st.just("below")),
        st.tuples(st.just("beside")),
    ),
    max_size=3,
)


def with_noise(rows: Rows, edits: list[tuple[Any, ...]]) -> Rows:
    table = [list(row) for row in rows]
    for kind, *where in edits:
        table = CHANGES[kind](table, *where)
    return table


def _append(table: Rows, line: int, text: str) -> Rows:
    table[line % len(table)].append(text)
    return table


def _set(table: Rows, line: int, cell: int, text: str) -> Rows:
    row = table[line % len(table)] or [""]
    row[cell % len(row)] = text
    return table


def _drop(table: Rows, line: int, cell: int) -> Rows:
    row = table[line % len(table)]
    if row:
        del row[cell % len(row)]
    return table


def _line(table: Rows, line: int, texts: list[str]) -> Rows:
    at = line % (len(table) + 1)
    return [*table[:at], list(texts), *table[at:]]


def _column(table: Rows, cell: int, texts: list[str]) -> Rows:
    for row, text in itertools.zip_longest(table, texts[: len(table)], fillvalue=""):
        row.insert(cell % (len(row) + 1), text)
    return table


def _repeat(table: Rows, line: int, to: int) -> Rows:
    return _line(table, to, table[line % len(table)])


def _below(table: Rows) -> Rows:
    return [*table, [""], *(list(row) for row in table)]


def _beside(table: Rows) -> Rows:
    return [[*row, "", *row] for row in table]


CHANGES: dict[str, Callable[..., Rows]] = {
    "append": _append,
    "set": _set,
    "drop": _drop,
    "line": _line,
    "column": _column,
    "repeat": _repeat,
    "below": _below,
    "beside": _beside,
}


@pytest.fixture(scope="module")
def known() -> Settings:
    found = read_settings(SAMPLE, [])
    assert found is not None
    return found


@pytest.mark.parametrize("shape", SHAPES)
@given(edits=noise, is_workbook=st.booleans())
@example(edits=[("append", 1, "501")], is_workbook=False)
@example(edits=[("append", 1, "501")], is_workbook=True)
@example(edits=[("below",)], is_workbook=False)
@example(edits=[("beside",)], is_workbook=False)
@example(edits=[("line", 12, ["合计", "501", "602"])], is_workbook=False)
@example(edits=[("line", 0, ["甲县", "501", "602"])], is_workbook=False)
def test_no_cell_disappears(
    known: Settings, shape: str, edits: list[tuple[Any, ...]], is_workbook: bool
) -> None:
    rows = with_noise(SHAPES[shape], edits)
    width = max(map(len, rows)) if is_workbook else 0
    rows = [row + [""] * (width - len(row)) for row in rows]
    problems: list[Problem] = []
    sheet = Sheet(Place("表.csv"), "UTF-8", Lines([tuple(row) for row in rows], range(1, len(rows) + 1)))
    period = Period.parse("2019Q3")
    assert period is not None
    resolver = Resolver(known, period, unit_names(known), indicator_names(known), problems)
    reader = SheetReader(sheet, resolver, problems)
    report = reader.read()
    if report is None or errors_of(problems):
        assert errors_of(problems)
        return
    told = {*read_cells(reader, report), *named_cells(rows, problems)}
    assert reader.layout is not None
    head = reader.layout.head
    header_rows = {line.number for line in head}
    header_columns = {line.column for line in head} if reader.layout.is_transposed else set()
    lost = [
        (number, text)
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row)
        if text and number not in header_rows and column not in header_columns and (number, text) not in told
    ]
    assert not lost, (rows, problems)


def read_cells(reader: SheetReader, report: FileReport) -> Iterator[tuple[int, str]]:
    """Row and text of every value and name that was read."""
    assert reader.values is not None
    for o in observation_records(
        all_of([reader.values.observations, reader.values.cumulative[list(COLUMNS)]])
    ):
        assert o.place.row is not None
        lines = (
            [o.place.row] if report.shape != "行列互换的宽表" else range(1, 30)
        )  # its 备注 stands in another row
        yield from ((number, text) for text in said_by(o) for number in lines)
        for name in (*reader.resolver.units.names, *reader.resolver.indicators.names):
            if name.id in (o.unit_id, o.indicator_id):
                yield o.place.row, name.text
        yield from ((o.place.row, label) for label in LABELS)
    for place, text, _ in report.coercions:
        assert place.row is not None
        yield place.row, text
    for found in reader.reported:
        for place, number in ((found.total_place, found.total), (found.rank_place, found.rank)):
            if place is not None and place.row is not None:
                yield place.row, "未报" if number is None else str(number)
                yield from (
                    (place.row, name.text) for name in reader.resolver.units.names if name.id == found.unit_id
                )


def said_by(o: Observation) -> tuple[str, ...]:
    return (o.text, str(o.target), str(o.year_ago), o.yoy_reported, o.note)


def named_cells(rows: Rows, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Row and text of every cell whose row or column the report names, a row with all its texts."""
    for problem in problems:
        if problem.code == "T06" and problem.place.row is not None:
            for text in (problem.value or "").split(" | "):
                yield problem.place.row, text
        if problem.code in ("T06", "T09") and problem.place.column is not None:
            lines, columns = places_named(problem)
            for number, row in enumerate(rows, start=1):
                for index, text in enumerate(row):
                    if number in lines or get_column_letter(index + 1) in columns:
                        yield number, text


def places_named(problem: Problem) -> tuple[set[int], set[str]]:
    """The rows and columns that a notice names, in its place or as （C、E 列） or （第 3-5、7 行）."""
    lines = re.search(r"（第 ([0-9、-]+) 行）", problem.what)
    columns = re.search(r"（([A-Z、]+) 列）", problem.what)
    spans = [span.split("-") for span in lines[1].split("、")] if lines else []
    numbers = {number for span in spans for number in range(int(span[0]), int(span[-1]) + 1)}
    if "这一行" in problem.what and problem.place.row is not None:
        numbers.add(problem.place.row)
    return numbers, set(columns[1].split("、")) if columns else {str(problem.place.column)}
