"""A unit's newest results as cards: the figure, how it got there, how far the target is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.absence import Absences
from leitai.model.scoring.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, bullet, sparkline
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

MOST_PERIODS = 12

History = Sequence[tuple[Ranking, RankingRow]]


@dataclass(frozen=True)
class Card:
    """`url` is empty where there is no page for it."""

    name: str
    value: str
    measure: str
    note: str
    charts: tuple[Markup, ...] = ()
    url: str = ""


def place_cards(units: Mapping[str, Unit], history: History) -> tuple[Card, ...]:
    """Rank, score, and how far the unit ahead and the middle of the group are; `history` holds one kind of period.

    None for a unit whose score isn't published, as with `indicator_cards`.
    """
    ranking, row = history[-1]
    if row.score is None:
        return ()
    past = history[-MOST_PERIODS:]
    return (_rank_card(past), _score_card(past), *_ahead_card(units, row), *_median_card(ranking, row.score))


def indicator_cards(
    indicators: Mapping[str, Indicator], absences: Absences, history: History
) -> tuple[Card, ...]:
    """Each indicator of the newest method; the table below the cards holds the same figures."""
    ranking, row = history[-1]
    if row.score is None:
        return ()
    past = history[-MOST_PERIODS:]
    counted = [indicators[one.indicator_id] for one in ranking.method.indicators()]
    return tuple(
        _indicator_card(indicator, row.scores[indicator.indicator_id], _points(absences, indicator, past))
        for indicator in counted
    )


def _rank_card(past: History) -> Card:
    ranking, row = past[-1]
    points = _with_breaks(
        past, lambda r: None if r.rank is None else Decimal(r.rank), lambda p, r: words.rank(r, p)
    )
    return Card(
        name="名次",
        value=words.NOTHING if row.rank is None else f"第{row.rank}名",
        measure="",
        note=f"共{ranking.ranked_size}个，{words.rank_change(row)}",
        charts=(sparkline("spark-rank", f"{row.unit.name}历次名次", points, downwards=True),),
    )


def _score_card(past: History) -> Card:
    ranking, row = past[-1]
    points = _with_breaks(past, lambda r: r.score, lambda p, r: words.points(r.score))
    return Card(
        name="得分",
        value=words.points(row.score),
        measure="",
        note=f"满分 {words.number(ranking.method.scale)}",
        charts=(sparkline("spark-score", f"{row.unit.name}历次得分", points),),
    )


def _with_breaks(
    past: History,
    value: Callable[[RankingRow], Decimal | None],
    shown: Callable[[Ranking, RankingRow], str],
) -> list[Point]:
    """A point for each ranking, and a gap before one that can't be held against the one before."""
    points: list[Point] = []
    for ranking, row in past:
        if points and ranking.not_comparable:
            points.append(Point("", None, ranking.not_comparable))
        points.append(Point(words.period(ranking.period), value(row), shown(ranking, row)))
    return points


def _ahead_card(units: Mapping[str, Unit], row: RankingRow) -> Iterator[Card]:
    ahead = row.explanation.gap_to_next if row.explanation is not None else None
    if ahead is not None:
        yield Card("距前一名", words.number(ahead.points), "分", f"前一名：{units[ahead.unit_id].name}")


def _median_card(ranking: Ranking, score: Decimal) -> Iterator[Card]:
    if ranking.median is not None:
        note = f"本单位{words.apart(score - ranking.median) or '持平'}"
        yield Card("组内中位", words.number(ranking.median), "分", note)


def _indicator_card(indicator: Indicator, score: IndicatorScore, points: Sequence[Point]) -> Card:
    number = None if score.observation is None else score.observation.value
    target = None if number is None else score.target
    goal = None if target is None else Decimal(target.numerator) / Decimal(target.denominator)
    line = sparkline(f"spark-{indicator.indicator_id}", f"{indicator.name}各期数值", points, goal)
    note = f"所得分值 {words.points(score.points)}"
    return Card(
        name=indicator.name,
        value=words.observed(score.observation, indicator),
        measure="" if number is None else indicator.unit_of_measure,
        note=note if target is None else f"{note}，目标 {words.fraction(target)}",
        charts=(*_bullet(indicator, score, goal), line),
        url=indicator_url(indicator.indicator_id),
    )


def _bullet(indicator: Indicator, score: IndicatorScore, goal: Decimal | None) -> Iterator[Markup]:
    """The value against its target, where it has one."""
    if goal is not None and score.observation is not None and score.observation.value is not None:
        shown = words.observed(score.observation, indicator)
        said = f"数值 {shown}，目标 {words.fraction(score.target)}"
        name = f"{indicator.name}与目标"
        yield bullet(f"bullet-{indicator.indicator_id}", name, said, score.observation.value, goal)


def _points(absences: Absences, indicator: Indicator, past: History) -> list[Point]:
    points = []
    for ranking, row in past:
        score = row.scores.get(indicator.indicator_id)
        observation = None if score is None else score.observation
        value = None if observation is None else observation.value
        shown = words.observed_in(absences, observation, row.unit, indicator, ranking.period)
        points.append(Point(words.period(ranking.period), value, shown))
    return points
