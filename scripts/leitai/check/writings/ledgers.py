"""Rules over the ledgers of problems and of what became of problems, commitments and resolutions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from leitai.check.registered import repeated
from leitai.model.settings import Settings
from leitai.model.writings.follow_up import KIND_NAMES
from leitai.model.writings.library import Library
from leitai.problems import Problem
from leitai.schema.known_date import first_day, last_day
from leitai.schema.ledgers.events import (
    CLOSED_STATES,
    DONE,
    NO_ANSWER,
    PROBLEM_STATES,
    PROMISE_STATES,
    RECHECKED,
    SENT_BACK,
    SETTLED,
    UNDER_WAY,
    Event,
)
from leitai.schema.ledgers.problems import AT_MEETING, LedgerProblem
from leitai.schema.texts.meetings import Meeting

_STEPS = {state: step for step, state in enumerate(PROBLEM_STATES) if state != SENT_BACK}
_STEPS |= {NO_ANSWER: 0, UNDER_WAY: 1}
_SAYS_NOTHING = re.compile(
    r"\W*(?:[暂尚]?[无没]有?|[待后][补报定查]充?|略|空|同上|N/?A|TODO|x+)?\W*", re.IGNORECASE
)


def check_numbers_unique(settings: Settings, library: Library) -> Iterator[Problem]:
    """问题、承诺和决议的编号在全门户不重复，大小写不同也算同一个。"""
    for before, item in repeated(library.items, lambda item: item.number.lower()):
        what = f"{before.place} 的{KIND_NAMES[before.kind]}用过这个编号。"
        fix = "每个编号只能出现一次，events.csv 才知道说的是哪一项；请改用新的编号。"
        yield Problem("S04", item.place, item.number, what, fix)


def check_problems(settings: Settings, library: Library) -> Iterator[Problem]:
    """问题的要求完成不早于暴露；在会上暴露的写明是哪次会议，那次会议开了，日期对得上；其他来源的也不晚于它。"""
    for problem in library.problems:
        if problem.due is not None and problem.due < first_day(problem.exposed):
            what = f"要求完成的日期早于暴露的日期（{problem.exposed}）。"
            yield Problem("E03", problem.place_of("due"), problem.due.isoformat(), what, "请核对两个日期。")
        if problem.origin == AT_MEETING and not problem.meeting:
            fix = "请填会议编号，即 content/meetings/ 下的目录名。"
            yield Problem("S02", problem.place_of("meeting"), None, "在会上暴露的问题没有写是哪次会议。", fix)
        elif problem.meeting:
            yield from _meeting_of_problem(library, problem)


def _meeting_of_problem(library: Library, problem: LedgerProblem) -> Iterator[Problem]:
    meeting = library.meeting(problem.meeting)
    if meeting is None or not meeting.was_held:
        fix = "请核对是哪次会议；会前发现的，来源写暗访或自查。"
        yield _no_meeting(meeting, problem, "不会在会上暴露问题", fix)
    elif problem.origin == AT_MEETING:
        days = (
            first_day(problem.exposed) <= meeting.last_day,
            meeting.first_day <= last_day(problem.exposed),
        )
        if not all(days):
            what = f"会议是 {meeting.date} 开的，问题却写着 {problem.exposed} 在会上暴露。"
            yield Problem("E04", problem.place_of("exposed"), problem.exposed, what, "请核对日期和会议编号。")
    elif first_day(problem.exposed) > meeting.last_day:
        what = f"会议（{meeting.date}）早于问题暴露的日期。"
        yield Problem("E03", problem.place_of("exposed"), problem.exposed, what, "请核对日期和会议编号。")


def _no_meeting(meeting: Meeting | None, row: LedgerProblem | Event, deed: str, fix: str) -> Problem:
    """Of a meeting that isn't there, or that wasn't held: what can't have happened at it, and how to mend that."""
    place = row.place_of("meeting")
    if meeting is not None:
        return Problem("E06", place, row.meeting, f"这次会议没有召开，{deed}。", fix)
    fix = "请写 content/meetings/ 下的目录名，例如 2019-08-yiwu。"
    return Problem("S07", place, row.meeting, "没有这次会议。", fix)


def check_events_refer(settings: Settings, library: Library) -> Iterator[Problem]:
    """跟进记录的编号是登记过的问题、承诺或决议，状态合于它的种类；会议是登记过、开了的，不早于发生的日期。"""
    known = {item.number.lower(): item for item in library.items}
    for event in library.events:
        item = known.get(event.number.lower())
        if item is None:
            fix = "请核对编号；问题登记在 problems.csv，承诺写在发言里，决议写在会议里。"
            yield Problem(
                "S07", event.place_of("number"), event.number, "没有这个编号的问题、承诺或决议。", fix
            )
            continue
        allowed = PROBLEM_STATES if item.kind == "problem" else PROMISE_STATES
        if event.state not in allowed:
            what = f"{item.number} 是{KIND_NAMES[item.kind]}，没有这种状态。"
            yield Problem(
                "S03", event.place_of("state"), event.state, what, f"允许的值：{'、'.join(allowed)}。"
            )
        if event.meeting:
            yield from _meeting_of_event(library, event)


def _meeting_of_event(library: Library, event: Event) -> Iterator[Problem]:
    meeting = library.meeting(event.meeting)
    if meeting is None or not meeting.was_held:
        yield _no_meeting(meeting, event, "不会在会上宣布", "请核对是哪次会议。")
    elif event.day > meeting.last_day:
        what = f"会议（{meeting.date}）上还没有发生这件事。"
        yield _date_problem(event, what, "请核对日期和会议编号；会后的进展，会议一格留空。")


def check_events_in_order(settings: Settings, library: Library) -> Iterator[Problem]:
    """跟进记录只往后加：同一项的日期不往回走，也不早于暴露或作出的那天；没有到期的不写逾期。"""
    for item in library.items:
        for event in item.events[:1]:
            if event.day < first_day(item.raised):
                what = f"反馈早于{KIND_NAMES[item.kind]}暴露或作出的日期（{item.raised}）。"
                yield _date_problem(event, what, "请核对日期和编号。")
        for before, event in pairwise(item.events):
            if event.day < before.day:
                what = f"日期早于第 {before.place.row} 行（{before.day}）。"
                yield _date_problem(
                    event, what, "新的记录写在最后一行；漏记的写今天的日期，在说明里写明是哪天的事。"
                )
        for event in item.events:
            if event.state == "逾期" and not (item.due and last_day(item.due) < event.day):
                what = f"期限（{item.due or '没有写'}）还没有过，不能写逾期。"
                yield _date_problem(event, what, "请核对日期；还在做的写进行中。")


def _date_problem(event: Event, what: str, fix: str) -> Problem:
    return Problem("E03", event.place_of("day"), event.day.isoformat(), what, fix)


def check_events_follow(settings: Settings, library: Library) -> Iterator[Problem]:
    """状态一步接一步：整改中、已提交、已销号、回头看；退回重办在提交以后；往回走要在说明里写原因。"""
    for item in library.items:
        for event in item.events[:1]:
            yield from _wrong_start(event)
        for before, event in pairwise(item.events):
            yield from _wrong_step(before, event)


def _wrong_start(event: Event) -> Iterator[Problem]:
    if event.state in (RECHECKED, SENT_BACK):
        wanted = SETTLED if event.state == RECHECKED else "已提交"
        fix = f"请先补上{wanted}的那一行，再写这一行。"
        yield Problem("E01", event.place_of("state"), event.state, f"前面没有{wanted}，接不上。", fix)


def _wrong_step(before: Event, event: Event) -> Iterator[Problem]:
    place, before_it = event.place_of("state"), f"第 {before.place.row} 行是{before.state}"
    if (before.day, before.state, before.note) == (event.day, event.state, event.note):
        what = f"与第 {before.place.row} 行是同一件事。"
        yield Problem("E01", place, event.state, what, "重复的请删去；有新进展的写在说明里。")
    elif event.state == RECHECKED and before.state not in (SETTLED, RECHECKED):
        fix = "销号以后才有回头看；请先补上已销号的那一行。"
        yield Problem("E01", place, event.state, f"{before_it}，还没有销号。", fix)
    elif event.state == SENT_BACK and before.state not in ("已提交", SETTLED, RECHECKED):
        fix = "提交以后才能退回；还在整改的写整改中。"
        yield Problem("E01", place, event.state, f"{before_it}，还没有提交。", fix)
    elif _goes_back(before.state, event.state) and _says_nothing(event.note):
        fix = "请在说明里写一句为什么；写错的状态请改正。"
        yield Problem("E01", place, event.state, f"{before_it}，这一行倒退了，没有写原因。", fix)


def _goes_back(before: str, state: str) -> bool:
    if state == SENT_BACK or before == DONE:
        return state != before
    return before in _STEPS and state in _STEPS and _STEPS[state] < _STEPS[before]


def check_closed_with_evidence(settings: Settings, library: Library) -> Iterator[Problem]:
    """销号、回头看和完成都有佐证：材料的名称，能查到；“无”“待补”不算。"""
    for event in library.events:
        if event.state in CLOSED_STATES and _says_nothing(event.evidence):
            place, what = event.place_of("evidence"), f"写了{event.state}，没有佐证。"
            fix = "请写材料的名称和存放的地方；还没有材料的，写已提交或进行中。"
            yield Problem("E02", place, event.evidence or None, what, fix)


def _says_nothing(text: str) -> bool:
    """Whether a text only fills its place: —, 无, 待补."""
    return _SAYS_NOTHING.fullmatch(text) is not None
