"""The built tree, read as a browser reads it: every internal link and anchor resolves, also in raw
HTML, every page can be reached, and nothing is loaded from outside."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import SplitResult, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from leitai.model.budget import MOST_BYTES, MOST_NODES
from leitai.problems import Place, Problem
from leitai.publish.site.allowed import NO_ICON, foreign_parts
from leitai.publish.site.tree import file_paths

# Attributes that make a browser load something, by tag; a plain link (`a href`) loads nothing.
_LOADING = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "embed": ("src",), "object": ("data",), "link": ("href",),
    "table": ("data-rows",),
}  # fmt: skip
_REDIRECTING = {"html": ("data-target",)}
_LINKING = {"a": ("href",), "area": ("href",), "form": ("action",), **_REDIRECTING}
_OUTSIDE_CSS = re.compile(rb"""(?:url\(|@import)\s*['"]?\s*(?:https?:)?//[^'")\s]+""")
_OUTSIDE_LINK_RELS = {"canonical", "alternate"}
_FOR_OLD_LINKS = 'meta[name="lt-for"][content="old-links"]'
_ACTING = {  # what these may name: files that content can't bring
    "script": re.compile(r"(?:assets|search)/.*\.js"),
    "link": re.compile(r"assets/.*|(?:.*/)?frozen\.css|.*\.html"),
    "table": re.compile(r".*\.js"),
}
_DEMO = re.compile(  # as `Marks.title_mark` writes it, or a row says it
    "<title>[^<]*演示数据）|(?:[（(]|&#40;)演示(?:[）)]|&#41;)|>演示(?:文件|材料|单位)?(?=[：:；;，,。、（(<])".encode()
)
_HOME = "index.html"
_START_TAG = re.compile(rb"<[a-z]")
T = TypeVar("T")
_FROZEN = re.compile(r"/v[0-9]+/")


@dataclass(frozen=True, slots=True)
class PageReference:
    """A link or resource as a page writes it."""

    tag: str
    url: str
    loads: bool


@dataclass(frozen=True)
class PageFacts:
    """`foreign`: what no page may hold (`allowed.py`). `twice`: ids of more than one element.

    `for_old_links`: the page says that only old or mistaken links lead to it. `size` in bytes, `nodes` are elements.
    """

    anchors: frozenset[str]
    references: tuple[PageReference, ...]
    foreign: tuple[str, ...]
    for_old_links: bool = False
    size: int = 0
    nodes: int = 0
    twice: tuple[str, ...] = ()


class Shared:
    """Links and anchors that many pages have alike are held once: most of what is known of a page is the shell's."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def facts(self, page: PageFacts) -> PageFacts:
        anchors = frozenset(map(self._one, page.anchors))
        return replace(page, anchors=anchors, references=tuple(map(self._one, page.references)))

    def _one(self, thing: T) -> T:
        return cast(T, self._known.setdefault(thing, thing))


@dataclass(frozen=True)
class SiteFacts:
    """All files of a site, and what its pages hold."""

    files: frozenset[str]
    pages: Mapping[str, PageFacts]

    def anchors(self, path: str) -> frozenset[str]:
        return self.pages[path].anchors if path in self.pages else frozenset()

    @property
    def loaded(self) -> frozenset[str]:
        """The files that pages load: scripts, style sheets, pictures."""
        return frozenset(target for path in self.pages for target in self._targets(path, loads=True))

    @property
    def reachable(self) -> frozenset[str]:
        """The pages that a reader comes to by following links from the home page, redirects included."""
        found, waiting = set[str](), {_HOME} & self.pages.keys()
        while waiting:
            found |= waiting
            linked = {target for path in waiting for target in self._targets(path, loads=False)}
            waiting = (linked & self.pages.keys()) - found
        return frozenset(found)

    def _targets(self, path: str, *, loads: bool) -> Iterator[str]:
        """What a page loads, or what it links to; addresses outside the site resolve to no file of it."""
        for reference in self.pages[path].references:
            if reference.loads == loads:
                parts = _split(reference.url)
                if not parts.scheme and not parts.netloc:
                    yield resolve(path, parts.path)

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """The target of each page that only leads on, as it is written there."""
        return {
            path: reference.url
            for path, facts in self.pages.items()
            for reference in facts.references
            if reference.tag == "html"
        }


def read_site(site: Path) -> SiteFacts:
    """The built tree as a browser would find it."""
    return _read_each(site, read_page)


def read_anchors(site: Path) -> SiteFacts:
    """What of a built tree answers to an address: its files, anchors and redirects. No link is looked at: a page costs a sixth."""
    return _read_each(site, _read_answers)


def _read_each(site: Path, read: Callable[[bytes], PageFacts]) -> SiteFacts:
    paths = file_paths(site)
    pages = {path: read((site / path).read_bytes()) for path in paths if path.endswith(".html")}
    return SiteFacts(frozenset(paths), pages)


def check_site(files: Mapping[str, bytes], facts: SiteFacts) -> list[Problem]:
    """A problem for each dead link, dead or doubtful anchor and outside resource."""
    problems = [p for path in facts.pages for p in _check_page(path, facts)]
    sheets = sorted(path for path in facts.files if path.endswith(".css"))
    return problems + [problem for path in sheets for problem in _check_css(files, path)]


def check_reachable(facts: SiteFacts) -> list[Problem]:
    """A problem for each page to which no way leads from the home page, unless it is there for old links only."""
    what = "从首页一步步点下去，到不了这一页。"
    fix = "请在应当提到它的页面上加链接；从 mkdocs.yml 的 nav 里删去了栏目的，请加回去。"
    lost = sorted(facts.pages.keys() - facts.reachable)
    return [
        Problem("K14", Place(f"build/site/{path}"), None, what, fix)
        for path in lost
        if not facts.pages[path].for_old_links
    ]


def check_weight(facts: SiteFacts) -> list[Problem]:
    """A problem for each page above the budget; what a seal has frozen stays as it is."""
    fix = "自己写的文字，请分成几页；数据太多的，请减少这一页上的单位、指标或记录，或联系维护人员。"
    return [
        Problem(
            "K15",
            Place(f"build/site/{path}"),
            f"{page.size} 字节，{page.nodes} 个元素",
            f"网页太大：上限是 {MOST_BYTES} 字节、{MOST_NODES} 个元素，手机打不开或者很慢。",
            fix,
        )
        for path, page in sorted(facts.pages.items())
        if (page.size > MOST_BYTES or page.nodes > MOST_NODES) and not _FROZEN.search(path)
    ]


def _check_css(files: Mapping[str, bytes], path: str) -> Iterator[Problem]:
    for match in _OUTSIDE_CSS.finditer(files[path]):
        shown = match[0].decode("utf-8", "replace")
        yield Problem(
            "K02",
            Place(f"build/site/{path}"),
            shown,
            "样式表要从站外载入资源。",
            "请把文件放进门户，改为相对地址。",
        )


def is_demo_page(html: bytes) -> bool:
    """Whether a page says that it shows demo data: in its title, or a row in its own words (`says_demo`)."""
    return _DEMO.search(html) is not None


def read_page(html: bytes) -> PageFacts:
    """Links, each once, and anchors of a built page."""
    tree = LexborHTMLParser(html)
    ids = Counter(_each_value(tree, "", "id"))
    anchors = frozenset((*ids, *_each_value(tree, "a", "name")))
    references = (*_references(tree, _LOADING, True), *_references(tree, _LINKING, False))
    foreign = tuple(foreign_parts(html))
    is_old, nodes = tree.css_matches(_FOR_OLD_LINKS), len(_START_TAG.findall(html))
    twice = tuple(name for name, times in ids.items() if times > 1)
    return PageFacts(anchors, tuple(dict.fromkeys(references)), foreign, is_old, len(html), nodes, twice)


def _read_answers(html: bytes) -> PageFacts:
    """The anchors of a built page, and where it leads if it is a redirect."""
    tree = LexborHTMLParser(html)
    anchors = frozenset((*_each_value(tree, "", "id"), *_each_value(tree, "a", "name")))
    return PageFacts(anchors, tuple(_references(tree, _REDIRECTING, False)), ())


def _each_value(tree: LexborHTMLParser, tag: str, name: str) -> Iterator[str]:
    return (node.attributes.get(name) or "" for node in tree.css(f"{tag}[{name}]"))


def _references(
    tree: LexborHTMLParser, attributes: Mapping[str, tuple[str, ...]], loads: bool
) -> Iterator[PageReference]:
    """What the attributes of these tags name."""
    for tag, names in attributes.items():
        for node in tree.css(tag):
            for name in names:
                url = node.attributes.get(name)
                rel = set((node.attributes.get("rel") or "").split())
                if url and not (tag == "link" and rel & _OUTSIDE_LINK_RELS):
                    yield PageReference(tag, url.strip(), loads)


def _check_page(path: str, facts: SiteFacts) -> Iterator[Problem]:
    page = facts.pages[path]
    acting = [r.url for r in page.references if not _is_of_the_shell(path, r)]
    for written in (*page.foreign, *acting):
        what = "页面里有不该有的东西：脚本、样式、表单、框架或看不见的字符。"
        yield Problem("K13", _place(path), written, what, "请找出它来自哪份材料，改为纯文字。")
    for name in () if _FROZEN.search(path) else page.twice:
        what = f"编号“{name}”在这一页有两处，链接只到得了前一处。"
        yield Problem("K01", _place(path), name, what, f"请把自己写的标题后面的 {{: #{name} }} 换一个编号。")
    for reference in page.references:
        parts = _split(reference.url)
        if parts.scheme in ("data", "mailto", "tel") and not (reference.loads and parts.scheme != "data"):
            continue
        if parts.scheme or parts.netloc:
            if reference.loads:
                what = f"页面要从站外载入 <{reference.tag}>。"
                yield Problem("K02", _place(path), reference.url, what, "请把文件放进门户，改为相对链接。")
            continue
        target, anchor = resolve(path, parts.path), parts.fragment
        if parts.path.startswith("/") or target not in facts.files:
            yield Problem(
                "K01",
                _place(path),
                reference.url,
                "链接的文件不存在，或用了以 / 开头的地址。",
                "请核对链接；站内链接用相对地址。",
            )
        elif anchor and target in facts.pages and anchor not in facts.anchors(target):
            yield Problem(
                "K01",
                _place(path),
                reference.url,
                f"页面 {target} 里没有 #{anchor}。",
                "请核对锚点，或给标题加上 {: #编号 }。",
            )


def _place(path: str) -> Place:
    return Place(f"build/site/{path}")


@lru_cache(maxsize=1 << 16)  # most links stand on many pages
def _split(url: str) -> SplitResult:
    """The parts of a link, path and anchor as they are called."""
    parts = urlsplit(url)
    return parts._replace(path=unquote(parts.path), fragment=unquote(parts.fragment))


def _is_of_the_shell(path: str, reference: PageReference) -> bool:
    """Whether what a page runs, or is laid out by, was made by the theme, the search or a page module."""
    shape = _ACTING.get(reference.tag)
    if shape is None or reference.url == NO_ICON:
        return True
    return shape.fullmatch(resolve(path, reference.url)) is not None


def resolve(path: str, link: str) -> str:
    """The file that a relative link on a page leads to."""
    return _resolved(posixpath.dirname(path), link) if link else path


@lru_cache(maxsize=1 << 16)
def _resolved(folder: str, link: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, link))
    return posixpath.join(target, "index.html") if link.endswith("/") else target
