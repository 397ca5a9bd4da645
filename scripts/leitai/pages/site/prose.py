"""Pages that editors write freely: about, glossary and whatever else they add."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import prose_url
from leitai.pages.kit import text
from leitai.pages.kit.page import Page

ABOUT = "about"
ABOUT_MISSING = "编辑还没有写这一页（content/pages/about.md）。"


def collect(portal: Portal) -> Iterator[Page]:
    pages = portal.content.library.prose
    others = [{"title": p.title, "url": prose_url(p.slug)} for p in pages if p.slug != ABOUT]
    others.append({"title": "数据", "url": urls.DATA})
    if portal.content.library.facts:
        others.append({"title": "出处", "url": urls.FACTS})
    if portal.content.library.prose_page(ABOUT) is None:
        context = {"body": Markup(ABOUT_MISSING), "others": others}
        yield Page(prose_url(ABOUT), "关于本站", "site/prose.md.j2", context, NOTHING)
    for prose in pages:
        url = prose_url(prose.slug)
        is_about = prose.slug == ABOUT
        yield Page(
            url=url,
            title=prose.title,
            template="site/prose.md.j2",
            context={"body": text.body(prose.body, url), "others": others if is_about else []},
            shows=NOTHING,
            crumbs=() if is_about else (("关于", prose_url(ABOUT)),),
        )
