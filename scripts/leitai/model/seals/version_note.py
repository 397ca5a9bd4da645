"""What readers may know of a correction: the entries, whose published rank or score it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.ledgers.corrections import Correction


@dataclass(frozen=True)
class Moved:
    """A unit's rank (第3名), tier or score as published before and after; `item` says which."""

    unit_id: str
    item: str
    old: str
    new: str


@dataclass(frozen=True)
class VersionNote:
    """A new version of a sealed ranking: what was corrected of this group, and of every unit whose published rank, tier or
    score moved, which way. `published`: what the method publishes of a unit before all else; empty if nothing."""

    version: int
    day: date
    corrected: tuple[Correction, ...]
    moved: tuple[Moved, ...]
    version_before: int
    published: str
