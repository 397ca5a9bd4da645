"""Published tables, as published: their own weights and rules must give their own ranks.

Each folder of `tests/real/` is a small portal; its `SOURCE.md` says who published it, where, under
which licence, and what had to be inferred.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from portals import Checked, Portal

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/site_config"))
RANK_HEADERS, TOTAL_HEADERS = ("名次", "排名"), ("总分", "总得分", "综合得分")

# Published from unrounded costs, printed with one decimal: see the folder's SOURCE.md.
MOVED = {"Montenegro": (101, 100), "Netherlands": (24, 25), "Norway": (25, 24)}
PRINTED_ROUNDED = "wb-db2020-starting-business"
LARGEST_GAP = 0.0085


def published(folder: Path) -> tuple[str, dict[str, tuple[int, float]]]:
    """The period, and rank and total of every unit, as the publisher printed them."""
    path = max((folder / "content/results").glob("*/table.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rank, total = (next(h for h in headers if h in rows[0]) for headers in (RANK_HEADERS, TOTAL_HEADERS))
    unit = next(header for header in rows[0] if header.startswith("单位"))
    return path.parent.name, {row[unit]: (int(row[rank]), float(row[total])) for row in rows}


def ranked(folder: Path, period: str) -> dict[str, tuple[int, float]]:
    (ranking,) = Portal(folder).rank(period)["rankings"]
    return {row["name"]: (row["rank"], row["score"]) for row in ranking["rows"]}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_source_is_told(folder: Path) -> None:
    text = (folder / "SOURCE.md").read_text(encoding="utf-8")
    assert all(
        word in text for word in ("Title", "Publisher", "Address", "nferred") if folder.name[:2] != "wb"
    )
    assert "opyright" in text or "License: CC BY" in text


@pytest.mark.parametrize(
    "folder", [path for path in FOLDERS if path.name != PRINTED_ROUNDED], ids=lambda path: path.name
)
def test_published_totals_and_ranks_are_reproduced(folder: Path) -> None:
    period, expected = published(folder)
    checked = Portal(folder).check()
    assert (checked.exit_code, checked.problems) == (0, [])
    assert ranked(folder, period) == expected


@pytest.fixture(scope="module")
def starting() -> tuple[Checked, dict[str, tuple[int, float]], dict[str, tuple[int, float]]]:
    folder = HERE / PRINTED_ROUNDED
    period, expected = published(folder)
    return Portal(folder).check(), expected, ranked(folder, period)


Starting = tuple[Checked, dict[str, tuple[int, float]], dict[str, tuple[int, float]]]


def test_three_ranks_move_because_costs_are_printed_rounded(starting: Starting) -> None:
    checked, expected, found = starting
    differing = {
        name: (expected[name][0], found[name][0]) for name in found if expected[name][0] != found[name][0]
    }
    assert differing == MOVED
    warned = [problem["what"] for problem in checked.problems if problem["code"] == "A02"]
    assert len(warned) == len(MOVED)
    for name, (printed, computed) in MOVED.items():
        assert f"“{name}”文件写第 {printed} 名，按办法是第 {computed} 名。" in warned


def test_totals_differ_by_no_more_than_the_printed_rounding(starting: Starting) -> None:
    """Every total that differs in the fifth decimal is a warning, and none differs by much."""
    checked, expected, found = starting
    gaps = {name: abs(expected[name][1] - found[name][1]) for name in found}
    assert max(gaps.values()) < LARGEST_GAP
    warned = [problem for problem in checked.problems if problem["code"] == "A01"]
    assert len(warned) == sum(gap > 0.000004 for gap in gaps.values())
    assert {problem["severity"] for problem in checked.problems} == {"warning"}


def test_cost_printed_with_one_decimal_explains_the_gap(starting: Starting) -> None:
    """Half a tenth on each cost is 2 · 12.5 · 0.05/200, on capital 25 · 0.05/400: 0.0094 in all."""
    assert LARGEST_GAP < 2 * 12.5 * 0.05 / 200 + 25 * 0.05 / 400


def test_many_share_a_rank() -> None:
    ranks = [rank for rank, _ in ranked(HERE / "wb-db2020-minority-investors", "2019").values()]
    assert len(ranks) == 190
    assert sum(ranks.count(rank) > 1 for rank in set(ranks)) == 34
    assert max(ranks.count(rank) for rank in set(ranks)) == 11
