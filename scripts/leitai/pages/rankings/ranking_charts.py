"""A group's ranks and scores over the periods up to a ranking: bump chart, small multiples, the figures beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.urls import unit_url
from leitai.pages.kit import words
from leitai.pages.kit.charts import Line, Point, bump, sparkline
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table

MOST_PERIODS, MOST_UNITS = 12, 20

Places = Mapping[str, list[RankingRow | None]]  # a unit's row in each ranking


def ranking_charts(portal: Portal, ranking: Ranking, url: str) -> dict[str, object] | None:
    """None where no earlier ranking is drawn."""
    rankings = charted_rankings(portal, ranking)
    rows = [row for row in ranking.rows if row.rank is not None]
    if not rankings:
        return None
    places = {row.unit.unit_id: [past.row_of(row.unit.unit_id) for past in rankings] for row in rows}
    return {
        "bump": _bump(rankings, rows, places),
        "multiples": _multiples(rankings, rows, places),
        "breaks": [
            f"{past.period.title}（{past.not_comparable}）" for past in rankings if past.not_comparable
        ],
        "figures": _figures(rankings, rows, places, url),
    }


def charted_rankings(portal: Portal, ranking: Ranking) -> list[Ranking]:
    """Those published in full up to this one; empty without two, or with more units than a chart can carry."""
    others = portal.rankings_of(ranking.group, ranking.period.kind)
    shown = others[: others.index(ranking) + 1][-MOST_PERIODS:]
    rankings = [past for past in shown if past.method.display.kind == "full"]
    can_be_drawn = len(rankings) > 1 and ranking in rankings and 1 < ranking.ranked_size <= MOST_UNITS
    return rankings if can_be_drawn else []


def _bump(rankings: Sequence[Ranking], rows: Sequence[RankingRow], places: Places) -> Markup:
    lines = [
        Line(
            row.unit.unit_id,
            row.unit.short,
            [None if past is None else past.rank for past in places[row.unit.unit_id]],
            strong=(row.rank_change or 0) > 0,
        )
        for row in rows
    ]
    return bump("bump", "历次名次", [words.period(past.period) for past in rankings], lines)


def _multiples(
    rankings: Sequence[Ranking], rows: Sequence[RankingRow], places: Places
) -> list[dict[str, object]]:
    """One drawing of scores per unit, all on one scale."""
    scores = [
        past.score for unit in places.values() for past in unit if past is not None and past.score is not None
    ]
    return [
        {
            "name": row.unit.name,
            "score": words.points(row.score),
            "chart": sparkline(
                f"score-{row.unit.unit_id}",
                f"{row.unit.name}历次得分",
                _points(rankings, places[row.unit.unit_id]),
                bounds=scores,
            ),
        }
        for row in rows
        if row.score is not None
    ]


def _points(rankings: Sequence[Ranking], rows: Sequence[RankingRow | None]) -> list[Point]:
    scores = [None if past is None else past.score for past in rows]
    return [
        Point(words.period(past.period), score, words.points(score))
        for past, score in zip(rankings, scores, strict=True)
    ]


def _figures(
    rankings: Sequence[Ranking],
    rows: Sequence[RankingRow],
    places: Places,
    url: str,
) -> Markup:
    header = [Cell("单位"), *(Cell(past.period.title, css="lt-number") for past in rankings)]
    body = [
        Row(
            [
                Cell(row.unit.name, relative(url, unit_url(row.unit.unit_id)), is_header=True),
                *(_figure(past) for past in places[row.unit.unit_id]),
            ]
        )
        for row in rows
    ]
    return table("历次名次和得分", header, body)


def _figure(past: RankingRow | None) -> Cell:
    if past is None or past.rank is None:
        return Cell(words.NOTHING, css="lt-number")
    return Cell(f"第{past.rank}名", css="lt-number", note=words.points(past.score))
