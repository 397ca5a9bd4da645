"""Written texts are data: no HTML, no links that act, nothing from outside, however it is spelled.

Links are judged as the parser read them, entities resolved; HTML would be printed as it stands, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from leitai.model.writings.pictures import PICTURE_TYPES, says_nothing
from leitai.problems import Place, Problem
from leitai.read.documents.encodings import hidden_character
from leitai.schema.characters import HIDDEN
from leitai.schema.markdown.text import Text, TextLink

_HTML = re.compile(r"<!--|</?(?!https?:|mailto:)[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<[!?][A-Za-z]")
_BROKEN_PICTURE = re.compile(r"!\[[^\]]*\]\((?![<\s])[^()\"]*[ \u3000][^()\"]*\)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_LINK_SCHEMES = (None, "http", "https", "mailto", "tel")
_SHOWN = 60


def unsafe_lines(lines: Sequence[str], first: int, text: Text, place: Place) -> Iterator[Problem]:
    """A problem for each line with HTML, each link that does more than link, each picture that can't be shown, what is nested too deep,
    and what nobody would see of `&#x202e;`."""
    for number, line in enumerate(lines, start=first):
        if _HTML.search(line):
            fix = "请改用 Markdown 写法；要写小于号请写 &lt;。"
            where = Place(place.path, row=number)
            yield Problem("C01", where, line.strip()[:_SHOWN], "正文里有 HTML 标签。", fix)
        if _BROKEN_PICTURE.search(line):
            what, fix = "图片的文件名里有空格，正文引用不了。", "请给文件改名，去掉空格，这里也照改。"
            yield Problem("E07", Place(place.path, row=number), line.strip()[:_SHOWN], what, fix)
    for link in text.links:
        if (refusal := _refusal(link)) is not None:
            code, what, fix = refusal
            yield Problem(code, Place(place.path, row=link.row), unquote(link.written)[:_SHOWN], what, fix)
    for part in text.parts:
        for row, child in part.children():
            if (unseen := HIDDEN.search(child.content)) is not None:
                yield hidden_character(Place(place.path, row=row), unseen[0])
        if part.too_deep is not None:
            what, fix = "列表或引用套得太深，排不出来。", "请减少层次，三四层就够。"
            yield Problem("C01", Place(place.path, row=part.too_deep), None, what, fix)


def _refusal(link: TextLink) -> tuple[str, str, str] | None:
    """Code, what is wrong and how to mend it; None for what is harmless."""
    match = _SCHEME.match(link.url)
    scheme = match[0].lower() if match else None
    is_outside = link.url.startswith("//")
    if link.is_picture and (scheme or is_outside):
        return "C02", "图片来自站外。", "请把图片放进内容目录再引用；离线时站外图片打不开。"
    if link.is_picture and says_nothing(link.words):
        fix = f"请在方括号里写画面上有什么，例如 ![便民窗口前排队的群众]({unquote(link.written)})；不写姓名。"
        words = link.words.strip()
        return "C16", f"替代文字“{words}”没有说画面上有什么。" if words else "图片没有替代文字。", fix
    if link.is_picture and not link.written.lower().endswith(PICTURE_TYPES):
        kinds = "、".join(kind.lstrip(".") for kind in PICTURE_TYPES)
        return "E07", "正文里的图片不是能公布的格式。", f"请另存为 png 或 jpg；可以用 {kinds}。"
    if scheme not in _LINK_SCHEMES or is_outside:
        what = "这个链接不能用：不是普通网址，也不是站内链接。"
        return "C01", what, "请写 https:// 开头的网址，或站内的相对链接。"
    return None
