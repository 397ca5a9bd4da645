"""In place of MkDocs: the bare conversion of the Markdown, without theme, which promises no address and no anchor."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import markdown


@cache
def bare_page(text: str) -> str:
    body = markdown.markdown(text.partition("\n---\n")[2], extensions=["attr_list", "md_in_html"])
    return f"<!doctype html><html><head><title>-</title></head><body><article>{body}</article></body></html>"


def without_theme(root: Path, target: Path, as_of: date) -> None:
    """What MkDocs makes of `build/pages`, as far as addresses and anchors are concerned; the home page leads everywhere."""
    shutil.copytree(root / "build" / "pages", target, ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(root / "build" / "theme" / "assets", target / "assets", dirs_exist_ok=True)
    for page in (root / "build" / "pages").rglob("*.md"):
        html = (target / page.relative_to(root / "build" / "pages")).with_suffix(".html")
        html.write_text(bare_page(page.read_text(encoding="utf-8")), encoding="utf-8")
    home, pages = (
        target / "index.html",
        sorted(p.relative_to(target).as_posix() for p in target.rglob("*.html")),
    )
    links = "".join(f'<a href="{page}">-</a>' for page in pages)
    home.write_text(
        home.read_text(encoding="utf-8").replace("</article>", f"{links}</article>"), encoding="utf-8"
    )
