"""What a published ledger of follow-up said must still be said by the build that takes its place: lines are only added."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from leitai.grouping import grouped
from leitai.model.seals.redaction import ANY_MARK, NUMBER_MARK, missing_rows
from leitai.model.urls import EVENTS_TABLE, PROBLEMS_TABLE
from leitai.problems import Place, Problem
from leitai.publish.target.redactions import shown_redactions
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER

Line = tuple[str, ...]


def lost_lines(shown: Path, site: Path) -> Iterator[Problem]:
    """Lines that the published site `shown` has and the built `site` has no more, or elsewhere.

    The events of one item keep their order; a problem only its number and words. A site without these files has nothing to lose. What a
    redaction took out that `shown` doesn't know yet may differ where its mark stands.
    """
    is_redacted = any(missing_rows(shown_redactions(site), shown_redactions(shown)))
    for number, line in _lost(shown / EVENTS_TABLE, site / EVENTS_TABLE, is_redacted):
        what = (
            f"公布过的 {number} 的跟进记录变了、不见了，或前面多了一行：“{'，'.join(filter(None, line))}”。"
        )
        yield _problem(EVENTS.path, number, what)
    for number, line in _lost(shown / PROBLEMS_TABLE, site / PROBLEMS_TABLE, is_redacted):
        what = f"公布过的问题 {number} 变了或不见了：“{'，'.join(filter(None, line))}”。"
        yield _problem(PROBLEM_LEDGER.path, number, what)


def _lost(shown: Path, site: Path, is_redacted: bool) -> Iterator[tuple[str, Line]]:
    """The first lost line of each number; what follows has only moved."""
    now = grouped((line[0], line) for line in _lines(site))
    replaced = [lines for number, lines in now.items() if NUMBER_MARK.fullmatch(number)]
    for number, before in grouped((line[0], line) for line in _lines(shown)).items():
        kept = replaced if is_redacted and number not in now else [now.get(number, [])]
        lost = [_first_lost(before, lines, is_redacted) for lines in kept]
        if all(lost):
            yield number, next(filter(None, lost), before[0])


def _first_lost(before: Sequence[Line], now: Sequence[Line], is_redacted: bool) -> Line | None:
    is_kept = _is_kept_but_for_marks if is_redacted else tuple.__eq__
    pairs = zip_longest(before, now[: len(before)], fillvalue=())
    return next((line for line, kept in pairs if not is_kept(line, kept)), None)


def _is_kept_but_for_marks(before: Line, now: Line) -> bool:
    patterns = [".+".join(map(re.escape, ANY_MARK.split(cell))) for cell in now]
    return len(before) == len(now) and all(map(re.fullmatch, patterns, before))


def _lines(path: Path) -> list[Line]:
    """The lines below the header, without the last column (what must be said of demo data)."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row[:-1]) for row in list(csv.reader(file))[1:]]


def _problem(path: str, number: str, what: str) -> Problem:
    fix = "请从版本库恢复原来的行；写错的不改旧行，在 events.csv 最后加一行说明。确有不该公布的内容，请运行 leitai redact。"
    return Problem("L13", Place(path), number, what, fix)
