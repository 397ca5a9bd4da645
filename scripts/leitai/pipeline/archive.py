"""`leitai archive NAME -o F.zip`: what the site says of one period or one meeting, for a shelf of its own.

The files that units sent in are not part of it: they may hold what a method doesn't publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import version_url
from leitai.model.urls import archive_url, case_url, meeting_url, method_url, ranking_url, status_url
from leitai.pages.all_pages import archive_index
from leitai.pages.kit.redirect import SCRIPT
from leitai.pages.meetings.meetings import meeting_rankings
from leitai.pipeline.build import Say, build, public_portal
from leitai.pipeline.load import Loaded, load
from leitai.pipeline.seal import find_period
from leitai.publish.site.archive import CONTENTS, archive_files, archive_zip, contents
from leitai.publish.site.tree import file_paths, replace_file
from leitai.publish.target.signature import SIGNERS, sign
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


def write_archive(root: Path, name: str, target: Path, say: Say, key: Path | None = None) -> int:
    """Build the portal, write one period or meeting of it as a zip, signed with `key`; returns the number of files in it."""
    before = load(root).content
    if before.library.meeting(name) is None:
        find_period(before, name)
    loaded = build(root, say)
    site, settings = root / "build" / "site", loaded.content.settings.portal
    portal = public_portal(loaded)
    meeting = portal.content.library.meeting(name)
    if meeting is not None:
        wanted, door = _of_meeting(portal, meeting), (f"{meeting.short_title}归档", meeting_url(name))
    else:
        period = find_period(loaded.content, name)
        wanted, door = _of_period(loaded, period), (f"{period.title}归档", archive_url(name))
    files = archive_files(site, _found(site, wanted), settings.site_url)
    files["index.html"] = archive_index(settings.title, *door)
    files[CONTENTS] = contents(files)
    replace_file(target, archive_zip(f"leitai-{name}", files))
    if key is not None:
        sign(target, key, root / SIGNERS)
    return len(files)


def _found(site: Path, wanted: Iterable[str]) -> set[str]:
    """The wanted files that the site has; a name that ends in `/` stands for all files below it, one in `.` for all that begin with it."""
    names = {SCRIPT, *wanted}
    starts = tuple(name for name in names if name.endswith(("/", ".")))
    return {path for path in file_paths(site) if path in names or path.startswith(starts)}


def _of_period(loaded: Loaded, period: Period) -> Iterator[str]:
    """The pages of a period, the versions and downloads beside them, its methods and meetings, all corrections."""
    yield archive_url(period.id)
    yield status_url(period.id)
    yield from (urls.CORRECTIONS, urls.CORRECTIONS_TABLE)
    yield from {method_url(r.method.id) for r in loaded.rankings if r.period == period}
    yield f"rankings/{period.id}/"
    for meeting in loaded.content.library.meetings:
        if period in meeting.reviews:
            yield from (meeting_url(meeting.slug), f"meetings/{meeting.slug}/")


def _of_meeting(portal: Portal, meeting: Meeting) -> Iterator[str]:
    """A meeting with its materials and votes, what was studied, the ledgers, the rankings that its page quotes in every version."""
    yield from (meeting_url(meeting.slug), f"meetings/{meeting.slug}/", f"meetings/{meeting.slug}.ics")
    yield from LEDGERS
    told = (speech.case for speech in meeting.speeches if speech.case)
    yield from map(case_url, (*meeting.practices, *told))
    for ranking in meeting_rankings(portal, meeting):
        yield from _of_ranking(portal, ranking)


def _of_ranking(portal: Portal, ranking: Ranking) -> Iterator[str]:
    """Its page with the downloads, its method, and every sealed version of the period."""
    period_id, group = ranking.period.id, ranking.group
    yield method_url(ranking.method.id)
    yield ranking_url(period_id, group).removesuffix("html")
    for seal in portal.content.library.seals_of(period_id):
        yield version_url(period_id, seal.snapshot.version, "")
