"""`leitai archive PERIOD -o F.zip`: what the site says of one period, for a shelf of its own.

The files that units sent in are not part of it: they may hold what a method doesn't publish.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leitai import pipeline
from leitai.assist.seal import find_period
from leitai.model import urls
from leitai.model.period import Period
from leitai.model.portal import Portal
from leitai.model.urls import archive_url, meeting_url, method_url, status_url
from leitai.pages import REDIRECT_SCRIPT, archive_index
from leitai.publish.site.archive import archive_files, archive_zip
from leitai.publish.site.tree import file_paths, replace_file


def archive_period(root: Path, period_id: str, target: Path, say: pipeline.Say) -> int:
    """Build the portal, write one period of it as a zip; returns the number of files in it."""
    find_period(pipeline.load(root).portal, period_id)
    portal = pipeline.build(root, say).portal
    period = find_period(portal, period_id)
    site = root / "build" / "site"
    files = archive_files(site, _wanted(site, portal, period), portal.content.settings.portal.site_url)
    files["index.html"] = archive_index(portal, period)
    replace_file(target, archive_zip(f"leitai-{period_id}", files))
    return len(files)


def _wanted(site: Path, portal: Portal, period: Period) -> Iterator[str]:
    """The pages of a period, the versions and downloads beside them, its methods and meetings, all corrections."""
    yield REDIRECT_SCRIPT
    yield archive_url(period.id)
    yield status_url(period.id)
    yield from (urls.CORRECTIONS, urls.CORRECTIONS_TABLE)
    yield from {method_url(r.method.id) for r in portal.rankings if r.period == period}
    folders = [f"rankings/{period.id}/"]
    for meeting in portal.content.library.meetings:
        if period in meeting.reviews:
            yield meeting_url(meeting.slug)
            folders.append(f"meetings/{meeting.slug}/")
    yield from (path for path in file_paths(site) if path.startswith(tuple(folders)))
