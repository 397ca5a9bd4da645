"""The way through the house: read → check → score → pages → publish. The rooms meet only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from leitai import view
from leitai.check import (
    check_built,
    check_decisions,
    check_explanations,
    check_library,
    check_methods,
    check_rankings,
    check_release,
    check_results,
    check_settings,
)
from leitai.model import urls
from leitai.model.address import URLS
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.ranking import Ranking
from leitai.model.results import FileReport
from leitai.model.settings import Settings
from leitai.model.shows import UNDECIDED, Marks
from leitai.model.urls import indicator_url, ranking_url, unit_url
from leitai.pages import page_files, shell_files
from leitai.pages.rankings.titles import title_of as ranking_title
from leitai.pages.site.check_report import check_report
from leitai.pages.site.corrections import corrections_table
from leitai.problems import Problem, ProblemsFound, errors_of, sort_key
from leitai.publish.downloads.datapackage import Table, datapackage
from leitai.publish.downloads.meeting_files import meeting_files
from leitai.publish.downloads.ranking_files import csv_bytes, ranking_files, ranking_table
from leitai.publish.downloads.ranking_files import rankings_text as text_of_rankings
from leitai.publish.engine.build import Built, build_site, one_writer
from leitai.publish.engine.build import write_pages as publish_pages
from leitai.publish.site.journal import JOURNAL, finish
from leitai.publish.site.links import UrlLedger, former_files
from leitai.publish.site.seal import frozen_files
from leitai.read.files.garbage import garbage_left_alone
from leitai.read.records.library import read_library
from leitai.read.records.methods import read_methods
from leitai.read.records.privacy import read_privacy
from leitai.read.records.settings import read_settings
from leitai.read.sheets.results import read_results
from leitai.score.explain.changes import ByCell, change_of, previous_change_of, progress_of
from leitai.score.explain.explanations import explained
from leitai.score.kinds import SPECS
from leitai.score.ranking.evaluate import with_evaluations
from leitai.score.ranking.rank import rank_all

Say = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """A portal that passed every check, in the office's full view, and the warnings and notices left."""

    portal: Portal
    problems: tuple[Problem, ...]
    files: tuple[FileReport, ...]


class ContentRefused(ProblemsFound):
    """There are errors; what was understood of each result file is told all the same."""

    def __init__(self, problems: list[Problem], files: tuple[FileReport, ...]) -> None:
        super().__init__(problems)
        self.files = files


def load(root: Path) -> Loaded:
    """Read, check and score everything under `root`; any error raises `ProblemsFound` with all problems."""
    loaded = examine(root)
    if errors_of(list(loaded.problems)):
        raise ContentRefused(list(loaded.problems), loaded.files)
    return loaded


@garbage_left_alone()
def examine(root: Path) -> Loaded:
    """The same, but errors that speak of computed rankings (seals, corrections) don't raise: they may be mended.

    Names come first: with mistakes in units, indicators or aliases, every result would only be
    misread. Apart from that, everything that can be read is read and checked before giving up.
    """
    _finish_sealing(root)
    problems: list[Problem] = []
    privacy = read_privacy(root, problems)
    settings = read_settings(root, problems, privacy)
    if settings is not None and not errors_of(problems):
        problems += check_settings(settings)
    if settings is None or errors_of(problems):
        read_methods(root, SPECS, problems)
        raise ProblemsFound(in_order(problems, privacy))
    content = with_evaluations(_read_content(root, settings, problems))
    files = _understood(content)
    if not errors_of(problems):
        problems += check_results(content)
    if errors_of(problems):
        raise ContentRefused(in_order(problems, privacy), files)
    rankings = rank_all(content)
    problems += check_rankings(content, rankings)
    problems += check_decisions(privacy, problems)
    problems += check_explanations(content, in_order(problems, privacy))
    return Loaded(_portal(content, rankings, UNDECIDED), tuple(in_order(problems, privacy)), files)


def _portal(content: Content, rankings: tuple[Ranking, ...], marks: Marks) -> Portal:
    yearly, before = ByCell(content, change_of), ByCell(content, previous_change_of)
    progress, kinds = ByCell(content, progress_of), tuple(SPECS.values())
    return Portal(content, rankings, yearly, before, progress, kinds, marks)


def _finish_sealing(root: Path) -> None:
    """Sealing or correcting that was killed half-way: what is read is what was there before, or all of it."""
    if (root / JOURNAL).is_file():
        with one_writer(root / "build"):
            finish(root)


def _understood(content: Content) -> tuple[FileReport, ...]:
    """What was understood of each result file, without anybody's numbers and names."""
    mask = content.settings.privacy.mask
    return tuple(
        replace(
            file,
            path=mask(file.path),
            sheet=file.sheet and mask(file.sheet),
            coercions=tuple((place, mask(text), value) for place, text, value in file.coercions),
        )
        for file in content.results.files
    )


def in_order(problems: Iterable[Problem], privacy: PrivacyScreen) -> list[Problem]:
    """Problems as they are reported: by file and row, and without anybody's numbers."""
    return sorted(map(privacy.mask_problem, problems), key=sort_key)


def _read_content(root: Path, settings: Settings, problems: list[Problem]) -> Content:
    methods = read_methods(root, SPECS, problems)
    problems += check_methods(settings, methods)
    results = read_results(root, settings, problems)
    library = read_library(root, settings, problems)
    problems += check_library(settings, library)
    return Content(settings, methods, results, library)


def write_pages(root: Path, say: Say) -> Loaded:
    """Check everything, then write `build/pages` and `build/theme`."""
    say("正在读取和检查…")
    loaded = load(root)
    with one_writer(root / "build"):
        _write(root, public_portal(loaded.portal), say)
    return loaded


def build(root: Path, say: Say, release: bool = False, preview: bool = False) -> Loaded:
    """The whole way: a new site takes the old one's place only when it is whole and checked.

    The lock is held from the first reading: the ledger of URLs that is read must be the one that is extended.
    """
    say("正在读取和检查…")
    with one_writer(root / "build"):
        loaded = load(root)
        if release:
            refuse(check_release(loaded.portal.content, loaded.problems))
        portal = public_portal(loaded.portal)
        _write(root, portal, say)
        say("正在生成网页并核对每个链接…")
        built = _build_site(root, portal, preview)
    say(f"完成：{built.pages} 个网页，每个站内链接都已核对。")
    return replace(loaded, problems=(*loaded.problems, *built.notices))


def _build_site(root: Path, portal: Portal, preview: bool) -> Built:
    addresses, as_of = portal.content.library.addresses, _as_of(portal)
    files = {**download_files(portal), **meeting_files(root, portal.content)}
    files |= frozen_files(root, portal.content.library.seals)
    files |= former_files(addresses, files)
    ledger = UrlLedger(root / URLS.path, addresses, as_of, preview)
    settings = portal.content.settings
    check_text = partial(check_built, settings.privacy)
    names = other_names(portal)
    try:
        return build_site(root, files, as_of, settings.portal.site_url, check_text, names, ledger)
    except ProblemsFound as refused:
        raise ProblemsFound(in_order(refused.problems, settings.privacy)) from refused


def _write(root: Path, portal: Portal, say: Say) -> None:
    files = page_files(portal)
    changed = publish_pages(root / "build", files, shell_files(portal))
    say(f"共 {len(files)} 页，有 {changed} 个文件更新。")


def public_portal(portal: Portal) -> Portal:
    """The portal as it may be published; what is shown is then explained, and its values compared, again."""
    shown = view.public_portal(portal)
    rankings = explained(portal.content, shown.rankings)
    return _portal(shown.content, rankings, shown.marks)


def download_files(portal: Portal) -> dict[str, bytes]:
    """The downloads beside each ranking page, and the one description of them all."""
    corrections = corrections_table(portal)
    files: dict[str, bytes] = {urls.CORRECTIONS_TABLE: csv_bytes(corrections)}
    tables: dict[str, tuple[str, Table]] = {urls.CORRECTIONS_TABLE: ("更正", corrections)}
    for ranking in portal.rankings:
        base = ranking_url(ranking.period.id, ranking.group).removesuffix("html")
        files.update({base + suffix: data for suffix, data in ranking_files(ranking, portal.content).items()})
        tables[base + "csv"] = (
            ranking_title(portal.content.settings, ranking),
            ranking_table(ranking, portal.content),
        )
    has_demo = any(ranking.demo_note for ranking in portal.rankings)
    files["datapackage.json"] = datapackage(portal.content.settings.portal, tables, has_demo)
    return files


def other_names(portal: Portal) -> dict[str, list[str]]:
    """What readers call a page besides its title: short names, aliases, a ranking without its group."""
    settings = portal.content.settings
    names = {unit_url(unit.unit_id): [unit.short] for unit in settings.units.values()}
    names |= {indicator_url(indicator_id): [] for indicator_id in settings.indicators}
    for alias in settings.aliases:
        names[unit_url(alias.id) if alias.kind == "unit" else indicator_url(alias.id)].append(alias.alias)
    rankings = {ranking_url(r.period.id, r.group): [f"{r.period.title}排名"] for r in portal.rankings}
    return names | rankings


def _as_of(portal: Portal) -> date:
    """The day that the site stands for: the latest publication day, or the end of the latest period."""
    settings = portal.content.settings.portal.periods.values()
    days = [s.published_on or s.period.last_day for s in settings]
    return max(days, default=date(2000, 1, 1))


def refuse(problems: Iterable[Problem]) -> None:
    """Stop if there is any error among these problems."""
    found = errors_of(list(problems))
    if found:
        raise ProblemsFound(found)


def write_check_report(
    root: Path, problems: Sequence[Problem], files: Sequence[FileReport] = ()
) -> Path | None:
    """All problems and what was read as `build/check.html`; None where nothing can be written (a check needs no such right)."""
    path = root / "build" / "check.html"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(check_report(problems, files))
    except OSError:
        return None
    return path


def rankings_text(portal: Portal, rankings: Sequence[Ranking], form: str) -> str:
    """The office's full view of some rankings with every explanation, as `leitai rank` prints it."""
    in_full = explained(portal.content, portal.rankings, rankings)
    return text_of_rankings(in_full, portal.content, form)
