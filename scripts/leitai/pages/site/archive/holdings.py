"""What of the site belongs to the archive of a period or a meeting: everything that it cites, as addresses.

The files that units sent in are not part of it: they may hold what a method doesn't publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Seal, Snapshot, version_url
from leitai.model.urls import archive_url, case_url, meeting_url, method_url, ranking_url, status_url
from leitai.model.writings.library import Library
from leitai.pages.meetings.occasion import occasion_of
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting

LEDGERS = (
    urls.PROBLEMS,
    urls.PROMISES,
    urls.PROBLEMS_TABLE,
    urls.EVENTS_TABLE,
    urls.CORRECTIONS,
    urls.CORRECTIONS_TABLE,
)


@dataclass(frozen=True)
class Holding:
    """`door`: the page that its index leads to. `wanted`: addresses; one that ends in `/` stands for all below it, one in `.`
    for all that begin with it."""

    name: str
    title: str
    door: str
    wanted: tuple[str, ...]


def is_finished(content: Content, period: Period) -> bool:
    """Sealed, or declared final: nothing of it is expected to change."""
    settings = content.settings.portal.periods[period.id]
    return bool(content.library.seals_of(period.id)) or settings.data_status == "final"


def is_over(content: Content, meeting: Meeting) -> bool:
    """Held, and certainly past on the newest day that the content speaks of."""
    return meeting.was_held and content.as_of is not None and meeting.last_day <= content.as_of


def finished_holdings(portal: Portal) -> Iterator[Holding]:
    """Those of which a zip is laid beside their archive page."""
    content = portal.content
    for period in content.results.periods:
        if is_finished(content, period):
            yield holding_of_period(period, portal.rankings, content.library.meetings)
    for meeting in content.library.meetings:
        if is_over(content, meeting):
            yield holding_of_meeting(meeting, occasion_of(portal, meeting).rankings, content.library)


def kept_versions(library: Library) -> Iterator[Snapshot]:
    """Those whose pages were kept."""
    return (seal.snapshot for seal in library.seals if seal.snapshot.files)


def holding_of_period(period: Period, rankings: Iterable[Ranking], meetings: Iterable[Meeting]) -> Holding:
    """What the archive of a period holds: everything that was published of it."""
    wanted = tuple(dict.fromkeys(_of_period(period, rankings, meetings)))
    return Holding(period.id, f"{period.title}归档", archive_url(period.id), wanted)


def holding_of_meeting(meeting: Meeting, rankings: Iterable[Ranking], library: Library) -> Holding:
    """What the archive of a meeting holds: everything that was published of it; `rankings` are those that its page leads to."""
    wanted = tuple(dict.fromkeys(_of_meeting(meeting, rankings, library)))
    return Holding(meeting.slug, f"{meeting.short_title}归档", archive_url(meeting.slug), wanted)


def _of_period(period: Period, rankings: Iterable[Ranking], meetings: Iterable[Meeting]) -> Iterator[str]:
    """The pages of a period, the versions and downloads beside them, its methods and meetings, the ledgers."""
    yield archive_url(period.id)
    yield status_url(period.id)
    yield from LEDGERS
    yield from (method_url(r.method.id) for r in rankings if r.period == period)
    yield f"rankings/{period.id}/"
    for meeting in meetings:
        if period in meeting.reviews:
            yield from _own(meeting)


def _of_meeting(meeting: Meeting, rankings: Iterable[Ranking], library: Library) -> Iterator[str]:
    """A meeting with its materials and votes, what was studied, the ledgers, the rankings that its page quotes in every version."""
    yield from _own(meeting)
    yield from LEDGERS
    for ranking in rankings:
        yield from _of_ranking(ranking, library.seals_of(ranking.period.id))


def _own(meeting: Meeting) -> Iterator[str]:
    yield archive_url(meeting.slug)
    yield from (meeting_url(meeting.slug), f"meetings/{meeting.slug}/", f"meetings/{meeting.slug}.ics")
    yield from map(case_url, meeting.cases)


def _of_ranking(ranking: Ranking, seals: Iterable[Seal]) -> Iterator[str]:
    """Its page with the downloads, its method, and every sealed version of it."""
    period_id, group = ranking.period.id, ranking.group
    yield method_url(ranking.method.id)
    yield ranking_url(period_id, group).removesuffix("html")
    for seal in seals:
        yield version_url(period_id, seal.snapshot.version, f"{group}.")
