"""RSS 2.0 for what is new: rankings, cases, meetings, corrections. Only where the portal's address is known: feeds need full links.

Days come from the content; what has no known day has no `pubDate`. The order is newest first, `NEWEST` items each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from itertools import islice

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING, Marks, Shows, of_periods
from leitai.model.urls import case_url, meeting_url, ranking_url
from leitai.pages.kit.citation import address
from leitai.pages.kit.corrected import corrected
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import preview_of
from leitai.pages.meetings.timeline import summary_of
from leitai.pages.rankings.titles import description_of, title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES

NEWEST = 30
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Item:
    """`day` is None where the content knows no day; `shows` says which figures title and summary tell."""

    url: str
    title: str
    summary: str
    day: date | None
    shows: Shows


@dataclass(frozen=True)
class Entry:
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
    items: tuple[Entry, ...]


def collect(portal: Portal) -> Iterator[Page]:
    settings = portal.content.settings.portal
    site_url = settings.site_url
    if site_url is None:
        return
    for name, title, items_of in FEEDS:
        url = f"feeds/{name}.xml"
        newest = islice(items_of(portal), NEWEST)
        context = FeedContext(
            title=f"{settings.title}：{title}",
            home=address(site_url, urls.HOME),
            itself=address(site_url, url),
            items=tuple(_entry(portal.marks, site_url, item) for item in newest),
        )
        yield Page(url, title, "site/feed.xml.j2", context, NOTHING)


def _entry(marks: Marks, site_url: str, item: Item) -> Entry:
    day = format_datetime(datetime.combine(item.day, time(), CHINA)) if item.day else ""
    link = address(site_url, item.url)
    summary = preview_of(item.summary, marks.notices(item.shows))
    return Entry(item.title, summary, link, day)


def _rankings(portal: Portal) -> Iterable[Item]:
    periods = portal.content.settings.portal.periods
    for ranking in reversed(portal.rankings):
        status = DATA_STATUS_NAMES[ranking.data_status]
        yield Item(
            ranking_url(ranking.period.id, ranking.group),
            f"{title_of(portal.content.settings, ranking)}（{status}）",
            description_of(portal.content.settings, ranking),
            periods[ranking.period.id].published_on,
            of_periods([ranking.period]),
        )


def _cases(portal: Portal) -> Iterable[Item]:
    """Cases in use, by year; nobody recorded the day of a write-up."""
    library = portal.content.library
    used = [case for case in library.cases.values() if case.status != "retired"]
    for case in sorted(used, key=lambda case: (-case.year, case.slug)):
        yield Item(case_url(case.slug), library.title_with_status(case), case.summary, None, Shows((case,)))


def _meetings(portal: Portal) -> Iterable[Item]:
    for meeting in reversed(portal.content.library.meetings):
        summary = summary_of(portal.content.settings.units, meeting)
        yield Item(meeting_url(meeting.slug), meeting.title, summary, meeting.day, Shows((meeting,)))


def _corrections(portal: Portal) -> Iterable[Item]:
    """The log from its end; the place in the log is the item's permanent address."""
    numbered = list(enumerate(portal.content.library.corrections, start=1))
    for number, correction in reversed(numbered):
        shown = corrected(portal.content.settings.units, correction)
        title = f"更正：{correction.period.title} {shown.what}"
        parts = [f"由 {shown.old} 更正为 {shown.new}", f"原因：{shown.reason}", f"文号：{shown.document}"]
        shows = of_periods([correction.period])
        yield Item(f"{urls.CORRECTIONS}#c{number}", title, "；".join(parts), correction.day, shows)


FEEDS: tuple[tuple[str, str, Callable[[Portal], Iterable[Item]]], ...] = (
    ("periods", "排名", _rankings),
    ("cases", "经验做法", _cases),
    ("meetings", "会议", _meetings),
    ("corrections", "更正", _corrections),
)
