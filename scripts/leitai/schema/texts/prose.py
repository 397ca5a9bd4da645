"""Pages that an editor writes: `content/pages/*.md`."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import column, schema_of
from leitai.schema.parsers import TEXT
from leitai.schema.texts.written import Written


@dataclass(frozen=True)
class Prose(Written):
    """A title and a text."""

    title: str = column("title", "标题", TEXT)


PROSE = schema_of(Prose, "content/pages/*.md", "其他页面")
