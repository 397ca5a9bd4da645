"""`leitai archive NAME -o F.zip`: what the site says of one period or one meeting, for a shelf of its own."""

from __future__ import annotations

from pathlib import Path

from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.pages.meetings.occasion import occasion_of
from leitai.pages.site.archive.holdings import Holding, holding_of_meeting, holding_of_period
from leitai.pipeline.build import Say, archive_of, build, public_portal
from leitai.pipeline.kept import Kept
from leitai.pipeline.load import load
from leitai.pipeline.seal import reported_period
from leitai.pipeline.unchanged import is_site_of_this
from leitai.publish.site.archive import archived_files, make_archive
from leitai.publish.site.check import read_page
from leitai.publish.site.tree import file_paths, replace_file
from leitai.publish.target.signature import sign
from leitai.schema.files import SIGNERS


def write_archive(root: Path, name: str, target: Path, say: Say, key: Path | None = None) -> int:
    """Write one period or meeting of the portal as a zip, signed with `key`; returns the number of files in it. The site is built unless it is
    of what there is now."""
    loaded = load(root)
    _refuse_unknown(loaded.content, name)
    if not is_site_of_this(root):
        loaded = build(root, say)
    portal, site = public_portal(loaded, Kept(root)), root / "build" / "site"
    archive = archive_of(portal, _holding(portal, name))
    files = archived_files(
        site, file_paths(site), archive, lambda path: read_page((site / path).read_bytes()).references
    )
    made = make_archive(archive, files, portal.content.settings.portal.site_url)
    replace_file(target, made.zip)
    if key is not None:
        sign(target, key, root / SIGNERS)
    return len(made.hashes)


def _refuse_unknown(content: Content, name: str) -> None:
    """Before a build that would take its time."""
    if content.library.meeting(name) is None:
        reported_period(content, name)


def _holding(portal: Portal, name: str) -> Holding:
    library, meeting = portal.content.library, portal.content.library.meeting(name)
    if meeting is not None:
        return holding_of_meeting(meeting, occasion_of(portal, meeting).rankings, library)
    return holding_of_period(reported_period(portal.content, name), portal.rankings, library.meetings)
