"""Links in written texts, by the line on which they stand. Anchors, and pages that follow from results, are followed in the built site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Set
from urllib.parse import unquote, urlsplit

from leitai.model import urls
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Place, Problem
from leitai.schema.markdown.text import TextLink

_FROM_RESULTS = (
    "rankings/", "methods/", "archive/", "status/", "handbook/", "cases/by-", "units/briefs/", "ledgers/", "data/",
)  # fmt: skip


def check_links(settings: Settings, library: Library) -> Iterator[Problem]:
    """正文里的站内链接都指向现有的网页或附件；从这篇文字的网页算起，例如 ../cases/a.html、meetings/2019-08-yiwu.html。"""
    known = frozenset(_addresses(settings, library))
    for url, text in library.texts:
        for link in text.body.links:
            if not _leads_somewhere(url, link, known):
                fix = f"请核对：站内链接从网页 {url} 算起，例如 {_example(url, link, known)}。"
                place = Place(text.place.path, row=link.row)
                what = "链接的文件不存在，或用了以 / 开头的地址。" if link.url else "链接里没有写地址。"
                yield Problem("K01", place, unquote(link.written), what, fix)


def _leads_somewhere(url: str, link: TextLink, known: Set[str]) -> bool:
    parts = urlsplit(link.url)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path:
        return bool(link.url)
    target = _resolved(url, path)
    is_made = target.startswith(_FROM_RESULTS) and not link.is_picture
    return not path.startswith("/") and (target in known or is_made)


def _resolved(url: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path))
    return posixpath.join(target, "index.html") if path.endswith("/") else target


def _example(url: str, link: TextLink, known: Set[str]) -> str:
    """The same name where it is known, otherwise the list of cases."""
    name = posixpath.basename(unquote(urlsplit(link.url).path))
    found = min((path for path in known if posixpath.basename(path) == name), default=urls.CASES)
    return posixpath.relpath(found, posixpath.dirname(url) or ".")


def _addresses(settings: Settings, library: Library) -> Iterator[str]:
    yield from (url for name, url in vars(urls).items() if name.isupper() and isinstance(url, str))
    yield from map(urls.unit_url, settings.units)
    yield from map(urls.indicator_url, settings.indicators)
    for meeting in library.meetings:
        yield urls.calendar_url(meeting.slug)
    for folder in library.folders:
        yield from (unquote(folder.address(material)) for material in folder.materials)
    yield from (url for url, _ in library.texts)
    yield from (address.page for address in library.addresses if address.is_explained)
