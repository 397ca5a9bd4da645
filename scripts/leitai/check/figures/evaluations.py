"""Rules over on-the-spot evaluations that a method counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from leitai.model.content import Content
from leitai.problems import Place, Problem
from leitai.schema.config.methods import Method
from leitai.schema.texts.meetings import Ballots


def check_grades_known(content: Content) -> Iterator[Problem]:
    """现场测评表里的每个等次，在用到它的办法里都有分值；办法给各类评价人定了权重的，每一类都有权重、都来评了。"""
    for _, method, indicator, ballots in content.evaluations():
        yield from _unknown_grades(method, indicator.rule.grades or {}, ballots)
        yield from _other_panels(method, indicator.rule.named_numbers("panels") or {}, ballots)


def _unknown_grades(
    method: Method, grades: Mapping[str, Decimal], ballots: Sequence[Ballots]
) -> Iterator[Problem]:
    files = {row.place.path: row for row in reversed(ballots)}
    for first in reversed(files.values()):
        for grade in first.votes:
            if grade not in grades:
                fix = f"办法“{method.title}”的 evaluation 里有：{'、'.join(grades)}。请统一等次名，或在办法里补上分值。"
                place = Place(first.place.path, row=1, column=grade)
                yield Problem("M11", place, grade, "考核办法没有写明这个等次的分值。", fix)


def _other_panels(
    method: Method, panels: Mapping[str, Decimal], ballots: Sequence[Ballots]
) -> Iterator[Problem]:
    """Panels without a declared weight, and the other way round; where none is declared every ballot counts the same."""
    if not panels or not ballots:
        return
    first_of = {(row.place.path, row.panel): row for row in reversed(ballots)}
    for (_, panel), first in reversed(first_of.items()):
        if panel not in panels:
            fix = f"办法“{method.title}”的 panels 里有：{'、'.join(panels)}。请统一叫法，或在办法里补上权重。"
            yield Problem("M11", first.place_of("panel"), panel, "考核办法没有写明这类评价人的权重。", fix)
    voted = {row.panel for row in ballots}
    for panel in panels:
        if panel not in voted:
            what = f"办法“{method.title}”给“{panel}”定了权重，测评表里没有这一类。"
            fix = "请补上这一类评价人的票，或统一叫法；缺一类，测评就算不出来。"
            yield Problem("M11", ballots[0].place_of("panel"), panel, what, fix)
