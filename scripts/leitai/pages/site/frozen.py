"""A ranking or a meeting as a file of its own, for a seal: no theme, no script, no link that could die.

Rendered once, when it is sealed, and kept with the content; whatever templates and theme become
later, a sealed version stays byte for byte what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Snapshot, version_url
from leitai.model.settings import Settings
from leitai.model.shows import Marks
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import render_pages, render_part
from leitai.pages.kit.style import standalone
from leitai.pages.meetings.meetings import meeting_page
from leitai.pages.meetings.occasion import occasion_of
from leitai.pages.rankings.lessons import examples_of
from leitai.pages.rankings.ranking_page import (
    RankingContext,
    Surroundings,
    ranking_context,
    ranking_page,
    surroundings_of,
)
from leitai.pages.rankings.ranking_tables import main_table
from leitai.schema.config.portal import PortalSettings
from leitai.schema.period import Period
from leitai.schema.texts.materials import Material
from leitai.schema.texts.meetings import Meeting

STYLE = "frozen.css"
_LINK = re.compile(r"</?a\b[^>]*>")
_PICTURE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
_HEADING = re.compile(r"^(#+) (.*) \{: #([\w-]+)[^}]*\}$", re.MULTILINE)


def render_period(portal: Portal, period: Period) -> dict[str, bytes]:
    """The frozen pages of the latest sealed version of a period, and their style sheet, by file name."""
    version, examples = portal.content.library.seals_of(period.id)[-1].snapshot, examples_of(portal)
    rankings = (ranking for ranking in portal.rankings if ranking.period == period)
    pages = [_ranking(r, surroundings_of(portal, r, examples), version) for r in rankings]
    return _files(pages, portal.marks)


def render_meeting(portal: Portal, slug: str) -> dict[str, bytes]:
    """The same of a meeting: what its page says on the day of the seal."""
    content, library = portal.content, portal.content.library
    meeting = next(meeting for meeting in library.meetings if meeting.slug == slug)
    page = meeting_page(occasion_of(portal, meeting), library, content.as_of)
    version = library.seals_of(slug)[-1].snapshot
    return _files([_meeting(page, meeting, version, content.settings.portal)], portal.marks)


def _files(pages: Iterable[Page], marks: Marks) -> dict[str, bytes]:
    files = {url.rpartition("/")[2]: data for url, data in render_pages(pages, marks).items()}
    if files:
        files[STYLE] = standalone(f"site/{STYLE}").encode()
    return files


@dataclass(frozen=True)
class Frame:
    """What stands around every sealed page; `current` is the address of the living one, of `what`."""

    snapshot: Snapshot
    current: str
    what: str
    settings: PortalSettings


@dataclass(frozen=True)
class FrozenRanking:
    """A ranking as its page has it, without links."""

    frame: Frame
    ranking: RankingContext
    downloads: tuple[str, ...]


@dataclass(frozen=True)
class FrozenMeeting:
    """What a meeting's page says, without links and pictures. Whoever keeps the original of a file beside it can hold that
    against its SHA-256."""

    frame: Frame
    body: Markup
    materials: tuple[Material, ...]
    host: str
    ending: Markup


def _ranking(ranking: Ranking, around: Surroundings, version: Snapshot) -> Page:
    page = ranking_page(ranking, around)
    context = FrozenRanking(
        frame=Frame(version, page.url, "这一期", around.settings.portal),
        ranking=_without_links(ranking_context(ranking, around), ranking, around.settings),
        downloads=tuple(f"{ranking.group}.{suffix}" for suffix in ("csv", "xlsx", "json")),
    )
    url = version_url(ranking.period.id, version.version, f"{ranking.group}.html")
    return replace(page, url=url, template="site/frozen_ranking.html.j2", context=context)


def _meeting(page: Page, meeting: Meeting, version: Snapshot, settings: PortalSettings) -> Page:
    context = FrozenMeeting(
        frame=Frame(version, page.url, "这次会议", settings),
        body=_alone(render_part(page, "meetings/_said.md.j2")),
        materials=meeting.materials,
        host=meeting.host,
        ending=_alone(render_part(page, "meetings/_ending.md.j2")),
    )
    url = version_url(meeting.slug, version.version, f"{meeting.slug}.html")
    return replace(page, url=url, template="site/frozen_meeting.html.j2", context=context)


def _alone(markdown: str) -> Markup:
    """A part of a page as HTML that leads nowhere: only its headings are Markdown, a picture is told in words, all is open."""
    html = _HEADING.sub(_heading, markdown).replace("<details ", "<details open ")
    return _plain(_PICTURE.sub(r"〔图：\1〕", html))


def _heading(line: re.Match[str]) -> str:
    level = len(line[1])
    return f'<h{level} id="{line[3]}">{line[2]}</h{level}>'


def _without_links(context: RankingContext, ranking: Ranking, settings: Settings) -> RankingContext:
    """Nor with what rows open on the living page."""
    return replace(
        context,
        table=_plain(main_table(settings, ranking, {})),
        details=_plain(context.details),
        dimensions=_plain(context.dimensions),
        adjustments=_plain(context.adjustments),
    )


def _plain(html: str) -> Markup:
    return Markup(_LINK.sub("", html))
