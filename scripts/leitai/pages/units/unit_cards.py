"""A unit's newest rank and score as cards: the figure, how it got there, how far the next place is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.portal import History
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, sparkline
from leitai.schema.config.units import Unit

MOST_PERIODS = 12


@dataclass(frozen=True)
class FigureCard:
    """A figure in large type with its measure, a note and, where there is one, its course."""

    name: str
    value: str
    measure: str
    note: str
    chart: Markup | str = ""


def place_cards(units: Mapping[str, Unit], history: History) -> tuple[FigureCard, ...]:
    """Rank, score, and how far the unit ahead and the median of the group are; `history` holds one kind of period.

    None for a unit whose score isn't published.
    """
    ranking, row = history[-1]
    if row.score is None:
        return ()
    past = history[-MOST_PERIODS:]
    return (_rank_card(past), _score_card(past), *_ahead_card(units, row), *_median_card(ranking, row.score))


def _rank_card(past: History) -> FigureCard:
    ranking, row = past[-1]
    points = _with_breaks(
        past, lambda r: None if r.rank is None else Decimal(r.rank), lambda p, r: words.rank_words(r, p)
    )
    return FigureCard(
        name="名次",
        value=words.NOTHING if row.rank is None else f"第{row.rank}名",
        measure="",
        note=f"共{ranking.ranked_size}个，{words.rank_change(row)}",
        chart=sparkline("spark-rank", f"{row.unit.name}历次名次", points, downwards=True),
    )


def _score_card(past: History) -> FigureCard:
    ranking, row = past[-1]
    points = _with_breaks(past, lambda r: r.score, lambda p, r: words.points(r.score))
    return FigureCard(
        name="总分",
        value=words.points(row.score),
        measure="",
        note=f"满分 {words.number(ranking.method.scale)}",
        chart=sparkline("spark-score", f"{row.unit.name}历次总分", points),
    )


def _with_breaks(
    past: History, value: Callable[[RankingRow], Decimal | None], shown: Callable[[Ranking, RankingRow], str]
) -> list[Point]:
    """A point for each ranking, and a gap before one that can't be held against the one before."""
    points: list[Point] = []
    for ranking, row in past:
        if points and ranking.not_comparable:
            points.append(Point("", None, ranking.not_comparable))
        points.append(Point(words.period(ranking.period), value(row), shown(ranking, row)))
    return points


def _ahead_card(units: Mapping[str, Unit], row: RankingRow) -> Iterator[FigureCard]:
    ahead = row.gap_to_next
    if ahead is not None:
        yield FigureCard("距前一名", words.number(ahead.points), "分", f"前一名：{units[ahead.unit_id].name}")


def _median_card(ranking: Ranking, score: Decimal) -> Iterator[FigureCard]:
    if ranking.median is not None:
        note = f"本单位{words.apart(score - ranking.median) or '持平'}"
        yield FigureCard("组内中位数", words.number(ranking.median), "分", note)
