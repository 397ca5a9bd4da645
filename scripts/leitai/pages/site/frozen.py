"""A ranking as a file of its own, for a seal: no theme, no script, no link that could die.

Rendered once, when a period is sealed, and kept with the content; whatever templates and theme become
later, a sealed version stays byte for byte what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Snapshot, version_url
from leitai.model.settings import Settings
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.style import standalone
from leitai.pages.rankings.lessons import examples_of
from leitai.pages.rankings.ranking_page import (
    RankingContext,
    Surroundings,
    ranking_context,
    ranking_page,
    surroundings_of,
)
from leitai.pages.rankings.ranking_tables import main_table
from leitai.pages.rankings.titles import title_of, url_of
from leitai.schema.period import Period

STYLE = "frozen.css"
_LINK = re.compile(r"</?a\b[^>]*>")


def render_period(portal: Portal, period: Period) -> dict[str, bytes]:
    """The frozen pages of the latest sealed version of a period, and their style sheet, by file name."""
    pages = list(_pages(portal, period))
    files = {url.rpartition("/")[2]: data for url, data in render_pages(pages, portal.marks).items()}
    if files:
        files[STYLE] = standalone(f"site/{STYLE}").encode()
    return files


def _pages(portal: Portal, period: Period) -> Iterator[Page]:
    version = portal.content.library.seals_of(period.id)[-1].snapshot
    examples = examples_of(portal)
    for ranking in portal.rankings:
        if ranking.period == period:
            yield _frozen(ranking, surroundings_of(portal, ranking, examples), version)


@dataclass(frozen=True)
class FrozenContext:
    """A ranking as its page has it, without links; `current` is the address of that page."""

    ranking: RankingContext
    version: int
    sealed_on: str
    current: str
    downloads: tuple[str, ...]
    owner: str
    site: str
    classified: str


def _frozen(ranking: Ranking, around: Surroundings, version: Snapshot) -> Page:
    page, settings = ranking_page(ranking, around), around.settings.portal
    name = f"{ranking.group}.html"
    context = FrozenContext(
        ranking=_without_links(ranking_context(ranking, around), ranking, around.settings),
        version=version.version,
        sealed_on=version.day.isoformat(),
        current=page.url,
        downloads=tuple(f"{ranking.group}.{suffix}" for suffix in ("csv", "xlsx", "json")),
        owner=settings.owner,
        site=settings.title,
        classified=settings.notices.classified,
    )
    url = version_url(ranking.period.id, version.version, name)
    return replace(page, url=url, template="site/frozen.html.j2", context=context)


def _without_links(context: RankingContext, ranking: Ranking, settings: Settings) -> RankingContext:
    """Nor with what rows open on the living page."""
    rows = main_table(settings, ranking, url_of(ranking), title_of(settings, ranking), {})
    return replace(
        context,
        table=_plain(rows),
        details=_plain(context.details),
        dimensions=_plain(context.dimensions),
        adjustments=_plain(context.adjustments),
    )


def _plain(table: Markup) -> Markup:
    return Markup(_LINK.sub("", table))
