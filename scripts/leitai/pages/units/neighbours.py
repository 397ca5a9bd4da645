"""Like with like: a unit beside those that are nearest to it in size and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.observations import Observation
from leitai.model.scoring.neighbours import Neighbours
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.pages.indicators.like import why_nobody_is_like
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cell, Cells, numeric, table
from leitai.pages.rankings.titles import subject_of
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

NOTE = (
    "按门户声明的结构指标找：每项的差别先除以全组的标准差，再加平方和，最小的列在前面。只供对照，不另排名。"
)


@dataclass(frozen=True)
class LikeUnits:
    """`table` is empty where `sentence` says why nobody is like the unit. `periods`: those of the figures by which units were placed."""

    sentence: str
    table: Markup
    periods: frozenset[Period]


def like_units(
    settings: Settings, unit: Unit, found: Neighbours | None, rankings: Sequence[Ranking]
) -> LikeUnits | None:
    """The unit and its neighbours with their structure, and their places in the first of the rankings that lists them
    all, else in the first; None where its league reports no structure."""
    if found is None:
        return None
    if not found.unit_ids:
        return LikeUnits(why_nobody_is_like(settings, unit, found), Markup(""), frozenset())
    ids = (unit.unit_id, *found.unit_ids)
    whole = (r for r in rankings if all(r.row_of(unit_id) is not None for unit_id in ids))
    ranking = next(whole, rankings[0] if rankings else None)
    header: list[Cell | str] = [
        "单位",
        *(numeric(settings.indicators[name].name) for name in found.indicators),
    ]
    if ranking is not None:
        header += [numeric(name, note=ranking.period.title) for name in ("名次", "总分")]
    rows: list[Cells] = [
        (*_cells(settings, unit_id, found.structure[unit_id]), *_place(ranking, unit_id)) for unit_id in ids
    ]
    shown = table(f"与{unit.name}条件相近的单位", header, rows, css="lt-stack", note=NOTE)
    sentence = _sentence(settings, ranking, unit.unit_id, found.unit_ids)
    return LikeUnits(sentence, shown, found.periods(unit.unit_id))


def _cells(settings: Settings, unit_id: str, structure: Iterable[Observation]) -> Iterator[Cell]:
    yield unit_head(settings.units[unit_id])
    for cell in structure:
        indicator = settings.indicators[cell.indicator_id]
        note = f"{indicator.unit_of_measure}，{cell.period.title}"
        yield Cell(words.observed(cell, indicator), note=note)


def _place(ranking: Ranking | None, unit_id: str) -> Iterator[str]:
    if ranking is None:
        return
    row = ranking.row_of(unit_id)
    yield words.NOTHING if row is None or row.rank is None else str(row.rank)
    yield words.points(row.score if row is not None else None)


def _sentence(settings: Settings, ranking: Ranking | None, unit_id: str, others: tuple[str, ...]) -> str:
    """The unit's place among its neighbours by published totals; empty where one of these isn't shown."""
    rows = [ranking.row_of(name) for name in (unit_id, *others)] if ranking is not None else []
    scores = [row.score for row in rows if row is not None and row.score is not None]
    if ranking is None or not rows or len(scores) < len(rows):
        return ""
    place = 1 + sum(score > scores[0] for score in scores[1:])
    shared = "并列" if scores[0] in scores[1:] else "居"
    return f"{subject_of(settings.portal, ranking)}排名中，与条件相近的 {len(others)} 个单位放在一起，总分{shared}第 {place}。"
