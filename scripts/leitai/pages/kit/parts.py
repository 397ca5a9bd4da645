"""Steps and briefs of large groups take several pages: which units stand on which.

In customary order, so that a unit's address never depends on its rank.
"""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.urls import briefs_url, steps_url

MOST_UNITS = 40  # of a page, however few indicators there are
ROOM = 4_600  # elements of a page for its units, of the budget in model/budget.py
# Elements that the steps of a unit take at any rate, by indicator, by rank to catch up with.
UNIT, INDICATOR, GAP = 60, 23, 4


def steps_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's steps are."""
    return f"{steps_url(*ranking.key, _part_with(ranking, unit_id))}#{unit_id}"


def briefs_address(ranking: Ranking, unit_id: str) -> str:
    """Where a shown unit's sheet of this period is."""
    return f"{briefs_url(*ranking.key, _part_with(ranking, unit_id))}#{unit_id}"


def _part_with(ranking: Ranking, unit_id: str) -> int:
    return ranking.customary[unit_id] // _units_per_page(ranking) + 1


def _units_per_page(ranking: Ranking) -> int:
    """As many as keep the page of steps, the heavier of the two, within the budget."""
    unit = UNIT + INDICATOR * len(ranking.method.indicators()) + GAP * ranking.most_gaps
    return max(1, min(MOST_UNITS, ROOM // unit))


def shown_parts(ranking: Ranking) -> Iterator[tuple[int, list[RankingRow]]]:
    """The pages that a ranking's steps and briefs take, numbered from 1, each with its shown units."""
    rows, size = sorted(ranking.rows, key=lambda row: row.unit.sort), _units_per_page(ranking)
    for start in range(0, len(rows), size):
        shown = [row for row in rows[start : start + size] if row.explained is not None]
        if shown:
            yield start // size + 1, shown
