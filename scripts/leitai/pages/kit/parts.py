"""Steps and briefs of large groups take several pages: which units stand on which.

In customary order, so that a unit's address never depends on its rank.
"""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.urls import briefs_url, steps_url

MOST_UNITS = 40  # of a page
ROOM = 4_600  # elements of a page for its units, of the budget in model/budget.py
# Elements that the steps of a unit take at any rate, by indicator, by rank to catch up with.
UNIT, INDICATOR, GAP = 10, 27, 4


def steps_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's steps are."""
    return f"{steps_url(ranking.period.id, ranking.group, _part_with(ranking, unit_id))}#{unit_id}"


def briefs_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's sheet of this period is."""
    return f"{briefs_url(ranking.period.id, ranking.group, _part_with(ranking, unit_id))}#{unit_id}"


def _part_with(ranking: Ranking, unit_id: str) -> int:
    order = [row.unit.unit_id for row in _customary(ranking)]
    return order.index(unit_id) // _units_per_page(ranking) + 1


def _units_per_page(ranking: Ranking) -> int:
    """As many as keep the page of steps, the heavier of the two, within the budget."""
    gaps = max((len(row.explanation.gaps) for row in ranking.rows if row.explanation is not None), default=0)
    unit = UNIT + INDICATOR * len(ranking.method.indicators()) + GAP * gaps
    return max(1, min(MOST_UNITS, ROOM // unit))


def shown_parts(ranking: Ranking) -> Iterator[tuple[int, list[RankingRow]]]:
    """The pages that a ranking's steps and briefs take, numbered from 1, each with its shown units."""
    rows, size = _customary(ranking), _units_per_page(ranking)
    for start in range(0, len(rows), size):
        shown = [row for row in rows[start : start + size] if row.explanation is not None]
        if shown:
            yield start // size + 1, shown


def _customary(ranking: Ranking) -> list[RankingRow]:
    return sorted(ranking.rows, key=lambda row: row.unit.sort)
