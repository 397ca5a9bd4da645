"""The way through the house: read → check → score → pages → publish. The rooms meet only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from leitai.check import (
    check_built,
    check_decisions,
    check_library,
    check_methods,
    check_rankings,
    check_release,
    check_results,
    check_settings,
)
from leitai.model.address import URLS, Address
from leitai.model.content import Content
from leitai.model.gate import Gate
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.results import FileReport
from leitai.model.settings import Settings
from leitai.pages import page_files, shell_files
from leitai.pages.check_report import check_report
from leitai.pages.page import indicator_url, ranking_url, unit_url
from leitai.pages.rankings import title_of as ranking_title
from leitai.problems import Problem, ProblemsFound, errors_of, sort_key
from leitai.publish.datapackage import datapackage
from leitai.publish.downloads import csv_bytes, csv_text, plain_text, ranking_table, rankings_json, xlsx_bytes
from leitai.publish.engine import Built, build_site, one_writer
from leitai.publish.engine import write_pages as publish_pages
from leitai.publish.links import UrlLedger, former_files, shown_addresses
from leitai.publish.site_check import read_site
from leitai.publish.target import TargetRefused as TargetRefused
from leitai.publish.target import open_target, publish_to
from leitai.publish.target import roll_back as roll_back_target
from leitai.publish.verify import Verified, verify_site
from leitai.read.addresses import read_addresses
from leitai.read.gate import read_gate
from leitai.read.library import read_library
from leitai.read.methods import read_methods
from leitai.read.results import read_results
from leitai.read.settings import read_settings
from leitai.score.change import changes_of
from leitai.score.evaluate import with_evaluations
from leitai.score.kinds import SPECS
from leitai.score.rank import rank_all
from leitai.score.visibility import public_view

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
    """Read, check and score everything under `root`; any error raises `ProblemsFound` with all problems.

    Names come first: with mistakes in units, indicators or aliases, every result would only be
    misread. Apart from that, everything that can be read is read and checked before giving up.
    """
    problems: list[Problem] = []
    gate = read_gate(root, problems)
    settings = read_settings(root, problems, gate)
    if settings is not None and not errors_of(problems):
        problems += check_settings(settings)
    if settings is None or errors_of(problems):
        read_methods(root, SPECS, problems)
        raise ProblemsFound(in_order(problems, gate))
    content = with_evaluations(_read_content(root, settings, problems))
    files = _understood(content)
    if not errors_of(problems):
        problems += check_results(content)
    if errors_of(problems):
        raise ContentRefused(in_order(problems, gate), files)
    rankings = rank_all(content)
    problems += check_rankings(content, rankings)
    problems += check_decisions(gate, problems)
    portal = Portal(content, rankings, changes_of(content), tuple(SPECS.values()))
    return Loaded(portal, tuple(in_order(problems, gate)), files)


def _understood(content: Content) -> tuple[FileReport, ...]:
    """What was understood of each result file, without anybody's numbers and names."""
    mask = content.settings.gate.mask
    return tuple(
        replace(
            file,
            path=mask(file.path),
            sheet=file.sheet and mask(file.sheet),
            coercions=tuple((place, mask(text), value) for place, text, value in file.coercions),
        )
        for file in content.results.files
    )


def in_order(problems: Iterable[Problem], gate: Gate) -> list[Problem]:
    """Problems as they are reported: by file and row, and without anybody's numbers."""
    return sorted(map(gate.mask_problem, problems), key=sort_key)


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
            refuse(check_release(loaded.portal.content))
        portal = public_portal(loaded.portal)
        _write(root, portal, say)
        say("正在生成网页并核对每个链接…")
        built = _build_site(root, portal, preview)
    say(f"完成：{built.pages} 个网页，每个站内链接都已核对。")
    return replace(loaded, problems=(*loaded.problems, *built.notices))


def _build_site(root: Path, portal: Portal, preview: bool) -> Built:
    addresses, as_of = portal.content.library.addresses, _as_of(portal)
    files = {**download_files(portal), **attachment_files(root, portal)}
    files |= former_files(addresses, files)
    ledger = UrlLedger(root / URLS.path, addresses, as_of, preview)
    settings = portal.content.settings
    check_text = partial(check_built, settings.gate)
    return build_site(root, files, as_of, settings.portal.site_url, check_text, other_names(portal), ledger)


def _write(root: Path, portal: Portal, say: Say) -> None:
    files = page_files(portal)
    changed = publish_pages(root / "build", files, shell_files(portal))
    say(f"共 {len(files)} 页，有 {changed} 个文件更新。")


def public_portal(portal: Portal) -> Portal:
    """The portal as it may be published: rankings cut down to what their methods display."""
    return replace(portal, rankings=tuple(public_view(ranking) for ranking in portal.rankings))


def download_files(portal: Portal) -> dict[str, bytes]:
    """The downloads beside each ranking page, and the one description of them all."""
    files: dict[str, bytes] = {}
    tables = {}
    for ranking in portal.rankings:
        table = ranking_table(ranking, portal.content)
        base = ranking_url(ranking.period.id, ranking.group).removesuffix("html")
        files[base + "csv"] = csv_bytes(table)
        files[base + "xlsx"] = xlsx_bytes(table, ranking.period.id)
        files[base + "json"] = rankings_json([ranking]).encode()
        tables[base + "csv"] = (ranking_title(portal, ranking), table)
    has_demo = any(ranking.data_status == "demo" for ranking in portal.rankings)
    files["datapackage.json"] = datapackage(portal.content.settings.portal, tables, has_demo)
    return files


def attachment_files(root: Path, portal: Portal) -> dict[str, bytes]:
    """The materials of each meeting, below its address."""
    return {
        f"meetings/{meeting.slug}/{name}": (root / "content" / "meetings" / meeting.slug / name).read_bytes()
        for meeting in portal.content.library.meetings
        for name in meeting.attachments
    }


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


def verify(root: Path, site: Path | None = None) -> Verified:
    """A site (by default the built one) against its manifest and the ledger of this portal."""
    return verify_site(site or root / "build" / "site", _known_addresses(root))


def _known_addresses(root: Path) -> tuple[Address, ...]:
    problems: list[Problem] = []
    addresses = read_addresses(root, problems)
    refuse(problems)
    return addresses


def publish(root: Path, target: Path, say: Say) -> Verified:
    """Show the built site at a target folder, if it is whole and loses nothing that the target shows.

    Returns what is wrong with the build (then nothing was changed) or the sound result.
    """
    site = root / "build" / "site"
    with one_writer(root / "build"), open_target(target, root) as folder:
        known = _known_addresses(root)
        verified = verify_site(site, (*known, *shown_addresses(folder)))
        if verified.is_sound:
            for unrecorded in UrlLedger(root / URLS.path, known, None).record(read_site(site)):
                say(f"注意：{unrecorded.place.path}：{unrecorded.what}")
            _say_edits(folder, say)
            if publish_to(site, folder):
                say(f"已切换：{target} 现在是这一版；上一版留着，--rollback 可以退回。")
            else:
                say(f"{target} 已经是这一版，没有改动。")
    return verified


def _say_edits(folder: Path, say: Say) -> None:
    """Name what somebody changed by hand in a published folder; the previous build keeps it."""
    shown = verify_site(folder, ())
    edits = sorted((*shown.changed, *shown.missing, *shown.added)) if shown.fingerprint else []
    if edits:
        say(f"注意：发布目录里有 {len(edits)} 个文件被直接改动过，切换后不再显示：{'、'.join(edits)}")


def roll_back(root: Path, target: Path, say: Say) -> None:
    """Show the build before the present one at a target folder; doing it twice changes nothing."""
    with open_target(target, root) as folder:
        roll_back_target(folder)
        lost = verify_site(folder, _known_addresses(root)).lost
    say(f"已退回：{target} 现在是上一版；再退回一次就回到刚才那一版。")
    if lost:
        say(f"注意：有 {len(lost)} 个后来公布的网址或锚点在这一版里打不开，leitai verify {target} 可以列出。")


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
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings)
    tables = [ranking_table(ranking, portal.content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)
