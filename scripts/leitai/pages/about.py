"""The about page, written by the editors."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.pages.page import Page


def collect(portal: Portal) -> Iterator[Page]:
    prose = portal.content.library.prose_page("about")
    title = prose.title if prose is not None else "关于本站"
    body = prose.body if prose is not None else "编辑还没有写这一页（content/pages/about.md）。"
    yield Page("about.html", title, "prose.md.j2", {"body": Markup(body)})
