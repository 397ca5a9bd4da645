"""What every Markdown file has: its name as an id, its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from leitai.problems import Place
from leitai.schema.columns import Record, columns_of
from leitai.schema.markdown.text import Text

TO_BE_WRITTEN = "待补充"  # what `leitai new` writes where the editor has to
_UNTOUCHED = re.compile(
    rf"(?:[:：]\s*|会议情况|^[\s>*#（(【\[-]*){TO_BE_WRITTEN}[）)】\]。.…]*\s*$|^（请写：|!\[[^\]]*{TO_BE_WRITTEN}\]"
)


def is_untouched(line: str) -> bool:
    """Whether a line is as a template left it."""
    return _UNTOUCHED.search(line) is not None


@dataclass(frozen=True)
class Written(Record):
    """`lines` are those of the whole file, `body` the text below the front matter."""

    slug: str
    body: Text
    lines: tuple[str, ...]

    def place_of(self, name: str) -> Place:
        """The key that a field was read from, on its line; the file if it is left out."""
        key = columns_of(type(self))[name].name
        rows = (number for number, line in enumerate(self.lines, start=1) if line.startswith(f"{key}:"))
        return replace(self.place, row=next(rows, self.place.row), column=key)
