"""A ranking as a file of its own, for a seal: no theme, no script, no link that could die.

Rendered once, when a period is sealed, and kept with the content; whatever templates and theme become
later, a sealed version stays byte for byte what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from leitai.model.period import Period
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.seal import version_url
from leitai.model.urls import ranking_url
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.style import standalone
from leitai.pages.rankings.rankings import ranking_page

STYLE = "frozen.css"
_LINK = re.compile(r"</?a\b[^>]*>")
_TABLES = ("table", "details", "dimensions", "adjustments")


def render_period(portal: Portal, period: Period) -> dict[str, bytes]:
    """The frozen pages of the latest sealed version of a period, and their style sheet, by file name."""
    pages = list(_pages(portal, period))
    files = {url.rpartition("/")[2]: data for url, data in render_pages(pages, portal.marks).items()}
    if files:
        files[STYLE] = standalone(f"site/{STYLE}").encode()
    return files


def _pages(portal: Portal, period: Period) -> Iterator[Page]:
    version = portal.content.library.seals_of(period.id)[-1].snapshot
    for ranking in portal.rankings:
        if ranking.period == period:
            yield _frozen(portal, ranking, version.version, version.day.isoformat())


def _frozen(portal: Portal, ranking: Ranking, version: int, day: str) -> Page:
    page = ranking_page(portal, ranking)
    assert isinstance(page.context, Mapping)
    settings = portal.content.settings.portal
    tables = {name: Markup(_LINK.sub("", str(page.context[name]))) for name in _TABLES}
    facts = {
        "version": version,
        "sealed_on": day,
        "current": ranking_url(ranking.period.id, ranking.group),
        "owner": settings.owner,
        "site": settings.title,
        "classified": settings.classified_notice,
        "downloads": [f"{ranking.group}.{suffix}" for suffix in ("csv", "xlsx", "json")],
    }
    return replace(
        page,
        url=version_url(ranking.period.id, version, f"{ranking.group}.html"),
        template="site/frozen.html.j2",
        context={**page.context, **tables, **facts},
    )
