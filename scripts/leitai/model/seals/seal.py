"""A sealed period or meeting: what went in, by which method, what came out; and the corrections that came later.

A snapshot is flat text by key, so that a later difference can be said exactly and read in a diff. It holds identities, values,
method and results, no names: a unit or indicator that is renamed changes no fact (`former.py` for snapshots that held names).
A key begins with the unit's id where it concerns one unit: `yiwu/traffic_deaths`, `yiwu/名次`,
`指标/traffic_deaths/polarity`, `办法/county-2019/ties`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from leitai.model.urls import meeting_url
from leitai.problems import Place
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

Entries = Mapping[str, str]
ABSENT = "无"
RANK, TIER, SCORE, READING, TARGET = "名次", "等次", "得分", "读数", "目标值"
IN_ROSTER = "在册"
FORM = 2  # of snapshots without names
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
NO_LINE_BEFORE = "0" * 64


@dataclass(frozen=True)
class Snapshot:
    """A version of a sealed period or meeting; `period_id` is the id of either.

    `inputs` as written, `method` as declared, `results` as computed (office's full view). `places` says
    where inputs stood. `corrections` are the rows of the corrections ledger that this version knows.
    `files` are the SHA-256 of the frozen public pages and downloads. `form`: which entries it holds (1: names, too).
    """

    period_id: str
    version: int
    day: date
    inputs: Entries
    method: Entries
    results: Entries
    places: Entries
    corrections: tuple[tuple[str, ...], ...] = ()
    files: Entries = field(default_factory=dict)
    form: int = FORM


@dataclass(frozen=True)
class Seal:
    """A line of the ledger of seals with its snapshot; `line_hash` is what the next line must name."""

    number: int
    snapshot: Snapshot
    line_hash: str
    place: Place


@dataclass(frozen=True)
class Difference:
    """An entry that is not what was sealed; `ABSENT` stands for an entry that is not there."""

    key: str
    old: str
    new: str


def differences(sealed: Entries, present: Entries) -> list[Difference]:
    """Every entry that changed, came or went, by key."""
    found = [
        Difference(key, sealed.get(key, ABSENT), present.get(key, ABSENT))
        for key in sorted({*sealed, *present})
    ]
    return [difference for difference in found if not _is_same(difference.old, difference.new)]


def _is_same(old: str, new: str) -> bool:
    """The same text, numbers spelled as one likes: 10 and 10.0 are the same value."""
    return old == new or list(map(_value, old.split())) == list(map(_value, new.split()))


def _value(word: str) -> str | Fraction:
    return Fraction(word) if _NUMBER.fullmatch(word) else word


def row_key(group: str, unit: Unit) -> str:
    """Under which name a snapshot keeps a unit's results in the ranking of a group: those of a union have a name of their own."""
    return unit.unit_id if unit.group == group else f"{unit.unit_id}@{group}"


def rank_moves(sealed: Entries, present: Entries) -> list[Difference]:
    """The units whose rank is another one; `key` is the unit's id."""
    ending = f"/{RANK}"
    changed = differences(sealed, present)
    return [Difference(d.key.removesuffix(ending), d.old, d.new) for d in changed if d.key.endswith(ending)]


def sha256(data: bytes) -> str:
    """The hash that seals hold, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """Canonical JSON: sorted, one entry a line, the same bytes for the same snapshot."""
    data = {
        "period": snapshot.period_id,
        "version": snapshot.version,
        "date": snapshot.day.isoformat(),
        "inputs": dict(snapshot.inputs),
        "method": dict(snapshot.method),
        "results": dict(snapshot.results),
        "places": dict(snapshot.places),
        "corrections": [list(row) for row in snapshot.corrections],
        "files": dict(snapshot.files),
    }
    if snapshot.form > 1:
        data["form"] = snapshot.form
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def entries_hash(entries: Entries) -> str:
    """The hash of entries, whatever their order."""
    return sha256(json.dumps(dict(entries), ensure_ascii=False, sort_keys=True).encode())


def line_hash(cells: Sequence[str]) -> str:
    """The hash of a ledger line by its cells, whatever the file's encoding and line ends."""
    return sha256("\x1f".join(cells).encode())


def seal_cells(number: int, snapshot: Snapshot, before: str) -> tuple[str, ...]:
    """The line of the ledger of seals that stands for a snapshot; `before` is the hash of the line before."""
    return (
        str(number),
        snapshot.period_id,
        str(snapshot.version),
        snapshot.day.isoformat(),
        entries_hash(snapshot.inputs),
        entries_hash(snapshot.method),
        entries_hash(snapshot.results),
        sha256(snapshot_bytes(snapshot)),
        before,
    )


def version_url(sealed: str, version: int, name: str) -> str:
    """The permanent address of a frozen file of a period or meeting."""
    section = "rankings" if _is_period(sealed) else "meetings"
    return f"{section}/{sealed}/v{version}/{name}"


def present_url(sealed: str, name: str) -> str:
    """The living page that a frozen page shows as it was."""
    return f"rankings/{sealed}/{name}" if _is_period(sealed) else meeting_url(sealed)


def _is_period(sealed: str) -> bool:
    return Period.parse(sealed) is not None


def snapshot_path(period_id: str, version: int) -> str:
    """Where the snapshot of a sealed version lies."""
    return f"content/ledgers/seals/{period_id}/v{version}.json"


def frozen_path(period_id: str, version: int, name: str) -> str:
    """Where a page of a sealed version lies that is kept as a file."""
    return f"content/ledgers/seals/{period_id}/v{version}/{name}"
