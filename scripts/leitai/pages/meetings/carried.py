"""Tables of what a meeting takes up again, what was settled since the one before, what it adds: each as it stood, and since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.writings.follow_up import FollowedItem
from leitai.pages.kit import words
from leitai.pages.kit.followed import HEAD, afterwards, due_of, event_text, head_cells, state_cell
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.schema.texts.meetings import Meeting


def carried_table(
    items: Sequence[FollowedItem], settings: Settings, meeting: Meeting, times: Sequence[int], now: date
) -> Markup:
    """By unit in customary order, so that the chair can ask one after the other; each with its age and its fate."""
    header = [*HEAD, "要求完成", "当时的状态", "当时的账龄", "后来怎样"]
    order = sorted(range(len(items)), key=lambda at: (customary_place(items[at], settings), at))
    rows = [_carried_row(items[at], settings, meeting.first_day, times_text(times[at]), now) for at in order]
    return table("带到会上的事项", header, rows, css="lt-titled lt-stack")


def times_text(times: int) -> str:
    """How often a problem has been carried to a meeting."""
    return f"第{times}次带到会上"


def customary_place(item: FollowedItem, settings: Settings) -> int:
    """The place of the item's owner in the customary order of units; offices come last."""
    units = settings.units
    return units[item.owner].sort if item.owner in units else len(units) + 10**6


def _carried_row(item: FollowedItem, settings: Settings, then: date, times: str, now: date) -> Cells:
    return (
        *head_cells(item, settings),
        due_of(item),
        state_cell(item.on(then)),
        Cell(item.age(then) or words.NOTHING, note=times),
        Cell(afterwards(item, then, now), css="lt-text"),
    )


def settled_table(items: Sequence[FollowedItem], settings: Settings, meeting: Meeting, now: date) -> Markup:
    """What was closed since the meeting before: how, and whether it held."""
    rows = []
    for item in items:
        last = item.on(meeting.first_day).last
        assert last is not None  # it is closed
        closed = Cell(event_text(last), css="lt-text")
        rows.append(
            (
                *head_cells(item, settings),
                closed,
                Cell(afterwards(item, meeting.first_day, now), css="lt-text"),
            )
        )
    return table("上次会议以来了结的事项", (*HEAD, "怎样了结", "后来怎样"), rows, css="lt-titled lt-stack")


def told_table(caption: str, items: Sequence[FollowedItem], settings: Settings, now: date) -> Markup:
    """What came up at the meeting, and how it stands now."""
    rows = [(*head_cells(item, settings), due_of(item), state_cell(item.on(now))) for item in items]
    return table(caption, (*HEAD, "要求完成", "后来怎样"), rows, css="lt-titled lt-stack")
