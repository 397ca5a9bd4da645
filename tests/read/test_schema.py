"""A new ledger takes a dataclass: reader, refusals with file, row and column, and the privacy screen follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from leitai.problems import Place, Problem
from leitai.read.records.context import Context, context_of
from leitai.read.records.settings import read_settings
from leitai.read.records.tables import read_records
from leitai.schema.columns import Record, column, columns_of, schema_of
from leitai.schema.parsers import INDICATOR, MEASURED, NOTE, PERIOD, SERIAL, UNIT, one_of
from leitai.schema.period import Period
from portals import SAMPLE


@dataclass(frozen=True)
class Reward(Record):
    """A ledger that no portal has."""

    number: str = column("编号", "例如 J01", SERIAL)
    period: Period = column("期间", "例如 2019Q3", PERIOD)
    unit_id: str = column("单位", "受奖单位", UNIT)
    indicator_id: str = column("指标", "指标名", INDICATOR)
    value: Decimal = column("数值", "数值", MEASURED)
    kind: str = column("奖励", "通报表扬 或 奖金", one_of(("通报表扬", "奖金")))
    basis: str = column("依据", "可空", NOTE, required=False)


PATH = "content/ledgers/rewards.csv"
REWARDS = schema_of(Reward, PATH, "奖励", key="number")
GOOD = "J01,2019Q1,丁山镇,整改率,95%,奖金,样例〔2019〕1号"


def read(
    root: Path, *lines: str, header: str = ",".join(REWARDS.names)
) -> tuple[list[Reward], list[Problem]]:
    problems: list[Problem] = []
    settings = read_settings(SAMPLE, [])
    assert settings is not None
    (root / PATH).parent.mkdir(parents=True)
    (root / PATH).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return list(read_records(root, REWARDS, context_of(settings, problems))), problems


def test_a_row_is_read_through_the_registers_as_of_its_period(tmp_path: Path) -> None:
    (found,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert (found.unit_id, found.indicator_id, found.value) == ("ding", "hazards", Decimal(95))
    assert (found.place, found.place_of("kind")) == (Place(PATH, None, 2), Place(PATH, None, 2, "奖励"))


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (GOOD.replace("J01", ""), "S02", "编号"),
        (GOOD.replace("J01", "1"), "S06", "编号"),
        (GOOD.replace("2019Q1", "一季度"), "S03", "期间"),
        (GOOD.replace("2019Q1", "2019Q2"), "N01", "单位"),  # an alias that ended in March
        (GOOD.replace("整改率", "整该率"), "N02", "指标"),
        (GOOD.replace("95%", "未报"), "V02", "数值"),
        (GOOD.replace("95%", "95起"), "V03", "数值"),
        (GOOD.replace("奖金", ""), "S02", "奖励"),
        (GOOD.replace("奖金", "奖杯"), "S03", "奖励"),
        (GOOD.replace("样例〔2019〕1号", "13800138000"), "D02", "依据"),
        (GOOD + ",多一格", "T04", None),
    ],
)
def test_a_cell_is_refused_with_its_place_and_the_row_left_out(
    line: str, code: str, column: str | None, tmp_path: Path
) -> None:
    rows, problems = read(tmp_path, line)
    assert [(p.code, p.place) for p in problems] == [(code, Place(PATH, None, 2, column))]
    assert len(rows) == (code == "D02")


def test_a_key_is_unique_whatever_its_capitals(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, GOOD, GOOD)
    assert len(rows) == 1
    assert [(p.code, p.place) for p in problems] == [("S04", Place(PATH, None, 3, "编号"))]


def test_columns_come_in_any_order_and_an_optional_one_may_be_left_out(tmp_path: Path) -> None:
    turned = ",".join(reversed(GOOD.split(",")[:-1]))
    (found,), problems = read(tmp_path, turned, header=",".join(reversed(REWARDS.required)))
    assert (found.number, found.basis, problems) == ("J01", "", [])
    assert list(columns_of(Reward)) == [
        "number",
        "period",
        "unit_id",
        "indicator_id",
        "value",
        "kind",
        "basis",
    ]


def test_no_file_is_no_rows(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_records(tmp_path, REWARDS, Context(problems)) == ()
    assert problems == []
