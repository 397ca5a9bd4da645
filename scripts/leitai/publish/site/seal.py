"""What a seal and a correction write: frozen files, snapshot, the lines of the two ledgers."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leitai.model.seals.seal import (
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
from leitai.problems import Place
from leitai.schema.columns import FileFormat
from leitai.schema.ledgers.corrections import CORRECTIONS
from leitai.schema.ledgers.seals import SEALS

KEEP_BYTES = "content/ledgers/seals/.gitattributes"  # git must not turn the line ends of sealed files
KEPT_BYTES = b"* -text\n"


def new_seal(snapshot: Snapshot, seals: Sequence[Seal]) -> Seal:
    """The seal that follows the others in the chain."""
    return Seal(len(seals) + 1, snapshot, line_hash(_next_line(snapshot, seals)), Place(SEALS.path))


def _next_line(snapshot: Snapshot, seals: Sequence[Seal]) -> tuple[str, ...]:
    return seal_cells(len(seals) + 1, snapshot, seals[-1].line_hash if seals else NO_LINE_BEFORE)


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


def seal_files(
    root: Path, seals: Sequence[Seal], snapshot: Snapshot, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Everything that a new seal writes, by path from the root."""
    line = dict(zip(SEALS.names, _next_line(snapshot, seals), strict=True))
    return {
        KEEP_BYTES: KEPT_BYTES,
        **sealed_files(snapshot, files),
        SEALS.path: with_lines(root / SEALS.path, SEALS, [line]),
    }


def correction_file(root: Path, rows: Iterable[Mapping[str, str]]) -> dict[str, bytes]:
    """The ledger of corrections with these more lines, by its path from the root."""
    return {CORRECTIONS.path: with_lines(root / CORRECTIONS.path, CORRECTIONS, rows)}


def with_lines(path: Path, layout: FileFormat, lines: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV ledger with more lines (cells by column), in its own encoding and order of columns; a new one begins with a BOM.

    Bytes of a console that aren't text are kept as they are, for the ledger's reader to refuse.
    """
    text, encoding = _read(path) if path.exists() else (_line(layout.names), "utf-8-sig")
    if not text.endswith("\n"):
        text += "\n"
    header = next(row for row in csv.reader(io.StringIO(text)) if any(map(str.strip, row)))
    text += "".join(_line([cells.get(name.strip(), "") for name in header]) for cells in lines)
    return text.encode(encoding, "surrogateescape")


def _read(path: Path) -> tuple[str, str]:
    """Text and encoding of a ledger that `check` has read before (BOM, UTF-8 or GB18030)."""
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def csv_ledger(lines: Iterable[Sequence[str]]) -> bytes:
    """A whole CSV ledger, as programs write it: the header is the first of its lines."""
    return "".join(map(_line, lines)).encode("utf-8-sig")


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
