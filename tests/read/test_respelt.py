"""The product's own files after Excel or WPS have saved them: they read as before, and what is sealed stays sealed."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from leitai.pipeline.load import load
from leitai.read.documents.encodings import decode_text
from portals import Portal, copy_sample

_DAY = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")


def respelt(cell: str) -> str:
    """What a Chinese Excel makes of a cell of a CSV file that it opens and saves."""
    day = _DAY.fullmatch(cell)
    if day is not None:
        return f"{day[1]}/{int(day[2])}/{int(day[3])}"
    return cell.upper() if cell in ("true", "false") else cell


def in_ledger(cell: str) -> str:
    """In ledgers also numbers, as LibreOffice and Excel write them back: 64 zeros are 0."""
    if cell.isdigit():
        return str(int(cell))
    return cell.replace("%", ".00%") if re.fullmatch(r"[0-9]+%", cell) else respelt(cell)


def save_all(root: Path, encoding: str, more: int) -> int:
    """Save each CSV file as a spreadsheet does; returns how many cells it respelt."""
    changed = 0
    for path in (
        path for path in sorted(root.rglob("*.csv")) if "seals" not in path.parts
    ):  # what is frozen is nobody's to open
        decoded = decode_text(path.read_bytes())
        assert decoded is not None
        rows = list(csv.reader(io.StringIO(decoded[0])))
        spelling = in_ledger if "ledgers" in path.parts else respelt
        saved = [[*map(spelling, row), *[""] * more] for row in rows]
        changed += sum(
            a != b for old, new in zip(rows, saved, strict=True) for a, b in zip(old, new, strict=False)
        )
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([*saved, [""] * len(saved[0])])
        path.write_bytes(text.getvalue().encode(encoding))
    return changed


def understood(root: Path) -> tuple[object, ...]:
    """What was read and scored, and what was said of it; encodings aside."""
    loaded = load(root)
    content = loaded.content
    said = [(p.code, str(p.place), p.value, p.what) for p in loaded.problems]
    return (
        said, content.observations.to_dict("list"), content.settings, content.library.problems, content.library.claims,
        content.library.tasks,
        [(r.period, r.group, [(row.unit.unit_id, row.rank) for row in r.rows]) for r in loaded.rankings],
    )  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[object, ...]]:
    root = copy_sample(tmp_path_factory.mktemp("sample"))
    return root, understood(root)


@pytest.mark.parametrize(("encoding", "more"), [("utf-8-sig", 0), ("gb18030", 3)])
def test_the_sample_reads_as_before(
    sample: tuple[Path, tuple[object, ...]], encoding: str, more: int
) -> None:
    root, before = sample
    originals = {path: path.read_bytes() for path in root.rglob("*.csv")}
    try:
        assert save_all(root, encoding, more) > 20
        assert understood(root) == before
    finally:
        for path, data in originals.items():
            path.write_bytes(data)


def test_what_is_sealed_stays_sealed(portal: Portal) -> None:
    assert portal.run("seal", "2019Q1").exit_code == 0
    before = portal.check().problems
    assert save_all(portal.root / "content", "gb18030", 2) > 0
    assert save_all(portal.root / "site_config", "utf-8-sig", 0) > 0
    assert portal.check().problems == before
