"""What was taken out of everything published: a seal of its own in the chain says that, when and by which post; never what.

Nothing is kept from which the text could be guessed, no hash of it either: a name has few candidates. The hashes of what held
the text go as well: seals, from the first such version on, are linked anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leitai.model.seals.seal import Seal, Snapshot

REDACTION = "redaction"  # in the place of a period
MARK = "〔已撤下〕"
NUMBER_MARK = re.compile(r"YC\d+")  # in the place of the number of a ledger's entry
ANY_MARK = re.compile(f"{MARK}|{NUMBER_MARK.pattern}")


@dataclass(frozen=True)
class Redaction:
    """`versions` are the sealed ones that it touched, as `2019Q1/v1`; empty where nothing sealed held the text."""

    day: date
    post: str
    document: str
    versions: tuple[str, ...]

    @property
    def row(self) -> tuple[str, ...]:
        """As it is published."""
        return (self.day.isoformat(), self.post, self.document, "、".join(self.versions))


def redaction_snapshot(redaction: Redaction, number: int) -> Snapshot:
    """What the chain keeps of a redaction: its row, in the place of corrections. `number` counts redactions from 1."""
    return Snapshot(REDACTION, number, redaction.day, {}, {}, {}, {}, corrections=(redaction.row,))


def redactions_of(seals: Iterable[Seal]) -> Iterator[Redaction]:
    """Every redaction, the oldest first."""
    for snapshot in (seal.snapshot for seal in seals):
        if snapshot.period_id == REDACTION:
            ((_, post, document, versions),) = snapshot.corrections
            yield Redaction(snapshot.day, post, document, tuple(filter(None, versions.split("、"))))


def missing_rows(known: Iterable[Sequence[str]], shown: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Known redactions that a site doesn't list (by `row`); it may still hold what these took out."""
    found = set(map(tuple, shown))
    return (tuple(row) for row in known if tuple(row) not in found)
