"""A unit's newest results as cards: the figure, how it got there, how far the target is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from leitai.model.portal import Portal
from leitai.model.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, bullet, sparkline
from leitai.schema.config.indicators import Indicator

MOST_PERIODS = 12

History = Sequence[tuple[Ranking, RankingRow]]


def place_cards(portal: Portal, history: History) -> list[dict[str, object]]:
    """Rank, score, and how far the unit ahead and the middle of the group are; `history` holds one kind of period.

    None for a unit whose score isn't published, as with `indicator_cards`.
    """
    ranking, row = history[-1]
    if row.score is None:
        return []
    past = history[-MOST_PERIODS:]
    return [_rank_card(past), _score_card(past), *_ahead_card(portal, row), *_median_card(ranking, row.score)]


def indicator_cards(portal: Portal, history: History) -> list[dict[str, object]]:
    """Each indicator of the newest method; the table below the cards holds the same figures."""
    ranking, row = history[-1]
    if row.score is None:
        return []
    known = portal.content.settings.indicators
    return [
        _indicator_card(
            portal, known[one.indicator_id], row.scores[one.indicator_id], history[-MOST_PERIODS:]
        )
        for one in ranking.method.indicators()
    ]


def _rank_card(past: History) -> dict[str, object]:
    ranking, row = past[-1]
    points = [
        Point(words.period(p.period), None if r.rank is None else Decimal(r.rank), words.rank(r, p))
        for p, r in past
    ]
    return {
        "name": "名次",
        "value": words.NOTHING if row.rank is None else f"第{row.rank}名",
        "measure": "",
        "note": f"共{ranking.ranked_size}个，{words.rank_change(row)}",
        "charts": [sparkline("spark-rank", f"{row.unit.name}历次名次", points, downwards=True)],
        "url": "",
    }


def _score_card(past: History) -> dict[str, object]:
    ranking, row = past[-1]
    points = [Point(words.period(p.period), r.score, words.points(r.score)) for p, r in past]
    return {
        "name": "得分",
        "value": words.points(row.score),
        "measure": "",
        "note": f"满分 {words.number(ranking.method.scale)}",
        "charts": [sparkline("spark-score", f"{row.unit.name}历次得分", points)],
        "url": "",
    }


def _ahead_card(portal: Portal, row: RankingRow) -> Iterator[dict[str, object]]:
    ahead = row.explanation.gap_to_next if row.explanation is not None else None
    if ahead is not None:
        name = portal.content.settings.units[ahead.unit_id].name
        yield _plain_card("距前一名", words.number(ahead.gap), f"前一名：{name}")


def _median_card(ranking: Ranking, score: Decimal) -> Iterator[dict[str, object]]:
    if ranking.median is not None:
        note = f"本单位{words.apart(score - ranking.median) or '持平'}"
        yield _plain_card("组内中位", words.number(ranking.median), note)


def _plain_card(name: str, value: str, note: str) -> dict[str, object]:
    return {"name": name, "value": value, "measure": "分", "note": note, "charts": [], "url": ""}


def _indicator_card(
    portal: Portal, indicator: Indicator, score: IndicatorScore, past: History
) -> dict[str, object]:
    shown = words.observed(score.observation, indicator)
    number = None if score.observation is None else score.observation.value
    note = f"所得分值 {words.points(score.points)}"
    target = None
    charts = []
    if score.target is not None and number is not None:
        target = Decimal(score.target.numerator) / Decimal(score.target.denominator)
        goal = f"目标 {words.fraction(score.target)}"
        note += f"，{goal}"
        name = f"{indicator.name}与目标"
        charts.append(
            bullet(f"bullet-{indicator.indicator_id}", name, f"数值 {shown}，{goal}", number, target)
        )
    line = _points(portal, indicator, past)
    charts.append(sparkline(f"spark-{indicator.indicator_id}", f"{indicator.name}各期数值", line, target))
    return {
        "name": indicator.name,
        "value": shown,
        "measure": "" if number is None else indicator.unit_of_measure,
        "note": note,
        "charts": charts,
        "url": indicator_url(indicator.indicator_id),
    }


def _points(portal: Portal, indicator: Indicator, past: History) -> list[Point]:
    points = []
    for ranking, row in past:
        score = row.scores.get(indicator.indicator_id)
        observation = None if score is None else score.observation
        value = None if observation is None else observation.value
        shown = words.observed_in(portal, observation, row.unit.unit_id, indicator, ranking.period)
        points.append(Point(words.period(ranking.period), value, shown))
    return points
