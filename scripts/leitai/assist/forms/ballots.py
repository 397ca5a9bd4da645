"""`leitai new ballots`: the table of votes of a meeting, a row for each unit and panel, its counts to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.model.content import Content
from leitai.pipeline.load import load_for_forms, load_library
from leitai.pipeline.tools import csv_bytes
from leitai.problems import RequestRefused
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import ABSTAINED, EVALUATION, EVERYBODY, INVALID, Meeting

VOTES = "evaluation.csv"
USUAL = ("优秀", "良好", "一般")  # grades, where no method says which


def new_ballots(root: Path, slug: str, panels: Sequence[str] = ()) -> Created:
    """The form of the votes of a meeting, in `build/templates/`; grades and panels are those of the methods that take them over.

    `panels` take the place of theirs. Raises `RequestRefused` where nobody is to be voted on, or nobody votes.
    """
    content, library = load_for_forms(root), load_library(root, [])
    meeting = library.meeting(slug)
    if meeting is None:
        known = "、".join(one.slug for one in library.meetings) or "无"
        raise RequestRefused(f"没有会议 {slug}。现有：{known}。")
    methods = [m for m in content.methods if any(map(m.covers, meeting.reviews))]
    units = _voted_on(content, meeting, {method.group for method in methods})
    if not units:
        fix = f"请在 content/meetings/{slug}/index.md 的 roster 写应到单位，或在 reviews 写评议的期间。"
        raise RequestRefused(f"不知道测评哪些单位。{fix}")
    rules = [i.rule for method in methods for i in method.indicators() if i.rule.grades is not None]
    voters = list(panels) or _each(rule.named_numbers("panels") or () for rule in rules)
    if not voters:
        raise RequestRefused("办法没有写评价人；请用 --panel 写，例如 --panel 市级单位 --panel 县级单位。")
    grades = _each(rule.grades or () for rule in rules) or list(USUAL)
    header = [*EVALUATION.names[:2], *grades, ABSTAINED, INVALID]
    rows = [[unit.name, voter, *[""] * (len(header) - 2)] for unit in units for voter in voters]
    path = f"build/templates/{slug}/{VOTES}"
    write_new(root, {path: csv_bytes([header, *rows])})
    hint = f"每格填票数，没有票的填 0；每类评价人给每个单位的票数加起来要相同。填好放进 content/meetings/{slug}/。"
    return Created((path,), (hint,))


def _voted_on(content: Content, meeting: Meeting, groups: Iterable[str]) -> list[Unit]:
    """The roster; every unit of the reviewed groups where it says so, or says nothing."""
    units = content.settings.on(meeting.first_day).units.values()
    if meeting.roster and EVERYBODY not in meeting.roster:
        return [unit for unit in units if unit.unit_id in meeting.roster]
    return [unit for unit in units if unit.group in groups and unit.existed_on(meeting.first_day)]


def _each(lists: Iterable[Iterable[str]]) -> list[str]:
    """Every name once, in its first place."""
    return list(dict.fromkeys(name for names in lists for name in names))
