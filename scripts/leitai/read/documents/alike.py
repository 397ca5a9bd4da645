"""A mistake that a whole column has is one problem with a count, not one for each cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from leitai.grouping import grouped
from leitai.problems import Problem

_FEW = 4  # so many are told one by one
_EXAMPLES = 3
_LISTED = 5
_ONE_BY_ONE = ("T06",)  # each with all that was skipped


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Problems that differ in nothing but row and text become one, at the first place; a few stay as they are."""
    groups = grouped((_but_row_and_text(problem), problem) for problem in problems).values()
    return [one for same in groups for one in ([_counted(same)] if len(same) > _FEW else same)]


def _but_row_and_text(problem: Problem) -> Hashable:
    place = problem.place
    if place.row is None or problem.code in _ONE_BY_ONE:
        return id(problem)
    return (problem.code, place.path, place.sheet, place.column, problem.what, problem.fix)


def _counted(same: Sequence[Problem]) -> Problem:
    rows = row_ranges([problem.place.row for problem in same if problem.place.row is not None])
    texts = list(dict.fromkeys(problem.value.strip() for problem in same if problem.value))
    examples = f"，例如“{'”“'.join(texts[:_EXAMPLES])}”" if len(texts) > 1 else ""
    what = f"{same[0].what.removesuffix('。')}；同样的共 {len(same)} 处（第 {rows} 行）{examples}。"
    return replace(same[0], what=what)


def listed(names: Iterable[str], counter: str = "") -> str:
    """Names as messages list them: the first five of those that differ, and how many there are, counted in 列, 种 …"""
    distinct = list(dict.fromkeys(names))
    more = f"等 {len(distinct)} {counter}" if counter and len(distinct) > _LISTED else ""
    return f"“{'”“'.join(distinct[:_LISTED])}”{more}"


def row_ranges(rows: Sequence[int], most: int = 10) -> str:
    """2-5、8 for 2, 3, 4, 5, 8; the first of them."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in found]
    return "、".join(texts[:most]) + (" 等" if len(texts) > most else "")
