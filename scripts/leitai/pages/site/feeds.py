"""RSS 2.0 for what is new: rankings, cases, meetings, corrections. Only where the portal's address is known: feeds need full links.

What has no known day has no `pubDate`. The order is newest first, `NEWEST` items each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from itertools import islice

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import NOTHING, Marks
from leitai.pages.kit.citation import address
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import preview_of
from leitai.pages.site import news
from leitai.pages.site.news import NewsItem

NEWEST = 30
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class FeedEntry:
    """An item as a feed prints it: full address, day in the form of RFC 5322 or empty."""

    title: str
    summary: str
    link: str
    day: str


@dataclass(frozen=True)
class FeedContext:
    """`home` and `itself` are full addresses."""

    title: str
    home: str
    itself: str
    items: tuple[FeedEntry, ...]


def collect(portal: Portal) -> Iterator[Page]:
    """The feeds; none without `site_url`, because entries need full addresses."""
    settings = portal.content.settings.portal
    site_url = settings.site_url
    if site_url is None:
        return
    for name, title, items in _feeds(portal.content, portal.rankings):
        url = f"feeds/{name}.xml"
        context = FeedContext(
            title=f"{settings.title}：{title}",
            home=address(site_url, urls.HOME),
            itself=address(site_url, url),
            items=tuple(_entry(portal.marks, site_url, item) for item in islice(items, NEWEST)),
        )
        yield Page(url, title, "site/feed.xml.j2", context, NOTHING)


def _feeds(content: Content, ranked: Sequence[Ranking]) -> Iterator[tuple[str, str, Iterator[NewsItem]]]:
    """The name of each feed's file, its title, its items."""
    settings, library = content.settings, content.library
    yield "periods", "排名", news.rankings(settings, ranked)
    yield "cases", "经验做法", news.cases(library)
    yield "meetings", "会议", news.meetings(settings, library.meetings)
    yield "corrections", "更正", news.corrections(settings, library.corrections)


def _entry(marks: Marks, site_url: str, item: NewsItem) -> FeedEntry:
    day = format_datetime(datetime.combine(item.day, time(), CHINA)) if item.day else ""
    link = address(site_url, item.url)
    summary = preview_of(item.summary, marks.notices(item.shows))
    return FeedEntry(item.title, summary, link, day)
