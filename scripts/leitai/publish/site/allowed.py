"""What a page of the built site may hold: an allow-list of tags, attributes and link schemes, over its bytes.

Every `<` must begin a tag that is written plainly (lower case, attributes in double quotes without `<` or `>`), so that no
parser can see another tag than this one. Scripts and styles that stand on the page itself need the
policy's hash. Form controls, and `meta`, which can lead away, belong to the shell, never to what it frames. A page of the same
shape costs little: each tag as it is written is judged once.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import unescape

from leitai.schema.characters import HIDDEN, name_of

_PLAIN = (
    "article aside b blockquote body br caption code dd del details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head "
    "header hr ins li main nav noscript p pre section small strong style summary sub sup table tbody tfoot thead tr ul"
)
_OWN = {
    "a": "href download name aria-current", "button": "type", "details": "open", "html": "data-target", "input": "type autocomplete",
    "img": "src alt width height loading", "label": "for", "li": "value", "link": "rel href media type", "meta": "charset content http-equiv name property",
    "ol": "start", "script": "src defer", "td": "align colspan rowspan", "th": "align colspan rowspan scope", "title": "", "span": "",
}  # fmt: skip
_DRAWING = (
    "x y x1 x2 y1 y2 cx cy r rx ry d points width height viewbox xmlns transform text-anchor fill stroke"
)
_DRAWN = ("svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "desc")
_TAGS = {tag: frozenset[str]() for tag in _PLAIN.split()}
_TAGS |= {tag: frozenset(names.split()) for tag, names in _OWN.items()}
_TAGS |= {tag: frozenset(_DRAWING.split()) for tag in _DRAWN}
_EVERYWHERE = frozenset(["class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"])
_HARMLESS = ("aria-", "data-")
_TAG = re.compile(
    r'</?(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[A-Za-z][A-Za-z0-9:-]*(?:="[^"<>]*")?)*)\s*/?>'
)
_ATTRIBUTE = re.compile(r'([A-Za-z][A-Za-z0-9:-]*)(?:="([^"]*)")?')
_PIECE = re.compile(r"<[^<>]*>?")
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_FRAMED = re.compile(r"<main[\s>].*</main>", re.DOTALL)
_OF_THE_SHELL = re.compile(r"<(?:input|button|select|textarea|form|label|option|meta)[\s/>]")
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_TAKEN_OFF = str.maketrans("", "", "\t\r\n")  # by browsers, anywhere in an address
_OTHER_HOST = re.compile(r"[\x00-\x20]*[/\\]{2}")
_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
NO_ICON = "data:,"  # of a page that must not ask for one
_SHOWN = 80


def foreign_parts(html: bytes) -> Iterator[str]:
    """Each part of a page that isn't allowed, as it is written there."""
    text = html.decode("utf-8", "replace")
    hidden = HIDDEN.search(text)
    if hidden is not None:
        yield name_of(hidden[0])
    policy = _POLICY.search(text)
    named = unescape(policy[1]) if policy is not None else ""
    for match in _INLINE.finditer(text):
        if f"'sha256-{b64encode(sha256(match[2].encode()).digest()).decode()}'" not in named:
            yield match[0][:_SHOWN]
    pieces = dict.fromkeys(_PIECE.findall(_INLINE.sub("", text)))
    yield from (piece[:_SHOWN] for piece in pieces if not _is_allowed(piece))
    framed = _FRAMED.search(text)
    if framed is not None:
        yield from dict.fromkeys(match[0] for match in _OF_THE_SHELL.finditer(framed[0]))


@lru_cache(maxsize=1 << 16)
def _is_allowed(piece: str) -> bool:
    """Whether a piece of text from a `<` on is one of the allowed tags."""
    match = _TAG.fullmatch(piece)
    if match is None:
        return piece.lower() == "<!doctype html>"
    names = _TAGS.get(match["name"])
    return names is not None and all(
        _is_allowed_attribute(name.lower(), value, names)
        for name, value in _ATTRIBUTE.findall(match["attributes"])
    )


def _is_allowed_attribute(name: str, value: str, own: frozenset[str]) -> bool:
    if name == "href" and value != NO_ICON and not _only_links(unescape(value).translate(_TAKEN_OFF)):
        return False
    if name in ("fill", "stroke") and "(" in value:  # url(…) is loaded
        return False
    return name in own or name in _EVERYWHERE or name.startswith(_HARMLESS)


def _only_links(address: str) -> bool:
    """Whether an address leads to a page or opens a letter or a telephone, nothing else; //host is a computer of the network from disk."""
    scheme = _SCHEME.match(address)
    return not _OTHER_HOST.match(address) if scheme is None else scheme[1].lower() in _SCHEMES
