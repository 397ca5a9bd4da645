"""Names over time: which rows of one id fit together, and who may take over from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from leitai.check.declared.spans import check_name_spans, check_successors
from leitai.model.settings import Settings
from leitai.problems import Place
from leitai.read.records.settings import read_settings
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from portals import SAMPLE


@pytest.fixture(scope="module")
def sample() -> Settings:
    found = read_settings(Path(SAMPLE), [])
    assert found is not None
    return found


def rows(sample: Settings, *spans: tuple[str, str, str, str]) -> Settings:
    """Units by id, first and last day, and successors."""
    plain, units = sample.units["jia"], list[Unit]()
    for number, (name, first, last, successors) in enumerate(spans, start=2):
        units.append(
            replace(
                plain,
                unit_id=name,
                name=f"{name}{number}",
                valid_from=date.fromisoformat(first) if first else None,
                valid_to=date.fromisoformat(last) if last else None,
                successors=tuple(successors.split()),
                place=Place("site_config/units.csv", row=number),
            )
        )
    return replace(sample, unit_rows=tuple(units))


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([("a", "", "2019-12-31", ""), ("a", "2020-01-01", "", "")], None),
        ([("a", "2020-01-01", "", ""), ("a", "", "2019-12-31", "")], None),
        ([("a", "", "2019-12-30", ""), ("a", "2020-01-01", "", "")], "之间有空档"),
        ([("a", "", "2020-01-01", ""), ("a", "2020-01-01", "", "")], "的日期重叠"),
        ([("a", "", "", ""), ("a", "2020-01-01", "", "")], "的日期重叠"),
        ([("a", "2020-01-02", "2020-01-01", "")], "valid_to 早于 valid_from"),
    ],
)
def test_spans_follow_each_other(
    sample: Settings, spans: list[tuple[str, str, str, str]], told: str | None
) -> None:
    found = [problem.what for problem in check_name_spans(rows(sample, *spans))]
    assert (len(found) == 1 and told in found[0]) if told else found == []


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([("a", "", "2019-12-31", "b"), ("b", "", "", "")], None),
        ([("a", "", "2019-12-31", "b c"), ("b", "2020-01-01", "", ""), ("c", "2020-01-01", "", "")], None),
        ([("a", "", "2019-12-31", "b"), ("a", "2020-01-01", "", ""), ("b", "2020-01-01", "", "")], None),
        ([("a", "", "2019-12-31", "x")], "没有这个承接单位"),
        ([("a", "", "", "b"), ("b", "", "", "")], "这一行没有终止"),
        ([("a", "", "2019-12-31", "a")], "单位不能承接自己"),
        ([("a", "", "2019-12-31", "b"), ("b", "2021-01-01", "", "")], "在 2020-01-01（终止的第二天）不存在"),
        ([("a", "", "2019-12-31", "b"), ("b", "", "2018-12-31", "")], "在 2020-01-01（终止的第二天）不存在"),
    ],
)
def test_successors_are_there(
    sample: Settings, spans: list[tuple[str, str, str, str]], told: str | None
) -> None:
    found = [problem.what for problem in check_successors(rows(sample, *spans))]
    assert (len(found) == 1 and told in found[0]) if told else found == []


def test_units_do_not_follow_each_other_in_a_circle(sample: Settings) -> None:
    circle = [("a", "", "2019-12-31", "b"), ("b", "", "2020-12-31", "c"), ("c", "", "2021-12-31", "a")]
    told = [problem.what for problem in check_successors(rows(sample, *circle))]
    assert len(told) == 3 and all("绕回" in text for text in told)


def test_the_area_of_a_unit_changes_with_a_merger_and_a_split_not_with_a_name(sample: Settings) -> None:
    found = rows(
        sample,
        ("a", "", "2019-12-31", "b"),
        ("b", "", "2020-12-31", ""),
        ("b", "2021-01-01", "2021-12-31", "c"),
        ("b", "2022-01-01", "", ""),
        ("c", "2022-01-01", "", ""),
    )
    years = [Period.of(str(year)) for year in range(2018, 2024)]
    same = [found.is_same_area("b", first, last) for first, last in pairwise(years)]
    assert same == [True, False, True, False, True]
    assert [unit.unit_id for unit in found.predecessors("c")] == ["b"]
    assert found.at(years[2]).units["b"].name == "b3" and found.units["b"].name == "b5"
