"""Every kind, on values at and beside its edges: what is published is what exact arithmetic gives.

An edge lies at a number of the rule, at that share of the target or at the target divided by it. Values stand on it, or
nearer to it, and so to each other, than floats can tell. A kind that compares or subtracts floats where it should
ask its column (`at_least`, `below`, `places`, `above`) fails: `PlainColumn` makes such kinds, and the test finds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from math import ulp
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from test_oracle import assert_agreement

from leitai.model.observations import Observation, observations_of
from leitai.schema.config.score_kinds import ScoreRule
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.kinds import KINDS
from random_content import NOWHERE, PERIOD, Case, cases, goals, has_score, settings_of

EXACT = Context(prec=40)
NUDGES = [  # in units of the last place of a float
    Fraction(0),
    *(sign * Fraction(1, n) for n in (1, 4, 10**9) for sign in (1, -1)),
]
CLOSE = Fraction(1, 10**13)  # of the edge: far enough for floats to tell, too close for them to subtract
STEPS = (Fraction(98, 100), Fraction(101, 100))  # of the target: whole percentage points
EXAMPLES, MOST_UNITS = max(4, settings().max_examples // 2), 40
LEAST = Decimal(
    "1e-12"
)  # below it, a target divided by a value is beyond what `check` allows for a score (M22)
MANY = 500  # until a fault is found, after some 25 as a rule


def numbers_in(value: object) -> Iterator[Fraction]:
    """Every number that a parameter declares, however deep."""
    if isinstance(value, tuple):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers_in(item)
    elif isinstance(value, Decimal):
        yield Fraction(value)


def edges_of(rule: ScoreRule, target: Fraction | None) -> list[Fraction]:
    """Where the score of a value may jump or bend."""
    declared = [number for value in rule.parameters.values() for number in numbers_in(value)]
    if not target:
        return [Fraction(0), *declared]
    steps = [target + n for n in (-2, -1, 1, 2)] if rule.parameters.get("part") else []
    shares = [n * target for n in (*declared, *STEPS)] + [target / n for n in (*declared, *STEPS) if n]
    return [Fraction(0), target, *steps, *shares]


def beside(edges: list[Fraction]) -> Iterator[Fraction]:
    """Every edge and its neighbours, most of them nearer than floats can tell."""
    for edge in edges:
        yield from (edge + nudge * Fraction(ulp(float(edge) or 1.0)) for nudge in NUDGES)


def around(edge: Fraction) -> Iterator[Fraction]:
    """Values on both sides of an edge, so close together that differences of floats lose most of their digits."""
    yield from (edge + number * CLOSE * (edge or 1) for number in range(-5, 6))


@st.composite
def cases_at_edges(draw: Any, kind: str) -> Case:
    """One indicator of a kind; its values stand at and beside all edges of the rule, or close around one of them."""
    case = draw(cases(kinds=[kind], most_indicators=1, on=["value"]))
    method = replace(case.method, rounding=replace(case.method.rounding, places=3))
    (leaf,), indicators = case.method.indicators(), case.content.settings.indicators
    polarity = str(indicators[leaf.indicator_id].polarity)
    goal, source = draw(goals(leaf.rule, polarity)), leaf.rule.target_source
    model = Observation(PERIOD, "u0", leaf.indicator_id, goal, "value", "eq", "", NOWHERE, target=goal)
    edges = edges_of(leaf.rule, case.content.target(source, model) if source else None)
    near = list(around(draw(st.sampled_from(edges))) if draw(st.booleans()) else beside(edges))
    values = [value for value in map(decimal, near) if has_score(leaf.rule, polarity, value)]
    if source and polarity == "lower":
        values = [value for value in values if not 0 < abs(value) < LEAST]
    assume(values)
    values = draw(st.permutations(values))[:MOST_UNITS]
    observations = [replace(model, unit_id=f"u{n}", value=value) for n, value in enumerate(values)]
    found = settings_of([cell.unit_id for cell in observations], [polarity])
    results = replace(case.content.results, observations=observations_of(observations))
    return replace(case, method=method, content=replace(case.content, settings=found, results=results))


def decimal(value: Fraction) -> Decimal:
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def hold_at_edges(kind: str, examples: int = EXAMPLES) -> None:
    """The second implementation, in fractions throughout, agrees on every score, point, total and rank."""

    @settings(max_examples=examples, phases=[Phase.generate], report_multiple_bugs=False)
    @given(cases_at_edges(kind))
    def holds(case: Case) -> None:
        assert_agreement(case)

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_at_edges_is_exact(kind: str) -> None:
    hold_at_edges(kind)


class PlainColumn(ScoreColumn):
    """What the arithmetic of a kind would be with its own comparisons and differences of floats."""

    def at_least(self, start: Decimal) -> Array:
        return self.value >= self.number(start)

    def below(self, numbers: Array, step: Any) -> Array:
        return numbers < step

    def places(self) -> tuple[Array, Array]:
        every = ScoreColumn(self.cells, range(self.count), self.exact).value
        better = (every < self.value[:, None]) if self.lower_is_better else (every > self.value[:, None])
        return better.sum(axis=1), (every == self.value[:, None]).sum(axis=1)

    def above(self, base: Fraction | Decimal) -> Array:
        return self.value - self.number(base)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bands", "completion", "rank_points", "minmax", "zscore"])
def test_a_kind_with_plain_floats_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that compares with thresholds, one with a floor, one with other units, two that subtract large from large."""
    kind = KINDS[name]

    def score(column: ScoreColumn, rule: ScoreRule) -> Array:
        return kind.score(PlainColumn(column.cells, column.rows, column.exact), rule)

    monkeypatch.setitem(KINDS, name, SimpleNamespace(SPEC=kind.SPEC, score=score, working=kind.working))
    with pytest.raises(AssertionError):
        hold_at_edges(name, MANY)
