"""What was taken out never comes back: content, built site and targets list their redactions, and what lacks a known one still holds the text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from leitai.model.seals.redaction import missing_rows, redactions_of
from leitai.model.seals.seal import Seal
from leitai.model.urls import REDACTIONS_TABLE
from leitai.problems import Place, Problem
from leitai.schema.ledgers.seals import SEALS

Rows = tuple[tuple[str, ...], ...]

_UPDATE = "请先取得最新的内容（git pull，或用最新的备份），不要用旧的检出。"


def kept_redactions(seals: Iterable[Seal]) -> Rows:
    """What was taken out of sealed versions, as rows that the ledger keeps."""
    return tuple(redaction.row for redaction in redactions_of(seals))


def shown_redactions(site: Path) -> Rows:
    """The redactions that a site tells of, as it publishes them."""
    path = site / REDACTIONS_TABLE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(map(tuple, list(csv.reader(file))[1:]))


def lost_by_content(site: Path, seals: Iterable[Seal]) -> Iterator[Problem]:
    """What a site took out and the content under this root still holds."""
    yield from _brought_back(shown_redactions(site), kept_redactions(seals), Place(SEALS.path), _UPDATE)


def lost_by_site(site: Path, seals: Iterable[Seal], *targets: Path) -> Iterator[Problem]:
    """What content or targets took out and a site still shows."""
    known = dict.fromkeys(chain(kept_redactions(seals), *map(shown_redactions, targets)))
    fix = "请用最新的内容重新生成（leitai build）再试。"
    yield from _brought_back(known, shown_redactions(site), Place(site.as_posix()), fix)


def _brought_back(
    known: Iterable[tuple[str, ...]], present: Rows, place: Place, fix: str
) -> Iterator[Problem]:
    for day, post, *_ in missing_rows(known, present):
        what = f"{day} {post} 撤下过的内容，这里又有了（封存账里没有那次撤下）：多半是旧的检出、备份或旧的生成结果。"
        yield Problem("L14", place, None, what, fix)
