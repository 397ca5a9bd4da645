"""`leitai pack MEETING`: the papers for a meeting in a folder, to print and as Word documents that people go on writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from leitai.check import check_built
from leitai.model.portal import Portal
from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.writings.library import Library
from leitai.pages.pack.pack import pack_pages
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import in_order, load, refuse
from leitai.problems import Place, Problem, RequestRefused
from leitai.publish.downloads.letters import letters
from leitai.publish.site.archive import Bounds, closed
from leitai.publish.site.tree import file_hashes, manifest_hashes, sync_tree, write_manifest
from leitai.schema.texts.meetings import MEETING_STATUSES, Meeting

MOST_NAMED = 3


def pack_meeting(root: Path, slug: str, folder: Path | None) -> Path:
    """Write a meeting's pack (default: `build/pack/<meeting>`); returns its `index.html`.

    Nobody's work is lost: a folder that holds other files, or papers that somebody went on writing, is left alone.
    """
    loaded = load(root)
    portal = public_portal(loaded)
    meeting = _find_meeting(portal.content.library, slug)
    if not meeting.was_held:
        raise RequestRefused(
            f"{slug} 写的是{MEETING_STATUSES[meeting.status]}：定了新日期，改好 date，删去 status 再打包。"
        )
    target = folder or root / "build" / "pack" / slug
    _refuse_strange(target)
    files = _files(portal, meeting)
    privacy = loaded.content.settings.privacy
    refuse(in_order(_private(privacy, target, files), privacy))
    sync_tree(target, files)
    write_manifest(target)
    return target / "index.html"


def _files(portal: Portal, meeting: Meeting) -> dict[str, bytes]:
    """Pages whose links lead to the pack's own files, to the portal on the web, or nowhere; and the documents."""
    pages = pack_pages(portal, meeting)
    texts = {path: page for path, page in pages.items() if path.endswith(".html")}
    documents = {name: data for page in texts.values() for name, data in letters(page).items()}
    bounds = Bounds(frozenset((*pages, *documents)), portal.content.settings.portal.site_url)
    return {
        **pages,
        **documents,
        **{path: closed(path, page, bounds) for path, page in texts.items()},
    }


def _find_meeting(library: Library, slug: str) -> Meeting:
    """A meeting by its id."""
    meeting = library.meeting(slug)
    if meeting is None:
        known = "、".join(meeting.slug for meeting in library.meetings)
        raise RequestRefused(f"没有 {slug} 这个会议。现有：{known or '无'}。")
    return meeting


def _refuse_strange(folder: Path) -> None:
    if not folder.is_dir():
        return
    known = manifest_hashes(folder) or {}
    strange = [path for path, digest in file_hashes(folder).items() if known.get(path) != digest]
    if strange:
        named = "、".join(strange[:MOST_NAMED]) + (
            f"等 {len(strange)} 个" if len(strange) > MOST_NAMED else ""
        )
        raise RequestRefused(
            f"{folder} 里有不是打包写的、或者打包以后改过的文件：{named}。没有改动；请用 -o 另选一个目录，或者先把它们移走。"
        )


def _private(privacy: PrivacyScreen, folder: Path, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Personal data on a page; the documents say the same as the pages."""
    for path, data in files.items():
        for problem in check_built(privacy, path, data.decode()) if path.endswith(".html") else ():
            yield replace(problem, place=Place(f"{folder.as_posix()}/{path}", row=problem.place.row))
