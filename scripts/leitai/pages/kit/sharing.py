"""分享: the address of a page to hand on, with a QR code where the portal's address is known; other groups of a period."""

from __future__ import annotations

import segno
from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.urls import ranking_url
from leitai.pages.kit.citation import address


def share(portal: Portal, url: str) -> dict[str, object]:
    """The page's full address and its QR code; both are empty for a portal without `site_url`."""
    site_url = portal.content.settings.portal.site_url
    full = address(site_url, url) if site_url else ""
    return {"address": full, "qr": qr_code(full) if full else Markup("")}


def qr_code(text: str) -> Markup:
    """An inline SVG, black on what the style sheet puts behind it."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(svgclass="lt-qr", lineclass=None, omitsize=True)
    return Markup(svg.replace("<svg ", '<svg role="img" aria-label="本页地址的二维码" ', 1))


def group_switch(portal: Portal, ranking: Ranking) -> list[dict[str, object]]:
    """The groups that are ranked in the same period, in the portal's order; empty if there is no other."""
    here = {r.group: r for r in portal.rankings if r.period == ranking.period}
    groups = [group for group in portal.ranked_groups() if group in here]
    name = portal.content.settings.portal.group_name
    return [
        {"name": name(group), "url": ranking_url(ranking.period.id, group), "here": group == ranking.group}
        for group in (groups if len(groups) > 1 else [])
    ]
