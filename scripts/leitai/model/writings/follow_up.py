"""Problems, commitments and resolutions until they are closed: the state as of any day follows from the ledger of events.

A state is that of the item's last event up to the day. Without one it is 未反馈: nobody has said anything, which is
never "not done". 回头看 (a closed problem was looked at again and holds) is closed, 退回重办 is open. An item is overdue
from the day after its due day (the last one that the due date leaves open) for as long as it is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from leitai.grouping import grouped
from leitai.problems import Place
from leitai.schema.known_date import first_day, last_day
from leitai.schema.ledgers.events import CLOSED_STATES, NO_ANSWER, Event
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.texts.meetings import Commitment, Meeting, Resolution

Kind = Literal["problem", "commitment", "resolution"]
KIND_NAMES: dict[Kind, str] = {"problem": "问题", "commitment": "承诺", "resolution": "决议"}


@dataclass(frozen=True)
class Condition:
    """How an item stood at the end of a day; `last` is the event that says so, if any."""

    state: str
    last: Event | None
    is_open: bool
    days_overdue: int

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0


@dataclass(frozen=True)
class FollowedItem:
    """One thing to be followed up.

    `owner`: the unit's id, or of a resolution the name of an office. `raised` and `due` are known dates (`due` may be
    empty), `meeting` the id of the meeting where it was told, promised or decided, if at one. `record`: what it was
    read from, which decides whether it is demo. `events` in the order of the ledger.
    """

    kind: Kind
    number: str
    owner: str
    text: str
    raised: str
    due: str
    meeting: str
    record: LedgerProblem | Meeting
    place: Place
    note: str = ""
    indicator_id: str = ""
    events: tuple[Event, ...] = ()

    def was_raised_by(self, day: date) -> bool:
        """Whether it was certainly raised by the end of a day."""
        return last_day(self.raised) <= day

    def on(self, day: date) -> Condition:
        """How it stood at the end of a day."""
        last = next((event for event in reversed(self.events) if event.day <= day), None)
        state = last.state if last is not None else NO_ANSWER
        is_open = state not in CLOSED_STATES
        late = (day - last_day(self.due)).days if self.due and is_open else 0
        return Condition(state, last, is_open, max(late, 0))

    def age(self, day: date) -> str:
        """How long ago it was raised, as exactly as its date allows: 45天, 约3个月; empty before and on that day."""
        if self.raised.count("-") == 2:
            days = (day - first_day(self.raised)).days
            return f"{days}天" if days > 0 else ""
        first = first_day(self.raised)
        months = (day.year - first.year) * 12 + day.month - first.month
        return f"约{months}个月" if months > 0 else ""


def followed_items(
    problems: Iterable[LedgerProblem], meetings: Iterable[Meeting], events: Iterable[Event]
) -> tuple[FollowedItem, ...]:
    """Problems in the order of the ledger, then what each meeting was promised and decided."""
    by_number = grouped((event.number.lower(), event) for event in events)
    told = (*map(_problem, problems), *(item for meeting in meetings for item in _of_meeting(meeting)))
    return tuple(replace(item, events=tuple(by_number.get(item.number.lower(), ()))) for item in told)


def followed_records(items: Iterable[FollowedItem]) -> tuple[LedgerProblem | Meeting, ...]:
    """What items were read from, each once."""
    return tuple({id(item.record): item.record for item in items}.values())


def _problem(problem: LedgerProblem) -> FollowedItem:
    return FollowedItem(
        kind="problem",
        number=problem.number,
        owner=problem.unit_id,
        text=problem.text,
        raised=problem.exposed,
        due=problem.due.isoformat() if problem.due is not None else "",
        meeting=problem.meeting,
        record=problem,
        place=problem.place,
        note=problem.category,
        indicator_id=problem.indicator_id,
    )


def _of_meeting(meeting: Meeting) -> Iterator[FollowedItem]:
    for speech in meeting.speeches:
        for at, made in enumerate(speech.commitments, start=1):
            number = made.number or f"{meeting.slug}-{speech.number:02d}-{at}"
            promised = _at_meeting("commitment", number, speech.unit_id, made, meeting)
            yield replace(promised, note=made.measure, indicator_id=made.indicator_id)
    for decided in meeting.resolutions:
        yield _at_meeting("resolution", decided.number, decided.owner, decided, meeting)


def _at_meeting(
    kind: Kind, number: str, owner: str, said: Commitment | Resolution, meeting: Meeting
) -> FollowedItem:
    due, slug = said.due, meeting.slug
    return FollowedItem(kind, number, owner, said.text, meeting.date, due, slug, meeting, said.place)
