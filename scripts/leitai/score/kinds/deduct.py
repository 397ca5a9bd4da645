"""扣分: a deduction per event, or per unit of measure short of a target; 减完为止 unless another floor is declared.

score = max(floor, full − per_unit · x), and full marks where x is negative (a change that went down): there is nothing to deduct.
With `target` what counts is how far x falls short of it, by the indicator's polarity: 每低于目标 1 个百分点扣 1 分, whatever the target
is. `over` adds for every unit beyond the target, without end unless it has a `cap`. Part of a unit has its share unless `part` (where marks
are lost) or `part_over` (where they are won) says that it counts for a whole one, or for none. `floor: none` lets a score fall below 0, as
where several indicators share the points of a dimension. `full`: of how many marks all of these speak, 100 unless declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import (
    FULL,
    Direction,
    Fault,
    Parameter,
    ScoreKindSpec,
    ScoreRule,
    WorkedCell,
    example,
)
from leitai.schema.config.slopes import NONE, PART, PART_OVER, WHOLE, faults_of_over
from leitai.schema.config.target_sources import target
from leitai.schema.keys import NamedOf
from leitai.schema.parsers import NUMBER, POSITIVE, Parser, RowSoFar, ValueRefused, plain_decimal
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.slope import Slope
from leitai.score.arithmetic.working import difference, fixed, out_of, plain

OVER = {"per_unit": "每 1 个单位", "cap": "最多加"}
NO_FLOOR = "none"


def _floor(text: str, row: RowSoFar) -> Decimal | str:
    if text != NO_FLOOR and plain_decimal(text) is None:
        raise ValueRefused("S03", "这里应当是数字。", f"可以扣成负分的，写 floor: {NO_FLOOR}；别的只写数字。")
    return text if text == NO_FLOOR else NUMBER.read(text, row)


FLOOR = Parser(_floor)


def _least(rule: ScoreRule) -> Decimal | None:
    """The least marks; None where a score may fall below any number."""
    floor = rule.parameters["floor"]
    return floor if isinstance(floor, Decimal) else None


def _direction(rule: ScoreRule) -> Direction:
    return "polarity" if rule.target_source else "lower"


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """Something can be lost, and what is won beyond the target has a target."""
    floor, over = _least(rule), rule.named_numbers("over")
    if floor is not None and floor >= rule.full:
        yield Fault(f"最低得分是 {floor}：怎么扣都是满分以上。", f"floor 要小于 {plain(rule.full)}。")
    if over is not None and not rule.target_source:
        yield Fault("没有写 target，不知道超过多少算超额，over 不起作用。", "请写 target，或删去 over。")
    yield from faults_of_over(rule)


SPEC = ScoreKindSpec(
    name="deduct",
    title="扣分",
    parameters=(
        Parameter("per_unit", "每 1 个单位扣分", POSITIVE, required=True),
        target(required=False),
        Parameter("over", "超过目标加分", NamedOf(NUMBER, tuple(OVER), optional=("cap",)), choices=OVER),
        Parameter("floor", "最低得分", FLOOR, default=Decimal(0), choices={NO_FLOOR: "不设，可以扣成负分"}),
        PART,
        PART_OVER,
        FULL,
    ),
    direction=_direction,
    may_exceed=lambda rule: rule.named_numbers("over") is not None,
    faults=_faults,
    formula="得分 = 满分 − 每单位扣分 × 实际值；写明目标值的，扣的是与目标值的差距：越高越好时是低于目标值多少，越低越好时是高于目标值多少，达到目标值得满分。写明超过目标加分的，每超过 1 个单位按写明的分值加分，写明上限的加到上限为止。写明不足 1 个单位怎样算的，先照写明的化成整个单位；没有写明的，不足 1 个的按比例算。写明 full 的，各项分值按它作满分写，最后折算成 100 分。",
    degenerate=(
        "扣到最低得分为止（减完为止）；写明不设最低得分的，可以是负分。",
        "没有写目标值，实际值为 0：得满分。",
        "没有写目标值，计分的数为负（例如比上期减少）：没有可扣的，得满分。",
        "写明目标值的，差距按指标的计量单位算：目标值 90%、实际值 88%，低 2 个百分点；目标值为 0 或负数也一样算。",
    ),
    examples=(
        example(
            "每起扣 5 分，扣完为止",
            {"per_unit": 5},
            WorkedCell("0", "100 − 5 × 0 = 100"),
            WorkedCell("3", "100 − 5 × 3 = 85"),
            WorkedCell("24", "100 − 5 × 24 = −20，不低于最低得分，得 0"),
            WorkedCell("-1", "不大于 0，没有可扣的，得 100"),
            polarity="lower",
        ),
        example(
            "本项 15 分，每低于目标值 1 个百分点扣 1 分，扣完为止",
            {"per_unit": 1, "target": "file", "full": 15},
            WorkedCell("96", "达到目标值，得 15：100 × 15 ÷ 15 = 100", "95"),
            WorkedCell("87", "15 − 1 ×（90 − 87） = 12：100 × 12 ÷ 15 = 80", "90"),
            WorkedCell("70", "15 − 1 ×（90 − 70） = −5，不低于最低得分，得 0：100 × 0 ÷ 15 = 0", "90"),
        ),
        example(
            "本项 8 分，比目标值每高 1 个百分点扣 1 分，每低 1 个百分点加 1 分，最多加 2 分；可以扣成负分",
            {
                "per_unit": 1,
                "target": "file",
                "over": {"per_unit": 1, "cap": 2},
                "floor": NO_FLOOR,
                "full": 8,
            },
            WorkedCell("11", "8 + 1 ×（12 − 11） = 9：100 × 9 ÷ 8 = 112.5", "12"),
            WorkedCell("5", "8 + 1 ×（12 − 5） = 15，加分到上限，得 10：100 × 10 ÷ 8 = 125", "12"),
            WorkedCell("22", "8 − 1 ×（22 − 12） = −2：100 × （−2） ÷ 8 = −25", "12"),
            polarity="lower",
        ),
        example(
            "每低于目标值 1 个百分点扣 1 分，不足 1 个百分点按 1 个计；每超过 1 个百分点加 0.5 分，不足 1 个的不计",
            {
                "per_unit": 1,
                "target": "file",
                "over": {"per_unit": Decimal("0.5")},
                "part": WHOLE,
                "part_over": NONE,
            },
            WorkedCell("88.4", "90 − 88.4 = 1.6，按 2 个计：100 − 1 × 2 = 98", "90"),
            WorkedCell("88", "100 − 1 ×（90 − 88） = 98", "90"),
            WorkedCell("92.7", "92.7 − 90 = 2.7，按 2 个计：100 + 0.5 × 2 = 101", "90"),
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """Full marks less what is lost and more what is won, within floor and cap."""
    short, over = _short(column, rule), _over(rule)
    marks = column.number(rule.full) - _lost(rule).marks(column, short)
    return column.out_of(rule.full, marks if over is None else marks + over.marks(column, -short))


def _lost(rule: ScoreRule) -> Slope:
    least = _least(rule)
    most = None if least is None else rule.full - Fraction(least)
    return Slope(rule.full, rule.required_number("per_unit"), most, rule.parameters["part"])


def _over(rule: ScoreRule) -> Slope | None:
    over, part = rule.named_numbers("over"), rule.parameters["part_over"]
    if over is None:
        return None
    most = Fraction(over["cap"]) if "cap" in over else None
    return Slope(rule.full, over["per_unit"], most, part, True, "加分到上限")


def _short(column: ScoreColumn, rule: ScoreRule) -> Array:
    """How far each value is on the wrong side of its target; without one it is the value that counts."""
    if not rule.target_source:
        return column.value
    short: Array = column.above_target() * column.number(1 if column.lower_is_better else -1)
    return short


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """What is lost or won as readers redo it."""
    scores, shorts = score(column, rule), _short(column, rule)
    targets = column.target if rule.target_source else [None] * len(scores)
    found = zip(column.value, targets, shorts, scores, strict=True)
    return [
        out_of(rule.full, _working(value, target, short, marks, rule), marks)
        for value, target, short, won in found
        for marks in [won * rule.full / 100]
    ]


def _working(
    value: Fraction, target: Fraction | None, short: Fraction, marks: Fraction, rule: ScoreRule
) -> str:
    slope = _over(rule) if short < 0 else _lost(rule)
    if target is None and short < 0:
        return fixed("不大于 0，没有可扣的", marks)
    if target is None:
        return _lost(rule).working(plain(value), short, marks)
    if short == 0 or slope is None:
        return fixed("达到目标值", marks)
    return slope.working(difference(max(value, target), min(value, target)), abs(short), marks)
