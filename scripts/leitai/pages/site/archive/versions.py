"""What an archive page says of the sealed versions of a period or meeting, and of the zip beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leitai.model.seals.seal import Seal, version_url
from leitai.model.urls import archive_hashes_url, archive_zip_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Link
from leitai.pages.site.archive.sealed import sealed_name


@dataclass(frozen=True)
class TakeAway:
    """The zip, and the list of what is in it with every file's SHA-256."""

    zip: str
    hashes: str


def take_away(name: str) -> TakeAway:
    """Where the zip of a period or meeting lies, and the hashes of what is in it."""
    return TakeAway(archive_zip_url(name), archive_hashes_url(name))


@dataclass(frozen=True)
class ArchivedVersion:
    """What was sealed when and by which documents, the hash of its line in the ledger of seals, its pages as they were,
    and all of it as a zip; a version whose pages weren't kept has neither."""

    text: str
    hash: str
    pages: tuple[Link, ...]
    take_away: TakeAway | None


def archived_version(seal: Seal, why: str, name_of: Callable[[str], str]) -> ArchivedVersion:
    """`why` stands before the version and ends in a comma; `name_of` a page by its file name without `.html`."""
    snapshot = seal.snapshot
    names = sorted(name.removesuffix(".html") for name in snapshot.files if name.endswith(".html"))
    address = snapshot.period_id, snapshot.version
    return ArchivedVersion(
        text=f"{words.day(snapshot.day)}：{why}封存第 {snapshot.version} 版",
        hash=seal.line_hash,
        pages=tuple(Link(name_of(name), version_url(*address, f"{name}.html")) for name in names),
        take_away=take_away(sealed_name(snapshot)) if snapshot.files else None,
    )
