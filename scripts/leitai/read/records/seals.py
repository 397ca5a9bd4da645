"""`content/ledgers/seals.csv` and the snapshots and frozen files that it stands for.

Reading is verifying: each line names the hash of the line before and of its snapshot, each snapshot
those of its frozen files. The first break of the chain ends the reading, since nothing after it can be
trusted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from leitai.grouping import grouped
from leitai.model.seals.former import facts_of
from leitai.model.seals.redaction import REDACTION
from leitai.model.seals.seal import (
    NO_LINE_BEFORE,
    Seal,
    Snapshot,
    frozen_path,
    line_hash,
    seal_cells,
    sha256,
    snapshot_path,
)
from leitai.problems import Place, Problem
from leitai.read.documents.folders import entries
from leitai.read.documents.tables import is_plain_file
from leitai.read.records.context import Context
from leitai.read.records.tables import read_records
from leitai.schema.file_names import readable
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.ledgers.seals import SEALS, SealLine
from leitai.schema.period import Period

FROM_THE_ARCHIVE = "请从版本库或备份恢复原样；封存过的文件不能改、不能删。"
_FOLDER = "content/ledgers/seals"
_FILE_NAME = re.compile(r"[a-z0-9_-]+\.[a-z]+")  # what is frozen lies side by side, and nowhere else
_MEETING = re.compile(r"\d{4}(-\d{2}){0,2}-[A-Za-z0-9_-]+", re.ASCII)
_PARTS = {"输入": 4, "办法": 5, "结果": 6}


def read_seals(root: Path, context: Context) -> tuple[Seal, ...]:
    """Every seal whose chain, snapshot and frozen files are as they were written."""
    seals: list[Seal] = []
    problems = context.problems
    entries(root, _FOLDER, problems)
    for line in read_records(root, SEALS, context):
        broken = _break_of_chain(line, seals)
        snapshot = None if broken is not None else _read_snapshot(root, line, problems)
        if broken is not None:
            problems.append(broken)
        if snapshot is None:
            return tuple(seals)
        seals.append(Seal(len(seals) + 1, snapshot, line_hash(line.cells), line.place))
        problems += _check_frozen_files(root, snapshot)
    return tuple(seals)


def _break_of_chain(line: SealLine, seals: list[Seal]) -> Problem | None:
    is_known = line.period_id == REDACTION or _MEETING.fullmatch(line.period_id)
    if Period.parse(line.period_id) is None and not is_known:
        what = "这里应当是封存的期间或会议；这一行被改过。"
        return Problem("L04", line.place_of("period_id"), line.period_id, what, FROM_THE_ARCHIVE)
    before = seals[-1].line_hash if seals else NO_LINE_BEFORE
    last = max((s.snapshot.version for s in seals if s.snapshot.period_id == line.period_id), default=0)
    expected = {"number": str(len(seals) + 1), "before": before, "version": str(last + 1)}
    for field, text in expected.items():
        found = getattr(line, field)
        if found != text:
            what = f"封存账断了：这里应当是 {text}；前面有一行被改过、删过或换了位置。"
            return Problem("L04", line.place_of(field), found, what, FROM_THE_ARCHIVE)
    return None


def _read_snapshot(root: Path, line: SealLine, problems: list[Problem]) -> Snapshot | None:
    """The snapshot of a line; None if it is missing or not the one that was sealed (reported)."""
    path = f"{_FOLDER}/{line.period_id}/v{line.version}.json"
    place, name = Place(path), f"{line.period_id} 第 {line.version} 版的快照"
    if not (root / path).exists():
        problems.append(Problem("L05", place, None, f"{name}不见了。", FROM_THE_ARCHIVE))
        return None
    if not is_plain_file(root / path, place, problems):
        return None
    data = (root / path).read_bytes()
    snapshot = parse_snapshot(data)
    if snapshot is None or sha256(data) != line.snapshot:
        changed = _changed_parts(snapshot, line.cells)
        what = f"{name}与封存账第 {line.place.row} 行不符（{changed}）：其中一处被改过。"
        problems.append(Problem("L05", place, None, what, FROM_THE_ARCHIVE))
        return None
    if seal_cells(int(line.number), snapshot, line.before) != line.cells:
        what = f"封存账的这一行与快照 {path} 不符：这一行被改过。"
        problems.append(Problem("L04", line.place, None, what, FROM_THE_ARCHIVE))
        return None
    return facts_of(snapshot)


def _changed_parts(snapshot: Snapshot | None, cells: tuple[str, ...]) -> str:
    if snapshot is None:
        return "读不出来"
    present = seal_cells(1, snapshot, cells[8])
    parts = [name for name, column in _PARTS.items() if present[column] != cells[column]]
    return "、".join(parts) or "附注"


def parse_snapshot(data: bytes) -> Snapshot | None:
    """A snapshot as its file holds it; None for a file that is none."""
    try:
        found = json.loads(data)
        if not all(map(_FILE_NAME.fullmatch, found["files"])):
            return None
        return Snapshot(
            period_id=found["period"],
            version=found["version"],
            day=date.fromisoformat(found["date"]),
            inputs=dict(found["inputs"]),
            method=dict(found["method"]),
            results=dict(found["results"]),
            places=dict(found["places"]),
            corrections=tuple(tuple(row) for row in found["corrections"]),
            files=dict(found["files"]),
            form=int(found.get("form", 1)),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _check_frozen_files(root: Path, snapshot: Snapshot) -> Iterator[Problem]:
    for name, expected in sorted(snapshot.files.items()):
        path = frozen_path(snapshot.period_id, snapshot.version, name)
        file = root / path
        if not file.is_file() or file.is_symlink():
            yield Problem("L05", Place(path), None, "封存的网页或下载文件不见了。", FROM_THE_ARCHIVE)
        elif sha256(file.read_bytes()) != expected:
            yield Problem("L05", Place(path), None, "封存的网页或下载文件被改过。", FROM_THE_ARCHIVE)


def in_sealed_order(corrections: Sequence[Correction], seals: Sequence[Seal]) -> tuple[Correction, ...]:
    """The corrections of each period in the order in which its seals know them, then those that no seal knows yet; the periods alternate
    as in the ledger. Merging two ledgers may have put a new one before a sealed one."""
    sealed = (((s.snapshot.period_id, row) for row in s.snapshot.corrections) for s in seals)
    known = {key: number for rows in sealed for number, key in enumerate(_told_apart(rows))}
    keys = _told_apart((c.period.id, c.row) for c in corrections)
    pairs = sorted(zip(keys, corrections, strict=True), key=lambda pair: known.get(pair[0], len(corrections)))
    of_period = {name: iter(found) for name, found in grouped((c.period.id, c) for _, c in pairs).items()}
    return tuple(next(of_period[correction.period.id]) for correction in corrections)


def _told_apart(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[object, int]]:
    """Each row with how often it came before: a value that is corrected back and forth leaves equal ones."""
    seen = Counter[object]()
    for row in rows:
        yield row, seen[row]
        seen[row] += 1


def stray_files(root: Path, seals: Sequence[Seal]) -> tuple[str, ...]:
    """Snapshots and frozen files that no line of the ledger stands for, as paths from the root."""
    known = {snapshot_path(s.snapshot.period_id, s.snapshot.version) for s in seals}
    for seal in seals:
        snapshot = seal.snapshot
        known |= {frozen_path(snapshot.period_id, snapshot.version, name) for name in snapshot.files}
    found = (path for path in (root / _FOLDER).rglob("[!.]*") if path.is_symlink() or not path.is_dir())
    names = {readable(path.relative_to(root).as_posix()) for path in found}
    return tuple(sorted(names - known))
