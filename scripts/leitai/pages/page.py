"""A page before it is written: an address, a title, a template and plain values."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote


@dataclass(frozen=True)
class FormerAnchor:
    """A place on a page that shared links still name; `link` leads on and may be empty."""

    anchor: str
    note: str
    link: str


@dataclass(frozen=True)
class Page:
    """`url` is the permanent address, relative to the site's root and ending in `.html` (feeds: `.xml`).

    `notices` are shown on top of the page and printed; `context` holds plain values only: the
    template lays out, it looks nothing up. `former` and `kept` are anchors that old links still name,
    with an explanation of the editor's or with the general one. `stamp` is printed at the foot of the paper: version and date.
    `is_copy`: says again, for paper, what other pages say; search engines and the portal's own search pass it by.
    """

    url: str
    title: str
    template: str
    context: Mapping[str, object]
    description: str = ""
    notices: tuple[str, ...] = ()
    crumbs: tuple[tuple[str, str], ...] = field(default=())
    former: tuple[FormerAnchor, ...] = ()
    kept: tuple[str, ...] = ()
    stamp: str = ""
    is_copy: bool = False


def relative(from_url: str, to_url: str) -> str:
    """The link from one page to another (with or without `#anchor`), the same on a server and from disk."""
    path, hash_mark, anchor = to_url.partition("#")
    if path == from_url and anchor:
        return hash_mark + anchor
    return _from_folder(posixpath.dirname(from_url), path) + hash_mark + anchor


@lru_cache(maxsize=1 << 16)
def _from_folder(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")


def ranking_url(period_id: str, group: str) -> str:
    return f"rankings/{period_id}/{group}.html"


def steps_url(period_id: str, group: str, part: int = 1) -> str:
    """The step-by-step tables of a ranking; large groups have several parts."""
    return f"rankings/{period_id}/{group}-steps{'' if part == 1 else f'-{part}'}.html"


def bulletin_url(period_id: str, group: str) -> str:
    return f"rankings/{period_id}/{group}-notice.html"


def unit_url(unit_id: str) -> str:
    return f"units/{unit_id}.html"


def brief_url(unit_id: str) -> str:
    """A unit's newest period on one sheet: a live page, like the unit's own."""
    return f"units/briefs/{unit_id}.html"


def briefs_url(period_id: str, group: str, part: int = 1) -> str:
    """The briefs of every unit in a ranking, a sheet each; large groups have several parts."""
    return f"rankings/{period_id}/{group}-briefs{'' if part == 1 else f'-{part}'}.html"


def indicator_url(indicator_id: str) -> str:
    return f"indicators/{indicator_id}.html"


def method_url(method_id: str) -> str:
    return f"methods/{method_id}.html"


def case_url(slug: str) -> str:
    return f"cases/{slug}.html"


def meeting_url(slug: str) -> str:
    return f"meetings/{slug}.html"


def attachment_url(slug: str, file_name: str) -> str:
    """The address of a meeting's material; file names are free, so they are quoted."""
    return f"meetings/{slug}/{quote(file_name)}"


def calendar_url(slug: str) -> str:
    return f"meetings/{slug}.ics"


def status_url(period_id: str) -> str:
    return f"status/{period_id}.html"


def archive_url(period_id: str) -> str:
    return f"archive/{period_id}.html"


def prose_url(slug: str) -> str:
    return f"{slug}.html"
