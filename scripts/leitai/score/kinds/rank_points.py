"""排名赋分: points looked up by the place among the ranked units.

`table: [60, 57, 54 …]` gives the points of the first, second … place; or `start, step, floor`:
start − step · (place − 1), not below floor (without one it may fall below 0). score = 100 · points / full; `full` is the weight unless
declared. Ties share the points of their best place (`tie: best`), of their last one (`tie: worst`) or the average of the places
that they take up (`tie: average`). Decided case: places beyond the table get its last entry.
COINr `n_borda` is `start: n − 1, step: 1`; `tie: best`, `average` and `worst` are its ties.method
"max", "average" and "min". `threshold`: who doesn't reach it (by polarity) gets 0, whatever the place; the places of the others are
the same with or without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
    word,
)
from leitai.schema.keys import ListOf
from leitai.schema.parsers import NUMBER, POSITIVE
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array, Numbers
from leitai.score.arithmetic.working import equals, fixed, plain


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """`step` and `floor` belong to `start`; a later place never gets more, and the first one no more than full marks."""
    table, step, floor = (rule.parameters[name] for name in ("table", "step", "floor"))
    first, full = rule.number("start"), rule.number("full")
    if isinstance(table, tuple):
        if step is not None or floor is not None:
            yield Fault("写了 table，step 和 floor 就不起作用。", "请删去 step 和 floor。")
        points = [item for item in table if isinstance(item, Decimal)]
        if any(later > earlier for earlier, later in pairwise(points)):
            yield Fault("名次靠后，分值反而高。", "table 从第一名写起，由高到低。")
        first = points[0] if points else None
    elif step is None:
        yield Fault("写了 start，没有写每退一名减多少分。", "请写明 step。")
    elif first is not None and isinstance(floor, Decimal) and floor >= first:
        yield Fault(f"start 是 {first}，floor 是 {floor}：各名次都一样。", "floor 要小于 start。")
    top = weight if full is None else Fraction(full)
    if first is not None and first > top:
        what = f"第一名得 {first} 分，满分却是 {plain(top)}{'（没有写 full，等于权重）' if full is None else ''}。"
        yield Fault(what, f"请写 full: {first}，或把各名次的分值改到 {plain(top)} 以内。")


SPEC = ScoreKindSpec(
    name="rank_points",
    title="排名赋分",
    parameters=(
        Parameter("table", "各名次的分值", ListOf(NUMBER)),
        Parameter("start", "第一名的分值", NUMBER),
        Parameter("step", "每退一名减", POSITIVE),
        Parameter("floor", "最低分值", NUMBER),
        Parameter("full", "满分值", POSITIVE, if_left_out="等于权重"),
        Parameter("threshold", "达到多少才赋分（达不到得 0 分，达到的不少于 0 分）", NUMBER, is_value=True),
        word(
            "tie",
            "并列时",
            {"best": "取较好名次的分值", "average": "取所占名次的平均分值", "worst": "取较后名次的分值"},
            required=True,
        ),
    ),
    stretches=lambda rule: True,
    faults=_faults,
    formula="按本指标在组内的名次查得分值；得分 = 100 × 分值 ÷ 满分值。",
    degenerate=(
        "名次超出分值表：按表中最后一个分值。",
        "写明达到多少才赋分的：达不到的得 0 分；达到的各单位名次不受影响。",
        "没有写最低分值：名次靠后的可能得负分。",
        "只有一个单位：按第一名。",
        "各单位数值相同：并列第一名，按并列的规定。",
    ),
    one_of=(("table", "start"),),
    examples=(
        example(
            "第一名 20 分，每退一名减 2 分，并列取较好名次；满分 20",
            {"start": 20, "step": 2, "tie": "best"},
            WorkedCell("99", "第 1 名，20 分：100 × 20 ÷ 20 = 100"),
            WorkedCell("97", "第 2 名，18 分：100 × 18 ÷ 20 = 90"),
            WorkedCell("97", "第 2 名，18 分：100 × 18 ÷ 20 = 90"),
            WorkedCell("90", "第 4 名，14 分：100 × 14 ÷ 20 = 70"),
        ),
        example(
            "分值表 10、8、5，并列取平均；超出表的按最后一个",
            {"table": (10, 8, 5), "full": 10, "tie": "average"},
            WorkedCell("3", "第 1 名，10 分：100 × 10 ÷ 10 = 100"),
            WorkedCell("5", "并列第 2、3 名，6.5 分：100 × 6.5 ÷ 10 = 65"),
            WorkedCell("5", "并列第 2、3 名，6.5 分：100 × 6.5 ÷ 10 = 65"),
            WorkedCell("9", "第 4 名，5 分：100 × 5 ÷ 10 = 50"),
            polarity="lower",
        ),
        example(
            "第一名 20 分，每退一名减 2 分；达到 95 的才赋分",
            {"start": 20, "step": 2, "tie": "best", "threshold": 95},
            WorkedCell("99", "第 1 名，20 分：100 × 20 ÷ 20 = 100"),
            WorkedCell("95", "第 2 名，18 分：100 × 18 ÷ 20 = 90"),
            WorkedCell("94.9", "没有达到 95，得 0"),
        ),
        example(
            "分值表 10、8、5，并列取较后名次",
            {"table": (10, 8, 5), "full": 10, "tie": "worst"},
            WorkedCell("9", "第 1 名，10 分：100 × 10 ÷ 10 = 100"),
            WorkedCell("5", "第 3 名，5 分：100 × 5 ÷ 10 = 50"),
            WorkedCell("5", "第 3 名，5 分：100 × 5 ÷ 10 = 50"),
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 · points of the place / full mark."""
    better, equal = column.places()
    points = _points_of_places(rule, column.count)
    if rule.parameters["tie"] != "average":
        place = better if rule.parameters["tie"] == "best" else better + equal - 1
        won = column.quotients(points.numerators[place], np.full(len(better), points.denominator))
    else:
        sums = np.concatenate([[0], np.cumsum(points.numerators)])
        won = column.quotients(sums[better + equal] - sums[better], equal * points.denominator)
    scores, missed = column.out_of(_top(column, rule), won), _missed(column, rule)
    return scores if missed is None else np.where(missed, column.number(0), scores)


def _top(column: ScoreColumn, rule: ScoreRule) -> Fraction:
    """The points that are full marks."""
    full = rule.number("full")
    return column.cells.weight if full is None else Fraction(full)


def _missed(column: ScoreColumn, rule: ScoreRule) -> Array | None:
    """Which values don't reach the threshold; None where there is none."""
    threshold = rule.number("threshold")
    if threshold is None:
        return None
    above = column.above(threshold)
    missed: Array = above > 0 if column.lower_is_better else above < 0
    return missed


def _points_of_places(rule: ScoreRule, places: int) -> Numbers:
    """The points of the first place, the second, and so on."""
    table = rule.parameters["table"]
    if isinstance(table, tuple):
        numbers = [item for item in table if not isinstance(item, tuple)]
        return Numbers.of(numbers).take(np.minimum(np.arange(places), len(numbers) - 1))
    start, step, floor = rule.required_number("start"), rule.required_number("step"), rule.number("floor")
    if rule.number("threshold") is not None:  # who reaches it gets no less than who doesn't
        floor = max(floor or Decimal(0), Decimal(0))
    declared = Numbers.of([start, step, start if floor is None else floor])
    first, loss, lowest = declared.numerators
    points = first - loss * np.arange(places)
    return Numbers(points if floor is None else np.maximum(points, lowest), declared.denominator)


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The place, its points and what they come to."""
    top, tie = _top(column, rule), rule.parameters["tie"]
    found, missed = [], _missed(column, rule)
    for row, (better, equal, won) in enumerate(zip(*column.places(), score(column, rule), strict=True)):
        if missed is not None and missed[row]:
            found.append(fixed(f"没有达到 {plain(Fraction(rule.required_number('threshold')))}", won))
            continue
        shared = range(better + 1, better + equal + 1)
        places = shared if tie == "average" else shared[:1] if tie == "best" else shared[-1:]
        points = won * top / 100
        place = f"{'并列' if len(places) > 1 else ''}第 {'、'.join(map(str, places))} 名，{plain(points)} 分"
        found.append(f"{place}：{equals(f'100 × {plain(points)} ÷ {plain(top)}', won)}")
    return found
