"""Written texts on pages: as HTML, with citations as links to the facts that they cite.

A text doesn't go through the site generator's Markdown, which would read it by other rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from leitai.model import urls
from leitai.pages.kit.page import href_of
from leitai.schema.markdown.citations import CITATION, is_fact_id
from leitai.schema.markdown.grammar import PARSER
from leitai.schema.markdown.text import Part, Text, automatic_anchor

_LOWEST = 6  # heading


class _Html(RendererHTML):
    """Tokens as HTML."""

    def softbreak(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return tokens[index].content

    def citation(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return fact_link(tokens[index].content)


_HTML = _Html()


def fact_link(number: str) -> str:
    """A citation as a link."""
    return f'<a class="lt-cite" href="{href_of(f"{urls.FACTS}#{number}")}">&#91;{number}&#93;</a>'


@dataclass(frozen=True)
class TextSection:
    """What a text says under one of its highest headings."""

    anchor: str
    title: Markup
    body: Markup


def body(text: Text, top: int = 2, prefix: str = "") -> Markup:
    """A text, its highest heading on level `top` or below.

    A heading without an id of its own gets one from its words, after `prefix`, so that another heading before it changes none.
    """
    return _joined(_parts(text, top, prefix))


def sections(text: Text) -> tuple[Markup, tuple[TextSection, ...]]:
    """A text in pieces that can be opened one by one: what stands before its highest headings, and what under each."""
    highest = min((part.level for part in text.parts if part.level), default=0)
    pieces: list[list[_Made]] = [[]]
    for made in _parts(text):
        if highest and made.level == highest:
            pieces.append([])
        pieces[-1].append(made)
    first, *others = pieces
    return _joined(first), tuple(
        TextSection(heading.anchor, Markup(heading.words), _joined(rest)) for heading, *rest in others
    )


@dataclass(frozen=True)
class _Made:
    """A part of a text as HTML; of a heading also its level as written, its id and its words."""

    html: str
    level: int = 0
    anchor: str = ""
    words: str = ""


def _joined(made: Iterable[_Made]) -> Markup:
    return Markup("\n\n".join(part.html for part in made))


def _parts(text: Text, top: int = 2, prefix: str = "") -> Iterator[_Made]:
    deeper = max(0, top - min((part.level for part in text.parts if part.level), default=top))
    names = _anchors(text.parts, prefix)
    return (_part(part, deeper, names) for part in text.parts)


def _anchors(parts: Iterable[Part], prefix: str) -> Iterator[str]:
    """The ids of the headings, in order; `top` is the page's own."""
    used = Counter(("top",))
    for part in parts:
        if part.level:
            name = part.own_id or f"{prefix}{automatic_anchor(part.words)}"
            used[name] += 1
            yield name if used[name] == 1 else f"{name}-{used[name]}"


def _part(part: Part, deeper: int, names: Iterator[str]) -> _Made:
    if not part.level:
        return _Made(_HTML.render(part.tokens, PARSER.options, {}).strip())
    words = _HTML.renderInline(part.tokens[1].children or [], PARSER.options, {})
    level, anchor = min(part.level + deeper, _LOWEST), next(names)
    return _Made(f'<h{level} id="{anchor}">{words}</h{level}>', part.level, anchor, words)


def plain_line(text: str) -> Markup:
    """One line of plain text for HTML, with its citations linked."""
    return Markup(CITATION.sub(lambda match: fact_link(match[1]), str(escape(text))))


def sources(given: Iterable[str]) -> Markup:
    """Numbers of facts as links, anything else in the editor's words."""
    return Markup("、").join(
        Markup(fact_link(source)) if is_fact_id(source) else escape(source) for source in given
    )
