"""直接采用: points that were judged elsewhere, or ballots of an on-the-spot evaluation.

score = 100 · x / full; `full` (the full mark of the judged value) is the weight unless declared, so
that the points are x itself. With `evaluation: {优秀: 100 …}` x is the average of the valid ballots cast at
the meetings that review the period, each grade counting as declared, rounded half up to the
indicator's decimals (`score/ranking/evaluate.py`), and the score is x. `panels` weighs the averages of the
panels, `trim` leaves out so many of the best and of the worst ballots of each panel. Nothing is clipped: `valid_min` and
`valid_max` of the indicator guard the range.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from leitai.model.method import Example, Fault, Parameter, ScoreKindSpec, ScoreRule, WorkedCell
from leitai.score.arithmetic.column import Column
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import equals, fixed, plain, signed

SPEC = ScoreKindSpec(
    name="as_given",
    title="直接采用",
    parameters=(
        Parameter("full", "number", "满分值（不写则等于权重）", positive=True),
        Parameter("evaluation", "grades", "现场测评各等次的分值"),
        Parameter("panels", "panels", "各类评价人的权重；不写则每张有效票一样"),
        Parameter("trim", "count", "每类评价人去掉最高和最低各几张票", default=Decimal(0)),
    ),
    direction=lambda rule: "higher",
    value_is_score=True,
    formula="得分 = 100 × 评定分 ÷ 满分值；不写满分值时，评定分就是所得分值。写明现场测评等次的，得分就是各票的平均分；写明各类评价人权重的，是各类平均分的加权平均。弃权和废票不计入。",
    faults=lambda rule, polarity: _faults(rule),
    degenerate=(
        "没有人投票，或写明权重的一类评价人去掉两头以后没有有效票：视为未报。",
        "评定分超出满分值：不截断，由指标登记的取值范围把关。",
    ),
    examples=(
        Example("满分 40，评定 36 分", (WorkedCell("36", "100 × 36 ÷ 40 = 90"),), {"full": Decimal(40)}),
        Example("不写满分值：按权重 20 算", (WorkedCell("19", "100 × 19 ÷ 20 = 95"),)),
        Example(
            "现场测评：优秀 100、良好 80，4 票优秀 1 票良好平均 96",
            (WorkedCell("96", "各票平均分，得 96"),),
            {"evaluation": {"优秀": Decimal(100), "良好": Decimal(80)}},
        ),
    ),
)


def _faults(rule: ScoreRule) -> Iterator[Fault]:
    is_for_ballots = rule.named_numbers("panels") is not None or rule.required_number("trim") > 0
    if rule.grades is None and is_for_ballots:
        yield Fault(
            "写了 panels 或 trim，没有写 evaluation。", "请写明现场测评各等次的分值，或删去 panels 和 trim。"
        )


def score(column: Column, rule: ScoreRule) -> Array:
    full = rule.number("full")
    if rule.grades is not None:
        return column.value
    scores: Array = (
        column.value * column.number(100) / (column.weight if full is None else column.number(full))
    )
    return scores


def working(column: Column, rule: ScoreRule) -> list[str]:
    pairs = zip(column.value, score(column, rule), strict=True)
    if rule.grades is not None:
        return [fixed("各票平均分", won) for _, won in pairs]
    full = rule.number("full")
    top = column.weight if full is None else Fraction(full)
    return [equals(f"100 × {signed(value)} ÷ {plain(top)}", won) for value, won in pairs]
