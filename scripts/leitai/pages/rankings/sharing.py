"""分享: the address of a page to hand on, with a QR code where the portal's address is known; other groups of a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking
from leitai.model.urls import arena_url, briefs_url, bulletin_url, ranking_url, steps_url
from leitai.pages.kit.citation import address
from leitai.pages.kit.page import Link
from leitai.pages.kit.parts import shown_parts
from leitai.schema.config.portal import PortalSettings


@dataclass(frozen=True)
class Share:
    """A page's full address and its QR code, both empty for a portal without `site_url`; `row` is an anchor on the page."""

    address: str
    qr: Markup
    row: str


def share(site_url: str | None, url: str, row: str) -> Share:
    """What a reader passes on; without `site_url` the address and the QR code are left out."""
    full = address(site_url, url) if site_url else ""
    return Share(full, qr_code(full) if full else Markup(""), row)


def qr_code(text: str) -> Markup:
    """An inline SVG, black on what the style sheet puts behind it."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(svgclass="lt-qr", lineclass=None, omitsize=True)
    return Markup(svg.replace("<svg ", '<svg role="img" aria-label="本页地址的二维码" ', 1))


def group_switch(settings: PortalSettings, ranking: Ranking, ranked: Iterable[str]) -> tuple[Link, ...]:
    """The groups that are `ranked` in the same period, in the portal's order; empty if there is no other."""
    names = {group.group_id: group.name for group in settings.groups if group.group_id in set(ranked)}
    return tuple(
        Link(name, ranking_url(ranking.period.id, group))
        for group, name in (names.items() if len(names) > 1 else ())
    )


@dataclass(frozen=True)
class Papers:
    """What can be taken away; `bulletin`, `briefs` and `steps` are empty where nothing is published."""

    downloads: tuple[Link, ...]
    bulletin: str
    briefs: str
    steps: str
    arena: str


def papers_of(ranking: Ranking) -> Papers:
    """The downloads and what is printed of a ranking."""
    base = ranking.url.removesuffix("html")
    first = next((part for part, _ in shown_parts(ranking)), 0)
    return Papers(
        downloads=tuple(Link(kind, base + kind.lower()) for kind in ("CSV", "XLSX", "JSON")),
        bulletin="" if ranking.method.display.kind == "none" else bulletin_url(*ranking.key),
        briefs=briefs_url(*ranking.key, first) if first else "",
        steps=steps_url(*ranking.key, first) if first else "",
        arena=arena_url(*ranking.key),
    )
