"""Lines as people type them → lines as CommonMark means them, each with the line that it comes from.

Only layout changes, no word: what looks like a heading, a list item or a table becomes one wherever it
stands, and what follows a list or a table without a blank line is a paragraph of its own. Blanks at the
start of a line count by their width, so that the indent of an official document (two full-width blanks, or four) is
no markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leitai.schema.markdown.tables import read_markdown_table

_BLANK = " \t\u3000\u00a0"
_WIDE = "\u3000"
_WIDTHS = {"\t": 4, _WIDE: 2}
_HEADING = re.compile(r"(?P<marks>[#＃]{1,6})(?P<blank>[ \u3000]*)(?P<words>[^#＃\s].*)")
_ITEM = re.compile(r"(?P<marker>[-*]|[0-9]{1,9}\.)[ \t\u3000]+(?P<words>\S.*)")
_DEFINITION = re.compile(r" {0,3}:[ \t]+\S")  # of the term on the line before
_QUOTE = re.compile(r">(?=[ >]|$)")
_GOES_ON = tuple("，、,（(“《")  # a line that ends like this is not finished
_LEAST_NESTING = 2  # blanks


class TextLine(NamedTuple):
    """A line, and the number of the line that it was made of, from 0."""

    text: str
    origin: int


@dataclass(frozen=True)
class _Item:
    """An open list item: where its marker was written, and where its text stands now."""

    written: int
    content: int


def laid_out(lines: Sequence[str]) -> list[TextLine]:
    """The lines of a text for a CommonMark parser."""
    layout = _Layout()
    position = 0
    while position < len(lines):
        table = read_markdown_table(lines, position)
        if table is None:
            if any(map(_DEFINITION.match, lines[position + 1 : position + 2])):
                layout.set_apart("text", [])
            layout.add(lines[position], position)
            position += 1
        else:
            layout.set_apart("table", [TextLine(text, position + row) for text, row in table.lines])
            position += table.height
    return layout.lines


class _Layout:
    """What was laid out so far; `kind` is that of the last line: blank, text, item, quote, table, heading."""

    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self.kind = "blank"
        self.items: list[_Item] = []

    def add(self, line: str, origin: int) -> None:
        text = line.lstrip(_BLANK)
        lead = line[: len(line) - len(text)]
        indent = sum(_WIDTHS.get(blank, 1) for blank in lead)
        heading, item = _HEADING.fullmatch(text), _ITEM.fullmatch(text)
        if not text:
            self._put("blank", "", origin)
        elif heading is not None and (heading["blank"] or len(heading["marks"]) > 1):
            self.set_apart("heading", [TextLine(f"{'#' * len(heading['marks'])} {heading['words']}", origin)])
        elif item is not None:
            self._add_item(indent, item["marker"], item["words"], origin)
        elif _QUOTE.match(text):
            if self.kind != "quote":
                self.set_apart("quote", [])
            self._put("quote", text, origin)
        else:
            self._add_text(text, indent, _WIDE in lead, origin)

    def set_apart(self, kind: str, lines: Sequence[TextLine]) -> None:
        """Lines that have nothing to do with what stands before."""
        if self.kind != "blank":
            self._put("blank", "", self.lines[-1].origin)
        self.items.clear()
        self.lines += lines
        self.kind = kind

    def _put(self, kind: str, text: str, origin: int) -> None:
        self.lines.append(TextLine(text, origin))
        self.kind = kind

    def _add_item(self, indent: int, marker: str, words: str, origin: int) -> None:
        """Two blanks more than the item above nest; the marker is put where CommonMark sees it as nested."""
        if not self.items and self.kind not in ("blank", "item"):
            self.set_apart("text", [])
        while self.items and indent < self.items[-1].written + _LEAST_NESTING:
            self.items.pop()
        column = self.items[-1].content if self.items else 0
        self.items.append(_Item(indent, column + len(marker) + 1))
        self._put("item", f"{' ' * column}{marker} {words}", origin)

    def _add_text(self, text: str, indent: int, is_paragraph: bool, origin: int) -> None:
        """Text below a list belongs to the item if it is indented, or if the item's sentence goes on."""
        goes_on = self.kind == "item" and self.lines[-1].text.endswith(_GOES_ON)
        while self.items and not goes_on and (is_paragraph or indent <= self.items[-1].written):
            self.items.pop()
        if self.items:
            self._put("item", " " * self.items[-1].content + text, origin)
            return
        if self.kind not in ("blank", "text"):
            self.set_apart("text", [])
        is_first = not self.lines or not self.lines[-1].text
        self._put("text", text if is_first else " " * indent + text, origin)
