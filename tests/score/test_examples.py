"""The worked examples that readers see are run through the real scorer, and their arithmetic is redone."""

from __future__ import annotations

import ast
import operator
import re
from fractions import Fraction

import pytest
from hypothesis import assume, given

from leitai.check.figures.scores import check_geometric_scores
from leitai.schema.config.score_kinds import Example, ScoreKindSpec, ScoreRule
from leitai.score.arithmetic.column import ScoredCells
from leitai.score.arithmetic.numbers import Numbers
from leitai.score.arithmetic.precise import logarithm
from leitai.score.arithmetic.working import plain
from leitai.score.explain.exact import exact_of
from leitai.score.kinds import KINDS, SPECS
from leitai.score.ranking.rank import rank_period
from random_content import PERIOD, SCORED, Case, cases

EXAMPLES = [(spec, example) for spec in SPECS.values() for example in spec.examples]
TO_PYTHON = {"（": "(", "）": ")", "×": "*", "÷": "/", "−": "-", "^": "**"}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda one, other: Fraction(float(one) ** float(other)),
}


def calculator(text: str) -> Fraction:
    """A pocket calculator: the four operations, powers, brackets and `ln`, nothing else."""

    def value(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.UnaryOp):
            return -value(node.operand)
        if isinstance(node, ast.Call):
            return logarithm(value(node.args[0]))
        assert isinstance(node, ast.Constant)
        return Fraction(str(node.value))

    text = re.sub(r"ln ([\d.]+)", r"ln(\1)", text)
    return value(ast.parse("".join(TO_PYTHON.get(sign, sign) for sign in text).strip(), mode="eval").body)


def assert_can_be_redone(working: str) -> Fraction:
    """The expression gives what stands after `=`; returns the score in which the working ends."""
    reckoned = re.search(r"(?:：|^)([^：，]*) = (−?[\d.]+)", working)
    if reckoned is not None:
        said = calculator(reckoned[2])  # numbers that don't end are shown to ten places
        assert abs(calculator(reckoned[1]) - said) < max(abs(said), 1) / Fraction(10**6), working
    end = re.search(r"(?:= |得 )(−?[\d.]+)$", working)
    assert end is not None, working
    return calculator(end[1])


def column_of(example: Example) -> ScoredCells:
    return ScoredCells(
        values=Numbers.of(Fraction(cell.value) for cell in example.cells),
        targets=Numbers.of(Fraction(cell.target or 0) for cell in example.cells),
        polarity=example.polarity,
        weight=example.weight,
        greatest=Fraction(100),
    )


def rule_of(spec: ScoreKindSpec, example: Example) -> ScoreRule:
    return ScoreRule.of(spec, example.parameters)


@pytest.mark.parametrize(("spec", "example"), EXAMPLES, ids=lambda value: getattr(value, "title", None))
def test_example_is_what_the_scorer_does(spec: ScoreKindSpec, example: Example) -> None:
    rule, cells = rule_of(spec, example), column_of(example)
    exact = cells.exactly(range(len(example.cells)))
    kind = KINDS[spec.name]
    assert [cell.working for cell in example.cells] == kind.working(exact, rule)
    by_hand = [assert_can_be_redone(cell.working) for cell in example.cells]
    assert [plain(Fraction(score)) for score in kind.score(exact, rule)] == [
        plain(score) for score in by_hand
    ]
    for approximate, score in zip(kind.score(cells.floats(), rule), by_hand, strict=True):
        assert abs(Fraction(float(approximate)) - score) < Fraction(1, 10**9)


def test_every_kind_has_an_example() -> None:
    assert [spec.name for spec in SPECS.values() if not spec.examples] == []


def test_examples_declare_only_known_parameters() -> None:
    for spec, example in EXAMPLES:
        assert set(example.parameters) <= {parameter.name for parameter in spec.parameters}


@given(cases(on=SCORED))
def test_every_working_can_be_redone(case: Case) -> None:
    """Whatever the method and the values: what is shown leads to the exact score."""
    exact = exact_of(case.content, rank_period(case.content, case.method, PERIOD))
    for unit_id in exact.rows:
        for step in exact.steps_of(unit_id).values():
            redone = assert_can_be_redone(step.working)
            assert abs(redone - step.score) <= Fraction(1, 10**10), step.working


@given(cases(on=SCORED))
def test_every_level_of_a_geometric_mean_can_be_redone(case: Case) -> None:
    """From what is printed, each dimension and the total come out of the level below; M14 refuses negative ones."""
    ranking = rank_period(case.content, case.method, PERIOD)
    assume(not list(check_geometric_scores(case.content, [ranking])))
    exact, half = exact_of(case.content, ranking), Fraction(1, 2 * 10**case.method.rounding.places)
    for row in ranking.rows:
        levels = exact.levels_of(row.unit.unit_id) if row.status == "ranked" else {}
        assert bool(levels) == (row.status == "ranked" and not case.method.is_additive)
        for name, text in levels.items():
            expression, _, end = text.partition(" = ")
            reckoned, _, result = end.rpartition("，得 ")
            assert abs(calculator(expression) - calculator((reckoned or result).split("，")[0])) < Fraction(
                1, 10**6
            ), text
            if name:
                published = Fraction(row.dimensions[name].points)
                assert abs(calculator(result) - published) <= half + Fraction(1, 10**9), text
