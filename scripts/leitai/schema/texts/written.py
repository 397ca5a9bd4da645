"""What every Markdown file has: its name as an id, its lines."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Row


@dataclass(frozen=True)
class Written(Row):
    """`lines` are those of the whole file, `body` the Markdown below the front matter, without HTML or outside resources."""

    slug: str
    body: str
    lines: tuple[str, ...]
