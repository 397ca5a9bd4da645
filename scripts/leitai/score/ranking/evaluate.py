"""On-the-spot evaluations → observations, for indicators whose method counts ballots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation, with_rows
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Ballots
from leitai.score.arithmetic.settle import rounded
from leitai.score.arithmetic.working import equals, plain


def with_evaluations(content: Content) -> Content:
    """The content with one more observation per unit, period and evaluated indicator.

    The value is the average over all valid ballots for the unit at the meetings that review the period, rounded
    half up to the indicator's decimals: what is printed is what counts; without a valid ballot it is missing. Every ballot counts the same unless the
    method weighs panels; then the panels' averages are weighed. Trimming comes first, panel by panel. Ballots with a grade that the method doesn't know are left to `check`.
    """
    added = [cell for evaluation in content.evaluations() for cell in _averages(content, *evaluation)]
    if not added:
        return content
    observations = with_rows(content.observations, added)
    return replace(content, results=replace(content.results, observations=observations))


def _averages(
    content: Content, period: Period, method: Method, indicator: MethodIndicator, ballots: Sequence[Ballots]
) -> Iterator[Observation]:
    grades = indicator.rule.grades or {}
    places = content.settings.indicators[indicator.indicator_id].decimals
    for unit_id in dict.fromkeys(row.unit_id for row in ballots):
        rows = [row for row in ballots if row.unit_id == unit_id and row.votes.keys() <= grades.keys()]
        found = _evaluated_by(rows, indicator.rule, grades)
        cell = (period, unit_id, indicator.indicator_id)
        if found is None and rows:
            yield Observation(*cell, None, "missing", "eq", "没有有效票", rows[0].place)
        elif found is not None:
            average = rounded(found.average, places)
            text = f"{found.count} 票平均 {average}"
            yield Observation(*cell, average, "value", "eq", text, rows[0].place, note=found.working)


@dataclass(frozen=True)
class _Average:
    """The average of `count` ballots, and how it was reckoned."""

    average: Fraction
    count: int
    working: str


def _evaluated_by(rows: Sequence[Ballots], rule: ScoreRule, grades: Mapping[str, Decimal]) -> _Average | None:
    """What the ballots for one unit come to; None where nobody's count, or where a panel with a weight has none."""
    trim, weights = int(rule.required_number("trim")), rule.named_numbers("panels")
    panels: dict[str, list[str]] = {}
    for row in rows:
        cast = [grade for grade, number in row.votes.items() for _ in range(number)]
        panels.setdefault(row.panel, []).extend(cast)
    kept = {panel: _trimmed(cast, grades, trim) for panel, cast in panels.items()}
    if weights is None:
        return _average([grade for cast in kept.values() for grade in cast], grades, trim)
    parts = {panel: _average(kept.get(panel, []), grades, trim) for panel in weights}
    known = {panel: part for panel, part in parts.items() if part is not None}
    return _weighed(known, weights) if known and len(known) == len(parts) else None


def _trimmed(cast: Sequence[str], grades: Mapping[str, Decimal], trim: int) -> list[str]:
    """The ballots of a panel without its best and worst ones, in the order of their worth."""
    ordered = sorted(cast, key=lambda grade: grades[grade])
    return ordered[trim : len(ordered) - trim]


def _average(cast: Sequence[str], grades: Mapping[str, Decimal], trim: int) -> _Average | None:
    if not cast:
        return None
    votes = {grade: cast.count(grade) for grade in grades}
    average = sum((Fraction(grades[grade]) for grade in cast), Fraction(0)) / len(cast)
    cut = f"去掉最高、最低各 {trim} 票，" if trim else ""
    return _Average(average, len(cast), cut + _reckoned(grades, votes, average))


def _weighed(parts: Mapping[str, _Average], weights: Mapping[str, Decimal]) -> _Average:
    """The weighted average of the panels' averages; weights count by their share of the sum."""
    total = sum(weights.values(), Decimal(0))
    average = sum((parts[p].average * Fraction(w) for p, w in weights.items()), Fraction(0)) / Fraction(total)
    told = "；".join(f"{panel}：{parts[panel].working}" for panel in weights)
    terms = " + ".join(f"{plain(parts[p].average)} × {plain(Fraction(w))}" for p, w in weights.items())
    whole = terms if total == 1 else f"（{terms}）÷ {plain(Fraction(total))}"
    count = sum(part.count for part in parts.values())
    return _Average(average, count, f"{told}；合计：{equals(whole, average)}")


def _reckoned(grades: Mapping[str, Decimal], votes: Mapping[str, int], average: Fraction) -> str:
    """优秀 4 票、良好 1 票：（4 × 100 + 1 × 80）÷ 5 = 96."""
    cast = {grade: number for grade, number in votes.items() if number}
    told = "、".join(f"{grade} {number} 票" for grade, number in cast.items())
    points = " + ".join(f"{number} × {plain(Fraction(grades[grade]))}" for grade, number in cast.items())
    return f"{told}：{equals(f'（{points}）÷ {sum(cast.values())}', average)}"
