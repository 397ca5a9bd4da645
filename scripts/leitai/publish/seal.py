"""Writing seals and corrections: whole files take the old ones' place, the ledger's line comes last.

An interruption leaves files that no line stands for; `check` names them, and sealing again adopts them
if they are byte for byte what would be written.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leitai.model.seal import (
    NO_LINE_BEFORE,
    Seal,
    Snapshot,
    frozen_path,
    line_hash,
    seal_cells,
    sha256,
    snapshot_bytes,
    snapshot_path,
    version_url,
)
from leitai.model.sealing_formats import CORRECTIONS, SEALS
from leitai.problems import Place

_KEEP_BYTES = "content/ledgers/seals/.gitattributes"  # git must not turn the line ends of sealed files


def new_seal(snapshot: Snapshot, seals: Sequence[Seal]) -> Seal:
    """The seal that follows the others in the chain."""
    before = seals[-1].line_hash if seals else NO_LINE_BEFORE
    number = len(seals) + 1
    return Seal(number, snapshot, line_hash(seal_cells(number, snapshot, before)), Place(SEALS.path))


def with_files(snapshot: Snapshot, files: Mapping[str, bytes]) -> Snapshot:
    """The snapshot that also stands for its frozen files."""
    return replace(snapshot, files={name: sha256(data) for name, data in files.items()})


def sealed_files(snapshot: Snapshot, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a seal keeps below `content/ledgers/seals/`, by path from the root."""
    kept = {frozen_path(snapshot.period_id, snapshot.version, name): data for name, data in files.items()}
    return {**kept, snapshot_path(snapshot.period_id, snapshot.version): snapshot_bytes(snapshot)}


def frozen_files(root: Path, seals: Sequence[Seal]) -> dict[str, bytes]:
    """Every sealed version at its own address, as it was kept."""
    return {
        version_url(s.period_id, s.version, name): (
            root / frozen_path(s.period_id, s.version, name)
        ).read_bytes()
        for s in (seal.snapshot for seal in seals)
        for name in s.files
    }


def write_seal(root: Path, seals: Sequence[Seal], snapshot: Snapshot, files: Mapping[str, bytes]) -> None:
    """Keep the frozen files and the snapshot, then add the line that stands for them."""
    before = seals[-1].line_hash if seals else NO_LINE_BEFORE
    for path, data in {_KEEP_BYTES: b"* -text\n", **sealed_files(snapshot, files)}.items():
        write_whole(root / path, data)
    append_row(root / SEALS.path, SEALS.names, seal_cells(len(seals) + 1, snapshot, before))


def append_correction(root: Path, cells: Sequence[str]) -> None:
    append_row(root / CORRECTIONS.path, CORRECTIONS.names, cells)


def append_row(path: Path, header: Sequence[str], cells: Sequence[str]) -> None:
    """Add a line to a CSV ledger, in its own encoding; a new one begins with a BOM and its header."""
    text, encoding = _read(path) if path.exists() else (_line(header), "utf-8-sig")
    if text and not text.endswith("\n"):
        text += "\n"
    write_whole(path, (text + _line(cells)).encode(encoding))


def _read(path: Path) -> tuple[str, str]:
    """Text and encoding of a ledger that `check` has read before (BOM, UTF-8 or GB18030)."""
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def write_whole(path: Path, data: bytes) -> None:
    """The old file or the new one, whatever happens in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
