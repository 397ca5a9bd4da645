"""What was taken out never comes back: a site lists its redactions, and one whose list lacks a known one still holds the text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from leitai.model.seals.redaction import missing_rows
from leitai.model.urls import REDACTIONS_TABLE
from leitai.problems import Place, Problem

Rows = tuple[tuple[str, ...], ...]


def shown_redactions(site: Path) -> Rows:
    """The redactions that a site tells of, as it publishes them."""
    path = site / REDACTIONS_TABLE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(map(tuple, list(csv.reader(file))[1:]))


def brought_back(
    known: Iterable[Sequence[str]], present: Iterable[Sequence[str]], place: Place, fix: str
) -> Iterator[Problem]:
    """A problem for each known redaction that is not among the present ones."""
    for day, post, *_ in missing_rows(known, present):
        what = f"{day} {post} 撤下过的内容，这里又有了（封存账里没有那次撤下）：多半是旧的检出、备份或旧的生成结果。"
        yield Problem("L14", place, None, what, fix)
