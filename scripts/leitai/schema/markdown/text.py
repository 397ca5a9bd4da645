"""A written text, understood: its parts in order, what it cites and links to, and how it stands on a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from markdown_it.token import Token

from leitai.schema.markdown.grammar import DEEPEST, PARSER
from leitai.schema.markdown.layout import laid_out
from leitai.schema.markdown.tokens import rows_of

NOTHING_BESIDE: Mapping[str, str] = MappingProxyType({})
_AUTOMATIC = re.compile(r"(?:.*-)?t-[0-9a-f]{8}(?:-[0-9]+)?")


@dataclass(frozen=True)
class TextLink:
    """What a text leads to or shows, as the page will write it and as the writer did; `row` is the line of the file.

    `words` is the alternative text of a picture, "" of a link.
    """

    url: str
    written: str
    row: int
    is_picture: bool
    words: str = ""


@dataclass(frozen=True)
class Part:
    """One element of a text: a paragraph, list, table …, or a heading of some `level`.

    `rows` are the lines of the file that the parser's lines stand for.
    """

    tokens: tuple[Token, ...] = field(repr=False)
    rows: tuple[int, ...] = field(repr=False)

    @property
    def level(self) -> int:
        """1 to 6 of a heading, 0 of anything else."""
        return int(self.tokens[0].tag[1]) if self.tokens[0].type == "heading_open" else 0

    @property
    def row(self) -> int:
        return self.rows[(self.tokens[0].map or [0])[0]]

    @property
    def words(self) -> str:
        """The text without markup, where the part is a heading or paragraph; empty for anything else."""
        inline = self.tokens[1:2]
        is_line = self.tokens[0].type in ("heading_open", "paragraph_open")
        return "".join(c.content for t in inline for c in t.children or ()) if is_line else ""

    @property
    def own_id(self) -> str:
        """The id that the writer gave a heading."""
        return str(self.tokens[0].attrGet("id") or "")

    @property
    def too_deep(self) -> int | None:
        """The line below which the parser gave up, because it is nested too deep."""
        deepest = (token for token in self.tokens if token.map and token.level >= DEEPEST - 1)
        return next((self.rows[(token.map or [0])[0]] for token in deepest), None)

    def children(self) -> Iterator[tuple[int, Token]]:
        """Every piece of text, link, citation … with its line of the file."""
        for token in self.tokens:
            if token.type == "inline":
                yield from ((self.rows[row], child) for row, child in rows_of(token))


@dataclass(frozen=True)
class Text:
    """The parts of a text that was parsed."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def links(self) -> Iterator[TextLink]:
        for row, child in (pair for part in self.parts for pair in part.children()):
            if child.type == "link_open":
                yield TextLink(str(child.attrGet("href")), child.meta["written"], row, False)
            elif child.type == "image":
                written = str(child.meta.get("written", child.attrGet("src")))
                yield TextLink(str(child.attrGet("src")), written, row, True, child.content)

    @property
    def cited(self) -> Iterator[str]:
        """The ids of the facts that are cited."""
        pairs = (pair for part in self.parts for pair in part.children())
        return (child.content for _, child in pairs if child.type == "citation")


def parse(lines: Sequence[str], first_row: int, beside: Mapping[str, str] = NOTHING_BESIDE) -> Text:
    """The text that stands in lines of a file from `first_row` on.

    `beside`: addresses of files by the names under which the text may link to them or show them.
    """
    laid = laid_out(lines)
    rows = tuple(first_row + line.origin for line in laid)
    tokens = PARSER.parse("\n".join(line.text for line in laid))
    _point_beside(tokens, beside)
    return Text(tuple(Part(group, rows) for group in _groups(tokens)))


def _point_beside(tokens: Iterable[Token], beside: Mapping[str, str]) -> None:
    for child in (child for token in tokens for child in token.children or ()):
        name = {"image": "src", "link_open": "href"}.get(child.type)
        if name is not None:
            written = str(child.attrGet(name))
            child.meta.setdefault("written", written)
            child.attrSet(name, beside.get(unquote(written), written))


def _groups(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens of each element at the top."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield tuple(group)
            group = []


def automatic_anchor(words: str) -> str:
    """The id of a heading that has none of its own: from its words alone, so that no other heading changes it."""
    return f"t-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def is_automatic(anchor: str) -> bool:
    """Whether an id is such a one, perhaps with a prefix and a number."""
    return _AUTOMATIC.fullmatch(anchor) is not None
