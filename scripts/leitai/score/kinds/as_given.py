"""直接采用: points that were judged elsewhere, or ballots of an on-the-spot evaluation.

score = 100 · x / full; `full` is the full mark of the judged value: declared, or what the indicator registers as its
greatest value where its unit of measure is 分. With `evaluation: {优秀: 100 …}` x is the average of the valid ballots cast at
the meetings that review the period, each grade counting as declared, rounded half up to the
indicator's decimals (`score/ranking/evaluate.py`), and the score is x. `panels` weighs the averages of the
panels, `trim` leaves out so many of the best and of the worst ballots of each panel. A mark below 0 or above full is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import Fault, Parameter, ScoreKindSpec, ScoreRule, WorkedCell, example
from leitai.schema.keys import Made, NamedOf
from leitai.schema.parsers import NUMBER, POSITIVE, Parser, RowSoFar, count_from
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.arithmetic.working import bracketed, equals, fixed, plain

MARKS = "分"


def _part(text: str, row: RowSoFar) -> Decimal:
    """0.4 or 40%."""
    number = POSITIVE.read(text.removesuffix("%"), row)
    return number / 100 if text.endswith("%") else number


PART = Parser(_part)
TRIM = Made(count_from(0), Decimal)


def full_mark(rule: ScoreRule, indicator: Indicator) -> Fraction | None:
    """The mark that is worth 100; None where neither the rule nor the indicator says it."""
    if rule.grades is not None:
        return Fraction(100)
    full = rule.number("full")
    if full is None and rule.is_on_value and indicator.unit_of_measure == MARKS:
        full = indicator.valid_max
    return None if full is None else Fraction(full)


def _faults(rule: ScoreRule, indicator: Indicator | None, weight: Fraction) -> Iterator[Fault]:
    """The full mark is known, and not above what can be reported at all."""
    if rule.grades is not None:
        yield from _faults_of_grades(rule)
    elif rule.named_numbers("panels") is not None or rule.required_number("trim") > 0:
        fix = "请写明现场测评各等次的分值，或删去 panels 和 trim。"
        yield Fault("写了 panels 或 trim，没有写 evaluation。", fix)
    elif indicator is not None:
        full = full_mark(rule, indicator)
        if full is None:
            fix = "请写 full: 评定分的满分；计量单位是“分”的，也可以在指标表登记 valid_max。"
            yield Fault("没有写明评定分的满分，不知道多少分算满分。", fix)
        elif rule.is_on_value and indicator.valid_max is not None and full > indicator.valid_max:
            what = f"满分是 {plain(full)}，而指标登记最大是 {indicator.valid_max}：没有人能得满分。"
            yield Fault(what, "请核对 full 和指标表的 valid_max。")


def _faults_of_grades(rule: ScoreRule) -> Iterator[Fault]:
    if rule.number("full") is not None:
        yield Fault("写了 evaluation，full 就不起作用。", "请删去 full。")
    if not rule.is_on_value:
        yield Fault(f"现场测评的平均分就是得分，不能写 on: {rule.on}。", "请删去 on。")
    for grade, mark in (rule.grades or {}).items():
        if not 0 <= mark <= 100:
            yield Fault(f"等次“{grade}”是 {mark} 分，满分是 100。", "各等次请写 0 到 100 之间的分。")


def _value_fault(
    rule: ScoreRule, indicator: Indicator, value: Fraction, target: Fraction | None
) -> Fault | None:
    full = full_mark(rule, indicator)
    if full is not None and not 0 <= value <= full:
        return Fault(f"不在 0 到满分 {plain(full)} 之间。", "请核对评定分；满分写错了的改办法里的 full。")
    return None


SPEC = ScoreKindSpec(
    name="as_given",
    title="直接采用",
    parameters=(
        Parameter("full", "评定分的满分", POSITIVE, if_left_out="计量单位为“分”的取指标登记的最大值"),
        Parameter("evaluation", "现场测评各等次的分值", NamedOf(NUMBER)),
        Parameter("panels", "各类评价人的权重", NamedOf(PART), measure="", if_left_out="每张有效票一样"),
        Parameter("trim", "每类评价人去掉最高和最低各几张票", TRIM, default=Decimal(0), is_quiet=True),
    ),
    direction=lambda rule: "higher",
    value_is_score=True,
    scores_rollups=True,
    faults=_faults,
    value_fault=_value_fault,
    formula="得分 = 100 × 评定分 ÷ 满分值。写明现场测评等次的，得分就是各票的平均分；写明各类评价人权重的，是各类平均分的加权平均；按指标登记的小数位四舍五入。弃权和废票不计入。",
    degenerate=(
        "没有人投票，或写明权重的一类评价人去掉两头以后没有有效票：视为未报。",
        "评定分小于 0 或超出满分值：拒绝计算。",
    ),
    examples=(
        example("满分 40，评定 36 分", {"full": 40}, WorkedCell("36", "100 × 36 ÷ 40 = 90")),
        example("没有写满分值，指标登记最大 100 分", {}, WorkedCell("95", "100 × 95 ÷ 100 = 95")),
        example(
            "现场测评：优秀 100、良好 80，4 票优秀 1 票良好平均 96",
            {"evaluation": {"优秀": 100, "良好": 80}},
            WorkedCell("96", "各票平均分，得 96"),
        ),
    ),
)


def score(column: ScoreColumn, rule: ScoreRule) -> Array:
    """100 · x / full; of ballots x itself."""
    return column.value if rule.grades is not None else column.out_of(_full(column, rule), column.value)


def _full(column: ScoreColumn, rule: ScoreRule) -> Fraction:
    """`check` refuses a rule whose full mark is known from nowhere."""
    full = rule.number("full")
    found = column.cells.greatest if full is None else Fraction(full)
    assert found is not None
    return found


def working(column: ScoreColumn, rule: ScoreRule) -> list[str]:
    """The share of the full mark, or that it is an average of ballots."""
    pairs = zip(column.value, score(column, rule), strict=True)
    if rule.grades is not None:
        return [fixed("各票平均分", won) for _, won in pairs]
    top = _full(column, rule)
    return [equals(f"100 × {bracketed(value)} ÷ {plain(top)}", won) for value, won in pairs]
