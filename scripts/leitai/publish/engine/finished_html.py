"""A Markdown extension, named in `mkdocs.yml`: whole HTML blocks go into the page as they are, without being parsed.

Python-Markdown keeps raw HTML by reading it with a parser in pure Python, MkDocs looks for anchors with a second one;
on tables of results these two take two thirds of a build. Here each run of whole block elements is stashed before
either sees it. A run is known by its form alone and comes out byte for byte as `html_block` would leave it, so this gives nobody a way
to write HTML into a page (prose with a tag is refused, C01; cells are escaped). What isn't plainly a run of whole blocks is left to `html_block`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

BEFORE_THE_PARSERS = 25  # normalize_whitespace has 30, mkdocs_raw_html 21, html_block 20
BEFORE_OTHER_BLOCKS = 110  # admonition has 105, empty 100
_START_OF_RUN = re.compile(r"\n\n(?=<[a-z])")
_FIRST_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>])(?![^<>]*/>)")
_BLANK_LINE = re.compile(r"\n *\n")
_NEXT_BLOCK = re.compile(r"\n(?=<[a-z])")
_TEXT_ONLY = frozenset(
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"]
)
# Comments, elements that hold text alone, `<` in an attribute: here counting tags doesn't do.
_NOT_PLAIN = re.compile(rf"""<[!?]|<(?:{"|".join(_TEXT_ONLY - {"title"})})\b|=(?:"[^"<]*|'[^'<]*)<""")
_ANY_TAG = re.compile(r"<(?:/?([a-z][a-z0-9]*)(?:\s[^<>]*)?>|(?=[A-Za-z!?/]))")


class FinishedHtml(Extension):
    """What `mkdocs.yml` names."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(StashFinishedHtml(md), "finished_html", BEFORE_THE_PARSERS)
        md.parser.blockprocessors.register(StashedBlock(md.parser), "finished_html", BEFORE_OTHER_BLOCKS)


def makeExtension() -> FinishedHtml:
    """The name by which Python-Markdown asks for an extension."""
    return FinishedHtml()


class StashFinishedHtml(Preprocessor):
    """Put each run of whole block elements that stands between blank lines into Markdown's stash."""

    def run(self, lines: list[str]) -> list[str]:
        return "".join(self._pieces("\n".join(("", "", *lines)))).split("\n")[2:]

    def _pieces(self, text: str) -> Iterator[str]:
        done = 0
        for start in (match.end() for match in _START_OF_RUN.finditer(text)):
            end = self._end_of_run(text, start) if start >= done else None
            if end is None:
                continue
            if self._may_be_open(text[done:start]):
                break
            yield text[done:start]
            yield self.md.htmlStash.store(text[start:end] + "\n")
            done = end
        yield text[done:]

    def _may_be_open(self, text: str) -> bool:
        """Whether `html_block` may take what follows this text for a part of an element in it."""
        names = (tag[1] for tag in _ANY_TAG.finditer(text))
        return any(name is None or name in _TEXT_ONLY or self.md.is_block_level(name) for name in names)

    def _end_of_run(self, text: str, start: int) -> int | None:
        """Where the block elements that stand line below line end before a blank line; None if anything else follows."""
        end = self._end_of_block(text, start)
        while end is not None and not _BLANK_LINE.match(text, end):
            follows = _NEXT_BLOCK.match(text, end)
            end = self._end_of_block(text, follows.end()) if follows else None
        return None if end is None or _NOT_PLAIN.search(text, start, end) else end

    def _end_of_block(self, text: str, start: int) -> int | None:
        """Where the block element that starts here is closed again; None if none starts or it never is."""
        first = _FIRST_TAG.match(text, start)
        if first is None or not self.md.is_block_level(first[1]):
            return None
        depth = 0
        for tag in _tags(first[1]).finditer(text, start):
            depth += -1 if tag[1] else 1
            if depth == 0:
                return tag.end()
        return None


class StashedBlock(BlockProcessor):
    """What the stash stands for holds no Markdown: no other processor, no inline pattern looks at it."""

    def test(self, parent: Element, block: str) -> bool:
        return HTML_PLACEHOLDER_RE.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = AtomicString(blocks.pop(0))


@cache
def _tags(name: str) -> re.Pattern[str]:
    """The start and end tags of one kind of element; one that closes itself (`<div />`) is neither."""
    return re.compile(rf"<(?:{name}(?=[\s>])(?![^<>]*/>)|(/){name}\s*>)")
