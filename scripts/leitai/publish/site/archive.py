"""A period or a meeting as a folder that opens from disk, in a zip with the same bytes every time.

Pages are taken from the built site, with everything that they load. A link to a page outside the archive
becomes an absolute one if the portal has an address, otherwise plain text.
"""

from __future__ import annotations

import posixpath
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from leitai.keep import Keep, make_anew
from leitai.on_disk import OnDisk
from leitai.problems import ProblemsFound, RequestRefused
from leitai.publish.downloads.spreadsheets import ZIP_DATE, Cell, csv_bytes
from leitai.publish.site.check import PageFacts, PageReference, SiteFacts, check_site, read_page, resolve
from leitai.publish.site.tree import MANIFEST, FilesBelow, manifest_of

CONTENTS = "contents.csv"
_CSS_URL = re.compile(r"""url\(\s*['"]?([^'")]+)""")


@dataclass(frozen=True)
class Archive:
    """What goes into a zip: `own` pages that the site doesn't have, the first one among them, `wanted` addresses of the site; one that ends in `/` stands for all below
    it, one in `.` for all that begin with it."""

    name: str
    own: Mapping[str, bytes]
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Bounds:
    """How far links of an archive lead: to the paths in it, and to the portal where that has an address."""

    paths: frozenset[str]
    site_url: str | None


@dataclass(frozen=True)
class MadeArchive:
    """A zip and what lies in it: the SHA-256 of each file by its path."""

    zip: bytes
    hashes: Mapping[str, str]


References = Callable[[str], Iterable[PageReference]]  # those of a page of the site


def archived_files(site: Path, paths: Iterable[str], archive: Archive, references: References) -> FilesBelow:
    """The wanted ones among the paths of a site, and all that they load, as they stand there."""
    found = set[str]()
    waiting = _wanted(paths, archive)
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting += [p for p in _loaded(site, path, references) if p not in found and (site / p).is_file()]
    return FilesBelow(site, sorted(found))


def _wanted(paths: Iterable[str], archive: Archive) -> list[str]:
    names = frozenset(archive.wanted)
    starts = tuple(name for name in names if name.endswith(("/", ".")))
    return [path for path in paths if path in names or path.startswith(starts)]


def _loaded(site: Path, path: str, references: References) -> list[str]:
    """The files of the site that a page or a style sheet loads."""
    if path.endswith(".html"):
        urls = [reference.url for reference in references(path) if reference.loads]
    elif path.endswith(".css"):
        urls = _CSS_URL.findall((site / path).read_text(encoding="utf-8", errors="replace"))
    else:
        return []
    inside = [urlsplit(url) for url in urls]
    return [resolve(path, parts.path) for parts in inside if not parts.scheme and parts.path]


def make_archive(
    archive: Archive, files: Mapping[str, bytes], site_url: str | None, keep: Keep = make_anew
) -> MadeArchive:
    """Files of a site with links that resolve among themselves, the first page, a list of contents and a manifest.

    What `keep` knows of an archive before is closed again only as far as its pages changed. Refused if any link is dead.
    """
    bounds = Bounds(frozenset({*files, *archive.own}), site_url)
    made, titles, facts = OnDisk[bytes](), dict[str, str](), dict[str, PageFacts]()
    for path, data in chain(files.items(), archive.own.items()):
        if path.endswith(".html"):
            within = None if path in archive.own else bounds
            made[path], titles[path], facts[path] = keep(archived_page, path, data, within)
        else:
            made[path] = data
    made[CONTENTS] = _contents(made, titles)
    problems = check_site(made, SiteFacts(frozenset(made), facts))
    if problems:
        raise ProblemsFound(problems)
    return _zipped(f"leitai-{archive.name}", made)


def archived_page(path: str, html: bytes, bounds: Bounds | None) -> tuple[bytes, str, PageFacts]:
    """A page of a site as it stands in an archive, its title, and what checks need of it; without `bounds` it was made for it and
    stays as it is."""
    data = html if bounds is None else closed(path, html, bounds)
    title = LexborHTMLParser(data).css_first("title")
    return data, title.text().strip() if title is not None else "", read_page(data)


def _contents(files: Mapping[str, bytes], titles: Mapping[str, str]) -> bytes:
    """What lies where, as a table: path, title of a page, size, SHA-256."""
    lines: list[list[Cell]] = [
        [path, titles.get(path, ""), len(data), sha256(data).hexdigest()]
        for path in sorted(files)
        for data in [files[path]]
    ]
    return csv_bytes([["路径", "标题", "字节数", "SHA-256"], *lines])


def closed(path: str, html: bytes, bounds: Bounds) -> bytes:
    """A page whose links lead to kept files, to the web, or nowhere; untouched if all do already."""
    tree = LexborHTMLParser(html)
    changed = False
    for node in tree.css("a[href], form[action]"):
        name = "href" if node.tag == "a" else "action"
        parts = urlsplit(node.attributes.get(name) or "")
        target = resolve(path, parts.path)
        if parts.scheme or parts.netloc or target in bounds.paths:
            continue
        changed = True
        if bounds.site_url is None:
            del node.attrs[name]
        else:
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            node.attrs[name] = posixpath.join(bounds.site_url, target) + anchor
    return (tree.html or "").encode() if changed else html


def _zipped(folder_name: str, files: OnDisk[bytes]) -> MadeArchive:
    """The files below one folder, with a manifest of their SHA-256."""
    hashes = {path: sha256(files[path]).hexdigest() for path in sorted(files)}
    files[MANIFEST] = manifest_of(hashes)
    hashes[MANIFEST] = sha256(files[MANIFEST]).hexdigest()
    with tempfile.TemporaryFile() as whole:
        with zipfile.ZipFile(whole, "w") as target:
            for path in sorted(files):
                target.writestr(zipfile.ZipInfo(f"{folder_name}/{path}", ZIP_DATE), files[path])
        whole.seek(0)
        return MadeArchive(whole.read(), {f"{folder_name}/{path}": hashes[path] for path in sorted(hashes)})


def unpacked(path: Path, place: Path) -> Path:
    """The one folder of an archive, laid out below an empty place; refused if the file is no archive of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            tops = {name.partition("/")[0] for name in archive.namelist()}
            if len(tops) == 1 and archive.testzip() is None:
                archive.extractall(place)
                return place / tops.pop()
    except (zipfile.BadZipFile, RuntimeError, OSError):
        pass
    raise RequestRefused(f"{path} 不是 leitai archive 写的 zip 文件，或者已经损坏。")
