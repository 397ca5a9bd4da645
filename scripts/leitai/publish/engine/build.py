"""MkDocs, run beside the live site; it knows nothing of results, scores or ranks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from leitai.keep import Keep
from leitai.model.privacy.screen import RULES_ALONE
from leitai.on_disk import write_file
from leitai.problems import MachineFault, Place, Problem, ProblemsFound
from leitai.publish.engine.archives import lay_archives
from leitai.publish.engine.mkdocs_child import MACHINE_FAULT
from leitai.publish.engine.visits import Rules, problems_of_texts, visit_site
from leitai.publish.search.build import Names, write_search
from leitai.publish.site.archive import Archive
from leitai.publish.site.check import SiteFacts, check_reachable, check_site, check_weight
from leitai.publish.site.exchange import clear_leftovers, switch, uninterrupted
from leitai.publish.site.links import UrlLedger
from leitai.publish.site.store import STORES, Store
from leitai.publish.site.tree import (
    FilesBelow,
    flush_tree,
    package_files,
    remove_strays,
    remove_tree,
    sync_tree,
    write_manifest,
)

ENGINE = "mkdocs"  # the one place to change it; README, "When MkDocs and Material end"
_THEMES_OWN = ("assets/images/", "assets/javascripts/", "assets/stylesheets/")
_SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
_SHOWN_LINES = 20


@dataclass(frozen=True)
class Built:
    """How many HTML pages the site has, and what to tell the editor besides."""

    pages: int
    notices: list[Problem]


def write_page_files(build: Path, pages: Mapping[str, bytes], shell: Mapping[str, bytes]) -> int:
    """Write `build/pages` and `build/theme`; returns how many files changed."""
    changed = sync_tree(build / "pages", pages)
    return changed + sync_tree(build / "theme", {**package_files("theme"), **shell})


def build_site(
    root: Path,
    downloads: Mapping[str, bytes],
    as_of: date,
    site_url: str | None,
    rules: Rules,
    names: Names,
    ledger: UrlLedger,
    archives: Iterable[Archive],
    keep: Keep,
) -> Built:
    """Build the site from `build/pages` beside the live one, check it, and only then switch.

    `as_of` dates what MkDocs dates (from the content, so that the bytes don't change by the day);
    `names` are what else the search shall find pages by, `archives` the zips that pages lead to.
    A failed or unsound build raises and leaves the live site alone. The ledger is written before the
    switch: after a crash in between it knows too much, never too little (decision 40).
    """
    site, new = root / "build" / "site", root / "build" / f".site-new-{os.getpid()}"
    clear_leftovers(site)
    try:
        _run_mkdocs(root, new, as_of)
        _add_files(new, downloads, site_url)
        visited = visit_site(new, names, rules, keep)
        facts = _without_unused(new, visited.facts)
        store = Store(root / "build" / STORES / "archives")
        laid = lay_archives(new, site, archives, facts, site_url, store, keep)
        facts = replace(facts, files=facts.files | laid)
        problems = [
            *check_site(FilesBelow(new, facts.files), facts),
            *check_reachable(facts),
            *check_weight(facts),
            *visited.problems,
        ]
        problems += problems_of_texts(new, sorted(facts.files), rules, keep)
        problems += ledger.lost(facts)
        problems += write_search(new, visited.found, keep)
        if problems:
            raise ProblemsFound([RULES_ALONE.mask_problem(problem) for problem in problems])
        write_manifest(new)
        flush_tree(new)
        with uninterrupted():
            notices = ledger.record(facts)
            switch(new, site)
    finally:
        remove_tree(new)
    return Built(len(facts.pages), notices)


def _add_files(new: Path, downloads: Mapping[str, bytes], site_url: str | None) -> None:
    if site_url is None:
        for name in _SITEMAPS:  # without site_url MkDocs writes a sitemap of nothing
            (new / name).unlink(missing_ok=True)
    for path, data in downloads.items():
        (new / path).unlink(missing_ok=True)  # it may be a link to a file of the live site
        write_file(new / path, data)


def _without_unused(site: Path, facts: SiteFacts) -> SiteFacts:
    """Remove what the theme's package brings along and no page loads: scripts, workers, source maps, 2.3 MB."""
    loaded = facts.loaded
    kept = frozenset(path for path in facts.files if path in loaded or not path.startswith(_THEMES_OWN))
    remove_strays(site, kept)
    return replace(facts, files=kept)


def _run_mkdocs(root: Path, target: Path, as_of: date) -> None:
    command = [sys.executable, "-X", "utf8", "-m", "leitai.publish.engine.mkdocs_child", ENGINE]
    build = root.resolve() / "build"
    command += [
        str(root / "mkdocs.yml"),
        str(target.resolve()),
        str(build / "site"),
        str(build / STORES / "pages"),
    ]
    noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
    }
    lifeline, held = os.pipe()
    try:
        done = subprocess.run(
            command, stdin=lifeline, capture_output=True, env=environment, encoding="utf-8", check=False
        )
    finally:
        os.close(lifeline)
        os.close(held)
    if done.returncode != 0:
        raise _failure(done)


def _failure(done: subprocess.CompletedProcess[str]) -> Exception:
    """What a failed run says: a fault of the machine, or problems of the content with MkDocs' last lines."""
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-_SHOWN_LINES:]
    number, _, filename = said[-1].partition("\t") if said else ("", "", "")
    if done.returncode == MACHINE_FAULT and number.isdigit():
        return OSError(int(number), os.strerror(int(number)), filename)
    if done.returncode in (MACHINE_FAULT, -9, -15):
        return MachineFault("生成网页的进程被系统中断（多半是内存不足）。")
    fix = "请按 MkDocs 的提示修改（多半是 mkdocs.yml 或正文里的链接）。"
    what = "MkDocs 报告：" + RULES_ALONE.mask(" / ".join(said))
    return ProblemsFound([Problem("K03", Place("mkdocs.yml"), None, what, fix)])
