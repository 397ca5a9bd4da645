"""Nothing is calculated inside MkDocs: what `leitai pages` wrote builds with any engine of its family."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample import Site
from selectolax.lexbor import LexborHTMLParser

from leitai.pipeline.build import build
from leitai.publish.engine import build as engine
from leitai.publish.site.tree import MANIFEST, file_paths


def run_plain(root: Path, module: str, *arguments: str) -> set[str]:
    """The HTML pages that an engine makes of `build/pages` by itself, without leitai."""
    shutil.rmtree(root / "build/site")
    command = [sys.executable, "-m", module, "build", "--strict", "-f", "mkdocs.yml", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=root, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path for path in file_paths(root / "build/site") if path.endswith(".html")}


def written_pages(root: Path) -> set[str]:
    sources = [Path(path) for path in file_paths(root / "build/pages")]
    return {path.with_suffix(".html").as_posix() for path in sources if path.suffix in (".md", ".html")}


def text_of(page: Path) -> str:
    """The words of a page between header and footer."""
    article = LexborHTMLParser(page.read_bytes()).css_first("main")
    return " ".join(article.text(separator=" ").split()) if article else ""


def site_files(site: Path, name: bytes = b"") -> dict[str, bytes]:
    """Every file but the list of hashes, without the engine's name and version, which the theme puts into each page."""
    generator = re.compile(rb'<meta name="generator" content="mkdocs-' + name + rb"[\d.]+,")
    assert generator.search((site / "index.html").read_bytes())
    return {
        path: generator.sub(b"", (site / path).read_bytes()) for path in file_paths(site) if path != MANIFEST
    }


def test_plain_mkdocs_gives_the_same_bytes(office: Path, site: Site) -> None:
    """`leitai build` has the theme rendered once per kind of page, and nobody can tell by the pages."""
    pages = run_plain(office, "mkdocs")
    assert pages == written_pages(office) | {"404.html"}
    plain = {path: (office / "build/site" / path).read_bytes() for path in pages}
    assert [path for path in sorted(pages) if plain[path] != (site.folder / path).read_bytes()] == []


def test_another_engine_is_one_setting_away(
    small: Path, small_office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """README, "When MkDocs and Material end": with properdocs every file is the same but for the engine's name.

    An archived page names the engine, too, inside its zip.
    """
    monkeypatch.setattr(engine, "ENGINE", "properdocs")
    shutil.rmtree(small_office / "build/site")
    build(small_office, lambda line: None)
    usual, other = site_files(small / "build/site"), site_files(small_office / "build/site", b"ProperDocs ")
    assert usual.keys() == other.keys()
    different = {path for path in usual if usual[path] != other[path]}
    assert {path for path in different if not path.startswith("archive/") or path.endswith(".html")} == set()


def test_zensical_gives_every_page_with_the_same_words(office: Path, site: Site) -> None:
    """The successor by Material's makers, in the look that Material has (`variant: classic`)."""
    settings = office / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("theme:\n", "theme:\n  variant: classic\n", 1), encoding="utf-8")
    assert run_plain(office, "zensical") == written_pages(office) | {"404.html"}
    changed = [
        path
        for path in sorted(written_pages(office))
        if text_of(office / "build/site" / path) != text_of(site.folder / path)
    ]
    assert changed == []
