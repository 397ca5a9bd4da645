"""The search page: `search.html?q=…` can be sent to a colleague; without JavaScript it shows the sections."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import Listed, Page


def collect(_: Portal) -> Iterator[Page]:
    """The page of the full search."""
    yield Page(urls.SEARCH, "检索", "site/search.md.j2", Listed(), NOTHING, "检索全站")
