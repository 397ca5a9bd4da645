"""One sheet of A4 for each unit at a meeting: its newest published ranking, and what it is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Shows, of_explained
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.taken_up import is_listed
from leitai.pages.kit import correction_notices
from leitai.pages.pack.paper import INDEX, Paper
from leitai.pages.rankings.lessons import examples_of
from leitai.pages.units.briefs import (
    MOST_DUE,
    BriefSheet,
    DueItem,
    due_of_unit,
    history_until,
    past_periods,
    sheet_of,
)
from leitai.pages.units.unit_ranks import History
from leitai.schema.texts.meetings import EVERYBODY, Meeting


@dataclass(frozen=True)
class UnitBrief:
    """`sheet` is None for a unit that no published ranking lists."""

    name: str
    anchor: str
    sheet: BriefSheet | None
    problems: tuple[DueItem, ...]
    promises: tuple[DueItem, ...]
    more: int


@dataclass(frozen=True)
class BriefsPart:
    """The briefs of a pack, one sheet a unit."""

    units: tuple[UnitBrief, ...]


def briefs_paper(
    portal: Portal, meeting: Meeting, rankings: Sequence[Ranking], carried: Sequence[FollowedItem]
) -> Paper | None:
    """The sheets of all units that are asked to come, in customary order; None where nobody is known to be."""
    histories, units = _histories(portal, meeting, rankings), portal.content.settings.units
    invited = [unit for unit in meeting.roster if unit != EVERYBODY]
    listed = sorted({*histories, *invited}, key=lambda unit_id: units[unit_id].sort)
    if not listed:
        return None
    shows = Shows((meeting, *followed_records(carried)), (meeting.year,))
    for ranking in rankings:
        own = [history for history in histories.values() if history[-1][0] == ranking]
        shows += of_explained(ranking, *past_periods(own))
    sheets = tuple(_brief(portal, meeting, unit, histories.get(unit), carried) for unit in listed)
    title = f"{meeting.short_title}：各单位简报"
    corrections = correction_notices.notices_of_rankings(portal.content.settings.portal, rankings, INDEX)
    return Paper(
        "briefs",
        title,
        "pack/_briefs.html.j2",
        BriefsPart(sheets),
        shows,
        form="sheet",
        corrections=corrections,
    )


def _histories(portal: Portal, meeting: Meeting, rankings: Sequence[Ranking]) -> dict[str, History]:
    """Each listed unit's rankings up to the newest published one, by unit; the first ranking that lists it counts."""
    found: dict[str, History] = {}
    for unit_id, ranking in _listed(meeting, rankings):
        found.setdefault(unit_id, history_until(ranking, portal.history_in(ranking.group, unit_id)))
    return found


def _listed(meeting: Meeting, rankings: Sequence[Ranking]) -> Iterator[tuple[str, Ranking]]:
    for ranking in rankings:
        for row in ranking.rows:
            if is_listed(row.unit.unit_id, meeting):
                yield row.unit.unit_id, ranking


def _brief(
    portal: Portal,
    meeting: Meeting,
    unit_id: str,
    history: History | None,
    carried: Sequence[FollowedItem],
) -> UnitBrief:
    due = due_of_unit((item for item in carried if item.owner == unit_id), meeting.first_day)
    return UnitBrief(
        name=portal.content.settings.units[unit_id].name,
        anchor=unit_id,
        sheet=sheet_of(history, examples_of(portal), INDEX) if history else None,
        problems=due.problems[:MOST_DUE],
        promises=due.promises[:MOST_DUE],
        more=len(due.problems[MOST_DUE:]) + len(due.promises[MOST_DUE:]),
    )
