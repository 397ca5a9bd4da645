"""Files that stand beside a written text, in its folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Material:
    """A file that is published with a text; `size` in bytes and `digest` (SHA-256) are those of the file as it was put there."""

    name: str
    size: int
    digest: str
