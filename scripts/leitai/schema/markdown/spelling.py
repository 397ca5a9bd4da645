"""Words as this Markdown must spell them, so that a page shows just these words."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=[(\[])")
_MARK = re.compile(r"^(?P<blank>\s*)(?P<mark>[#＃>|:]|-{3,}\s*$)")


def escaped_words(words: str) -> str:
    """Words inside a line: what would be markup is an entity; `[F23]` stays a citation.

    >>> spelled("a<b>`c` **d** &amp;")
    'a&lt;b>&#96;c&#96; &#42;&#42;d&#42;&#42; &amp;amp;'
    """
    words = _TAG.sub("&lt;", _ENTITY.sub("&amp;", words))
    words = _LINK.sub("&#93;", words.replace("`", "&#96;").replace("**", "&#42;&#42;"))
    return words.replace("\t", " ")


def spelled_line(line: str) -> str:
    """A spelled line that stands alone: it begins no heading, quotation, table or rule."""
    return _MARK.sub(lambda match: f"{match['blank']}&#{ord(match['mark'][0])};{match['mark'][1:]}", line)


def spelled_cell(words: str) -> str:
    """Words as a cell of a Markdown table."""
    return words.replace("|", r"\|").replace("\n", "　")
