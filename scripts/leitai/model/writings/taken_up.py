"""What a meeting takes up again, what was settled since the one before, what it adds; and where a single item was discussed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leitai.model.shows import Source
from leitai.model.writings.follow_up import FollowedItem
from leitai.schema.texts.meetings import EVERYBODY, Meeting

IsDemo = Callable[[Source], bool]


@dataclass(frozen=True)
class TakenUp:
    """`carried`: open when the meeting began; `settled`: closed since the meeting before, at this one too; `told`: new at it."""

    carried: tuple[FollowedItem, ...]
    settled: tuple[FollowedItem, ...]
    told: tuple[FollowedItem, ...]

    @property
    def items(self) -> tuple[FollowedItem, ...]:
        return (*self.carried, *self.settled, *self.told)


def taken_up(
    items: Iterable[FollowedItem], meeting: Meeting, before: Meeting | None, is_demo: IsDemo
) -> TakenUp:
    """What concerns the units on the meeting's roster (all of them where there is none).

    The state is that of the first day on which the meeting may have been. Demo items are not carried to a real meeting.
    """
    own = [item for item in items if item.meeting == meeting.slug or _concerns(item, meeting, is_demo)]
    told = tuple(item for item in own if item.meeting == meeting.slug)
    if not meeting.was_held:
        return TakenUp((), (), told)
    earlier = [i for i in own if i.meeting != meeting.slug and i.was_raised_by(meeting.first_day)]
    since = before.first_day if before is not None else date.min
    return TakenUp(
        carried=tuple(item for item in earlier if item.on(meeting.first_day).is_open),
        settled=tuple(item for item in earlier if _was_settled(item, since, meeting.first_day)),
        told=told,
    )


def _concerns(item: FollowedItem, meeting: Meeting, is_demo: IsDemo) -> bool:
    if is_demo(item.record) and not is_demo(meeting):
        return False
    if item.kind == "resolution" and isinstance(item.record, Meeting):
        return _is_of_series(item.record, meeting)
    return is_listed(item.owner, meeting)


def is_listed(unit_id: str, meeting: Meeting) -> bool:
    """Whether a unit belongs to a meeting; to one without a roster all do."""
    return not meeting.roster or EVERYBODY in meeting.roster or unit_id in meeting.roster


def _is_of_series(one: Meeting, other: Meeting) -> bool:
    """Whether two meetings have units in common: what one decided, whoever is to do it, the other takes up."""
    return not one.roster or EVERYBODY in one.roster or any(is_listed(unit, other) for unit in one.roster)


def _was_settled(item: FollowedItem, since: date, day: date) -> bool:
    """Whether an item was closed after one day and up to another; what was raised in between counts."""
    condition = item.on(day)
    return not condition.is_open and (item.on(since).is_open or not item.was_raised_by(since))


def times_carried(item: FollowedItem, meetings: Iterable[Meeting], until: Meeting) -> int:
    """At how many meetings an open item has been taken up, this one included."""
    held = [m for m in meetings if m.was_held and m.slug != item.meeting and m.first_day <= until.first_day]
    scoped = [m for m in held if item.kind == "resolution" or is_listed(item.owner, m)]
    return sum(item.was_raised_by(m.first_day) and item.on(m.first_day).is_open for m in scoped)


@dataclass(frozen=True)
class Discussion:
    """An item at a meeting; `anchor` is the part of the meeting's page that tells of it, `about` what it was there for."""

    item: FollowedItem
    meeting: Meeting
    anchor: str
    about: str


_TOLD = {
    "problem": ("problems", "会上暴露"),
    "commitment": ("commitments", "会上承诺"),
    "resolution": ("resolutions", "会上决定"),
}


def alike_meetings(meetings: Iterable[Meeting], meeting: Meeting, is_demo: IsDemo) -> list[Meeting]:
    """All meetings in order, real ones for a real one, demo ones for a demo one."""
    return [one for one in meetings if is_demo(one) == is_demo(meeting)]


def meeting_before(meetings: Iterable[Meeting], meeting: Meeting, is_demo: IsDemo) -> Meeting | None:
    """The last one before it among meetings that are demo, or not, as it is; None for the first."""
    alike = alike_meetings(meetings, meeting, is_demo)
    index = alike.index(meeting)
    return alike[index - 1] if index else None


def discussions_of(
    items: Sequence[FollowedItem], meetings: Sequence[Meeting], is_demo: IsDemo
) -> Mapping[str, Sequence[Discussion]]:
    """By number, the meetings that an item was told at, carried to or settled at, the oldest first."""
    found: dict[str, list[Discussion]] = {}
    for meeting in meetings:
        taken = taken_up(items, meeting, meeting_before(meetings, meeting, is_demo), is_demo)
        for one in _discussed(taken, meeting):
            found.setdefault(one.item.number, []).append(one)
    return found


def _discussed(taken: TakenUp, meeting: Meeting) -> Iterator[Discussion]:
    for item in taken.told:
        yield Discussion(item, meeting, *_TOLD[item.kind])
    for item in taken.carried:
        yield Discussion(item, meeting, "carried", "带到会上")
    for item in taken.settled:
        yield Discussion(item, meeting, "settled", "会上了结")
