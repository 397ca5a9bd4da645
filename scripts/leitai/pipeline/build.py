"""view → pages → publish: the public portal, its pages, the built site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from leitai.check import check_built, check_release
from leitai.keep import Follow, Keep, make_anew
from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.seals.seal import Snapshot, version_url
from leitai.model.settings import PERIOD_KIND_NAMES
from leitai.model.urls import case_url, indicator_url, meeting_url, prose_url, ranking_url, unit_url
from leitai.model.writings.library import Library
from leitai.pages.all_pages import archive_index, page_files, shell_files
from leitai.pages.kit.redirect import SCRIPT
from leitai.pages.site.archive.holdings import Holding, finished_holdings, kept_versions
from leitai.pages.site.archive.sealed import own_pages, sealed_name
from leitai.pages.site.asked_as import ASKED_AS
from leitai.pipeline.downloads import download_files
from leitai.pipeline.kept import Kept
from leitai.pipeline.load import Loaded, in_order, load, refuse
from leitai.pipeline.unchanged import digest_of_inputs, remember_build
from leitai.problems import Place, Problem, ProblemsFound
from leitai.publish.downloads.attached_files import attached_files
from leitai.publish.engine.build import Built, build_site, write_page_files
from leitai.publish.site.archive import Archive
from leitai.publish.site.licences import licences_file, sbom_file
from leitai.publish.site.links import UrlLedger, former_files
from leitai.publish.site.lock import one_writer
from leitai.publish.site.seal import frozen_files
from leitai.publish.target.redactions import lost_by_content
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.urls import URLS, still_there
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting
from leitai.score.explain.chances import chances_of
from leitai.score.explain.changes import changes_of, previous_changes_of, progress_of
from leitai.score.explain.explanations import explained
from leitai.score.explain.neighbours import neighbours_of
from leitai.score.kinds import SPECS
from leitai.view import public_view

Say = Callable[[str], None]


def write_pages(root: Path, say: Say, follow: Follow | None = None) -> Loaded:
    """Check everything, then write `build/pages` and `build/theme`."""
    say("正在读取和检查…")
    with one_writer(root / "build"):
        kept = Kept(root, follow=follow)
        loaded = load(root, kept)
        _write(root, public_portal(loaded, kept), say, kept)
        kept.sweep()
    return loaded


def build(
    root: Path,
    say: Say,
    release: bool = False,
    demo: bool = False,
    executor: Executor | None = None,
    follow: Follow | None = None,
) -> Loaded:
    """The whole way: a new site takes the old one's place only when it is whole and checked.

    `executor` makes explanations and pages and visits these, if there is one.

    The lock is held from the first reading: the ledger of URLs that is read must be the one that is extended.
    """
    say("正在读取和检查…")
    with one_writer(root / "build"):
        inputs = digest_of_inputs(root)
        kept = Kept(root, executor, follow)
        loaded = load(root, kept)
        refuse(lost_by_content(root / "build" / "site", loaded.content.library.seals))
        if release:
            refuse(check_release(loaded.content, loaded.problems, demo))
        portal = public_portal(loaded, kept)
        built = make_site(root, portal, say, kept)
        if not built.notices and digest_of_inputs(root) == inputs:
            remember_build(root, release, demo, loaded.problems)
        kept.sweep()
    return replace(loaded, checked=replace(loaded.checked, problems=(*loaded.problems, *built.notices)))


def make_site(root: Path, portal: Portal, say: Say, keep: Keep, preview: bool = False) -> Built:
    """Pages and site of a portal."""
    _write(root, portal, say, keep)
    say("正在生成网页并核对每个链接…")
    built = _build_site(root, portal, keep, preview)
    say(f"完成：{built.pages} 个网页，每个站内链接都已核对。")
    return built


def _build_site(root: Path, portal: Portal, keep: Keep, preview: bool) -> Built:
    addresses, as_of = portal.content.library.addresses, _as_of(portal)
    files = download_files(portal, keep)
    files.update({urls.LICENCES: licences_file(), urls.SBOM: sbom_file()})
    files.update(attached_files(root, portal.content, keep))
    files.update(frozen_files(root, portal.content.library.seals))
    refuse(still_there(addresses, files))
    files.update(former_files(addresses, files))
    ledger = UrlLedger(root / URLS.path, addresses, as_of, preview)
    settings = portal.content.settings
    rules = partial(check_built, settings.privacy)
    names = other_names(portal)
    archives = [archive_of(portal, holding) for holding in finished_holdings(portal)]
    archives += map(sealed_archive, kept_versions(portal.content.library))
    try:
        return build_site(root, files, as_of, settings.portal.site_url, rules, names, ledger, archives, keep)
    except ProblemsFound as refused:
        problems = _at_their_lines(refused.problems, portal.content.library)
        raise ProblemsFound(in_order(problems, settings.privacy)) from refused


def archive_of(portal: Portal, holding: Holding) -> Archive:
    """What the zip of a period or a meeting is made from."""
    index = archive_index(portal.content.settings.portal.title, holding.title, holding.door)
    return Archive(holding.name, {"index.html": index}, (SCRIPT, *holding.wanted))


def sealed_archive(snapshot: Snapshot) -> Archive:
    """What the zip of a sealed version is made from: with the versions before it, to which its pages lead."""
    wanted = tuple(version_url(snapshot.period_id, n, "") for n in range(1, snapshot.version + 1))
    return Archive(sealed_name(snapshot), own_pages(snapshot), wanted)


def _at_their_lines(problems: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """Dead links of the built site at the line of the text that holds them, if one does."""
    written = {
        (f"build/site/{url}", link.url): Place(text.place.path, row=link.row)
        for url, text in library.texts
        for link in text.body.links
    }
    for problem in problems:
        place = written.get((problem.place.path, problem.value or ""), problem.place)
        yield replace(problem, place=place) if problem.code == "K01" else problem


def _write(root: Path, portal: Portal, say: Say, keep: Keep) -> None:
    files = page_files(portal, keep)
    changed = write_page_files(root / "build", files, shell_files(portal))
    say(f"共 {len(files)} 页，有 {changed} 个文件更新。")


def public_portal(
    loaded: Loaded, keep: Keep = make_anew, periods: Collection[Period] | None = None
) -> Portal:
    """The portal as it may be published: what is shown of the rankings is explained, values are compared with earlier ones.

    With `periods` only their rankings are explained: for pages that explain no others.
    """
    shown = public_view(loaded.content, loaded.rankings)
    asked = [ranking for ranking in shown.rankings if periods is None or ranking.period in periods]
    told = {(r.period, r.group): r for r in explained(loaded.content, shown.rankings, asked, keep)}
    return Portal(
        shown.content,
        tuple(told.get((r.period, r.group), r) for r in shown.rankings),
        changes_of(shown.content),
        previous_changes_of(shown.content),
        progress_of(shown.content),
        tuple(SPECS.values()),
        shown.marks,
        chances_of(shown.content),
        neighbours_of(shown.content),
    )


def other_names(portal: Portal) -> dict[str, list[str]]:
    """What readers call a page besides its title: short names and titles, aliases, a ranking without its group or period."""
    settings, library = portal.content.settings, portal.content.library
    names = {unit_url(unit_id): _other_names_of(rows) for unit_id, rows in settings.units_over_time.items()}
    names |= {
        indicator_url(indicator_id): [*(row.name for row in rows[:-1]), *rows[-1].asked_as]
        for indicator_id, rows in settings.indicators_over_time.items()
    }
    for alias in settings.aliases:
        names[unit_url(alias.id) if alias.kind == "unit" else indicator_url(alias.id)].append(alias.alias)
    rankings = {
        ranking_url(r.period.id, r.group): [
            f"{r.period.title}排名",
            f"{PERIOD_KIND_NAMES[r.period.kind]}排名",
        ]
        for r in portal.rankings
    }
    written = {case_url(case.slug): list(case.asked_as) for case in library.cases.values()}
    written |= {prose_url(prose.slug): list(prose.asked_as) for prose in library.prose}
    meetings = {meeting_url(m.slug): _meeting_names(m) for m in library.meetings}
    return names | rankings | written | meetings | {url: list(names) for url, names in ASKED_AS.items()}


def _other_names_of(rows: Sequence[Unit]) -> list[str]:
    """The short name, and what the unit was called before."""
    former = (name for row in rows[:-1] for name in (row.name, row.short))
    return list(dict.fromkeys([rows[-1].short, *former]))


def _meeting_names(meeting: Meeting) -> list[str]:
    """The short title, and the month where it is known: 2019年8月会议."""
    month = Period.parse(meeting.date[:7])
    return [meeting.short_title, *([] if month is None else [f"{month.title}会议"])]


def _as_of(portal: Portal) -> date:
    """The day that the site stands for: the latest publication day, or the end of the latest period."""
    settings = portal.content.settings.portal.periods.values()
    days = [s.published_on or s.period.last_day for s in settings]
    return max(days, default=date(2000, 1, 1))
