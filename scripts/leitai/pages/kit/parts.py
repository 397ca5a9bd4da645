"""Steps and briefs of large groups take several pages: which units stand on which.

In customary order, so that a unit's address never depends on its rank.
"""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.urls import briefs_url, steps_url

UNITS_PER_PAGE = 40


def steps_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's steps are."""
    return f"{steps_url(ranking.period.id, ranking.group, _part_with(ranking, unit_id))}#{unit_id}"


def briefs_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's sheet of this period is."""
    return f"{briefs_url(ranking.period.id, ranking.group, _part_with(ranking, unit_id))}#{unit_id}"


def _part_with(ranking: Ranking, unit_id: str) -> int:
    order = [row.unit.unit_id for row in _customary(ranking)]
    return order.index(unit_id) // UNITS_PER_PAGE + 1


def shown_parts(ranking: Ranking) -> Iterator[tuple[int, list[RankingRow]]]:
    """The pages that a ranking's steps and briefs take, numbered from 1, each with its shown units."""
    rows = _customary(ranking)
    for start in range(0, len(rows), UNITS_PER_PAGE):
        shown = [row for row in rows[start : start + UNITS_PER_PAGE] if row.explanation is not None]
        if shown:
            yield start // UNITS_PER_PAGE + 1, shown


def _customary(ranking: Ranking) -> list[RankingRow]:
    return sorted(ranking.rows, key=lambda row: row.unit.sort)
