"""A meeting among the others, and the rankings that were before it: what its page, its papers and its archive are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Marks, Source
from leitai.model.writings.follow_up import FollowedItem
from leitai.model.writings.taken_up import TakenUp, alike_meetings, taken_up, times_carried
from leitai.pages.meetings.corrected_since import CorrectedSince, corrected_since
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import EVERYBODY, Meeting


@dataclass(frozen=True)
class Occasion:
    """`alike`: all meetings in order, real ones of a real one, demo ones of a demo one. `ranked_groups`: those of the portal.

    `reviewed`: the rankings that the meeting looked at; `leading`: those by the leading kind of period, oldest first; both of
    the groups that took part. `settings`: those of the meeting's day.
    """

    meeting: Meeting
    alike: tuple[Meeting, ...]
    settings: Settings
    marks: Marks
    ranked_groups: tuple[str, ...]
    reviewed: tuple[Ranking, ...]
    leading: tuple[Ranking, ...]

    @property
    def before(self) -> Meeting | None:
        """The meeting of the same kind before it."""
        earlier = self.alike[: self.alike.index(self.meeting)]
        return earlier[-1] if earlier else None

    @property
    def after(self) -> Meeting | None:
        """The meeting of the same kind after it."""
        later = self.alike[self.alike.index(self.meeting) + 1 :]
        return later[0] if later else None

    def taken_up(self, items: Iterable[FollowedItem]) -> TakenUp:
        """What of the items the meeting takes up again, and what it adds."""
        return taken_up(items, self.meeting, self.before, self.marks.is_demo)

    def times_carried(self, item: FollowedItem) -> int:
        """How often an item has been taken up, this time included."""
        return times_carried(item, self.alike, self.meeting)

    def may_tell(self, source: Source) -> bool:
        """Nothing that is demo is repeated beside a real meeting."""
        return self.marks.is_demo(self.meeting) or not self.marks.is_demo(source)

    def may_tell_ranks(self, ranking: Ranking) -> bool:
        """The same of the ranks of a ranking, to which the page may still lead."""
        return self.may_tell(ranking.period)

    @property
    def public(self) -> tuple[Ranking, ...]:
        """Of each group the newest ranking that was public on the meeting's day."""
        periods, newest = self.settings.portal.periods, dict[str, Ranking]()
        for ranking in self.leading:
            published = periods[ranking.period.id].published_on
            if published is not None and published <= self.meeting.first_day:
                newest[ranking.group] = ranking
        return tuple(newest.values())

    @property
    def corrected(self) -> tuple[CorrectedSince, ...]:
        """What was corrected since the meeting before; nothing of a ranking whose ranks may not be told here."""
        if self.before is None or not self.meeting.was_held:
            return ()
        days = self.before.first_day, self.meeting.first_day
        return corrected_since(self.settings, filter(self.may_tell_ranks, self.leading), *days)

    @property
    def rankings(self) -> tuple[Ranking, ...]:
        """Those that the meeting's page leads to: discussed, public on its day, corrected since the meeting before."""
        told = {one.now.url for one in self.corrected}
        found = (*self.reviewed, *self.public, *(r for r in self.leading if r.url in told))
        return tuple({ranking.url: ranking for ranking in found}.values())


def occasion_of(portal: Portal, meeting: Meeting) -> Occasion:
    """A meeting with what the portal holds beside it."""
    content, ranked = portal.content, portal.ranked_groups()
    settings = content.settings.on(meeting.first_day)
    groups = _groups_at(meeting, ranked, settings.units)
    return Occasion(
        meeting=meeting,
        alike=tuple(alike_meetings(content.library.meetings, meeting, portal.marks.is_demo)),
        settings=settings,
        marks=portal.marks,
        ranked_groups=ranked,
        reviewed=tuple(r for r in portal.rankings if r.period in meeting.reviews and r.group in groups),
        leading=tuple(r for g in groups for r in portal.rankings_of(g, portal.kinds_of(g)[0])),
    )


def _groups_at(meeting: Meeting, ranked: Iterable[str], units: Mapping[str, Unit]) -> list[str]:
    """The ranked groups that have a unit on the roster; all of them where there is none."""
    listed = {units[unit].group for unit in meeting.roster if unit != EVERYBODY}
    return [group for group in ranked if group in listed or not listed]
