"""Pages that an editor writes: `content/pages/*.md`."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import column, optional_column, schema_of
from leitai.schema.keys import ListOf
from leitai.schema.parsers import TEXT
from leitai.schema.texts.written import Written


@dataclass(frozen=True)
class Prose(Written):
    """A title and a text."""

    title: str = column("title", "标题", TEXT)
    asked_as: tuple[str, ...] = optional_column(
        "asked_as", "读者会用的说法，检索用，例如联系方式", ListOf(TEXT)
    )


PROSE = schema_of(Prose, "content/pages/*.md", "其他页面")
