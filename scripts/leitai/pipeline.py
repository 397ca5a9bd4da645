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
from leitai.model.content import Content
from leitai.model.gate import Gate
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.results import FileReport
from leitai.model.settings import Settings
from leitai.pages import page_files, shell_files
from leitai.pages.check_report import check_report
from leitai.pages.page import ranking_url
from leitai.pages.rankings import title_of as ranking_title
from leitai.problems import Problem, ProblemsFound, errors_of, sort_key
from leitai.publish.datapackage import datapackage
from leitai.publish.downloads import csv_bytes, csv_text, plain_text, ranking_table, rankings_json, xlsx_bytes
from leitai.publish.engine import build_site, one_writer
from leitai.publish.engine import write_pages as publish_pages
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


def build(root: Path, say: Say, release: bool = False) -> Loaded:
    """The whole way: a new site takes the old one's place only when it is whole and checked."""
    say("正在读取和检查…")
    loaded = load(root)
    if release:
        refuse(check_release(loaded.portal.content))
    portal = public_portal(loaded.portal)
    with one_writer(root / "build"):
        _write(root, portal, say)
        say("正在生成网页并核对每个链接…")
        files = {**download_files(portal), **attachment_files(root, portal)}
        settings = portal.content.settings
        check_text = partial(check_built, settings.gate)
        pages = build_site(root, files, _as_of(portal), settings.portal.site_url, check_text)
    say(f"完成：{pages} 个网页，每个站内链接都已核对。")
    return loaded


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


def write_check_report(root: Path, problems: Sequence[Problem]) -> Path | None:
    """All problems as `build/check.html`; None where nothing can be written (a check needs no such right)."""
    path = root / "build" / "check.html"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(check_report(problems))
    except OSError:
        return None
    return path


def rankings_text(portal: Portal, rankings: Sequence[Ranking], form: str) -> str:
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings)
    tables = [ranking_table(ranking, portal.content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)
