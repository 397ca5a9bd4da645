"""`leitai archive PERIOD -o F.zip`: what the site says of one period, for a shelf of its own.

The files that units sent in are not part of it: they may hold what a method doesn't publish.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leitai.model import urls
from leitai.model.urls import archive_url, meeting_url, method_url, status_url
from leitai.pages import archive_index
from leitai.pages.kit.redirect import SCRIPT
from leitai.pipeline.build import Say, build
from leitai.pipeline.load import Loaded, load
from leitai.pipeline.seal import find_period
from leitai.publish.site.archive import archive_files, archive_zip
from leitai.publish.site.tree import file_paths, replace_file
from leitai.publish.target.signature import SIGNERS, sign
from leitai.schema.period import Period


def archive_period(root: Path, period_id: str, target: Path, say: Say, key: Path | None = None) -> int:
    """Build the portal, write one period of it as a zip, signed with `key`; returns the number of files in it."""
    find_period(load(root).content, period_id)
    loaded = build(root, say)
    period = find_period(loaded.content, period_id)
    site = root / "build" / "site"
    files = archive_files(site, _wanted(site, loaded, period), loaded.content.settings.portal.site_url)
    files["index.html"] = archive_index(loaded.content.settings.portal.title, period)
    replace_file(target, archive_zip(f"leitai-{period_id}", files))
    if key is not None:
        sign(target, key, root / SIGNERS)
    return len(files)


def _wanted(site: Path, loaded: Loaded, period: Period) -> Iterator[str]:
    """The pages of a period, the versions and downloads beside them, its methods and meetings, all corrections."""
    yield SCRIPT
    yield archive_url(period.id)
    yield status_url(period.id)
    yield from (urls.CORRECTIONS, urls.CORRECTIONS_TABLE)
    yield from {method_url(r.method.id) for r in loaded.rankings if r.period == period}
    folders = [f"rankings/{period.id}/"]
    for meeting in loaded.content.library.meetings:
        if period in meeting.reviews:
            yield meeting_url(meeting.slug)
            folders.append(f"meetings/{meeting.slug}/")
    yield from (path for path in file_paths(site) if path.startswith(tuple(folders)))
