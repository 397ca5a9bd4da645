"""Laws that every ranking keeps, whatever the method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from leitai.model.observations import observation_records, observations_of
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.schema.config.adjustment_rules import TotalBounds
from leitai.schema.config.dimensions import IMPUTED
from leitai.score.ranking.rank import rank_period
from random_content import PERIOD, Case, cases


def ranked(case: Case) -> Ranking:
    return rank_period(case.content, case.method, PERIOD)


def with_results(case: Case, **changes: object) -> Case:
    results = replace(case.content.results, **changes)  # type: ignore[arg-type]
    return replace(case, content=replace(case.content, results=results))


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_rows_means_nothing(case: Case, random: object) -> None:
    observations, targets = observation_records(case.content.observations), list(case.content.results.targets)
    random.shuffle(observations)  # type: ignore[attr-defined]
    random.shuffle(targets)  # type: ignore[attr-defined]
    shuffled = with_results(case, observations=observations_of(observations), targets=tuple(targets))
    assert ranked(shuffled) == ranked(case)


@given(cases(), st.data())
def test_better_value_never_lowers_the_units_own_score(case: Case, data: st.DataObject) -> None:
    """Better is what the rule says (`ScoreRule.better`); where it says nothing, nothing is promised."""
    indicators = case.content.settings.indicators
    better = {
        i.indicator_id: i.rule.better(indicators[i.indicator_id].polarity) for i in case.method.indicators()
    }
    observations = observation_records(case.content.observations)
    directed = [
        place
        for place, cell in enumerate(observations)
        if cell.state == "value" and better[cell.indicator_id] != "neither"
    ]
    assume(directed)
    place = data.draw(st.sampled_from(directed))
    cell = observations[place]
    step = data.draw(st.integers(1, 2000).map(lambda n: Decimal(n).scaleb(-2)))
    assert cell.value is not None
    moved = cell.value + step
    if better[cell.indicator_id] == "lower":
        moved = max(min(cell.value, Decimal("0.01")), cell.value - step)
    observations[place] = replace(cell, value=moved)
    before = ranked(case).row_of(cell.unit_id)
    after = ranked(with_results(case, observations=observations_of(observations))).row_of(cell.unit_id)
    assert before is not None and after is not None
    assert before.status == after.status
    old, new = before.scores[cell.indicator_id].score, after.scores[cell.indicator_id].score
    assert (old is None) == (new is None)
    assert old is None or new is None or old <= new


@given(cases(rank_on="published", tie_break=False))
def test_equal_published_totals_share_a_rank(case: Case) -> None:
    rows = [row for row in ranked(case).rows if row.status == "ranked"]
    for one in rows:
        for other in rows:
            assert (one.score == other.score) == (one.rank == other.rank)
            assert one.score is not None and other.score is not None
            assert one.rank is not None and other.rank is not None
            assert one.score <= other.score or one.rank < other.rank


@given(cases(rank_on="exact"))
def test_a_better_published_total_never_ranks_worse_on_exact_totals(case: Case) -> None:
    assume(case.method.rounding.at == "total")
    rows = [row for row in ranked(case).rows if row.score is not None]
    totals = [row.score for row in rows]
    assert totals == sorted(totals, key=lambda total: total or Decimal(0), reverse=True)


@given(cases())
def test_unit_that_is_not_ranked_changes_nobody(case: Case) -> None:
    """Leave the unranked ones out altogether: the others keep every figure. Only what stands in for missing values comes from all."""
    assume(not set(IMPUTED) & set(case.method.missing_policies.values()))
    rows = ranked(case).rows
    kept = {row.unit.unit_id for row in rows if row.status == "ranked"}
    assume(0 < len(kept) < len(rows))
    settings = case.content.settings
    smaller = replace(settings, unit_rows=tuple(u for u in settings.unit_rows if u.unit_id in kept))
    observations = observations_of(
        o for o in observation_records(case.content.observations) if o.unit_id in kept
    )
    results = replace(case.content.results, observations=observations)
    without = replace(case, content=replace(case.content, settings=smaller, results=results))
    assert ranked(without).rows == tuple(row for row in rows if row.status == "ranked")


def parts_of(row: RankingRow) -> Decimal:
    """Points of indicators, plus bonus, less deduction."""
    points = sum((s.points for s in row.scores.values() if s.points is not None), Decimal(0))
    return points + (row.bonus or 0) - (row.deduction or 0)


def bounded(total: Decimal, bounds: TotalBounds | None) -> Decimal:
    if bounds is not None and bounds.floor is not None:
        total = max(total, bounds.floor)
    if bounds is not None and bounds.cap is not None:
        total = min(total, bounds.cap)
    return total


@given(cases(at="indicator", aggregate="arithmetic"))
def test_points_add_up_to_the_total_as_printed(case: Case) -> None:
    """`at: indicator`: what a reader adds up on the page, bonus and deduction included, is the total, within its bounds; also of
    every dimension, which has no part in these."""
    for row in ranked(case).rows:
        if row.status == "ranked":
            if case.method.is_additive:
                assert bounded(parts_of(row), case.method.total) == row.score
            for dimension in case.method.all_dimensions():
                if any(inner.is_bounded for inner in dimension.all_dimensions()):
                    continue
                inner = [row.scores[i.indicator_id].points for i in dimension.indicators()]
                total = sum((points for points in inner if points is not None), Decimal(0))
                found = row.dimensions.get(dimension.dimension_id)
                assert total == (found.points if found is not None else 0)


@given(cases())
def test_weights_in_use_add_up_to_the_scale(case: Case) -> None:
    for row in ranked(case).rows:
        weights = [score.weight for score in row.scores.values() if score.weight is not None]
        assert not weights or sum(weights) == case.method.scale
