"""What every Markdown file has: its name as an id, its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leitai.schema.columns import Row
from leitai.schema.markdown.text import Text

TO_BE_WRITTEN = "待补充"  # what `leitai new` writes where the editor has to
_UNTOUCHED = re.compile(rf"(?::\s*|会议情况){TO_BE_WRITTEN}。?\s*$|^（请写：|!\[[^\]]*{TO_BE_WRITTEN}\]")


def is_untouched(line: str) -> bool:
    """Whether a line is as a template left it."""
    return _UNTOUCHED.search(line) is not None


@dataclass(frozen=True)
class Written(Row):
    """`lines` are those of the whole file, `body` the text below the front matter."""

    slug: str
    body: Text
    lines: tuple[str, ...]
