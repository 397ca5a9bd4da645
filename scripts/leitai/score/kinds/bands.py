"""分档: a threshold table.

The score of the highest `from` that the value reaches; below the lowest threshold 0. The table
itself says what is good, so the polarity is not used. With `interpolate: true` the score rises or falls in a straight line
from one threshold to the next; above the highest threshold it stays, below the lowest it is 0 all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from leitai.schema.columns import Record, column
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    FULL,
    Band,
    Direction,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
)
from leitai.schema.keys import ListOf, Made, MappingOf
from leitai.schema.parsers import NUMBER, TRUTH, ValueRefused
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import equals, fixed, minus, out_of, plain


@dataclass(frozen=True)
class Threshold(Record):
    """From which value on, which score."""

    start: Decimal = column("from", "起点", NUMBER)
    score: Decimal = column("score", "得分", NUMBER)


def _highest_first(written: tuple[Threshold, ...]) -> tuple[Band, ...]:
    if len({one.start for one in written}) < len(written) or not written:
        fix = "请写成 [{from: 95, score: 100}, {from: 90, score: 80}]。"
        raise ValueRefused("S03", "分档不能为空，起点不能重复。", fix)
    return tuple(sorted(((one.start, one.score) for one in written), reverse=True))


BANDS = Made(ListOf(MappingOf(Threshold)), _highest_first)


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
    """In the nearest of the bands with the highest score, each of which ends a step before the next; between two thresholds
    of which only one has it, an interpolated score has it at that one alone."""
    table = [(Fraction(start), score) for start, score in _table(rule)]
    best = max(score for _, score in table)
    ends = [
        start if rule.parameters["interpolate"] and above != score else next_start - step
        for (next_start, above), (start, score) in pairwise(table)
    ]
    reached = (
        max(start, value if end is None else min(value, end))
        for (start, score), end in zip(table, [None, *ends], strict=True)
        if score == best
    )
    return min(reached, key=lambda found: abs(found - value))


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    yield from rule.faults_of_full(max(score for _, score in _table(rule)), weight)


def _reversals(rule: ScoreRule, indicator: Indicator) -> Iterator[Fault]:
    """Where a better band has less, and below the lowest threshold, where the score is 0."""
    least, _ = rule.ends_of(indicator)
    table = _table(rule)[::-1]
    lowest, first = table[0]
    if (least is None or lowest > least) and _is_worse(indicator, Decimal(0), first):
        what = f"低于最低一档 {lowest} 的得 0 分，达到的得 {first} 分。"
        if least is None:
            yield Fault(what, "请先在指标表登记 valid_max：知道了最多能减多少，才写得出最低一档。")
        else:
            yield Fault(what, f"请给低于 {lowest} 的也写一档：from 写 {least}，score 写应得的分。")
    for (low, won), (high, above) in pairwise(table):
        if _is_worse(indicator, won, above):
            fix = "请核对分档表；有合理区间的指标，polarity 写 interval。"
            yield Fault(f"从 {low} 起得 {won} 分，从 {high} 起却得 {above} 分。", fix)


def _is_worse(indicator: Indicator, below: Decimal, above: Decimal) -> bool:
    """Whether of two neighbouring bands the better one has less."""
    if indicator.polarity == "lower":
        return below < above
    return indicator.polarity == "higher" and above < below


SPEC = ScoreKindSpec(
    name="bands",
    title="分档",
    parameters=(
        Parameter("bands", "分档表", BANDS, required=True, is_value=True),
        Parameter("interpolate", "两档之间按比例计分", TRUTH, default=False),
        FULL,
    ),
    direction=_direction,
    nearest_full=_nearest_full,
    faults=_faults,
    reversals=_reversals,
    may_exceed=lambda rule: any(score > rule.full for _, score in _table(rule)),
    formula="实际值达到哪一档的起点，就得那一档的分；写明两档之间按比例计分的，从一档的起点到下一档的起点，得分按直线变化。",
    degenerate=(
        "低于最低一档的起点：得 0 分，按比例计分的也一样。",
        "正好等于起点：算达到。",
        "高于最高一档的起点：得最高一档的分。",
    ),
    examples=(
        example(
            "95 起 100 分，90 起 80 分",
            {"bands": ((95, 100), (90, 80))},
            WorkedCell("97", "达到 95 起的一档，得 100"),
            WorkedCell("95", "达到 95 起的一档，得 100"),
            WorkedCell("90.5", "达到 90 起的一档，得 80"),
            WorkedCell("89", "低于最低一档，得 0"),
        ),
        example(
            "60 分到 100 分之间按比例",
            {"bands": ((95, 100), (90, 60)), "interpolate": True},
            WorkedCell("97", "达到 95 起的一档，得 100"),
            WorkedCell("92", "60 +（100 − 60）×（92 − 90）÷（95 − 90） = 76"),
            WorkedCell("89", "低于最低一档，得 0"),
        ),
        example(
            "本项 15 分：95 起 15 分，90 起 12 分",
            {"bands": ((95, 15), (90, 12)), "full": 15},
            WorkedCell("92", "达到 90 起的一档，得 12：100 × 12 ÷ 15 = 80"),
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """The score of the threshold that is reached, or on the line to the next."""
    scores = column.constant(0)
    for start, won, slope in _slopes(rule):
        reached = column.number(won) + column.above(start) * column.number(slope)
        scores = np.where(column.at_least(start), reached, scores)
    return column.out_of(rule.full, scores)


def _slopes(rule: ScoreRule) -> list[tuple[Decimal, Decimal, Fraction]]:
    """Each threshold with its score and what every unit beyond it adds up to the next one, the lowest first."""
    table = _table(rule)[::-1]
    rises = [Fraction(above - won) / Fraction(end - start) for (start, won), (end, above) in pairwise(table)]
    slopes = [*rises, Fraction(0)] if rule.parameters["interpolate"] else [Fraction(0)] * len(table)
    return [(start, won, slope) for (start, won), slope in zip(table, slopes, strict=True)]


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """Which threshold is reached, and the line to the next where it counts."""
    found = (
        (value, won * rule.full / 100) for value, won in zip(column.value, score(column, rule), strict=True)
    )
    return [out_of(rule.full, _working(value, marks, rule), marks) for value, marks in found]


def _working(value: Fraction, marks: Fraction, rule: ScoreRule) -> str:
    above: Band | None = None
    for start, reached in _table(rule):
        if value >= start:
            if above is None or above[1] == reached or value == start or not rule.parameters["interpolate"]:
                return fixed(f"达到 {plain(Fraction(start))} 起的一档", marks)
            low, high, begin, end = (Fraction(n) for n in (reached, above[1], start, above[0]))
            return equals(
                f"{plain(low)} +{minus(high, low)}×{minus(value, begin)}÷{minus(end, begin)}", marks
            )
        above = start, reached
    return fixed("低于最低一档", marks)
