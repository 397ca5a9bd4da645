"""Nothing is calculated inside MkDocs: what `leitai pages` wrote builds with any engine of its family."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample import leitai

from portals import copy_sample


def html_pages(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_plain_engine_gives_the_same_addresses(engine: str, tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    assert leitai("pages", root=root).returncode == 0
    target = tmp_path / "site"
    command = [
        sys.executable,
        "-m",
        engine,
        "build",
        "--strict",
        "-f",
        str(root / "mkdocs.yml"),
        "-d",
        str(target),
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    written = {
        path.relative_to(root / "build/pages").with_suffix(".html").as_posix()
        for path in (root / "build/pages").rglob("*.*")
        if path.suffix in (".md", ".html")
    }
    assert html_pages(target) == written | {"404.html"}
