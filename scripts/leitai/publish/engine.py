"""MkDocs, run beside the live site; it knows nothing of results, scores or ranks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from leitai.model.gate import NO_GATE
from leitai.problems import MachineFault, Place, Problem, ProblemsFound
from leitai.publish.exchange import repair, switch
from leitai.publish.site_check import check_site, check_texts
from leitai.publish.tree import package_files, sync_tree, write_manifest

_SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
_SHOWN_LINES = 20

CheckText = Callable[[str, str], list[Problem]]


@contextmanager
def one_writer(build: Path) -> Iterator[None]:
    """Only one process writes below `build` at a time; a second one fails at once."""
    build.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(build / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise MachineFault("另一个构建正在进行，请等它结束再试。") from error


def write_pages(build: Path, pages: Mapping[str, bytes], shell: Mapping[str, bytes]) -> int:
    """Write `build/pages` and `build/theme`; returns how many files changed."""
    changed = sync_tree(build / "pages", pages)
    return changed + sync_tree(build / "theme", {**package_files("theme"), **shell})


def build_site(
    root: Path, downloads: Mapping[str, bytes], as_of: date, site_url: str | None, check_text: CheckText
) -> int:
    """Build the site from `build/pages` beside the live one, check it, and only then switch.

    `as_of` dates what MkDocs dates (from the content, so that the bytes don't change by the day).
    Returns the number of HTML pages. A failed or unsound build raises and leaves the live site alone.
    """
    build = root / "build"
    site, new = build / "site", build / ".site-new"
    repair(site)
    if new.exists():
        shutil.rmtree(new)
    try:
        _run_mkdocs(root, new, as_of)
        if site_url is None:
            for name in _SITEMAPS:  # without site_url MkDocs writes a sitemap of nothing
                (new / name).unlink(missing_ok=True)
        for path, data in downloads.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        pages, problems = check_site(new)
        problems += check_texts(new, check_text)
        if problems:
            raise ProblemsFound([NO_GATE.mask_problem(problem) for problem in problems])
        write_manifest(new)
        switch(new, site)
    finally:
        if new.exists():
            shutil.rmtree(new)
    return pages


def _run_mkdocs(root: Path, target: Path, as_of: date) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(target.resolve())]
    noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(command, capture_output=True, env=environment, encoding="utf-8", check=False)
    if done.returncode != 0:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-_SHOWN_LINES:]
        fix = "请按 MkDocs 的提示修改（多半是 mkdocs.yml 或正文里的链接）。"
        raise ProblemsFound(
            [Problem("K03", Place("mkdocs.yml"), None, "MkDocs 报告：" + NO_GATE.mask(" / ".join(said)), fix)]
        )
