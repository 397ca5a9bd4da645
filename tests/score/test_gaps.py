"""What would close a gap: enough, one step less is not, never better than anybody ever was, never a barred indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from leitai.model.observations import observation_records, observations_of
from leitai.model.scoring.explanation import Gap, Improvement
from leitai.model.scoring.ranking import RankingRow
from leitai.score.explain.explanations import explained
from leitai.score.explain.gaps import ALL_NOT_ENOUGH, NO_LEVER
from leitai.score.explain.levers import NOT_A_LEVER
from leitai.score.ranking.rank import rank_period
from portals import Portal
from random_content import PERIOD, SCORED, Case, cases


def rows_if(case: Case, row: RankingRow, one: Improvement, value: Decimal) -> dict[str, RankingRow]:
    """The whole ranking once more, from the files' values on, with one value changed."""
    observations = observations_of(
        replace(cell, value=value)
        if (cell.period, cell.unit_id, cell.indicator_id) == (PERIOD, row.unit.unit_id, one.indicator_id)
        else cell
        for cell in observation_records(case.content.observations)
    )
    content = replace(case.content, results=replace(case.content.results, observations=observations))
    return {r.unit.unit_id: r for r in rank_period(content, case.method, PERIOD).rows}


@given(cases(places_of_values=1, on=SCORED))
def test_the_needed_value_closes_the_gap_and_a_smaller_step_does_not(case: Case) -> None:
    ranking = rank_period(case.content, case.method, PERIOD)
    (found,) = explained(case.content, [ranking])
    for row in found.rows:
        ahead = row.explanation.gap_to_next if row.explanation is not None else None
        for one in ahead.improvements if ahead is not None else ():
            cell = row.scores[one.indicator_id].observation
            if ahead is None or one.value is None or cell is None or cell.value is None:
                continue
            assert is_within_history(case, one.indicator_id, one.value)
            step = Decimal((0, (1,), one.value.as_tuple().exponent)) * (1 if one.value > cell.value else -1)
            after = rows_if(case, row, one, one.value)
            mine, theirs = after[row.unit.unit_id].rank, after[ahead.unit_id].rank
            assert mine is not None and theirs is not None
            assert mine <= theirs, (row.unit.unit_id, one, ahead.unit_id)
            just_before = rows_if(case, row, one, one.value - step)
            mine, theirs = just_before[row.unit.unit_id].rank, just_before[ahead.unit_id].rank
            assert mine is not None and theirs is not None
            assert mine > theirs, (row.unit.unit_id, one, ahead.unit_id)


def is_within_history(case: Case, name: str, value: Decimal) -> bool:
    """Not better than anybody's, where the rule says what is better."""
    best = best_ever(case, name)
    return best is None or value == best or (value < best) == (better_in(case, name) == "higher")


def best_ever(case: Case, name: str) -> Decimal | None:
    """The best value that anybody had; None where the rule doesn't say what is better."""
    values = [
        c.value
        for c in observation_records(case.content.observations)
        if c.indicator_id == name and c.value is not None
    ]
    better = better_in(case, name)
    return None if better not in ("higher", "lower") else max(values) if better == "higher" else min(values)


def better_in(case: Case, name: str) -> str:
    rule = next(i.rule for i in case.method.indicators() if i.indicator_id == name)
    return rule.better(case.content.settings.indicators[name].polarity)


@given(cases(places_of_values=1))
def test_a_barred_indicator_is_never_the_lever(case: Case) -> None:
    settings = case.content.settings
    barred = tuple(replace(indicator, is_lever=False) for indicator in settings.indicator_rows)
    content = replace(case.content, settings=replace(settings, indicator_rows=barred))
    (found,) = explained(content, [rank_period(content, case.method, PERIOD)])
    gaps = [gap for row in found.rows if row.explanation is not None for gap in row.explanation.gaps]
    assert all(one.value is None and one.reason == NOT_A_LEVER for gap in gaps for one in gap.improvements)
    assert not any(gap.together for gap in gaps)
    assert {gap.why_not for gap in gaps} <= {NO_LEVER}, "no more is claimed than was tried"


@given(cases(places_of_values=1, tie_break=False, on=SCORED))
def test_steps_together_are_enough_and_one_less_of_any_is_not(case: Case) -> None:
    settings = case.content.settings
    registered = tuple(replace(indicator, decimals=1) for indicator in settings.indicator_rows)
    content = replace(case.content, settings=replace(settings, indicator_rows=registered))
    case = replace(case, content=content)
    (found,) = explained(case.content, [rank_period(case.content, case.method, PERIOD)])
    for row in found.rows:
        for gap in row.explanation.gaps if row.explanation is not None else ():
            if gap.why_not == ALL_NOT_ENOUGH:
                best = {name: best_ever(case, name) for name in row.scores}
                assert not is_level(case, row, gap, {name: v for name, v in best.items() if v is not None})
            if not gap.together:
                continue
            wanted = {one.indicator_id: one.value for one in gap.together if one.value is not None}
            assert all(is_within_history(case, name, value) for name, value in wanted.items())
            assert 2 <= len(wanted) <= 3
            assert is_level(case, row, gap, wanted)
            for name, value in wanted.items():
                cell = row.scores[name].observation
                assert cell is not None and cell.value is not None
                step = Decimal((0, (1,), value.as_tuple().exponent)) * (1 if value > cell.value else -1)
                assert not is_level(case, row, gap, {**wanted, name: value - step})


def is_level(case: Case, row: RankingRow, gap: Gap, wanted: dict[str, Decimal]) -> bool:
    """Whether the whole ranking, from changed values on, has the unit on the rank of the one ahead."""
    observations = observations_of(
        replace(cell, value=wanted[cell.indicator_id])
        if (cell.period, cell.unit_id) == (PERIOD, row.unit.unit_id) and cell.indicator_id in wanted
        else cell
        for cell in observation_records(case.content.observations)
    )
    content = replace(case.content, results=replace(case.content.results, observations=observations))
    after = {r.unit.unit_id: r.rank for r in rank_period(content, case.method, PERIOD).rows}
    return (after[row.unit.unit_id] or 0) <= (after[gap.unit_id] or 0)


def test_a_threshold_table_with_its_best_in_the_middle_is_reached_from_both_sides(portal: Portal) -> None:
    """10 to 14 fires are best: 丁 (16) and 丙 (20) come down to 14, 乙 (8) up to 10; none looks past it."""
    bands = "{kind: bands, bands: [{from: 0, score: 60}, {from: 10, score: 100}, {from: 15, score: 70}]}"
    portal.replace("site_config/methods/county.yml", "{kind: minmax, floor: 60, span: 40}", bands)
    portal.replace("site_config/indicators.csv", "火灾起数,起,lower", "火灾起数,起,interval")
    needed = {unit: row["catch_up"] for unit, row in portal.rows("2019Q2").items()}
    fires = {unit: ahead and ahead["needed"]["fire"]["value"] for unit, ahead in needed.items()}
    assert fires == {"jia": None, "ding": 14, "bing": 14, "yi": 10}
