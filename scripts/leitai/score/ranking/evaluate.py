"""On-the-spot evaluations → observations, for indicators whose method counts ballots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.method import Method, MethodIndicator
from leitai.model.observations import KEY, Observation, all_of, checked, observations_of
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Ballots
from leitai.score.arithmetic.settle import as_decimal, round_fraction
from leitai.score.arithmetic.working import equals, plain


def with_evaluations(content: Content) -> Content:
    """The content with one more observation per unit, period and evaluated indicator.

    The value is the average over all ballots for the unit at the meetings that review the period,
    every kind of voter counting by its number of votes, rounded half up to the indicator's decimals:
    what is printed is what counts. Ballots with a grade that the method doesn't know are left to `check`.
    """
    added = tuple(o for period in _reviewed_periods(content) for o in _observations(content, period))
    if not added:
        return content
    observations = all_of([content.observations, observations_of(added)])
    last = observations.drop_duplicates(KEY, keep="last", ignore_index=True)
    return replace(content, results=replace(content.results, observations=checked(last)))


def _reviewed_periods(content: Content) -> list[Period]:
    return sorted({period for meeting in content.library.meetings for period in meeting.reviews})


def _observations(content: Content, period: Period) -> Iterator[Observation]:
    meetings = [meeting for meeting in content.library.meetings if period in meeting.reviews]
    ballots = [row for meeting in meetings for row in meeting.ballots]
    for method in content.methods:
        if method.covers(period):
            for indicator, grades in _evaluated(method):
                yield from _averages(content, period, indicator, grades, ballots)


def _evaluated(method: Method) -> Iterator[tuple[MethodIndicator, Mapping[str, Decimal]]]:
    for indicator in method.indicators():
        if indicator.rule.grades is not None:
            yield indicator, indicator.rule.grades


def _averages(
    content: Content,
    period: Period,
    indicator: MethodIndicator,
    grades: Mapping[str, Decimal],
    ballots: list[Ballots],
) -> Iterator[Observation]:
    places = content.settings.indicators[indicator.indicator_id].decimals
    for unit_id in dict.fromkeys(row.unit_id for row in ballots):
        rows = [row for row in ballots if row.unit_id == unit_id and row.votes.keys() <= grades.keys()]
        votes = {grade: sum(row.votes.get(grade, 0) for row in rows) for grade in grades}
        count = sum(votes.values())
        if count:
            exact = (
                sum((Fraction(grades[grade]) * cast for grade, cast in votes.items()), Fraction(0)) / count
            )
            average = as_decimal(round_fraction(exact, places, "half_up"), places)
            text, note = f"{count} 票平均 {average}", _reckoned(grades, votes, exact)
            cell = (period, unit_id, indicator.indicator_id)
            yield Observation(*cell, average, "value", "eq", text, rows[0].place, note=note)


def _reckoned(grades: Mapping[str, Decimal], votes: Mapping[str, int], average: Fraction) -> str:
    """优秀 4 票、良好 1 票：（4 × 100 + 1 × 80）÷ 5 = 96."""
    cast = {grade: number for grade, number in votes.items() if number}
    told = "、".join(f"{grade} {number} 票" for grade, number in cast.items())
    points = " + ".join(f"{number} × {plain(Fraction(grades[grade]))}" for grade, number in cast.items())
    return f"{told}：{equals(f'（{points}）÷ {sum(cast.values())}', average)}"
