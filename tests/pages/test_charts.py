"""Charts: well-formed, small, every figure in words, and positions that follow the numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from leitai.pages.kit.charts import (
    BumpLine,
    Dot,
    Mark,
    Move,
    Point,
    Range,
    before_after,
    bump,
    dot_plot,
    moves,
    ranges,
    sparkline,
)

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 10_000
HOSTILE = "甲<县>&\"'"
PERIODS = [f"{year}Q{quarter}" for year in (17, 18, 19) for quarter in (1, 2, 3, 4)]

numbers = st.decimals(-10_000, 10_000, places=2)


def drawn(svg: Markup) -> ElementTree.Element:
    """The chart as XML, in the name space that HTML gives it."""
    return ElementTree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def words(svg: Markup) -> list[str]:
    return [node.text or "" for node in drawn(svg).iter(f"{SVG}text")]


def widths(svg: Markup, css: str) -> list[float]:
    return [
        float(node.attrib["width"]) for node in drawn(svg).iter(f"{SVG}rect") if css in node.attrib["class"]
    ]


def places(svg: Markup) -> list[float]:
    """The x positions of the dots of a dot plot."""
    found = [node.attrib["d"] for node in drawn(svg).iter(f"{SVG}path") if "dots" in node.attrib["class"]]
    return [float(data[1:].partition(" ")[0]) for data in found]


def heights(svg: Markup) -> list[list[float]]:
    """The y positions of each line of a bump chart or sparkline."""
    lines = [node.attrib["d"] for node in drawn(svg).iter(f"{SVG}path") if node.attrib["class"] == "line"]
    return [[float(y) for _, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", line)] for line in lines]


def largest() -> dict[str, Markup]:
    """Every chart at 12 units by 12 periods, with a name that tries to be markup."""
    units = [HOSTILE, *(f"第{number}街道办" for number in range(2, 13))]
    lines = [BumpLine(f"u{i}", unit, [(i + j) % 12 + 1 for j in range(12)]) for i, unit in enumerate(units)]
    return {
        "dot_plot": dot_plot("a", HOSTILE, [Dot(unit, Decimal("98.76"), "98.76") for unit in units], [
            Mark("目标 95", Decimal(95), "target"), Mark("标杆地 99", Decimal(99), "benchmark"),
        ]),
        "before_after": before_after("g", HOSTILE, [Point(p, Decimal(i), str(i)) for i, p in enumerate(PERIODS)], 5),
        "bump": bump("c", HOSTILE, PERIODS, lines),
        "moves": moves("d", HOSTILE, [Move(unit, Decimal("-1.25"), "−1.25") for unit in units],
                       Move("合计", Decimal(-15), "−15.00")),
        "ranges": ranges("e", HOSTILE, [Range(unit, 1, 3, 12) for unit in units], 12),
        "sparkline": sparkline("f", HOSTILE, [Point(p, Decimal(i), str(i)) for i, p in enumerate(PERIODS)], Decimal(5)),
    }  # fmt: skip


@pytest.mark.parametrize("name", largest())
def test_well_formed_named_and_small(name: str) -> None:
    svg = largest()[name]
    root = drawn(svg)
    assert len(svg.encode()) < MOST_BYTES
    assert root.attrib["role"] == "img"
    named = [
        node.attrib["id"] for node in (root.find(f"{SVG}title"), root.find(f"{SVG}desc")) if node is not None
    ]
    assert root.attrib["aria-labelledby"].split() == named
    assert "style" not in {key for node in root.iter() for key in node.attrib}
    assert not [node for node in root.iter(f"{SVG}a")]


@pytest.mark.parametrize("name", largest())
def test_reads_on_a_phone(name: str) -> None:
    """Text of 12 in a drawing of 320 at most: never below 11 px where 328 px are free."""
    assert int(drawn(largest()[name]).attrib["width"]) <= 320


def test_nothing_to_draw_is_no_drawing() -> None:
    assert sparkline("a", "无", [Point("19Q1", None, "未报")]) == ""
    assert dot_plot("a", "无", [Dot("甲", None, "未报")]) == ""


def test_a_missing_value_is_said_and_has_no_dot() -> None:
    svg = dot_plot("a", "数值", [Dot("甲县", Decimal(3), "3"), Dot("乙县", None, "未报")])
    assert "未报" in words(svg)
    assert len(places(svg)) == 1


@given(st.lists(numbers, min_size=2, max_size=12))
def test_a_dot_stands_further_right_for_a_larger_number(values: Sequence[Decimal]) -> None:
    svg = dot_plot("a", "数值", [Dot("甲", value, str(value)) for value in values])
    found = sorted(zip(values, places(svg), strict=True))
    for (low, left), (high, right) in pairwise(found):
        assert left <= right + 0.1 or low == high
    assert [word for word in words(svg) if word != "甲"] == [str(value) for value in values]


@given(st.lists(numbers, min_size=2, max_size=12), st.booleans())
def test_a_line_rises_with_its_numbers(values: Sequence[Decimal], downwards: bool) -> None:
    svg = sparkline(
        "a", "数值", [Point(str(i), v, str(v)) for i, v in enumerate(values)], downwards=downwards
    )
    line = heights(svg)[0]
    for before, after, y1, y2 in zip(values, values[1:], line, line[1:], strict=False):
        assert (y2 - y1) * (1 if downwards else -1) * (1 if after >= before else -1) >= 0


@given(st.lists(numbers, min_size=1, max_size=12))
def test_gains_are_filled_and_losses_hollow(deltas: Sequence[Decimal]) -> None:
    steps = [Move(f"第{i}项", delta, f"{delta:+}") for i, delta in enumerate(deltas)]
    total = Move("合计", sum(deltas, Decimal(0)), f"{sum(deltas, Decimal(0)):+}")
    svg = moves("a", "变化", steps, total)
    rows = [*deltas, total.delta]
    assert len(widths(svg, "minus")) == sum(delta < 0 for delta in rows)
    assert len(widths(svg, "bar")) == sum(delta >= 0 for delta in rows)
    assert {step.shown for step in steps} <= set(words(svg))


def test_bump_breaks_where_a_unit_is_not_ranked() -> None:
    lines = [BumpLine("jia", "甲县", [1, None, 2, 1]), BumpLine("yi", "乙县", [2, 1, 1, 2])]
    svg = bump("a", "名次", PERIODS[:4], lines)
    paths = [node.attrib["d"] for node in drawn(svg).iter(f"{SVG}path") if node.attrib["class"] == "line"]
    assert [path.count("M") for path in paths] == [2, 1]
    assert "甲县：第1、未排名、第2、第1" in svg


@pytest.mark.parametrize("ranks", [[1, 2, 2, 4], [1, 2, 2, 3]], ids=["competition", "dense"])
def test_tied_units_meet_and_their_names_stay_apart(ranks: list[int]) -> None:
    names = ("甲", "乙", "丙", "丁")
    svg = bump(
        "a", "名次", ["19Q1", "19Q2"], [BumpLine(n, n, [i + 1, ranks[i]]) for i, n in enumerate(names)]
    )
    ends = [line[1] for line in heights(svg)]
    assert ends[1] == ends[2]
    assert ends[0] < ends[1] < ends[3]
    labels = [(node.attrib["x"], node.attrib["y"]) for node in drawn(svg).iter(f"{SVG}text")]
    assert len(labels) == len(set(labels))


def test_the_chosen_unit_can_be_found() -> None:
    svg = bump(
        "a",
        "名次",
        ["19Q1", "19Q2"],
        [BumpLine("jia", "甲", [1, 1], strong=True), BumpLine("yi", "乙", [2, 2])],
    )
    units = [node.attrib["data-unit"] for node in drawn(svg).iter(f"{SVG}g")]
    assert units == ["jia", "yi"]


def test_a_practice_splits_its_line_where_it_began() -> None:
    """Three periods, in place from the second: one thin piece, one thick one, the mark halfway between."""
    points = [
        Point(label, Decimal(value), str(value)) for label, value in (("19Q2", 1), ("19Q3", 2), ("19Q4", 4))
    ]
    root = drawn(before_after("h", "达标率", points, 1))
    pieces = [(g.attrib.get("class", ""), g[0].attrib["d"].count("L")) for g in root.iter(f"{SVG}g")]
    assert pieces == [("", 1), ("strong", 1)]
    mark = next(node for node in root.iter(f"{SVG}path") if node.attrib["class"] == "target")
    assert mark.attrib["d"].startswith("M95 ")  # 30 + 130 / 2
    assert (root.findtext(f"{SVG}desc") or "").startswith("从19Q3起实施。")


def test_without_a_beginning_nothing_is_split() -> None:
    points = [Point(label, Decimal(1), "1") for label in ("19Q2", "19Q3")]
    svg = before_after("i", "达标率", points, None)
    assert "开始实施" not in svg and "target" not in svg
