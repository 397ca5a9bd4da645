"""Written texts are data: no HTML, no scripts, nothing from outside, however it is spelled.

Raw HTML is found line by line. Links and attributes are judged as a browser would see them: on the
rendered text, because Markdown knows many ways to spell one (entities, references, attribute lists).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from leitai.problems import Place, Problem

EXTENSIONS = ("attr_list", "tables", "def_list", "footnotes", "admonition")  # those of mkdocs.yml
ALIGNED_BY_ATTRIBUTE = {"tables": {"use_align_attribute": True}}  # an inline style would break the CSP
_HTML = re.compile(r"<[A-Za-z/!?]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_IGNORED_IN_URLS = re.compile(r"[\x00-\x20]+")
_LINK_SCHEMES = (None, "http", "https", "mailto", "tel")
_OWN_ATTRIBUTES = {"id", "class", "title", "alt", "start", "role", "align"}  # what Markdown writes by itself
_SHOWN = 60


def unsafe_lines(lines: Sequence[str], first: int, place: Place) -> Iterator[Problem]:
    """A problem for each line with HTML, or else for each link and attribute that does more than link."""
    with_html = [(number, line) for number, line in enumerate(lines, start=first) if _HTML.search(line)]
    for number, line in with_html:
        fix = "请改用 Markdown 写法；要写小于号请写 &lt;。"
        where = Place(place.path, row=number)
        yield Problem("C01", where, line.strip()[:_SHOWN], "正文里有 HTML 标签。", fix)
    if not with_html:
        yield from _unsafe_rendered(lines, first, place)


def _unsafe_rendered(lines: Sequence[str], first: int, place: Place) -> Iterator[Problem]:
    try:
        html = markdown("\n".join(lines), extensions=EXTENSIONS, extension_configs=ALIGNED_BY_ATTRIBUTE)
    except RecursionError:
        deepest = max(range(len(lines)), key=lambda i: len(lines[i]) - len(lines[i].lstrip(" \t>")))
        where, shown = Place(place.path, row=first + deepest), lines[deepest].strip()[:_SHOWN]
        yield Problem("C01", where, shown, "列表或引用套得太深，排不出来。", "请减少层次，三四层就够。")
        return
    tree = LexborHTMLParser(html)
    for node in tree.css("body *"):
        for name, value in node.attributes.items():
            refusal = _refusal(name, value or "")
            if refusal:
                number, line = _line_with(lines, first, value or name)
                yield Problem(refusal[0], Place(place.path, row=number), line, *refusal[1:])


def _refusal(name: str, value: str) -> tuple[str, str, str] | None:
    """Code, what is wrong and how to mend it; None for what is harmless."""
    url = _IGNORED_IN_URLS.sub("", value)
    match = _SCHEME.match(url)
    scheme = match[0].lower() if match else None
    if name == "src" and (scheme or url.startswith("//")):
        return "C02", "图片来自站外。", "请把图片放进内容目录再引用；离线时站外图片打不开。"
    if name == "href" and (scheme not in _LINK_SCHEMES or url.startswith("//")):
        return (
            "C01",
            "这个链接不能用：不是普通网址，也不是站内链接。",
            "请写 https:// 开头的网址，或站内的相对链接。",
        )
    if name in ("src", "href") or name in _OWN_ATTRIBUTES:
        return None
    return "C01", f"花括号里的属性“{name}”不能用。", "花括号里只能写编号（#编号）和样式名（.名称）。"


def _line_with(lines: Sequence[str], first: int, text: str) -> tuple[int, str]:
    """The first line that holds a text, entities resolved; the first of all if it is spread over several."""
    found = next((i for i, line in enumerate(lines) if text in unescape(line)), 0)
    return first + found, lines[found].strip()[:_SHOWN]
