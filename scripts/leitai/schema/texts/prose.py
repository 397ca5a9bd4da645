"""Pages that an editor writes: `content/pages/*.md`."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.problems import Place
from leitai.schema.table import Column, FileFormat


@dataclass(frozen=True)
class Prose:
    """A title and a Markdown text that has been checked to hold no HTML and no outside resources."""

    slug: str
    title: str
    body: str
    lines: tuple[str, ...]
    place: Place


PROSE = FileFormat("content/pages/*.md", "其他页面", (Column("title", "标题"),))
