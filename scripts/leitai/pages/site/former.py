"""What stands at an address whose page is gone: a redirect that keeps the anchor, or an explained notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import ranking_url
from leitai.pages.kit.page import FormerAnchor, Page, relative
from leitai.schema.ledgers.urls import Address

LIVE = (
    "rankings/",
    "units/",
    "indicators/",
    "methods/",
    "ledgers/",
)  # sections and rows follow the data; so do the lists
TITLE = "这个网页已经撤下"
RESTRICTED = "按考核办法现在的公布范围，这一页不再公布。"


def restricted_pages(portal: Portal, addresses: Iterable[Address]) -> frozenset[str]:
    """Published pages beside rankings of which the method no longer shows everything: that they go is no mistake."""
    rankings = [ranking for ranking in portal.rankings if ranking.method.display.kind != "full"]
    starts = tuple(ranking_url(r.period.id, r.group).removesuffix(".html") + "-" for r in rankings)
    return frozenset(address.page for address in addresses if address.page.startswith(starts))


def collect_former(
    addresses: Iterable[Address], present: Collection[str], restricted: Collection[str]
) -> Iterator[Page]:
    """A page for each explained or restricted address that no page has taken again."""
    gone = (
        replace(a, note=a.note or RESTRICTED) if a.page in restricted and not a.target else a
        for a in addresses
    )
    for address in {a.url: a for a in gone if a.is_explained and a.page.endswith(".html")}.values():
        if address.anchor or address.url in present:
            continue
        yield _redirect(address) if address.target else _notice(address)


def _redirect(address: Address) -> Page:
    context = {
        "title": address.note or "网页已移到新网址",
        "target": relative(address.url, address.target),
        "script": relative(address.url, "assets/redirect.js"),
    }
    return Page(address.url, "网页已移到新网址", "site/redirect.html.j2", context, NOTHING)


def _notice(address: Address) -> Page:
    """The notice answers every anchor that the page ever had."""
    context = {
        "note": address.note,
        "anchors": sorted(address.anchors - {"top"}),
        "since": address.first_published,
    }
    return Page(address.url, TITLE, "site/former.md.j2", context, NOTHING)


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
    """Every anchor that a live page ever had: its rows and sections come and go with the data (decision 41)."""
    found: dict[str, set[str]] = {}
    for address in addresses:
        if address.page.startswith(LIVE) or address.page.endswith("index.html"):
            found.setdefault(address.page, set()).update(address.anchors)
    return {page: tuple(sorted(anchors)) for page, anchors in found.items()}
