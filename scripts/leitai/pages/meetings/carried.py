"""What a meeting takes up again, what was settled since the one before, what it adds: each as it stood, and since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model.shows import Source
from leitai.model.writings.follow_up import FollowedItem
from leitai.pages.kit import words
from leitai.pages.kit.followed import HEAD, Units, afterwards, due_of, event_text, head_cells, state_cell
from leitai.pages.kit.tables import Cell, Row, table
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


def carried_table(
    items: Sequence[FollowedItem], units: Units, meeting: Meeting, times: Sequence[int], now: date, url: str
) -> Markup:
    """By unit in customary order, so that the chair can ask one after the other; each with its age and its fate."""
    header = [*HEAD, *(Cell(name) for name in ("要求完成", "当时的状态", "当时的账龄", "后来怎样"))]
    order = sorted(range(len(items)), key=lambda at: (customary_place(items[at], units), at))
    rows = [
        _carried_row(items[at], units, meeting.first_day, times_text(times[at]), now, url) for at in order
    ]
    return table("带到会上的事项", header, rows, css="lt-titled lt-stack")


def times_text(times: int) -> str:
    """How often a problem has been carried to a meeting."""
    return f"第{times}次带到会上"


def customary_place(item: FollowedItem, units: Units) -> int:
    """The place of the item's owner in the customary order of units; offices come last."""
    return units[item.owner].sort if item.owner in units else len(units) + 10**6


def _carried_row(item: FollowedItem, units: Units, then: date, times: str, now: date, url: str) -> Row:
    cells = [
        *head_cells(item, units, url),
        Cell(due_of(item)),
        state_cell(item.on(then)),
        Cell(item.age(then) or words.NOTHING, note=times),
        Cell(afterwards(item, then, now), css="lt-text"),
    ]
    return Row(cells)


def settled_table(
    items: Sequence[FollowedItem], units: Units, meeting: Meeting, now: date, url: str
) -> Markup:
    """What was closed since the meeting before: how, and whether it held."""
    header = [*HEAD, *(Cell(name) for name in ("怎样了结", "后来怎样"))]
    rows = []
    for item in items:
        last = item.on(meeting.first_day).last
        assert last is not None  # it is closed
        closed = Cell(event_text(last), css="lt-text")
        rows.append(
            Row(
                [
                    *head_cells(item, units, url),
                    closed,
                    Cell(afterwards(item, meeting.first_day, now), css="lt-text"),
                ]
            )
        )
    return table("上次会议以来了结的事项", header, rows, css="lt-titled lt-stack")


def told_table(caption: str, items: Sequence[FollowedItem], units: Units, now: date, url: str) -> Markup:
    """What came up at the meeting, and how it stands now."""
    header = [*HEAD, *(Cell(name) for name in ("要求完成", "后来怎样"))]
    rows = [
        Row([*head_cells(item, units, url), Cell(due_of(item)), state_cell(item.on(now))]) for item in items
    ]
    return table(caption, header, rows, css="lt-titled lt-stack")
