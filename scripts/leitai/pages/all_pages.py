"""One module per page kind: `collect(portal)` yields its pages, costly ones still to be made; registered in `PAGE_KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from markupsafe import Markup

from leitai.keep import Keep, make_anew
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING, UNDECIDED
from leitai.on_disk import OnDisk
from leitai.pages.indicators import indicators
from leitai.pages.kit import redirect
from leitai.pages.kit.page import Job, Page
from leitai.pages.kit.render import each_file, render_pages, render_shell
from leitai.pages.kit.style import standalone
from leitai.pages.library import adoption, cases, facts, problems
from leitai.pages.meetings import claims, ledgers, meetings, programmes
from leitai.pages.meetings.progress import arena, board
from leitai.pages.rankings import bulletins, methods, rankings, steps
from leitai.pages.site import (
    accessibility,
    corrections,
    data,
    feeds,
    frozen,
    handbook,
    home,
    prose,
    redactions,
    search,
    status,
)
from leitai.pages.site.archive import index as archive
from leitai.pages.site.former import collect_former, expected_to_go, former_anchors, kept_anchors
from leitai.pages.units import briefs, compare, units
from leitai.problems import ProblemsFound
from leitai.schema.ledgers.urls import still_there
from leitai.schema.period import Period

PAGE_KINDS: tuple[Callable[[Portal], Iterator[Page | Job]], ...] = (
    home.collect,
    rankings.collect,
    steps.collect,
    bulletins.collect,
    compare.collect,
    units.collect,
    briefs.collect,
    indicators.collect,
    cases.collect,
    adoption.collect,
    problems.collect,
    meetings.collect,
    ledgers.collect,
    board.collect,
    claims.collect,
    arena.collect,
    programmes.collect,
    corrections.collect,
    redactions.collect,
    methods.collect,
    status.collect,
    archive.collect,
    data.collect,
    handbook.collect,
    facts.collect,
    prose.collect,
    search.collect,
    accessibility.collect,
    feeds.collect,
)


def collect_pages(portal: Portal) -> Iterator[Page | Job]:
    """Every page of the portal, and what stands where a published one is gone."""
    addresses = portal.content.library.addresses
    expected = expected_to_go(portal.rankings, addresses)
    former, kept = former_anchors(addresses), kept_anchors(addresses)
    present: set[str] = set()
    for collect in PAGE_KINDS:
        for page in collect(portal):
            present.add(page.url)
            yield replace(page, former=former.get(page.url, ()), kept=kept.get(page.url, ()))
    ignored = list(still_there(addresses, present))
    if ignored:
        raise ProblemsFound(ignored)
    yield from collect_former(addresses, present, expected)


def page_files(portal: Portal, keep: Keep = make_anew) -> OnDisk[bytes]:
    """What goes into `build/pages`."""
    return OnDisk(each_file(collect_pages(portal), portal.marks, keep))


def shell_files(portal: Portal) -> dict[str, bytes]:
    """What the portal's settings and the tokens add to `build/theme`: the footer and the policy of every page, 404, the icon."""
    settings = portal.content.settings.portal
    footer: dict[str, object] = {
        "owner": settings.owner,
        "contact": settings.contact,
        "classified": settings.notices.classified,
    }
    return {
        "partials/copyright.html": render_shell("site/footer.html.j2", footer),
        "partials/policy.html": render_shell("site/policy.html.j2", {}),
        "404.html": render_shell("site/404.html.j2", _not_found()),
        "assets/favicon.svg": standalone("site/favicon.svg").encode(),
    }


def _not_found() -> dict[str, object]:
    """Its style and its script stand on the page itself: below a wrong address it would look for files in vain."""
    return {"style": Markup(standalone("site/404.css")), "script": Markup(standalone("site/404.js"))}


def frozen_pages(portal: Portal, period: Period) -> dict[str, bytes]:
    """The public pages of a period as files of their own, by the name that a seal keeps them under."""
    return frozen.render_period(portal, period)


def frozen_meeting(portal: Portal, slug: str) -> dict[str, bytes]:
    """The same of a meeting."""
    return frozen.render_meeting(portal, slug)


def archive_index(site_title: str, name: str, target: str) -> bytes:
    """The first page of an archive: a door to the page that holds its contents."""
    title = f"{site_title}：{name}"
    door = Page("index.html", title, redirect.TEMPLATE, redirect.Redirect(title, target), NOTHING)
    return render_pages([door], UNDECIDED)["index.html"]
