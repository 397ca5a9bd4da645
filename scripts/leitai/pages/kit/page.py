"""A page before it is written: an address, a title, a template and plain values."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import Field, dataclass, field, replace
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Protocol

from markupsafe import Markup

from leitai.model.shows import Shows

_PORTAL = "portal:"
_HREF = re.compile(rf'(?<=href="){_PORTAL}([^"]*)')


class DataclassInstance(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Link(NamedTuple):
    """`url` is an address of the portal; the template makes it relative to the page."""

    title: str
    url: str


class NotedLink(NamedTuple):
    """A link with what is to be said of it."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class TableSection:
    """A table under a heading of its own."""

    title: str
    anchor: str
    table: Markup


@dataclass(frozen=True)
class SectionsContext:
    """A page of tables, each below a heading of its own; `lead` may be empty. `are_short`: of few columns, two side by side."""

    lead: str
    sections: tuple[TableSection, ...]
    are_short: bool = False


@dataclass(frozen=True)
class Listed:
    """A page of one list, or of what its template says by itself."""

    items: Sequence[object] = ()


@dataclass(frozen=True)
class FormerAnchor:
    """A place on a page that shared links still name; `link` leads on and may be empty."""

    anchor: str
    note: str
    link: str


@dataclass(frozen=True)
class Page:
    """`url` is the permanent address, relative to the site's root and ending in `.html` (feeds: `.xml`).

    `context` is a frozen dataclass of plain values; the template reads its fields by name and looks nothing up. `shows` says where the figures come
    from: notices, title and description say 演示数据 by it, and no page says so itself. `corrections` stand below these
    notices. `former` and `kept` are anchors that old links still name,
    with an explanation of the editor's or with the general one. `stamp` is printed at the foot of the paper: version and date.
    `is_copy`: says again, for paper, what other pages say; search engines and the portal's own search pass it by.
    `is_of_folds`: where it is too long its last folds go on on further pages, not the last rows of its tables.
    `for_old_links`: only old links lead here; every other page must be reachable from the home page or the build fails.
    """

    url: str
    title: str
    template: str
    context: DataclassInstance
    shows: Shows
    description: str = ""
    corrections: tuple[str, ...] = ()
    crumbs: tuple[tuple[str, str], ...] = field(default=())
    former: tuple[FormerAnchor, ...] = ()
    kept: tuple[str, ...] = ()
    stamp: str = ""
    is_copy: bool = False
    for_old_links: bool = False
    is_of_folds: bool = False


@dataclass(frozen=True)
class Job:
    """A page in Markdown that is still to be made: `make(*inputs)`, which nothing else goes into, so that it can be kept."""

    url: str
    make: Callable[..., Page]
    inputs: tuple[object, ...]
    former: tuple[FormerAnchor, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def page(self) -> Page:
        return replace(self.make(*self.inputs), former=self.former, kept=self.kept)


def href_of(url: str) -> str:
    """An address of the portal as markup names it: which page it is written for is known only when that is rendered."""
    return _PORTAL + url


def linked(title: str, url: str) -> Markup:
    """An address of the portal as a link."""
    return Markup('<a href="{}">{}</a>').format(href_of(url), title)


def with_relative_links(html: str, url: str) -> str:
    """What a page at `url` shows, each link of its markup as seen from there."""
    return _HREF.sub(lambda address: relative(url, address[1]), html)


def relative(from_url: str, to_url: str) -> str:
    """The link from one page to another (with or without `#anchor`), the same on a server and from disk."""
    path, hash_mark, anchor = to_url.partition("#")
    if anchor and path in ("", from_url):
        return hash_mark + anchor
    return _from_folder(posixpath.dirname(from_url), path) + hash_mark + anchor


@lru_cache(maxsize=1 << 16)
def _from_folder(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")
