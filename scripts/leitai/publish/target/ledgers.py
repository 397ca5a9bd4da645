"""What a published ledger of follow-up said must still be said by the build that takes its place: lines are only added."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from leitai.grouping import grouped
from leitai.model.seals.redaction import MARK, missing_rows
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
    is_kept = _is_kept_but_for_marks if is_redacted else tuple.__eq__
    now = grouped((line[0], line) for line in _lines(site / EVENTS_TABLE))
    for item, before in grouped((line[0], line) for line in _lines(shown / EVENTS_TABLE)).items():
        for line, kept in zip_longest(before, now.get(item, [])[: len(before)], fillvalue=()):
            if not is_kept(line, kept):
                what = f"公布过的 {item} 的跟进记录变了、不见了，或前面多了一行：“{'，'.join(filter(None, line))}”。"
                yield _problem(EVENTS.path, item, what)
                break  # what follows has only moved
    known = {line[0]: line for line in _lines(site / PROBLEMS_TABLE)}
    for line in _lines(shown / PROBLEMS_TABLE):
        if not is_kept(line, known.get(line[0], ())):
            what = f"公布过的问题 {line[0]} 变了或不见了：“{'，'.join(filter(None, line))}”。"
            yield _problem(PROBLEM_LEDGER.path, line[0], what)


def _is_kept_but_for_marks(before: Line, now: Line) -> bool:
    patterns = [".+".join(map(re.escape, cell.split(MARK))) for cell in now]
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
