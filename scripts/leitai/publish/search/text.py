"""What of a built page can be searched: the main text that its reader sees, and nothing else.

Reading the finished HTML, not the data behind it, is the guarantee that search shows nothing that a
method's `display` or a page's status keeps back. Positions count UTF-16 units, as browsers do.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from leitai.model.urls import ACCESSIBILITY
from leitai.schema.config.portal import DATA_STATUS_NAMES
from leitai.schema.period import Period

KINDS = {
    "rankings": "排名",
    "units": "单位",
    "indicators": "指标",
    "cases": "做法",
    "meetings": "会议",
    "ledgers": "台账",
    "methods": "办法",
    "handbook": "编辑手册",
}
OTHER_KIND = "页面"
EDITORS_KIND = KINDS["handbook"]
KIND_ORDER = (*(kind for kind in KINDS.values() if kind != EDITORS_KIND), OTHER_KIND, EDITORS_KIND)
NAMED_KINDS = frozenset(KINDS.values()) - {
    KINDS["rankings"],
    EDITORS_KIND,
}  # of these a page is about one thing

_NOT_READ = ["nav", "script", "style", "svg", "template", "noscript", "form"]
_ATTRIBUTES = r"""[^>"]*(?:"[^"]*"[^>"]*)*"""
_INLINE = "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|span|strong|sub|sup|u|var|wbr"
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?=[\s>]){_ATTRIBUTES}>|<!--.*?-->", re.DOTALL)
_TAG_WITH_ID = re.compile(rf"""<\w+(?:\s+(?!id=)[^\s">]+(?:"[^"]*")?)*\s+id="([^"]*)"{_ATTRIBUTES}>""")
_TAG = re.compile(rf"</?\w{_ATTRIBUTES}>")
_NOT_INDEXED = re.compile(rb"""<meta\s+name=["']robots["'][^>]*noindex""")
_BREAK, _ANCHOR, _END = "\x01", "\x02", "\x03"
_WIDE = "[\u2e80-\u9fff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\n\s*(?={_WIDE})")  # a source line that only wraps
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(f" ?{_BREAK}[ {_BREAK}]*")
_ANCHORS = re.compile(f"{_ANCHOR}(.*?){_END}")
_WORKINGS = re.compile(r"^rankings/.*-(?:steps|briefs|notice)[^/]*$|^units/briefs/")
_NAMED_ALONE = re.compile(r"^units/briefs/")  # says again what the unit's page says, but is asked for by name
_SLUG_PERIOD = re.compile(r"\d{4}(?:-\d{2})?")


@dataclass(frozen=True)
class SearchPage:
    """One page: `names` are other names for what the title names; `text` has a line per block.

    `anchors` are (position in `text`, id) of everything that a link can go to, in order. A page that
    carries the demo notice is shown with it also among the results. `answer` is the sentence that the page
    itself marks as the answer to a question for its name (`data-answer`), or empty.
    """

    url: str
    title: str
    names: tuple[str, ...]
    text: str
    anchors: tuple[tuple[int, str], ...]
    is_demo: bool
    answer: str = ""

    @property
    def kind(self) -> str:
        """What the page is about; lists, workings and papers to print are of no kind of their own."""
        folder, _, name = self.url.rpartition("/")
        kind = KINDS.get(folder.split("/")[0], OTHER_KIND)
        is_other = (
            name == "index.html" or "/by-" in folder or _WORKINGS.search(self.url) is not None
        ) and kind != EDITORS_KIND
        return OTHER_KIND if is_other or self.url == ACCESSIBILITY else kind

    @property
    def period(self) -> Period | None:
        """The period in the page's address (`rankings/2019Q3/…`, `meetings/2019-08-yiwu`)."""
        parts = self.url.removesuffix(".html").split("/")
        if len(parts) < 2:
            return None
        slug = _SLUG_PERIOD.match(parts[1])
        return Period.parse(parts[1]) or (Period.parse(slug[0]) if slug else None)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Kinds in the order of the navigation; the newest first; a page before those that belong to it."""
        age = -self.period.last_day.toordinal() if self.period else 0
        return KIND_ORDER.index(self.kind), age, self.url.count("/"), self.url.removesuffix(".html")


def read_search_page(url: str, source: bytes, names: tuple[str, ...]) -> SearchPage | None:
    """A built page as search sees it; None for redirects and pages that robots may not index, but those asked for by name.

    Only the article is parsed: the shell around it is three quarters of a page.
    """
    shell, start, rest = source.partition(b"<article")
    article = LexborHTMLParser(start + rest).css_first("article")
    is_copy = _NOT_INDEXED.search(shell) is not None
    if article is None or (is_copy and not _NAMED_ALONE.search(url)):
        return None
    article.strip_tags(_NOT_READ)
    _taken_out(article, "[hidden], .lt-paper-only, .lt-share, .lt-citation")
    heading = article.css_first("h1")
    if heading is None:  # the home page's stands above the article
        heading = LexborHTMLParser(shell).css_first("h1")
    if heading is None:
        return None
    title = _SPACE.sub(" ", heading.text()).strip()
    heading.decompose()
    notices = _taken_out(article, ".lt-notices")
    answer = article.css_first("[data-answer]")
    text, anchors = ("", ()) if is_copy else _text_and_anchors((article.html or "") + notices)
    others = tuple(name for name in dict.fromkeys(names) if name != title)
    said = "" if answer is None else _SPACE.sub(" ", answer.text()).strip()
    return SearchPage(url, title, others, text, anchors, DATA_STATUS_NAMES["demo"] in notices, said)


def _taken_out(article: LexborNode, selector: str) -> str:
    """The HTML of some elements, which are no longer in the article (one by one: they may be nested)."""
    taken = ""
    while (node := article.css_first(selector)) is not None:
        taken += node.html or ""
        node.decompose()
    return taken


def _text_and_anchors(source: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Tags within a line leave nothing behind, others end it; ids of these are places to link to."""
    lines = _TAG_WITH_ID.sub(rf"{_BREAK}{_ANCHOR}\1{_END}", _INLINE_TAG.sub("", source))
    marked = _WRAPPED.sub("", html.unescape(_TAG.sub(_BREAK, lines)))
    pieces = _ANCHORS.split(_BREAKS.sub(_BREAK, _SPACE.sub(" ", marked)))
    text, anchors, position = [pieces[0]], [], utf16_length(pieces[0])
    for anchor, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        anchors.append((position, anchor))
        text.append(piece)
        position += utf16_length(piece)
    return "".join(text).replace(_BREAK, "\n"), tuple(anchors)


def utf16_length(text: str) -> int:
    """Length as JavaScript counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
