"""Problems, commitments and resolutions in tables: what was asked for, how it stands on a day, for how long already."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.urls import PROBLEMS, PROMISES, meeting_url, unit_url
from leitai.model.writings.follow_up import Condition, FollowedItem
from leitai.model.writings.taken_up import Discussion
from leitai.pages.kit import words
from leitai.pages.kit.page import linked
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.known_date import first_day
from leitai.schema.ledgers.events import Event

NO_DUE_DATE = "没有写期限"
UNTOUCHED = "还没有反馈"

Column = tuple[Cell | str, Callable[[FollowedItem], Cell | str]]  # its head, and what it says of an item


def item_url(item: FollowedItem) -> str:
    """The item's line in its ledger."""
    ledger = PROBLEMS if item.kind == "problem" else PROMISES
    return f"{ledger}#{item.number.lower()}"


def followed_table(
    caption: str,
    items: Iterable[FollowedItem],
    settings: Settings,
    columns: Sequence[Column],
    css: str = "lt-titled lt-stack",
    is_ledger: bool = False,
) -> Markup:
    """What each item is about and whose it is, then what the columns say of it; in its ledger it has its anchor."""
    rows = [
        Row(
            (*_about(item, settings), *(told(item) for _, told in columns)),
            anchor=item.number.lower() if is_ledger else "",
        )
        for item in items
    ]
    return table(caption, ("内容", "单位", *(head for head, _ in columns)), rows, css=css)


def item_table(caption: str, items: Iterable[FollowedItem], settings: Settings, day: date) -> Markup:
    """Items as they stand at the end of a day."""
    return followed_table(caption, items, settings, (DUE, state_on(day), age_on(day)))


def _about(item: FollowedItem, settings: Settings) -> tuple[Cell, Cell]:
    """An item with its number, and who answers for it: a unit with a link, or an office by its name."""
    note = f"{item.number}　{note_of(item)}"
    owner = Cell(item.owner)
    if item.owner in settings.units:
        owner = unit_cell(settings, item.owner, first_day(item.raised))
    return Cell(item.text, item_url(item), css="lt-text", note=note, is_header=True), owner


def state_on(day: date, name: str = "状态") -> Column:
    """How an item stood at the end of a day."""
    return name, lambda item: state_cell(item.on(day))


def age_on(day: date, name: str = "账龄", times: Callable[[FollowedItem], int] | None = None) -> Column:
    """For how long an item was open at the end of a day; below it how often it has been carried to a meeting."""

    def cell(item: FollowedItem) -> Cell:
        age = item.age(day) if item.on(day).is_open else ""
        return Cell(age or words.NOTHING, note="" if times is None else f"第{times(item)}次带到会上")

    return name, cell


def settled_by(day: date) -> Column:
    """How an item that was closed on a day was settled."""

    def cell(item: FollowedItem) -> Cell:
        last = item.on(day).last
        assert last is not None  # it is closed
        return Cell(event_text(last), css="lt-text")

    return "怎样了结", cell


def since_then(then: date, now: date) -> Column:
    """What became of an item after a day."""
    return "后来怎样", lambda item: Cell(afterwards(item, then, now), css="lt-text")


def in_customary_order(items: Iterable[FollowedItem], settings: Settings) -> list[FollowedItem]:
    """By unit, so that the chair can ask one after the other; offices come last."""
    places = {unit.unit_id: unit.sort for unit in settings.units.values()}
    return sorted(items, key=lambda item: places.get(item.owner, math.inf))


def state_cell(condition: Condition) -> Cell:
    """The state; an overdue one says by how much, in words before colour."""
    if condition.is_overdue:
        since = f"{words.day(condition.last.day)}起" if condition.last is not None else ""
        return Cell(f"▲ {condition.state}，逾期{condition.days_overdue}天", css="lt-late", note=since)
    return Cell(condition.state, note=words.day(condition.last.day) if condition.last is not None else "")


def unit_cell(settings: Settings, unit_id: str, day: date | None) -> Cell:
    """The unit of a record by its name of the record's day, with a link; below it the name of the page's day, if another."""
    then, now = settings.unit_on(unit_id, day), settings.units[unit_id]
    note = f"今{now.name}" if now.name != then.name else ""
    return Cell(then.name, unit_url(unit_id), note=note)


def note_of(item: FollowedItem) -> str:
    """Where an item comes from, and since when."""
    when = words.known_date(item.raised)
    if item.kind == "problem":
        return f"{when}，{item.note}"
    measure = f"；措施：{item.note}" if item.note else ""
    return f"{when}{'承诺' if item.kind == 'commitment' else '决议'}{measure}"


def due_of(item: FollowedItem) -> str:
    """Until when, as precisely as it is known."""
    return words.known_date(item.due) if item.due else NO_DUE_DATE


DUE: Column = ("要求完成", due_of)


def event_text(event: Event) -> str:
    """2019年9月26日　已销号：说明（佐证：材料）."""
    note = f"：{event.note}" if event.note else ""
    evidence = f"（佐证：{event.evidence}）" if event.evidence else ""
    return f"{words.day(event.day)}　{event.state}{note}{evidence}"


def history(events: Iterable[Event]) -> Markup:
    """Every step of an item, the oldest first."""
    lines = Markup("").join(Markup("<li>{}</li>").format(event_text(event)) for event in events)
    return (
        Markup('<ol class="lt-history">{}</ol>').format(lines)
        if lines
        else Markup("<p>{}</p>").format(UNTOUCHED)
    )


def discussed(discussions: Iterable[Discussion]) -> Markup:
    """The meetings where an item was told, carried to and settled, each a link to the very part of its page."""
    links = [
        linked(one.meeting.short_title, f"{meeting_url(one.meeting.slug)}#{one.anchor}") + f"（{one.about}）"
        for one in discussions
    ]
    return Markup("<p>会议：{}</p>").format(Markup("；").join(links)) if links else Markup("")


def until(day: date) -> str:
    """What a count starts with; nothing where the content knows no day."""
    return f"截至{words.day(day)}：" if day > date.min else ""


def afterwards(item: FollowedItem, then: date, now: date) -> str:
    """What became of an item after a day, as far as the content knows."""
    before, after = item.on(then), item.on(now)
    if after.last == before.last:
        late = f"，逾期{after.days_overdue}天" if after.is_overdue and not before.is_overdue else ""
        return f"没有新的反馈{late}"
    assert after.last is not None
    return event_text(after.last)
