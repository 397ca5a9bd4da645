"""The zips of finished periods and meetings, laid beside their archive pages.

One whose files are those of the last build is taken from the live site: it is known by their hashes, and never made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path

from leitai.keep import Keep
from leitai.model.urls import archive_hashes_url, archive_zip_url
from leitai.on_disk import write_file
from leitai.publish.site.archive import Archive, archived_files, make_archive
from leitai.publish.site.check import SiteFacts
from leitai.publish.site.store import Store, store_key, take


def lay_archives(
    site: Path,
    live: Path,
    archives: Iterable[Archive],
    facts: SiteFacts,
    site_url: str | None,
    store: Store,
    keep: Keep,
) -> frozenset[str]:
    """Write each zip and the list of its hashes into a built tree; returns their addresses. `live`: the site of before."""
    laid = set[str]()
    paths = sorted(facts.files)
    for archive in archives:
        files = archived_files(site, paths, archive, lambda path: facts.pages[path].references)
        zip_url, hashes_url = archive_zip_url(archive.name), archive_hashes_url(archive.name)
        key = _key(archive, files, site_url)
        if not take(live / zip_url, _digest(store.get(key)), site / zip_url):
            store.put(key, _made(archive, files, site / zip_url, site_url, keep))
        write_file(site / hashes_url, store.get(key).encode())
        laid |= {zip_url, hashes_url}
    store.sweep()
    return frozenset(laid)


def _made(
    archive: Archive, files: Mapping[str, bytes], target: Path, site_url: str | None, keep: Keep
) -> str:
    made = make_archive(archive, files, site_url, keep)
    write_file(target, made.zip)
    return _lines(archive, made.zip, made.hashes)


def _key(archive: Archive, files: Mapping[str, bytes], site_url: str | None) -> str:
    held = chain(archive.own.items(), files.items())
    parts = (part for path, data in held for part in (path, sha256(data).digest()))
    return store_key(archive.name, site_url or "", *parts)


def _digest(lines: str | None) -> str | None:
    """That of the zip, which stands first."""
    return None if lines is None else lines.partition(" ")[0]


def _lines(archive: Archive, data: bytes, hashes: Mapping[str, str]) -> str:
    """The zip, then each file in it, as `sha256sum -c` reads them."""
    own = {f"{archive.name}.zip": sha256(data).hexdigest()}
    return "".join(f"{value}  {path}\n" for path, value in (own | dict(hashes)).items())
