"""Like with like: a unit beside those that are nearest to it in size and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.observations import Observation
from leitai.model.scoring.neighbours import Neighbours
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.urls import unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

NOTE = (
    "按门户声明的结构指标找：每项先除以全组的离散程度，再看差别的平方和，最小的列在前面。只供对照，不另排名。"
)


@dataclass(frozen=True)
class LikeUnits:
    """`periods`: those of the figures by which units were placed."""

    sentence: str
    table: Markup
    periods: frozenset[Period]


def like_units(
    settings: Settings, unit: Unit, found: Neighbours | None, ranking: Ranking | None, url: str
) -> LikeUnits | None:
    """The unit and its neighbours with their structure, and their places where these are shown; None without neighbours."""
    if found is None:
        return None
    header = [Cell("单位")]
    header += [Cell(settings.indicators[name].name, css="lt-number") for name in settings.portal.structure]
    header += [Cell("名次", css="lt-number"), Cell("总分", css="lt-number")] if ranking is not None else []
    rows = [
        Row([*_cells(settings, unit_id, found.structure[unit_id], url), *_place(ranking, unit_id)])
        for unit_id in (unit.unit_id, *found.unit_ids)
    ]
    shown = table(f"与{unit.name}条件相近的单位", header, rows, css="lt-stack", note=NOTE)
    sentence = _sentence(ranking, unit.unit_id, found.unit_ids)
    return LikeUnits(sentence, shown, found.periods(unit.unit_id))


def _cells(settings: Settings, unit_id: str, structure: Iterable[Observation], url: str) -> Iterator[Cell]:
    yield Cell(settings.units[unit_id].name, relative(url, unit_url(unit_id)), is_header=True)
    for cell in structure:
        indicator = settings.indicators[cell.indicator_id]
        note = f"{indicator.unit_of_measure}，{cell.period.title}"
        yield Cell(words.observed(cell, indicator), css="lt-number", note=note)


def _place(ranking: Ranking | None, unit_id: str) -> Iterator[Cell]:
    if ranking is None:
        return
    row = ranking.row_of(unit_id)
    rank = words.NOTHING if row is None or row.rank is None else str(row.rank)
    yield Cell(rank, css="lt-number")
    yield Cell(words.points(row.score if row is not None else None), css="lt-number")


def _sentence(ranking: Ranking | None, unit_id: str, others: tuple[str, ...]) -> str:
    """The unit's place among its neighbours by published totals; empty where one of these isn't shown."""
    rows = [ranking.row_of(name) for name in (unit_id, *others)] if ranking is not None else []
    scores = [row.score for row in rows if row is not None and row.score is not None]
    if ranking is None or not rows or len(scores) < len(rows):
        return ""
    place = 1 + sum(score > scores[0] for score in scores[1:])
    shared = "并列" if scores[0] in scores[1:] else "居"
    return f"{ranking.period.title}，与条件相近的 {len(others)} 个单位放在一起，总分{shared}第 {place}。"
