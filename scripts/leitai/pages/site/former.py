"""What stands at an address whose page is gone: a redirect that keeps the anchor, or an explained notice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import NOTHING
from leitai.pages.kit.continued import whole_of
from leitai.pages.kit.page import FormerAnchor, Page, relative
from leitai.pages.kit.redirect import TEMPLATE, Redirect
from leitai.pages.site.handbook import PROBLEMS_URL, problem_url
from leitai.problems import CATALOGUE
from leitai.schema.ledgers.urls import Address
from leitai.schema.markdown.text import is_automatic

LIVE = (
    "rankings/",
    "units/",
    "indicators/",
    "methods/",
    "ledgers/",
    "handbook/",
)  # sections and rows follow the data, those of the handbook the program; so do the lists
TITLE = "这个网页已经撤下"
MOVED = "网页已移到新网址"
RESTRICTED = "按考核办法现在的公布范围，这一页不再公布。"
_CODE_PAGE = re.compile(r"handbook/([a-z][0-9]{2})\.html")


@dataclass(frozen=True)
class FormerContext:
    """Why a page is gone; `anchors` are all that it ever had, `since` is empty where nobody knows."""

    note: str
    anchors: tuple[str, ...]
    since: str


def expected_to_go(rankings: Iterable[Ranking], addresses: Iterable[Address]) -> dict[str, str]:
    """Published pages whose end is no mistake, and why: those beside rankings of which the method no longer shows everything."""
    cut = [ranking for ranking in rankings if ranking.method.display.kind != "full"]
    starts = tuple(r.url.removesuffix(".html") + "-" for r in cut)
    return {address.page: RESTRICTED for address in addresses if address.page.startswith(starts)}


def collect_former(
    addresses: Iterable[Address], present: Collection[str], expected: Mapping[str, str]
) -> Iterator[Page]:
    """A page for each explained or `expected` address that no page has taken again."""
    known = (a if a.target else replace(a, note=a.note or expected.get(a.page, "")) for a in addresses)
    gone = (a if a.is_explained else replace(a, target=_merged_into(present, a.page)) for a in known)
    for address in {a.url: a for a in gone if a.is_explained and a.page.endswith(".html")}.values():
        if address.anchor or address.url in present:
            continue
        yield _redirect(address) if address.target else _notice(address)


def _merged_into(present: Collection[str], page: str) -> str:
    """The page that has what this one held, else empty: the rows of a further page, which goes when the table gets short
    enough; a problem code, which had a page of its own before version 0.3."""
    if code := _code_of(page):
        return problem_url(code) if code in CATALOGUE else PROBLEMS_URL
    whole = whole_of(page)
    return whole if whole in present else ""


def _code_of(page: str) -> str:
    """The problem code that had this page, or empty."""
    match = _CODE_PAGE.fullmatch(page)
    return match[1].upper() if match else ""


def _redirect(address: Address) -> Page:
    context = Redirect(address.note or MOVED, address.target)
    return Page(address.url, MOVED, TEMPLATE, context, NOTHING, for_old_links=True)


def _notice(address: Address) -> Page:
    """The notice answers every anchor that the page ever had."""
    anchors = tuple(sorted(address.anchors - {"top"}))
    context = FormerContext(address.note, anchors, address.first_published)
    return Page(address.url, TITLE, "site/former.md.j2", context, NOTHING, for_old_links=True)


def former_anchors(addresses: Iterable[Address]) -> Mapping[str, tuple[FormerAnchor, ...]]:
    """The anchors that moved or went, by the page on which a reader with an old link lands."""
    known = tuple(addresses)
    moved = {a.url: a.target.partition("#")[0] for a in known if a.target and not a.anchor}
    found: dict[str, dict[str, FormerAnchor]] = {}
    for address in known:
        if address.anchor and address.is_explained:
            landing = moved.get(address.page, address.page)
            link = relative(landing, address.target) if address.target else ""
            found.setdefault(landing, {})[address.anchor] = FormerAnchor(address.anchor, address.note, link)
    return {page: tuple(anchors[name] for name in sorted(anchors)) for page, anchors in found.items()}


def kept_anchors(addresses: Iterable[Address]) -> Mapping[str, tuple[str, ...]]:
    """Every anchor that a live page ever had: its rows and sections come and go with the data (decision 41).

    So do the ids that headings of texts get from their words."""
    found: dict[str, set[str]] = {}
    for address in addresses:
        page = PROBLEMS_URL if _code_of(address.page) else address.page
        is_live = page.startswith(LIVE) or page.endswith("index.html")
        kept = {anchor for anchor in address.anchors if is_live or is_automatic(anchor)}
        if kept:
            found.setdefault(page, set()).update(kept)
    return {page: tuple(sorted(anchors)) for page, anchors in found.items()}
