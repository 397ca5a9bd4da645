"""What every Markdown file has: its name as an id, its lines."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Row
from leitai.schema.markdown.text import Text


@dataclass(frozen=True)
class Written(Row):
    """`lines` are those of the whole file, `body` the text below the front matter."""

    slug: str
    body: Text
    lines: tuple[str, ...]
