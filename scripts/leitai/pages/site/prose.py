"""Pages that editors write freely: about, glossary and whatever else they add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.model.urls import prose_url
from leitai.pages.kit import text
from leitai.pages.kit.page import Link, Page
from leitai.schema.markdown.text import Text

ABOUT = "about"
ABOUT_MISSING = "编辑还没有写这一页（content/pages/about.md）。"
LONG = 3_000  # characters that a phone shows on about five screens


@dataclass(frozen=True)
class ProseContext:
    """A long text is in sections that a phone shows one by one. `others`: what the page on the portal itself leads on to; empty on every other one."""

    body: Markup
    sections: tuple[text.TextSection, ...]
    others: tuple[Link, ...]


def collect(portal: Portal) -> Iterator[Page]:
    """The pages that editors write; 关于 also leads to the others."""
    library = portal.content.library
    others = tuple(Link(p.title, prose_url(p.slug)) for p in library.prose if p.slug != ABOUT)
    others += (Link("数据", urls.DATA),)
    if library.facts:
        others += (Link("出处", urls.FACTS),)
    others += (Link("本站用到的第三方软件和许可", urls.LICENCES), Link("同一清单（CycloneDX）", urls.SBOM))
    if library.prose_page(ABOUT) is None:
        context = ProseContext(Markup(ABOUT_MISSING), (), others)
        yield Page(prose_url(ABOUT), "关于本站", "site/prose.md.j2", context, NOTHING)
    for prose in library.prose:
        url = prose_url(prose.slug)
        is_about = prose.slug == ABOUT
        yield Page(
            url=url,
            title=prose.title,
            template="site/prose.md.j2",
            context=ProseContext(*_told(prose.body), others if is_about else ()),
            shows=NOTHING,
            crumbs=() if is_about else (("关于", prose_url(ABOUT)),),
        )


def _told(written: Text) -> tuple[Markup, tuple[text.TextSection, ...]]:
    whole = text.body(written)
    return text.sections(written) if len(whole.striptags()) > LONG else (whole, ())
