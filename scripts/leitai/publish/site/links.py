"""网址台账 `urls.csv`: every address and anchor ever published stays good; a build that would lose one fails."""

from __future__ import annotations

import csv
import errno
import io
import json
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from leitai.problems import Place, Problem
from leitai.publish.downloads.spreadsheets import csv_bytes, xlsx_bytes
from leitai.publish.site.check import SiteFacts, read_anchors, resolve
from leitai.publish.site.tree import UNLISTED, file_hashes, manifest_hashes, replace_file
from leitai.schema.ledgers.urls import URLS, Address, escaped

_ENGINE_FOLDERS = ("assets/", "search/")  # belong to the theme and the search, nobody links to them
_ENGINE_FILES = {*UNLISTED, "404.html", "sitemap.xml", "sitemap.xml.gz"}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}

Site = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class UrlLedger:
    """The ledger of a portal; `as_of` dates what is recorded for the first time, now or (None) at the next build.

    A preview records nothing.
    """

    path: Path
    addresses: tuple[Address, ...]
    as_of: date | None
    is_preview: bool = False

    def lost(self, facts: SiteFacts) -> list[Problem]:
        return lost_addresses(self.addresses, facts)

    def record(self, facts: SiteFacts) -> list[Problem]:
        """Add what the site publishes; the only thing that may prevent it is a folder that can't be written."""
        if self.is_preview:
            return []
        data = ledger_bytes(self.addresses, published_addresses(facts), self.as_of)
        try:
            if not self.path.exists() or self.path.read_bytes() != data:
                replace_file(self.path, data)
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
            what = "这个文件写不进去，新网页的网址没有记进台账。"
            fix = "公布以前请在可以写入的电脑上再生成一次，把 urls.csv 和内容一起保存。"
            return [Problem("K06", Place(URLS.path), None, what, fix)]
        return []


def published_addresses(facts: SiteFacts) -> Site:
    """What a site publishes for good: each page with its anchors, each download and attachment.

    Anchors of the theme begin with `_`; footnotes (`fn:1`) are numbered by position and never shared.
    """
    return {
        path: frozenset(a for a in facts.anchors(path) if a and not a.startswith("_") and ":" not in a)
        for path in facts.files
        if path not in _ENGINE_FILES and not path.startswith(_ENGINE_FOLDERS)
    }


def shown_addresses(site: Path) -> list[Address]:
    """What was published to a folder, as its manifest says: it must stay good, ledger or not.

    What somebody deleted since counts, an anchor that somebody wrote into a page doesn't.
    """
    declared, present = manifest_hashes(site) or {}, file_hashes(site)
    pages = {
        path: page for path, page in read_anchors(site).pages.items() if present[path] == declared.get(path)
    }
    published = SiteFacts(frozenset(declared), pages)
    return [
        Address(escaped(url), anchors, "", "", "", place=Place(URLS.path))
        for url, anchors in published_addresses(published).items()
    ]


def lost_addresses(addresses: Iterable[Address], facts: SiteFacts) -> list[Problem]:
    """A problem for each address and each anchor of the ledger that the site no longer answers."""
    problems: dict[tuple[str, str], Problem] = {}
    for address in addresses:
        if address.page not in facts.files:
            problems.setdefault((address.page, ""), _lost_page(address))
            continue
        answered = facts.anchors(landing(address.page, facts))
        for anchor in sorted((address.anchors | {address.anchor}) - answered - {""}):
            problems.setdefault((address.page, anchor), _lost_anchor(address, anchor))
    return list(problems.values())


def landing(page: str, facts: SiteFacts) -> str:
    """The page on which a reader of `page` ends: itself, or where its redirect leads."""
    target = facts.redirects.get(page)
    return page if target is None else resolve(page, target.partition("#")[0])


def _lost_page(address: Address) -> Problem:
    fix = "请把原来的文件或编号改回来；确实改了编号的，在这一行填“去向”；确实撤下的，填“说明”。"
    return Problem("K04", address.place_of("url"), address.page, "公布过的网址没有了。", fix)


def _lost_anchor(address: Address, anchor: str) -> Problem:
    url = f"{address.page}#{anchor}"
    fix = f"请把编号改回来；确实移走或删去的，在台账里加一行，网址写 {url}，再填“去向”或“说明”。"
    return Problem("K05", address.place_of("anchors"), url, "公布过的锚点没有了。", fix)


def ledger_bytes(addresses: Iterable[Address], site: Site, as_of: date | None) -> bytes:
    """The ledger with everything of `site` added: one line per address, sorted; two lines of one address are united."""
    lines: dict[str, tuple[set[str], list[str]]] = {}
    for address in addresses:
        anchors, cells = lines.setdefault(address.url, (set(), ["", "", ""]))
        anchors |= address.anchors
        days = sorted(filter(None, (cells[0], address.first_published)))
        cells[:] = [days[0] if days else "", cells[1] or address.target, cells[2] or address.note]
    for path, found in site.items():
        anchors, cells = lines.setdefault(escaped(path), (set(), ["", "", ""]))
        anchors |= found
        cells[0] = cells[0] or (as_of.isoformat() if as_of else "")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(URLS.names)
    for url, (anchors, (day, target, note)) in sorted(lines.items()):
        writer.writerow([url, " ".join(sorted(anchors)), day, target, note])
    return text.getvalue().encode()


def former_files(addresses: Iterable[Address], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What stands where a download or an attachment is gone: a copy of its 去向, or its 说明 as a file."""
    found: dict[str, bytes] = {}
    for address in addresses:
        suffix, target = posixpath.splitext(address.page)[1], unquote(address.target)
        if address.anchor or suffix == ".html" or not address.is_explained or address.page in files:
            continue
        if not target:
            found[address.page] = _notice_file(suffix, address.note)
        elif target in files:
            found[address.page] = files[target]
    return found


def _notice_file(suffix: str, note: str) -> bytes:
    if suffix == ".csv":
        return csv_bytes([[note]])
    if suffix == ".xlsx":
        return xlsx_bytes([[note]], "说明")
    if suffix == ".json":
        return (json.dumps({"notice": note}, ensure_ascii=False) + "\n").encode()
    return (note + "\n").encode("utf-8-sig")
