"""What is new: rankings, cases, meetings, corrections, the newest of each kind first. Days come from the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Shows, of_periods
from leitai.model.urls import case_url, meeting_url
from leitai.model.writings.library import Library
from leitai.pages.kit.corrected import corrected, with_anchors
from leitai.pages.meetings.timeline import summary_of
from leitai.pages.rankings.titles import description_of, title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.texts.meetings import Meeting


@dataclass(frozen=True)
class NewsItem:
    """`day` is None where the content knows no day; `shows` says which figures title and summary tell."""

    url: str
    title: str
    summary: str
    day: date | None
    shows: Shows


def rankings(settings: Settings, published: Sequence[Ranking]) -> Iterator[NewsItem]:
    """Rankings as news, the latest first, with their data status."""
    for ranking in reversed(published):
        status = DATA_STATUS_NAMES[ranking.data_status]
        yield NewsItem(
            ranking.url,
            f"{title_of(settings, ranking)}（{status}）",
            description_of(settings, ranking),
            settings.portal.periods[ranking.period.id].published_on,
            of_periods([ranking.period]),
        )


def cases(library: Library) -> Iterator[NewsItem]:
    """Cases in use, by year; nobody recorded the day of a write-up."""
    used = [case for case in library.cases.values() if case.status != "retired"]
    for case in sorted(used, key=lambda case: (-(case.year or 0), case.slug)):
        title = library.title_with_status(case)
        yield NewsItem(case_url(case.slug), title, case.summary, None, Shows((case,)))


def meetings(settings: Settings, told: Sequence[Meeting]) -> Iterator[NewsItem]:
    """Meetings as news, the latest first."""
    for meeting in reversed(told):
        summary = summary_of(settings, meeting)
        yield NewsItem(meeting_url(meeting.slug), meeting.title, summary, meeting.day, Shows((meeting,)))


def corrections(settings: Settings, log: Sequence[Correction]) -> Iterator[NewsItem]:
    """The log from its end."""
    for anchor, correction in reversed(list(with_anchors(log))):
        shown = corrected(settings.at(correction.period).units, correction)
        title = f"更正：{correction.period.title} {shown.what}"
        parts = [f"由 {shown.old} 更正为 {shown.new}", f"原因：{shown.reason}", f"文号：{shown.document}"]
        shows = of_periods([correction.period])
        yield NewsItem(f"{urls.CORRECTIONS}#{anchor}", title, "；".join(parts), correction.day, shows)


def dated(content: Content, ranked: Sequence[Ranking]) -> list[NewsItem]:
    """Everything that has a day, the newest first; of one day rankings stand before meetings and corrections."""
    settings, library = content.settings, content.library
    every = chain(
        rankings(settings, ranked),
        meetings(settings, library.meetings),
        corrections(settings, library.corrections),
    )
    return sorted((item for item in every if item.day), key=lambda item: item.day or date.min, reverse=True)
