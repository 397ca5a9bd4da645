"""The zips beside archive pages against the seals: what somebody changed together with every list of hashes doesn't get past them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from leitai.model.urls import archive_hashes_url, archive_zip_url
from leitai.publish.site.archive import CONTENTS, Archive
from leitai.publish.site.tree import MANIFEST
from leitai.publish.target.sealed import SealedFiles


def archives_unlike_the_seals(
    found: Mapping[str, str], site: Path, known: SealedFiles, sealed: Iterable[Archive]
) -> Iterator[str]:
    """What stands in a zip and is neither as its manifest says nor as it was sealed, and each list that tells other hashes.

    `found`: the SHA-256 of each file of the site. `sealed`: the zips of sealed versions, whose own pages follow from the seals.
    """
    own = {archive_zip_url(archive.name): archive for archive in sealed}
    for path, value in found.items():
        name = path.removeprefix("archive/").removesuffix(".zip")
        if path != archive_zip_url(name) or not value:
            continue
        try:
            folder, files = _held(site / path)
        except (zipfile.BadZipFile, RuntimeError):
            yield path
            continue
        hashes = {inner: sha256(data).hexdigest() for inner, data in files.items()}
        foreign = {*known.unlike(hashes, files.get), *_unlike_its_manifest(hashes, files)}
        foreign |= _unlike_its_own(hashes, own[path]) if path in own else set()
        yield from (f"{path} 里的 {inner}" for inner in sorted(foreign))
        lines = {f"{name}.zip": value} | {folder + inner: hashed for inner, hashed in hashes.items()}
        listed = "".join(f"{hashed}  {entry}\n" for entry, hashed in lines.items())
        if found.get(archive_hashes_url(name)) != sha256(listed.encode()).hexdigest():
            yield archive_hashes_url(name)


def _held(path: Path) -> tuple[str, dict[str, bytes]]:
    """The one folder of a zip, and its files by their paths within; anything else is none of ours."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.namelist()
        folder = entries[0].partition("/")[0] + "/" if entries else ""
        if len({*entries}) < len(entries) or not all(entry.startswith(folder) for entry in entries):
            raise zipfile.BadZipFile(path.name)
        return folder, {entry.removeprefix(folder): archive.read(entry) for entry in entries}


def _unlike_its_manifest(within: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[str]:
    try:
        listed = dict(json.loads(files[MANIFEST])["files"])
    except (ValueError, KeyError, TypeError):
        listed = {}
    yield from (path for path in {*within, *listed} - {MANIFEST} if within.get(path) != listed.get(path))


def _unlike_its_own(within: Mapping[str, str], archive: Archive) -> set[str]:
    """What the zip of a sealed version has beside that version and shouldn't."""
    known = {path: sha256(data).hexdigest() for path, data in archive.own.items()}
    beside = {path for path in within if not path.startswith(archive.wanted)} - {CONTENTS, MANIFEST}
    return {path for path in beside if known.get(path) != within[path]}
