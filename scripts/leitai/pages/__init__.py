"""One module per page kind: `collect(portal)` yields its pages; registered in `PAGE_KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from leitai.model.portal import Portal
from leitai.pages import (
    archive,
    cases,
    facts,
    handbook,
    home,
    indicators,
    ledgers,
    meetings,
    methods,
    prose,
    rankings,
    search,
    status,
    units,
)
from leitai.pages.former import collect_former, former_anchors, kept_anchors
from leitai.pages.page import Page
from leitai.pages.render import render_pages, render_shell

PAGE_KINDS: tuple[Callable[[Portal], Iterator[Page]], ...] = (
    home.collect,
    rankings.collect,
    units.collect,
    indicators.collect,
    cases.collect,
    meetings.collect,
    ledgers.collect,
    methods.collect,
    status.collect,
    archive.collect,
    handbook.collect,
    facts.collect,
    prose.collect,
    search.collect,
)


def collect_pages(portal: Portal) -> Iterator[Page]:
    """Every page of the portal, and what stands where a published one is gone."""
    addresses = portal.content.library.addresses
    former, kept = former_anchors(addresses), kept_anchors(addresses)
    present: set[str] = set()
    for collect in PAGE_KINDS:
        for page in collect(portal):
            present.add(page.url)
            yield replace(page, former=former.get(page.url, ()), kept=kept.get(page.url, ()))
    yield from collect_former(addresses, present)


def page_files(portal: Portal) -> dict[str, bytes]:
    """What goes into `build/pages`."""
    return render_pages(collect_pages(portal))


def shell_files(portal: Portal) -> dict[str, bytes]:
    """What the portal's settings add to `build/theme`: the footer that every page carries."""
    settings = portal.content.settings.portal
    context: dict[str, object] = {
        "owner": settings.owner,
        "contact": settings.contact,
        "classified": settings.classified_notice,
    }
    return {"partials/copyright.html": render_shell("footer.html.j2", context)}
