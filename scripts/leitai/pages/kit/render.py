"""Pages → files. Every value is escaped for HTML and Markdown unless it is made by `tables`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import tee

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from leitai.keep import Keep, Stage, make_anew
from leitai.model import urls
from leitai.model.shows import Marks
from leitai.pages.kit.continued import continued
from leitai.pages.kit.page import Job, Page, relative, with_relative_links
from leitai.pages.kit.shelf import saved_as
from leitai.pages.kit.style import content_policy
from leitai.pages.kit.tables import row_count
from leitai.problems import Place, Problem, ProblemsFound

METHODS_PAGE = "“考核办法”页"  # as notices call it
_IDS = (re.compile(r' id="([^"]+)"'), re.compile(r"\{:[^}]*#([\w-]+)"))  # in HTML, in Markdown
_MARKDOWN_SPECIAL = str.maketrans({character: f"&#{ord(character)};" for character in r"\`*_{}[]()#+!|~$^:"})

Part = tuple[str, str, bool]  # path, text, and whether only old links lead there


@dataclass(frozen=True)
class FigureNotices:
    """What a page says of the figures that it shows: on top of it, behind its title, in link previews."""

    notices: tuple[str, ...]
    title_mark: str
    preview: str


def render_pages(pages: Iterable[Page | Job], marks: Marks, keep: Keep = make_anew) -> dict[str, bytes]:
    """Paths below `build/pages` and their bytes: Markdown, or as they are for redirects and feeds."""
    return dict(each_file(pages, marks, keep))


def each_file(
    pages: Iterable[Page | Job], marks: Marks, keep: Keep = make_anew
) -> Iterator[tuple[str, bytes]]:
    """The same, one file after the other.

    Anchors of before are looked for in the page as it comes out without them: most still have theirs, and each build
    adds to what is known of them.
    """
    seen: set[str] = set()
    asked, again = tee(pages)
    made = keep.each(
        Stage("写网页"), _parts_made, ((replace(page, former=(), kept=()), marks) for page in asked)
    )
    for page, parts in zip(again, made, strict=True):
        gone = _with_gone_anchors(page, parts[0][1])
        for path, text, is_for_old_links in keep(_parts_made, gone, marks) if gone else parts:
            if is_for_old_links and not seen.isdisjoint((path, _source_of(path))):
                continue  # a long table's further page that was missing is back
            if path in seen:
                raise ProblemsFound([_taken(path)])
            seen.add(path)
            yield path, text.encode()


def _taken(path: str) -> Problem:
    what = "两个网页要用这同一个网址，多半是一个编号和另一个编号加后缀（-more-、-steps 等）相同。"
    return Problem("K17", Place(f"build/pages/{path}"), None, what, "请给其中一个换一个编号。")


def _with_gone_anchors(page: Page | Job, text: str) -> Page | Job | None:
    """The page with those of its old anchors that its text doesn't have; None if it has all of them."""
    if not page.former and not page.kept:
        return None
    present = _ids(text) | {"top"}  # the theme heads the home page
    former = tuple(old for old in page.former if old.anchor not in present)
    explained = {old.anchor for old in page.former}
    kept = tuple(anchor for anchor in page.kept if anchor not in present | explained)
    return replace(page, former=former, kept=kept) if former or kept else None


def _parts_made(page: Page | Job, marks: Marks) -> list[Part]:
    return list(_parts(page.page if isinstance(page, Job) else page, marks))


def _parts(page: Page, marks: Marks) -> Iterator[Part]:
    """A page, and those on which its long tables go on."""
    said, environment = figure_notices(page, marks), _environment()
    text = render_page(page, said, environment)
    text, rest = continued(page, text) if _is_markdown(page) else (text, ())
    yield _part(page, text)
    for further in rest:
        yield _part(further, render_page(further, figure_notices(further, marks), environment))


def _part(page: Page, text: str) -> Part:
    path = _source_of(page.url) if _is_markdown(page) else page.url
    return path, text, page.for_old_links


def _source_of(url: str) -> str:
    """The path of a page in Markdown."""
    return url.removesuffix(".html") + ".md"


def figure_notices(page: Page, marks: Marks) -> FigureNotices:
    """Worked out here for every page, so that none can forget it."""
    notices = (*marks.notices(page.shows), *page.corrections)
    return FigureNotices(
        notices, marks.title_mark(page.shows), preview_of(page.description or page.title, notices)
    )


def preview_of(lead: str, notices: Sequence[str]) -> str:
    """What link previews and feeds say: the page in short, and the first notice."""
    first = [notice.striptags() if isinstance(notice, Markup) else notice for notice in notices[:1]]
    return "；".join([lead.rstrip("。"), *first]) if first else lead


def render_page(page: Page, said: FigureNotices, environment: Environment) -> str:
    """The text of a page: front matter, what its template lays out, anchors that it had before."""
    template = environment.get_template(page.template)
    shown = template.render(vars(page.context), page=page, said=said, rel=partial(relative, page.url))
    text = with_relative_links(shown, page.url)
    if not _is_markdown(page):
        return text
    gone = ""
    if page.former or page.kept:
        gone = environment.get_template("kit/_former_anchors.md.j2").render(
            anchors=page.former, kept=page.kept
        )
    return page_front_matter(page, said) + text.strip() + "\n" + gone


def _is_markdown(page: Page) -> bool:
    return page.template.endswith(".md.j2")


def _ids(text: str) -> frozenset[str]:
    return frozenset(found for pattern in _IDS for found in pattern.findall(text))


def page_front_matter(page: Page, said: FigureNotices) -> str:
    """What the theme needs; JSON strings are YAML. HTML-escaped, because the theme prints them as they are.

    `title` and `description` are what windows, link previews and shared texts show; `lead` is without the notice.
    """
    values = {
        "title": page.title + said.title_mark,
        "description": said.preview,
        "lead": page.description or page.title,
        "stamp": page.stamp,
        "robots": "noindex" if page.is_copy else "",
        **({"for": "old-links"} if page.for_old_links else {}),
    }
    lines = [
        f"{key}: {json.dumps(str(escape(value)), ensure_ascii=False)}\n" for key, value in values.items()
    ]
    return f"---\n{''.join(lines)}---\n\n"


def escape_markdown(value: object) -> Markup:
    """Text for prose and headings: nothing in it can become markup, in Markdown or in HTML."""
    if isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("&#", "\0").translate(_MARKDOWN_SPECIAL).replace("\0", "&#"))


def with_links(notice: str, rel: Callable[[str], str]) -> Markup:
    """A standing notice whose words name a page of the portal, as a link to it."""
    link = Markup('<a href="{}">{}</a>').format(rel(urls.METHODS), METHODS_PAGE)
    return Markup(link.join(map(escape_markdown, notice.split(METHODS_PAGE))))


@cache  # a preview that builds again and again compiles each template once
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("leitai", "pages"),
        undefined=StrictUndefined,
        finalize=escape_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["with_links"] = with_links
    environment.filters["rows"] = row_count
    environment.globals["saved_as"] = saved_as
    environment.globals["policy"] = Markup(content_policy())
    return environment


def render_part(page: Page, template: str) -> str:
    """A part of a page by itself, with what the page's own template would print there."""
    rel = partial(relative, page.url)
    shown = _environment().get_template(template).render(vars(page.context), page=page, rel=rel)
    return with_relative_links(shown, page.url)


def render_shell(template: str, context: dict[str, object]) -> bytes:
    """A part of the theme that depends on the portal's settings; MkDocs reads it as a template again."""
    return _environment().get_template(template).render(context).encode()
