"""分档: a threshold table.

The score of the highest `from` that the value reaches; below the lowest threshold 0. The table
itself says what is good, so the polarity is not used.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from leitai.model.scoring.score_kind import (
    Band,
    Direction,
    Example,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
)
from leitai.score.arithmetic.column import Column
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import fixed, plain


def _table(rule: ScoreRule) -> list[Band]:
    """The thresholds and their scores, the highest threshold first."""
    bands = rule.parameters["bands"]
    assert isinstance(bands, tuple)
    return [band for band in bands if isinstance(band, tuple)]


def _direction(rule: ScoreRule) -> Direction:
    """As the scores of the table rise or fall throughout."""
    rises = {above > below for (_, above), (_, below) in pairwise(_table(rule)) if above != below}
    if len(rises) != 1:
        return "neither"
    return "higher" if rises.pop() else "lower"


def _nearest_full(rule: ScoreRule, value: Fraction, step: Fraction) -> Fraction:
    """In the nearest of the bands with the highest score, each of which ends a step before the next."""
    table = [(Fraction(start), score) for start, score in _table(rule)]
    best = max(score for _, score in table)
    ends = [next_start - step for (next_start, _), _ in pairwise(table)]
    reached = (
        max(start, value if end is None else min(value, end))
        for (start, score), end in zip(table, [None, *ends], strict=True)
        if score == best
    )
    return min(reached, key=lambda found: abs(found - value))


SPEC = ScoreKindSpec(
    name="bands",
    title="分档",
    parameters=(Parameter("bands", "thresholds", "分档表", required=True, is_value=True),),
    direction=_direction,
    nearest_full=_nearest_full,
    may_exceed=lambda rule: any(score > 100 for _, score in _table(rule)),
    formula="实际值达到哪一档的起点，就得那一档的分。",
    degenerate=("低于最低一档的起点：得 0 分。", "正好等于起点：算达到。"),
    examples=(
        Example(
            "95 起 100 分，90 起 80 分",
            (
                WorkedCell("97", "达到 95 起的一档，得 100"),
                WorkedCell("95", "达到 95 起的一档，得 100"),
                WorkedCell("90.5", "达到 90 起的一档，得 80"),
                WorkedCell("89", "低于最低一档，得 0"),
            ),
            {"bands": ((Decimal(95), Decimal(100)), (Decimal(90), Decimal(80)))},
        ),
    ),
)


def score(column: Column, rule: ScoreRule) -> Array:
    scores = column.constant(0)
    for start, value in reversed(_table(rule)):
        scores = np.where(column.at_least(start), column.number(value), scores)
    return scores


def working(column: Column, rule: ScoreRule) -> list[str]:
    starts = [Fraction(start) for start, _ in _table(rule)]
    found = []
    for value, won in zip(column.value, score(column, rule), strict=True):
        reached = next(
            (f"达到 {plain(start)} 起的一档" for start in starts if value >= start), "低于最低一档"
        )
        found.append(fixed(reached, won))
    return found
