"""A site against the seals of its portal: what somebody changed together with the manifest doesn't get past them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from leitai.model.seals.seal import Seal, version_url
from leitai.model.tables import TableColumn
from leitai.model.urls import SEALS_TABLE

COLUMNS = (
    TableColumn("序号", "integer", "从 1 起，不断号"),
    TableColumn("期间", "text", "封存的期间，或会议编号"),
    TableColumn("版本", "integer", "这一期的第几版"),
    TableColumn("日期", "date", "封存的日期"),
    TableColumn("指纹", "text", "封存账这一行的 SHA-256，前面各行也都算在里面"),
)
_VERSION = re.compile(r"(rankings|meetings)/[^/]+/v[0-9]+/[^/]+")


def unlike_the_seals(found: Mapping[str, str], site: Path, seals: Sequence[Seal]) -> Iterator[str]:
    """The sealed versions that are not as they were sealed, those that nobody sealed, and the list of seals if it is another one.

    `found`: the SHA-256 of each file of the site. A site may be older than the seals, never newer.
    """
    known = {
        version_url(seal.snapshot.period_id, seal.snapshot.version, name): value
        for seal in seals
        for name, value in seal.snapshot.files.items()
    }
    for path, value in found.items():
        if _VERSION.fullmatch(path) and known.get(path) != value:
            yield path
    lines = [list(published_line(seal)) for seal in seals]
    shown = _published(site / SEALS_TABLE)
    if shown != lines[: len(shown)]:
        yield SEALS_TABLE


def published_line(seal: Seal) -> tuple[str, ...]:
    """What readers are given of a line of the ledger of seals: its own hash stands for all of it and for those before."""
    snapshot = seal.snapshot
    return (
        str(seal.number),
        snapshot.period_id,
        str(snapshot.version),
        snapshot.day.isoformat(),
        seal.line_hash,
    )


def _published(path: Path) -> list[list[str]]:
    """The lines below the header; none where there is no such file, or where it is none of ours."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header, *lines = [*csv.reader(file)] or [[]]
    return lines if header == [column.name for column in COLUMNS] else [[]]
