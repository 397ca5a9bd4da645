"""Figures that can't be meant, by what the same units reported before and what their peers report now.

Warnings for a person to look at: nothing is corrected. Every rule asks for so much agreement that chance hardly gives it; what
is merely unusual is told by `leitai diff`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np

from leitai.check.figures.history import ComparedColumn, EarlierColumn, Floats
from leitai.check.figures.scales import SHARES, off_by, powers_for, sizes_of, times_words
from leitai.model.observations import Observation
from leitai.problems import Problem

_HINTS = {
    1: "小数点",
    2: "小数点和百分号",
    3: "小数点和“千”",
    4: "是不是把元和万元（个和万个）弄混了",
    8: "是不是把元和亿元弄混了",
}
_SAYS_MEASURE = re.compile("[%％‰千万亿元]")
_NAMED = 5  # so many units or indicators are named in a message
_FEWEST = 3  # units of a column
_FEWEST_SCALED = 4
_SAME_FACTOR = np.log10(1.003)
_SPREAD = np.log10(1.2)  # of figures that a common factor can be told of
_SURELY_NOT_CHANCE = (
    10  # cases before, of which none is left; a figure of two digits, which rarely comes twice
)
_LIKELY_FRACTION = 0.5
_SWAP_MATTERS = np.log10(1.2)


def check_scale_of_figures(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有一个数与自己以往、或与同组其他单位相差 100、1000、1 万、1 亿倍，而换算以后正好相当；写明计量单位的格不问。"""
    doubted = [
        (column.cell(position), power, position, column)
        for column in columns
        for power, positions in off_by(column).items()
        for position in positions
        if not _SAYS_MEASURE.search(column.cell(position).text)
    ]
    doubted.sort(key=lambda one: (one[0].place.path, one[1], one[0].place.sheet or "", one[0].place.row or 0))
    for (_, power), found in groupby(doubted, key=lambda one: (one[0].place.path, one[1])):
        cells = list(found)
        first, _, position, column = cells[0]
        against = _against(column, position, power)
        others = "、".join(f"{c.unit_name(p)}“{c.indicator.name}”" for _, _, p, c in cells[1 : _NAMED + 1])
        more = (
            f"；同样的还有{others}{'等' if len(cells) > _NAMED + 1 else ''}，共 {len(cells)} 格"
            if others
            else ""
        )
        what = f"“{column.unit_name(position)}”的“{column.indicator.name}”大约是{against}的{times_words(power)}{more}。"
        yield Problem("Q01", first.place, first.text, what, _fix_of_scale(column, power))


def _against(column: ComparedColumn, position: int, power: int) -> str:
    """What shows that a figure is off: its own past where it has one, or else the median of its peers."""
    for past in column.past:
        if abs(float(sizes_of(column.values)[position] - sizes_of(past.values)[position]) - power) < 1:
            return f"自己{past.label} {past.values[position]:.12g}"
    others = np.delete(column.values, position)
    return f"同组其他 {len(others)} 个单位的中位数 {float(np.median(others)):.12g}"


def _fix_of_scale(column: ComparedColumn, power: int) -> str:
    if column.indicator.unit_of_measure in SHARES:
        return "请核对小数点和百分号：百分之九十五写 95 或 95%，不写 0.95；属实的可以不改。"
    unit = column.indicator.unit_of_measure
    return f"请核对{_HINTS[abs(power)]}：这个指标的计量单位是“{unit}”，可以在格里写明单位；属实的可以不改。"


def check_columns_not_scaled(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有一列是每个单位都比以往变了同一个倍数，也没有一列整列差 10、100、1000、1 万、1 亿倍。"""
    for column in columns:
        told = (_scaled(column, past) for past in column.past)
        times, past = next(
            ((times, p) for times, p in zip(told, column.past, strict=True) if times), ("", None)
        )
        if past is not None:
            what = f"{column.name}：{len(column.values)} 个单位的数都是{past.label}的{times}。"
            fix = "请核对计量单位和小数点，看是不是拿别的期间的数乘出来的；属实的可以不改。"
            yield _of_column("Q02", column, what, fix)


def check_shares_not_fractions(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有一列越高越好的百分数是每个单位都在 0 到 1 之间，以往也没有比 1 大的：多半把百分之九十五写成了 0.95。"""
    for column in columns:
        values, indicator = column.values, column.indicator
        is_share = indicator.unit_of_measure == SHARES[0] and indicator.polarity == "higher"
        pasts = [past.values for past in column.past if not np.isnan(past.values).all()]
        if not is_share or pasts or len(values) < _FEWEST or values.min() < 0 or values.max() > 1:
            continue
        says_so = any(_SAYS_MEASURE.search(column.cell(position).text) for position in range(len(values)))
        if not says_so and np.median(values) >= _LIKELY_FRACTION:
            what = f"{column.name}：{len(values)} 个单位的数都在 0 到 1 之间。"
            yield _of_column("Q01", column, what, _fix_of_scale(column, -2))


def _scaled(column: ComparedColumn, past: EarlierColumn) -> str:
    """By how much a whole column moved; empty where its units moved differently."""
    ratios = sizes_of(column.values) - sizes_of(past.values)
    ratios = ratios[~np.isnan(ratios)]
    if len(ratios) < _FEWEST_SCALED or len(ratios) < len(column.values) / 2:
        return ""
    middle = float(np.median(ratios))
    power = next(
        (k for k in (1, -1, *powers_for(column)) if abs(middle - k) <= (0.08 if abs(k) == 1 else 0.18)), 0
    )
    width = 0.1 if abs(power) == 1 else 0.5
    if power and np.mean(np.abs(ratios - middle) <= width) >= 0.8:
        return f"{times_words(power)}左右"
    before = sizes_of(past.values)
    spread = float(np.nanmax(before) - np.nanmin(before))
    is_one_factor = bool(np.all(np.abs(ratios - middle) <= _SAME_FACTOR)) and abs(middle) > 2 * _SAME_FACTOR
    return f" {10**middle:.4g} 倍" if is_one_factor and spread >= _SPREAD else ""


def check_columns_not_all_zero(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有一列是上期或上年同期多数单位有数，这一期所有单位都是 0。"""
    for column in columns:
        if len(column.values) < _FEWEST or column.values.any():
            continue
        past = next((past for past in column.past if _was_something(past.values)), None)
        if past is not None:
            what = f"{column.name}：{len(column.values)} 个单位都是 0，{past.label}有 {(past.values > 0).sum()} 个单位不是 0。"
            fix = "请核对是不是没有填；没有报的写“未报”，确实都是 0 的可以不改。"
            yield _of_column("Q03", column, what, fix)


def _was_something(values: Floats) -> bool:
    """Whether most units had cases, and so many that all of them falling to 0 isn't chance."""
    known = values[~np.isnan(values)]
    is_count = bool(np.all(known == np.round(known)))
    enough = not is_count or known.sum() >= _SURELY_NOT_CHANCE
    return bool((known > 0).sum() > len(known) / 2) and len(known) >= _FEWEST and enough


def check_columns_not_copied(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有一列与上期或上年同期一个数不差；时点值和成立以来的累计可以不变，整个文件都不变才说。"""
    copied: dict[tuple[str, str], list[ComparedColumn]] = {}
    all_columns: dict[str, int] = {}
    for column in columns:
        all_columns[column.path] = all_columns.get(column.path, 0) + 1
        past = next((past for past in column.past if _is_copy(column.values, past.values)), None)
        if past is not None:
            copied.setdefault((column.path, past.label), []).append(column)
    for (path, label), found in copied.items():
        is_whole = len(found) == all_columns[path] > 1
        told = [c for c in found if is_whole or c.indicator.period_type in ("quarter", "ytd")]
        if told:
            names = "”“".join(c.indicator.name for c in told[:_NAMED])
            more = f"等 {len(told)} 项指标" if len(told) > _NAMED else ""
            what = f"“{names}”{more}每个单位的数都与{label}完全相同。"
            yield _of_column("Q04", told[0], what, "请核对是不是误用了那一期的表；确实没有变的可以不改。")


def _is_copy(values: Floats, past: Floats) -> bool:
    """Whether a column repeats its past figure by figure, in enough different or large figures that chance doesn't explain it."""
    if not np.array_equal(values, past):
        return False
    distinct = np.unique(values)
    is_telling = (
        len(values) >= 2 * _FEWEST or distinct.max() >= _SURELY_NOT_CHANCE or bool((distinct % 1).any())
    )
    return len(distinct) >= _FEWEST and is_telling


@dataclass(frozen=True)
class _Moved:
    """A column that isn't like its past; both as powers of ten."""

    column: ComparedColumn
    now: Floats
    before: Floats


def check_columns_not_swapped(columns: Sequence[ComparedColumn]) -> Iterator[Problem]:
    """没有两列的数像是互换了：各单位这一期的甲列接近以往的乙列，乙列接近以往的甲列，与自己的以往却差得多。"""
    moved: dict[tuple[str, str, str, tuple[str, ...]], list[_Moved]] = {}
    for column in columns:
        for past in column.past:
            one = _Moved(column, sizes_of(column.values), sizes_of(past.values))
            if len(column.values) > _FEWEST and _middle(np.abs(one.now - one.before)) >= _SWAP_MATTERS:
                moved.setdefault((column.group, column.period.id, past.label, column.units), []).append(one)
    told: set[tuple[str, str, frozenset[str]]] = set()
    for (group, period, label, _), found in moved.items():
        for one, other in combinations(found, 2):
            pair = (group, period, frozenset((one.column.indicator.name, other.column.indicator.name)))
            if pair not in told and _are_swapped(one, other):
                told.add(pair)
                names = f"“{one.column.indicator.name}”和“{other.column.indicator.name}”"
                what = f"{names}像是互换了：{len(one.column.units)} 个单位的数都接近{label}另一项指标的数。"
                yield _of_column("Q05", one.column, what, "请核对这两列的表头和数；没有换错的可以不改。")


def _are_swapped(one: _Moved, other: _Moved) -> bool:
    """Whether nearly all units are nearer to the other column's past in both columns, three times nearer in the median."""
    crossed = np.abs(np.concatenate([one.now - other.before, other.now - one.before]))
    own = np.abs(np.concatenate([one.now - one.before, other.now - other.before]))
    return bool((crossed < own).mean() >= 0.85) and _middle(own) >= 3 * _middle(crossed)


def _middle(distances: Floats) -> float:
    known = distances[~np.isnan(distances)]
    return float(np.median(known)) if len(known) else 0.0


def _of_column(code: str, column: ComparedColumn, what: str, fix: str) -> Problem:
    cell: Observation = column.cell(0)
    return Problem(code, cell.place, cell.text, what, fix)
