"""Archive: every period and every meeting of every year, each with an inventory of all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.shows import of_periods
from leitai.model.urls import archive_url, meeting_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Link, Listed, Page
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.pages.meetings.occasion import occasion_of
from leitai.pages.meetings.timeline import when
from leitai.pages.site.archive.meetings import archived_meeting_page
from leitai.pages.site.archive.periods import period_page
from leitai.schema.config.portal import DATA_STATUS_NAMES
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting


@dataclass(frozen=True)
class ArchiveYear:
    """A year of the archive: its periods as a table, its meetings as a list, each with the address of its inventory."""

    name: str
    anchor: str
    table: Markup
    meetings: tuple[tuple[Link, str], ...]


def collect(portal: Portal) -> Iterator[Page]:
    """The archive: its index, and a page for each period and meeting."""
    content = portal.content
    yield _index(content)
    for period in content.results.periods:
        yield period_page(content, [r for r in portal.rankings if r.period == period], period)
    for meeting in content.library.meetings:
        yield archived_meeting_page(content, occasion_of(portal, meeting))


def _index(content: Content) -> Page:
    periods, meetings = content.results.periods, content.library.meetings
    years = sorted({p.year for p in periods} | {m.year for m in meetings}, reverse=True)
    context = Listed([_year(content, year) for year in years])
    return Page(urls.ARCHIVE, "归档", "site/archive/index.md.j2", context, of_periods(periods))


def _year(content: Content, year: int) -> ArchiveYear:
    meetings = tuple(_archived(m) for m in content.library.meetings if m.year == year)
    periods = [period for period in reversed(content.results.periods) if period.year == year]
    header = ("期间", "组别", "数据状态", Cell("公布日期", css="lt-roomy"))
    rows = [_period_row(content, period) for period in periods]
    listed = table(f"{year}年的各期", header, rows, css="lt-titled lt-compact lt-even")
    return ArchiveYear(f"{year}年", f"y{year}", listed, meetings)


def _archived(meeting: Meeting) -> tuple[Link, str]:
    title = f"{when(meeting)}　{meeting.short_title}"
    return Link(title, meeting_url(meeting.slug)), archive_url(meeting.slug)


def _period_row(content: Content, period: Period) -> Cells:
    settings = content.settings.portal
    groups = [settings.group_name(group) for group in content.groups_with_results(period)]
    return (
        Cell(period.title, archive_url(period.id), "lt-period", is_header=True),
        "、".join(groups),
        DATA_STATUS_NAMES[settings.periods[period.id].data_status],
        words.day(settings.periods[period.id].published_on),
    )
