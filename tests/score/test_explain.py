"""Why a total moved, and what would have closed the gap: exact over random methods, and by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.model.observations import observation_records, observations_of
from leitai.model.scoring.ranking import Ranking
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from leitai.score.arithmetic.settle import round_fraction
from leitai.score.explain.exact import exact_of
from leitai.score.explain.explanations import explained
from leitai.score.explain.search import first_step
from leitai.score.ranking.compare import with_rank_changes
from leitai.score.ranking.rank import rank_period
from portals import Portal
from random_content import PERIOD, SCORED, Case, cases

BEFORE = PERIOD.previous()
METHOD = "site_config/methods/county.yml"


@st.composite
def two_periods(draw: st.DrawFn) -> Case:
    """A random case whose units reported other values of the same kinds for the period before."""
    case = draw(cases())
    method = replace(case.method, periods=replace(case.method.periods, first=BEFORE))
    now = observation_records(case.content.observations)
    values = [cell.value for cell in now]
    before = tuple(
        replace(
            cell,
            period=BEFORE,
            value=None if cell.value is None else draw(st.sampled_from(values)) or Decimal(3),
        )
        for cell in now
    )
    results = replace(
        case.content.results,
        observations=observations_of((*before, *now)),
        periods=(BEFORE, PERIOD),
        benchmarks=tuple(
            replace(b, period=p) for b in case.content.results.benchmarks for p in (BEFORE, PERIOD)
        ),
    )
    return Case(replace(case.content, methods=(method,), results=results), method)


def latest(case: Case) -> Ranking:
    before = rank_period(case.content, case.method, BEFORE)
    now = with_rank_changes(case.content.settings, rank_period(case.content, case.method, PERIOD), [before])
    (found,) = explained(case.content, [before, now], [now])
    return found


@given(two_periods())
def test_contributions_add_up_to_the_printed_change(case: Case) -> None:
    """To the last digit; and where points are rounded one by one, without any remainder."""
    before = rank_period(case.content, case.method, BEFORE)
    for row in latest(case).rows:
        movement = row.explanation.movement if row.explanation is not None else None
        then = before.row_of(row.unit.unit_id)
        both = row.score is not None and then is not None and then.score is not None
        assert (movement is not None) == both
        if movement is not None and row.score is not None and then is not None and then.score is not None:
            assert movement.adds_up == (case.method.aggregate == "arithmetic")
            assert then.score + movement.change == row.score
            if not movement.adds_up:
                continue
            parts = sum((part.change for part in movement.contributions), Decimal(0))
            assert parts + (movement.adjustment or 0) + movement.remainder == movement.change
            is_left_over = case.method.rounding.at != "indicator" or case.method.total is not None
            assert movement.remainder == 0 or is_left_over


@given(two_periods())
def test_overtaking_has_two_sides(case: Case) -> None:
    moves = {
        row.unit.unit_id: row.explanation.movement
        for row in latest(case).rows
        if row.explanation is not None and row.explanation.movement is not None
    }
    for name, move in moves.items():
        assert all(name in moves[other].overtaken_by for other in move.overtook)
        assert all(name in moves[other].overtook for other in move.overtaken_by)


def test_where_less_does_what_more_does_not_it_is_found() -> None:
    """As where the deviation grows along with a value."""
    asked = [first_step(100, lambda n: 3 <= n <= 20, steady) for steady in (False, True)]
    assert asked == [3, None]


@given(cases(on=SCORED))
def test_steps_lead_to_the_published_points(case: Case) -> None:
    """From what an explanation is given to see: the ranking's own units, and the periods before."""
    ranking = rank_period(case.content, case.method, PERIOD)
    seen = case.content.of_units(PERIOD, [row.unit.unit_id for row in ranking.rows])
    rounding, exact = case.method.rounding, exact_of(seen, ranking)
    for row in ranking.rows:
        if row.score is None:
            continue
        steps = exact.steps_of(row.unit.unit_id)
        assert set(steps) == {name for name, score in row.scores.items() if score.weight is not None}
        for name, step in steps.items():
            scaled = Fraction(row.scores[name].points or 0) * 10**rounding.places
            assert round_fraction(step.points, rounding.places, rounding.mode) == scaled


def test_second_quarter_by_hand(portal: Portal) -> None:
    """yi: fire 24 → 30, hazards 28.5 → 26.4, service 32 → 35; ding: 27 → 22, 30 → 29.7, 30 → 39."""
    yi, ding = (portal.rows("2019Q2")[unit] for unit in ("yi", "ding"))
    assert yi["movement"] == {
        "since": "2019Q1",
        "change": 6.9,
        "points": {"fire": 6, "hazards": -2.1, "service": 3},
        "adjustment": None,
        "remainder": 0,
        "overtook": ["ding"],
        "overtaken_by": [],
    }
    assert ding["movement"]["points"] == {"fire": -5, "hazards": -0.3, "service": 9}
    assert ding["movement"]["overtaken_by"] == ["yi"]


def test_what_would_have_made_the_third_second(portal: Portal) -> None:
    """ding is 0.7 behind yi (91.40).

    hazards: 0.3 points per percentage point; 99 → 100 gives 0.3 only, and nobody has ever had more than 100.
    service: 39 → 39.7. fire: 16 with bounds 8 and 20, 1 point per call: 15.3, so 15 in whole calls.
    """
    ahead = portal.rows("2019Q2")["ding"]["catch_up"]
    assert (ahead["unit"], ahead["gap"]) == ("yi", 0.7)
    assert ahead["needed"] == {
        "fire": {"value": 15, "reason": ""},
        "hazards": {"value": None, "reason": "做到本组历史最好值也追不上"},
        "service": {"value": 39.7, "reason": ""},
    }
    assert ahead["smallest"] == "fire"  # 1 of the spread of 12; service needs 0.7 of 6


def test_the_search_ends_where_the_method_has_no_score(portal: Portal) -> None:
    """Lower is better and no cap: 0 fires have no completion rate, 1 has. The best possible value is 1, not 0."""
    portal.replace(
        "site_config/methods/county.yml",
        "{kind: minmax, floor: 60, span: 40}",
        "{kind: completion, target: annual_share}",
    )
    portal.write("content/targets.csv", "期间,单位,指标,目标值,依据\n2019,,火灾起数,40,任务书\n")
    rows = portal.rows("2019Q2")
    behind = [row["catch_up"]["needed"]["fire"] for row in rows.values() if row["catch_up"]]
    assert [found["reason"] for found in behind] == [""] * 3


def test_nobody_is_ahead_of_the_first(portal: Portal) -> None:
    assert portal.rows("2019Q2")["jia"]["catch_up"] is None


@pytest.mark.parametrize(
    ("display", "shown"), [("{top_n: 1}", 1), ("none", 0), ("tiers\ntiers: [{from: 90, name: 优秀}]", 0)]
)
def test_hidden_rows_have_no_explanation(display: str, shown: int, portal: Portal) -> None:
    portal.replace(METHOD, "display: full", f"display: {display}")
    public = public_portal(load(portal.root))
    for ranking in public.rankings:
        assert sum(row.explanation is not None for row in ranking.rows) == shown


def test_a_total_hidden_before_is_not_explained_now(portal: Portal) -> None:
    """Second now, third and hidden then: points now less then would tell what they were."""
    portal.replace(METHOD, "display: full", "display: {top_n: 2}")
    rows = {row.unit.unit_id: row for row in public_portal(load(portal.root)).rankings[-1].rows}
    second = rows["yi"].explanation
    assert second is not None and second.movement is None and second.why_not == "上期名次未公布"
    first = rows["jia"].explanation
    assert first is not None and first.movement is not None
    assert (first.movement.overtook, first.movement.overtaken_by) == ((), ())


def test_a_remainder_is_shown_where_the_total_is_rounded_once(portal: Portal) -> None:
    """Each quarter's parts end in 1/3 of a cent or so; only the total is rounded."""
    portal.replace(METHOD, "places: 2", "places: 0")
    portal.replace(METHOD, "at: indicator", "at: total")
    moved = portal.rows("2019Q2")["yi"]["movement"]
    # 84.5 → 85, 91.4 → 91; parts as printed: 24→30, 29→26, 32→35
    assert (moved["change"], moved["points"]) == (6, {"fire": 6, "hazards": -3, "service": 3})
    assert moved["remainder"] == 0
    moved = portal.rows("2019Q2")["ding"]["movement"]
    # 87 → 90.7 ≈ 91; 27→22, 30→30 (29.7), 30→39
    assert (moved["change"], sum(moved["points"].values()), moved["remainder"]) == (4, 4, 0)
    moved = portal.rows("2019Q2")["jia"]["movement"]
    # 93 → 92.8 ≈ 93; 30→26, 27→29 (28.8), 36→38
    assert (moved["change"], sum(moved["points"].values()), moved["remainder"]) == (0, 0, 0)
