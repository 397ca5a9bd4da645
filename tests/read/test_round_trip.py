"""A small table reads to the same observations in whatever shape, encoding and file it comes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.model.observations import observation_records
from leitai.problems import Problem
from leitai.read.records.settings import read_settings
from leitai.read.sheets.results import read_results
from portals import Portal, copy_portal
from workbooks import workbook

UNITS = {"jia": "甲县", "yi": "乙县", "bing": "丙市", "ding": "丁山（经济）开发区"}
INDICATORS = {"fire": "火灾起数", "hazards": "隐患整改率", "service": "服务评分"}
STATES = {"未报": "missing", "不适用": "not_applicable", "零报告": "nil", "不公布": "suppressed"}
FILES = [("utf-8", "csv"), ("utf-8-sig", "csv"), ("gb18030", "csv"), ("", "xlsx")]

Cell = tuple[Decimal | None, str]


@dataclass(frozen=True)
class Table:
    cells: dict[tuple[str, str], Cell]
    units: list[str]
    indicators: list[str]


@st.composite
def tables(draw: Any) -> Table:
    units = draw(st.lists(st.sampled_from(list(UNITS)), min_size=1, unique=True))
    indicators = draw(st.lists(st.sampled_from(list(INDICATORS)), min_size=1, unique=True))
    numbers = st.integers(-(10**7), 10**7).map(lambda n: (Decimal(n).scaleb(-3), "value"))
    states = st.sampled_from([(Decimal(0) if s == "nil" else None, s) for s in STATES.values()])
    cells = {(unit, indicator): draw(numbers | states) for unit in units for indicator in indicators}
    return Table(cells, units, indicators)


def written(cell: Cell, as_number: bool) -> object:
    value, state = cell
    if state != "value" or value is None:
        return next(word for word, name in STATES.items() if name == state)
    return float(value) if as_number else f"{value:f}"


def rows_of(table: Table, shape: str, as_number: bool) -> list[list[object]]:
    if shape == "wide":
        header: list[object] = ["单位", *(INDICATORS[i] for i in table.indicators)]
        body = [
            [UNITS[u], *(written(table.cells[u, i], as_number) for i in table.indicators)]
            for u in table.units
        ]
        return [header, *body]
    cells = table.cells.items()
    return [
        ["指标", "数值", "单位"],
        *([INDICATORS[i], written(c, as_number), UNITS[u]] for (u, i), c in cells),
    ]


def file_of(rows: list[list[object]], encoding: str) -> bytes:
    if not encoding:
        return workbook(rows)
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode(encoding)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = copy_portal(tmp_path_factory.mktemp("round-trip") / "portal")
    portal.delete("content/results")
    return portal


@given(tables(), st.sampled_from(["wide", "tidy"]), st.sampled_from(FILES))
def test_table_reads_to_the_same_observations(
    empty: Portal, table: Table, shape: str, file: tuple[str, str]
) -> None:
    encoding, suffix = file
    if (empty.root / "content/results").exists():
        empty.delete("content/results")
    empty.write_bytes(
        f"content/results/2019Q1/表.{suffix}",
        file_of(rows_of(table, shape, as_number=not encoding), encoding),
    )
    problems: list[Problem] = []
    settings = read_settings(empty.root, problems)
    assert settings is not None
    results = read_results(empty.root, settings, {}, problems)
    assert problems == []
    found = {
        (o.unit_id, o.indicator_id): (o.value, str(o.state))
        for o in observation_records(results.observations)
    }
    assert found == table.cells
    assert [report.rows_read for report in results.files] == [
        len(table.units) if shape == "wide" else len(table.cells)
    ]
