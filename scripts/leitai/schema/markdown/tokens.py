"""What the parser leaves to be done on its tokens: own ids of headings, paragraphs, numbers of items, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_OWN_ID = re.compile(r"\s*\{:?\s*#(?P<id>[A-Za-z][A-Za-z0-9_-]*)(?:\s+\.[A-Za-z][\w-]*)*\s*\}$")
_BREAKS = ("softbreak", "hardbreak")
_LOCAL_PAGE = re.compile(r"^(?![a-z][a-z0-9+.-]*:|//)(?P<path>[^?#]+)\.md(?=$|[?#])", re.IGNORECASE)


def name_headings(state: StateCore) -> None:
    """`## 标题 {: #id }`: the id becomes the heading's."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        match = _OWN_ID.search(inline.content) if opening.type == "heading_open" else None
        if match is not None:
            opening.attrSet("id", match["id"])
            inline.content = inline.content[: match.start()]


def finish_tokens(state: StateCore) -> None:
    """Numbers of items stay as written, cells are aligned without styles, each line that stands alone is a paragraph."""
    _keep_numbers(state.tokens)
    for token in state.tokens:
        style = token.attrs.pop("style", None) if token.type in ("th_open", "td_open") else None
        if style is not None:
            token.attrSet("align", str(style).removeprefix("text-align:"))
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("loading", "lazy")
            elif child.type == "link_open":
                written = str(child.attrGet("href"))
                child.meta["written"] = written
                child.attrSet("href", _LOCAL_PAGE.sub(r"\g<path>.html", written))
    state.tokens = list(_paragraphs(state.tokens))


def _keep_numbers(tokens: Sequence[Token]) -> None:
    expected: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            expected.append(int(token.attrGet("start") or 1))
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != expected[-1]:
                token.attrSet("value", str(number))
            expected[-1] = number + 1


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Token]:
    """A paragraph per line that stands alone; inside tight lists the line breaks stay."""
    position = 0
    while position < len(tokens):
        opening = tokens[position]
        if opening.type == "paragraph_open" and not opening.hidden:
            _, inline, closing = tokens[position : position + 3]
            for part in _split(inline):
                yield from (opening.copy(map=part.map), part, closing)
            position += 3
        else:
            yield opening
            position += 1


def _split(inline: Token) -> Iterator[Token]:
    row, part = (inline.map or [0])[0], list[Token]()
    start = row
    for child in inline.children or ():
        row += child.type in _BREAKS
        if child.type == "hardbreak" and child.level == 0:
            yield inline.copy(children=part, map=[start, row])
            start, part = row, []
        else:
            part.append(child)
    yield inline.copy(children=part, map=[start, row + 1])


def rows_of(inline: Token) -> Iterator[tuple[int, Token]]:
    """The parts of a line of text, each with the row of the laid out text on which it stands."""
    row = (inline.map or [0])[0]
    for child in inline.children or ():
        yield row, child
        row += child.type in _BREAKS
