"""Published tables, as published: their own weights and rules must give their own ranks.

Each folder of `tests/real/` is a small portal; its `SOURCE.md` says who published it, where, under
which licence, and what had to be inferred.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portals import Checked, Portal

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/site_config"))
RANK_HEADERS, TOTAL_HEADERS = ("名次", "排名"), ("总分", "总得分", "综合得分")


@dataclass(frozen=True)
class Rounded:
    """A table that was scored from more digits than it prints: by how much totals may differ, which ranks move.

    `moved`: published rank, rank from the printed figures.
    """

    largest_gap: float
    seen_from: float
    moved: dict[str, tuple[int, int]]


PRINTED_ROUNDED = {
    # Half a tenth on each cost is 2 · 12.5 · 0.05/200, on capital 25 · 0.05/400: 0.0094 in all.
    "wb-db2020-starting-business": Rounded(
        0.0085, 0.000004, {"Montenegro": (101, 100), "Netherlands": (24, 25), "Norway": (25, 24)}
    ),
    # Half a tenth of both kinds of schooling is (0.05/18 + 0.05/15)/2 of the education index, 0.001 of the whole.
    "undp-hdi-2014": Rounded(0.0011, 0.0005, {"Belgium": (21, 20), "Ireland": (6, 7)}),
}


@dataclass(frozen=True)
class Published:
    """`totals` is empty where the publisher printed ranks only, `ranks` where it ranked by dimension."""

    period: str
    ranks: dict[str, int]
    totals: dict[str, float]


def published(folder: Path) -> Published:
    path = max((folder / "content/results").glob("*/table.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    unit = next(header for header in rows[0] if header.startswith("单位"))
    found = {
        headers: next((header for header in headers if header in rows[0]), None)
        for headers in (RANK_HEADERS, TOTAL_HEADERS)
    }
    rank, total = found[RANK_HEADERS], found[TOTAL_HEADERS]
    return Published(
        path.parent.name,
        {row[unit]: int(row[rank]) for row in rows} if rank else {},
        {row[unit]: float(row[total]) for row in rows} if total else {},
    )


@cache
def ranked(folder: Path) -> dict[str, dict[str, Any]]:
    (ranking,) = Portal(folder).rank(published(folder).period)["rankings"]
    return {row["name"]: row for row in ranking["rows"]}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_source_is_told(folder: Path) -> None:
    text = (folder / "SOURCE.md").read_text(encoding="utf-8")
    assert all(
        word in text for word in ("Title", "Publisher", "Address", "nferred") if folder.name[:2] != "wb"
    )
    assert "opyright" in text or "License: CC BY" in text


@pytest.mark.parametrize(
    "folder", [path for path in FOLDERS if path.name not in PRINTED_ROUNDED], ids=lambda path: path.name
)
def test_published_totals_and_ranks_are_reproduced(folder: Path) -> None:
    expected, found = published(folder), ranked(folder)
    checked = Portal(folder).check()
    assert (checked.exit_code, checked.problems) == (0, [])
    assert {name: found[name]["rank"] for name in expected.ranks} == expected.ranks
    assert {name: found[name]["score"] for name in expected.totals} == expected.totals


@pytest.fixture(scope="module", params=PRINTED_ROUNDED)
def rounded(request: pytest.FixtureRequest) -> tuple[Checked, Published, dict[str, dict[str, Any]], Rounded]:
    folder = HERE / request.param
    return Portal(folder).check(), published(folder), ranked(folder), PRINTED_ROUNDED[request.param]


Printed = tuple[Checked, Published, dict[str, dict[str, Any]], Rounded]


def test_ranks_that_move_because_figures_are_printed_rounded(rounded: Printed) -> None:
    checked, expected, found, allowed = rounded
    assert allowed.moved == {
        name: (rank, found[name]["rank"])
        for name, rank in expected.ranks.items()
        if found[name]["rank"] != rank
    }
    warned = [problem["what"] for problem in checked.problems if problem["code"] == "A02"]
    assert sorted(warned) == sorted(
        f"“{name}”文件写第 {printed} 名，按办法是第 {computed} 名。"
        for name, (printed, computed) in allowed.moved.items()
    )


def test_totals_differ_by_no_more_than_the_printed_rounding(rounded: Printed) -> None:
    """Every total that differs in the last printed place is a warning, and none differs by much."""
    checked, expected, found, allowed = rounded
    gaps = [abs(found[name]["score"] - total) for name, total in expected.totals.items()]
    assert max(gaps) < allowed.largest_gap
    warned = [problem for problem in checked.problems if problem["code"] == "A01"]
    assert len(warned) == sum(gap > allowed.seen_from for gap in gaps)
    assert {problem["severity"] for problem in checked.problems} == {"warning"}


def test_many_share_a_rank() -> None:
    ranks = [row["rank"] for row in ranked(HERE / "wb-db2020-minority-investors").values()]
    assert len(ranks) == 190
    assert sum(ranks.count(rank) > 1 for rank in set(ranks)) == 34
    assert max(ranks.count(rank) for rank in set(ranks)) == 11


def test_two_published_rankings_of_the_same_units_are_two_dimensions() -> None:
    """By good days, and by PM2.5, of which less is better; equal values share a place."""
    found = ranked(HERE / "taizhou-2022-07-air")
    assert {
        name: tuple(row["dimensions"][dimension]["rank"] for dimension in ("good_days", "pm25"))
        for name, row in found.items()
    } == {
        "兴化市": (1, 1),
        "海陵区": (2, 6),
        "姜堰区": (3, 2),
        "医药高新区（高港区）": (4, 3),
        "靖江市": (4, 4),
        "泰兴市": (6, 4),
    }
