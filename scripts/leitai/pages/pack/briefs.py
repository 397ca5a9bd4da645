"""One sheet of A4 for each unit at a meeting: its newest published ranking, and what it is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leitai.model.portal import History
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Shows, of_explained
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.taken_up import is_listed
from leitai.pages.kit import correction_notices
from leitai.pages.kit.page import Listed
from leitai.pages.meetings.occasion import Occasion
from leitai.pages.pack.paper import Paper
from leitai.pages.rankings.lessons import Examples
from leitai.pages.units.briefs import (
    BriefSheet,
    Due,
    due_of_unit,
    history_until,
    past_periods,
    sheet_of,
)
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import EVERYBODY, Meeting


@dataclass(frozen=True)
class UnitBrief:
    """`sheet` is None for a unit that no published ranking lists."""

    unit: Unit
    sheet: BriefSheet | None
    due: Due


def briefs_papers(
    occasion: Occasion, histories: Mapping[str, History], carried: Sequence[FollowedItem], examples: Examples
) -> Iterator[Paper]:
    """The sheets of all units that are asked to come, in customary order; nothing where nobody is known to be.

    `histories`: those of `histories_at`; `carried`: what is open when the meeting begins.
    """
    meeting, settings = occasion.meeting, occasion.settings
    invited = (unit for unit in meeting.roster if unit != EVERYBODY)
    listed = sorted({*histories, *invited}, key=lambda unit_id: settings.units[unit_id].sort)
    sheets = tuple(
        _brief(meeting, settings.units[unit], histories.get(unit), carried, examples) for unit in listed
    )
    if sheets:
        yield Paper(
            name="briefs",
            title=f"{meeting.short_title}：各单位简报",
            template="pack/_briefs.html.j2",
            part=Listed(sheets),
            shows=_shows(occasion, histories, carried),
            form="sheet",
            corrections=correction_notices.notices_of_rankings(settings.portal, occasion.public),
        )


def _shows(occasion: Occasion, histories: Mapping[str, History], carried: Iterable[FollowedItem]) -> Shows:
    meeting = occasion.meeting
    shows = Shows((meeting, *followed_records(carried)), (meeting.year,))
    for ranking in occasion.public:
        own = [history for history in histories.values() if history[-1][0] == ranking]
        shows += of_explained(ranking, *past_periods(own))
    return shows


def histories_at(occasion: Occasion, history_in: Callable[[str, str], History]) -> Mapping[str, History]:
    """Each listed unit's rankings up to the newest published one, by unit; the first ranking that lists it counts.

    `history_in`: all rankings of a group that list a unit.
    """
    found: dict[str, History] = {}
    for unit_id, ranking in _listed(occasion.meeting, occasion.public):
        found.setdefault(unit_id, history_until(ranking, history_in(ranking.group, unit_id)))
    return found


def _listed(meeting: Meeting, rankings: Sequence[Ranking]) -> Iterator[tuple[str, Ranking]]:
    for ranking in rankings:
        for row in ranking.rows:
            if is_listed(row.unit.unit_id, meeting):
                yield row.unit.unit_id, ranking


def _brief(
    meeting: Meeting, unit: Unit, history: History | None, carried: Iterable[FollowedItem], examples: Examples
) -> UnitBrief:
    due = due_of_unit((item for item in carried if item.owner == unit.unit_id), meeting.first_day)
    return UnitBrief(
        unit=unit,
        sheet=sheet_of(history, examples) if history else None,
        due=due,
    )
