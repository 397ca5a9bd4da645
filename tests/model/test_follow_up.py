"""The state of a problem, commitment or resolution as of any day follows from its events, and from nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.model.writings.follow_up import FollowedItem, followed_items
from leitai.problems import Place
from leitai.schema.ledgers.events import CLOSED_STATES, NO_ANSWER, PROBLEM_STATES, Event
from leitai.schema.ledgers.problems import LedgerProblem

HERE = Place("ledger.csv")
DUE = date(2019, 9, 30)
DAYS = st.dates(date(2019, 8, 1), date(2020, 3, 1))


def problem_with(events: list[tuple[date, str]], exposed: str = "2019-08-15") -> FollowedItem:
    problem = LedgerProblem("Q001", "暗访", "", exposed, "jia", "安全", "", "隐患", DUE, place=HERE)
    rows = [Event("q001", day, state, "", "材料", "", place=HERE) for day, state in events]
    (item,) = followed_items([problem], [], rows)
    return item


STORY = problem_with(
    [
        (date(2019, 9, 1), "整改中"),
        (date(2019, 10, 20), "已提交"),
        (date(2019, 11, 1), "已销号"),
        (date(2019, 12, 1), "回头看"),
        (date(2020, 1, 5), "退回重办"),
    ]
)


@pytest.mark.parametrize(
    ("day", "state", "is_open", "late"),
    [
        (date(2019, 8, 31), NO_ANSWER, True, 0),
        (date(2019, 9, 1), "整改中", True, 0),
        (date(2019, 9, 30), "整改中", True, 0),
        (date(2019, 10, 1), "整改中", True, 1),
        (date(2019, 10, 31), "已提交", True, 31),
        (date(2019, 11, 1), "已销号", False, 0),
        (date(2019, 12, 31), "回头看", False, 0),
        (date(2020, 1, 5), "退回重办", True, 97),
    ],
)
def test_the_state_as_of_a_day(day: date, state: str, is_open: bool, late: int) -> None:
    condition = STORY.on(day)
    assert (condition.state, condition.is_open, condition.days_overdue) == (state, is_open, late)


@pytest.mark.parametrize(
    ("exposed", "day", "age"),
    [
        ("2019-08-15", date(2019, 8, 15), ""),
        ("2019-08-15", date(2019, 9, 14), "30天"),
        ("2019-08", date(2019, 8, 31), ""),
        ("2019-08", date(2019, 11, 1), "约3个月"),
        ("2019", date(2020, 1, 1), "约12个月"),
    ],
)
def test_an_age_is_as_exact_as_the_date(exposed: str, day: date, age: str) -> None:
    assert problem_with([], exposed).age(day) == age


@given(st.lists(st.tuples(DAYS, st.sampled_from(PROBLEM_STATES)), max_size=8), DAYS, DAYS)
def test_a_later_event_never_changes_an_earlier_day(
    events: list[tuple[date, str]], day: date, later: date
) -> None:
    """Appending is all that may happen to the ledger: what was told of a day stays told."""
    known = sorted(events, key=lambda event: event[0])
    before = problem_with(known).on(day)
    last = max([day, *(when for when, _ in known)])
    added = (max(last + timedelta(days=1), later), "退回重办")
    assert problem_with([*known, added]).on(day) == before


@given(st.lists(st.tuples(DAYS, st.sampled_from(PROBLEM_STATES)), max_size=8), DAYS)
def test_an_item_is_open_unless_its_last_word_closes_it(events: list[tuple[date, str]], day: date) -> None:
    known = sorted(events, key=lambda event: event[0])
    condition = problem_with(known).on(day)
    told = [state for when, state in known if when <= day]
    assert condition.state == (told[-1] if told else NO_ANSWER)
    assert condition.is_open == (condition.state not in CLOSED_STATES)
    assert condition.is_overdue == (condition.is_open and day > DUE)
