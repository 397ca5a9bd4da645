"""What an archive page says of the zip beside it."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.model.urls import archive_hashes_url, archive_zip_url


@dataclass(frozen=True)
class TakeAway:
    """The zip, and the list of what is in it with every file's SHA-256."""

    zip: str
    hashes: str


def take_away(name: str) -> TakeAway:
    """Where the zip of a period or meeting lies, and the hashes of what is in it."""
    return TakeAway(archive_zip_url(name), archive_hashes_url(name))
