"""Tables of what a meeting takes up again, what was settled since the one before, what it adds: each as it stood, and since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.writings.follow_up import FollowedItem
from leitai.pages.kit.followed import (
    DUE,
    age_on,
    followed_table,
    in_customary_order,
    settled_by,
    since_then,
    state_on,
)
from leitai.pages.meetings.occasion import Occasion


def carried_table(occasion: Occasion, items: Iterable[FollowedItem], now: date) -> Markup:
    """By unit; each with its age and its fate."""
    settings, then = occasion.settings, occasion.meeting.first_day
    age = age_on(then, "当时的账龄", occasion.times_carried)
    columns = (DUE, state_on(then, "当时的状态"), age, since_then(then, now))
    return followed_table("带到会上的事项", in_customary_order(items, settings), settings, columns)


def settled_table(occasion: Occasion, items: Iterable[FollowedItem], now: date) -> Markup:
    """What was closed since the meeting before: how, and whether it held."""
    day = occasion.meeting.first_day
    columns = (settled_by(day), since_then(day, now))
    return followed_table("上次会议以来了结的事项", items, occasion.settings, columns)


def told_table(caption: str, items: Iterable[FollowedItem], settings: Settings, now: date) -> Markup:
    """What came up at the meeting, and how it stands now."""
    return followed_table(caption, items, settings, (DUE, state_on(now, "后来怎样")))
