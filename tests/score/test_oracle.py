"""The fast implementation agrees with the slow one on every point, total and rank."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

import oracle
import oracle_kinds
from leitai.model.scoring.ranking import RankingRow
from leitai.score.kinds import KINDS, SPECS
from leitai.score.ranking.computed import with_computed
from leitai.score.ranking.rank import rank_period
from random_computed import computed_cases
from random_content import PERIOD, SCORED, Case, cases


def assert_same(row: RankingRow, expected: oracle.Row, case: Case) -> None:
    method = case.method
    assert (row.status == "ranked") == expected.ranked
    assert (row.rank, row.tied, row.ahead_by) == (expected.rank, expected.tied, expected.ahead_by)
    assert (None if row.score is None else Fraction(row.score), row.tier) == (expected.total, expected.tier)
    for name, score in row.scores.items():
        counts = name in expected.weights
        assert score.weight == expected.weights.get(name)
        assert (score.score is not None) == (score.points is not None) == counts
        if score.score is not None and score.points is not None:
            exact = expected.scores[name]
            assert Fraction(score.score) == oracle.rounded(exact, method)
            assert Fraction(score.points) == oracle.rounded(expected.weights[name] * exact / 100, method)
    found = {name: (Fraction(d.points), Fraction(d.score), d.rank) for name, d in row.dimensions.items()}
    assert found == {
        name: (total, expected.dimension_scores[name], expected.dimension_ranks[name])
        for name, total in expected.dimension_totals.items()
    }


def assert_agreement(case: Case) -> None:
    ranking = rank_period(with_computed(case.content), case.method, PERIOD)
    expected = oracle.rank(case.content, case.method, PERIOD)
    assert {row.unit.unit_id for row in ranking.rows} == set(expected)
    for row in ranking.rows:
        assert_same(row, expected[row.unit.unit_id], case)
    ranks = [row.rank for row in ranking.rows]
    listed = [rank for rank in ranks if rank is not None]
    assert ranks == sorted(listed) + [None] * (len(ranks) - len(listed))


def test_every_kind_is_implemented_twice() -> None:
    assert set(oracle_kinds.KINDS) == set(KINDS)


@given(cases(on=SCORED))
def test_second_implementation_agrees(case: Case) -> None:
    assert_agreement(case)


@pytest.mark.parametrize("kind", SPECS)
def test_second_implementation_agrees_on_each_kind(kind: str) -> None:
    @given(cases(kinds=(kind,), on=SCORED, most_indicators=2))
    @settings(max_examples=max(settings().max_examples // 4, 1))
    def agree(case: Case) -> None:
        assert_agreement(case)

    agree()


@given(computed_cases())
@settings(max_examples=settings().max_examples // 2)
def test_second_implementation_agrees_on_what_is_made_of_other_numbers(case: Case) -> None:
    assert_agreement(case)


@given(cases(places_of_values=0, on=SCORED))
def test_second_implementation_agrees_where_ties_abound(case: Case) -> None:
    assert_agreement(case)
