"""`leitai redact`: take out of everything that is kept and published what should never have stood there.

Content, sealed versions, their snapshots and the ledgers are rewritten as one change. Where the text stands in something that no program
should rewrite (a workbook that was sent in, a picture, a file's name), that is named first, and nothing is changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from leitai.model.seals.redaction import MARK, REDACTION, Redaction, redaction_snapshot
from leitai.model.seals.seal import (
    NO_LINE_BEFORE,
    Entries,
    Snapshot,
    frozen_path,
    line_hash,
    seal_cells,
    sha256,
    snapshot_bytes,
    snapshot_path,
)
from leitai.model.seals.sealed_meeting import entries_of, with_materials
from leitai.model.writings.library import Library
from leitai.pipeline.load import finish_sealing, load_library, load_settings, refuse
from leitai.problems import Place, Problem, RequestRefused
from leitai.publish.site.eraser import CannotErase, Eraser, is_opaque
from leitai.publish.site.journal import write_together
from leitai.publish.site.lock import one_writer
from leitai.publish.site.seal import KEEP_BYTES, KEPT_BYTES, csv_ledger
from leitai.publish.site.store import STORES
from leitai.publish.site.tree import remove_tree
from leitai.read.documents.folders import editors_files
from leitai.read.documents.tables import is_ignored
from leitai.read.records.context import Context
from leitai.read.records.seals import parse_snapshot, read_seals
from leitai.read.records.tables import read_records
from leitai.schema.ledgers.seals import SEALS
from leitai.schema.ledgers.urls import URLS

_SEALED = "content/ledgers/seals/"
_FEWEST = 2  # characters
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Redacted:
    """What was rewritten: files below `content/` and `site_config/`, and sealed versions (`2019Q1/v1`).

    `opaque` are the files that a person has to open, since no program knows whether they hold the text.
    """

    files: tuple[str, ...]
    versions: tuple[str, ...]
    opaque: tuple[str, ...]


def redact(root: Path, text: str, post: str, document: str, day: date) -> Redacted:
    """Take `text` out; `post` and `document` are published, so they must not hold it."""
    eraser = _eraser(root, text, (post, document))
    with one_writer(root / "build"):
        finish_sealing(root)
        content = _content_files(root, eraser)
        digests = {sha256((root / path).read_bytes()): sha256(data) for path, data in content.items()}
        notice = f"本页有内容因不应公布已经撤下（{day.isoformat()}，{post}）。"
        versions = list(_versions(root, eraser, digests, notice))
        touched = tuple(version.name for version in versions if version.is_touched)
        if not content and not touched:
            raise RequestRefused(
                "没有找到这段文字，没有改动。请照原样再输入一次；换行或夹着标记的，请分段撤下。"
            )
        redaction = Redaction(day, post, document, touched)
        write_together(root, {**content, **_sealed_files(versions, redaction)})
        remove_tree(root / "build" / STORES)  # what builds keep for the next one holds the text
    return Redacted(tuple(sorted(content)), touched, tuple(_opaque_files(root)))


def _eraser(root: Path, text: str, published: tuple[str, ...]) -> Eraser:
    if len(text.strip()) < _FEWEST or text != text.strip() or len(text.splitlines()) > 1:
        raise RequestRefused(f"要撤下的文字至少 {_FEWEST} 个字、在一行里、前后没有空格；没有改动。")
    eraser = Eraser(text)
    if any(map(eraser.is_in, (*published, MARK))):
        raise RequestRefused("岗位和依据会公布，里面不能有要撤下的文字；没有改动。")
    settings, problems = load_settings(root), list[Problem]()
    Context(problems, settings.privacy).screen((word, Place(SEALS.path)) for word in published)
    refuse(problems)
    units, indicators = settings.units.values(), settings.indicators.values()
    names = {name for unit in units for name in (unit.unit_id, unit.name, unit.short)}
    names |= {name for indicator in indicators for name in (indicator.indicator_id, indicator.name)}
    if any(map(eraser.is_in, names)):
        raise RequestRefused("这是单位、指标的名称或其中一部分，撤下会毁掉排名；请写长一些。没有改动。")
    return _of_number(text, eraser, load_library(root, []))


def _of_number(text: str, eraser: Eraser, library: Library) -> Eraser:
    """A number of a ledger is replaced by another one, everywhere."""
    numbers = {item.number for item in library.items}
    numbers |= {task.number for task in library.tasks} | {claim.number for claim in library.claims}
    held = [number for number in numbers if eraser.is_in(number)]
    if not held:
        return eraser
    if not all(map(eraser.is_all, held)):
        raise RequestRefused("这段文字在台账的一个编号里，是它的一部分：请输入整个编号。没有改动。")
    return Eraser(text, next(mark for mark in map("YC{}".format, count(1)) if mark not in numbers))


def _content_files(root: Path, eraser: Eraser) -> dict[str, bytes]:
    """The files of editors that change; refused if some hold the text out of reach."""
    found, problems = dict[str, bytes](), list[Problem]()
    for path in _erasable_files(root):
        if eraser.is_in(path):
            fix = "请先重命名这个文件或目录，再运行一次；含有这段文字的旧网址不再保留。"
            problems.append(_by_hand(eraser.erased(path), "文件名里有要撤下的文字。", fix))
            continue
        data = (root / path).read_bytes()
        try:
            new = _without_addresses(data, eraser) if path == URLS.path else eraser.erased_file(path, data)
        except CannotErase:
            fix = (
                f"请打开它，把这段文字（可能换行或夹着标记）改成 {MARK}，保存后再运行一次；是图片的，换一张。"
            )
            problems.append(_by_hand(path, "这个文件里有要撤下的文字，程序不能替人改。", fix))
            continue
        if new != data:
            found[path] = new
    refuse(problems)
    return found


def _erasable_files(root: Path) -> Iterator[str]:
    """Every file that people wrote or sent in; the chain of seals is rewritten by itself."""
    for path in editors_files(root):
        if not path.startswith(_SEALED) and path != SEALS.path and not is_ignored(root / path):
            yield path


def _opaque_files(root: Path) -> Iterator[str]:
    return (path for path in _erasable_files(root) if is_opaque(path, (root / path).read_bytes()))


def _by_hand(path: str, what: str, fix: str) -> Problem:
    return Problem("L15", Place(path), None, what, fix)


def _without_addresses(data: bytes, eraser: Eraser) -> bytes:
    """The ledger of addresses without those that are made of the text; the others go on."""
    text = data.decode("utf-8-sig")
    if not eraser.is_in(text):
        return data
    lines = [row for row in csv.reader(io.StringIO(text, newline="")) if not eraser.is_in(row[0])]
    kept = [
        [row[0], " ".join(a for a in row[1].split() if not eraser.is_in(a)), *map(eraser.erased, row[2:])]
        for row in lines
    ]
    return csv_ledger(kept)


@dataclass(frozen=True)
class _Version:
    """A sealed version as it will be kept."""

    snapshot: Snapshot
    frozen: Mapping[str, bytes]
    is_touched: bool

    @property
    def name(self) -> str:
        return f"{self.snapshot.period_id}/v{self.snapshot.version}"


def _versions(root: Path, eraser: Eraser, digests: Mapping[str, str], notice: str) -> Iterator[_Version]:
    """Every line of the chain, each with its files; refused unless the chain holds as it stands.

    `digests`: of files that change, old to new; a seal knows the materials of a meeting by theirs. What a person has replaced, since
    no program should rewrite it, is redacted with the rest.
    """
    problems: list[Problem] = []
    context = Context(problems)
    latest = {seal.snapshot.period_id: seal.snapshot.inputs for seal in read_seals(root, context)}
    refuse(problems)
    library = load_library(root, [])
    present = {meeting.slug: entries_of(library, meeting) for meeting in library.meetings}
    for line in read_records(root, SEALS, context):
        period, version = line.period_id, int(line.version)
        snapshot = parse_snapshot((root / snapshot_path(period, version)).read_bytes())
        assert snapshot is not None, "read_seals has read it"
        inputs = snapshot.inputs
        if now := present.get(period):
            inputs = with_materials(inputs, latest[period], now)
            inputs = {key: eraser.taken_out(text, now.get(key, text)) for key, text in inputs.items()}
        inputs = {key: digests.get(text, text) for key, text in eraser.erased_entries(inputs).items()}
        yield _erased(root, snapshot, inputs, eraser, notice)


def _erased(root: Path, snapshot: Snapshot, inputs: Entries, eraser: Eraser, notice: str) -> _Version:
    """A version with these inputs and everything else without the text."""
    moved = {
        text: inputs[key] for key, text in snapshot.inputs.items() if key in inputs and text != inputs[key]
    }
    paths = {name: frozen_path(snapshot.period_id, snapshot.version, name) for name in snapshot.files}
    files = {
        name: _frozen(name, (root / path).read_bytes(), eraser, moved, notice) for name, path in paths.items()
    }
    erased = replace(
        snapshot,
        inputs=inputs,
        method=eraser.erased_entries(snapshot.method),
        results=eraser.erased_entries(snapshot.results),
        places={k: v for k, v in eraser.erased_entries(snapshot.places).items() if k in inputs},
        corrections=tuple(tuple(map(eraser.erased, row)) for row in snapshot.corrections),
        files={name: sha256(data) for name, data in files.items()},
    )
    return _Version(erased, files, erased != snapshot)


def _frozen(name: str, data: bytes, eraser: Eraser, moved: Mapping[str, str], notice: str) -> bytes:
    """`moved`: entries of the snapshot, old to new: the page of a meeting shows the hashes of its materials."""
    if name.endswith(".xlsx"):
        return eraser.erased_workbook(data)
    new = eraser.erased_file(name, data)
    for before, now in moved.items():
        new = new.replace(before.encode(), now.encode()) if _DIGEST.fullmatch(before) else new
    if new == data or not name.endswith(".html"):
        return new
    head, closed, rest = new.partition(b"</h1>")
    told = f'\n<p class="lt-note" role="note">{notice}</p>'.encode()
    return head + closed + told + rest if closed else new.replace(b"</body>", told + b"\n</body>", 1)


def _sealed_files(versions: list[_Version], redaction: Redaction) -> dict[str, bytes]:
    """The chain, linked anew, with the redaction as its last seal, and what changed below it."""
    number = sum(version.snapshot.period_id == REDACTION for version in versions) + 1
    last = _Version(redaction_snapshot(redaction, number), {}, is_touched=True)
    files, lines, before = {KEEP_BYTES: KEPT_BYTES}, [SEALS.names], NO_LINE_BEFORE
    for row, version in enumerate([*versions, last], start=1):
        snapshot = version.snapshot
        cells = seal_cells(row, snapshot, before)
        lines.append(cells)
        before = line_hash(cells)
        if version.is_touched:
            files[snapshot_path(snapshot.period_id, snapshot.version)] = snapshot_bytes(snapshot)
            for name, data in version.frozen.items():
                files[frozen_path(snapshot.period_id, snapshot.version, name)] = data
    return {**files, SEALS.path: csv_ledger(lines)}
