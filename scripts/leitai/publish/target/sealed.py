"""A site against the seals of its portal: what somebody changed together with the manifest doesn't get past them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leitai.model.seals.seal import Seal, version_url
from leitai.model.seals.sealed_meeting import sealed_materials
from leitai.model.tables import TableColumn
from leitai.model.urls import SEALS_TABLE

COLUMNS = (
    TableColumn("序号", "integer", "从 1 起，不断号"),
    TableColumn("期间", "text", "封存的期间，或会议编号"),
    TableColumn("版本", "integer", "这一期的第几版"),
    TableColumn("日期", "date", "封存的日期"),
    TableColumn("指纹", "text", "封存账这一行的 SHA-256，前面各行也都算在里面"),
)
_VERSION = re.compile(r"(?:rankings|meetings)/([^/]+)/v([0-9]+)/[^/]+")


@dataclass(frozen=True)
class SealedFiles:
    """What the seals know of a site: the hash of each page of a version, those of each file beside a meeting, the published lines.

    `later`: the versions that the site lists after all of these: it was made of newer content than what lies here.
    """

    pages: Mapping[str, str]
    materials: Mapping[str, frozenset[str]]
    lines: Sequence[list[str]]
    later: Sequence[tuple[str, ...]]

    def unlike(self, found: Mapping[str, str], read: Callable[[str], bytes | None]) -> Iterator[str]:
        """The sealed versions that are not as they were sealed, those that nobody sealed, the files beside sealed meetings that are
        others, and the list of seals if it is another one.

        `found`: the SHA-256 of each file of a site or of a zip of it, `read` gives its bytes. A site may be older than the seals; of
        `later` versions nothing can be said.
        """
        for path, value in found.items():
            version = _VERSION.fullmatch(path)
            is_later = version is not None and path not in self.pages and version.groups() in self.later
            if version is not None and self.pages.get(path) != value and not is_later:
                yield path
            if path in self.materials and value not in self.materials[path]:
                yield path
        shown = _published(read(SEALS_TABLE))
        if shown[: len(self.lines)] != self.lines[: len(shown)]:
            yield SEALS_TABLE


def files_of_seals(seals: Sequence[Seal], table: bytes | None) -> SealedFiles:
    """The same for the site, whose list of seals is `table`, and for every zip that lies on it."""
    pages = {
        version_url(seal.snapshot.period_id, seal.snapshot.version, name): value
        for seal in seals
        for name, value in seal.snapshot.files.items()
    }
    materials = sealed_materials(seal.snapshot for seal in seals)
    lines = [_published_line(seal) for seal in seals]
    shown = _published(table)
    later = [tuple(line[1:3]) for line in shown[len(lines) :]] if shown[: len(lines)] == lines else []
    return SealedFiles(pages, materials, lines, later)


def seals_table(seals: Iterable[Seal]) -> list[list[str]]:
    """What readers are given of the ledger of seals: a line's own hash stands for all of it and for those before."""
    return [[column.name for column in COLUMNS], *map(_published_line, seals)]


def _published_line(seal: Seal) -> list[str]:
    snapshot = seal.snapshot
    return [
        str(seal.number),
        snapshot.period_id,
        str(snapshot.version),
        snapshot.day.isoformat(),
        seal.line_hash,
    ]


def _published(data: bytes | None) -> list[list[str]]:
    """The lines below the header; none where there is no such file, or where it is none of ours."""
    if data is None:
        return []
    text = io.StringIO(data.decode("utf-8-sig", "replace"), newline="")
    header, *lines = [*csv.reader(text)] or [[]]
    return lines if header == [column.name for column in COLUMNS] else [[]]
