"""Written texts on pages: citations become links to the facts that they cite."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from leitai.model import urls
from leitai.model.citations import CITATION, is_fact_id
from leitai.pages.kit.page import relative


def fact_link(number: str, url: str) -> str:
    """A citation as a link from the page at `url`."""
    return f'<a class="lt-cite" href="{relative(url, f"{urls.FACTS}#{number}")}">&#91;{number}&#93;</a>'


def body(text: str, url: str) -> Markup:
    """A Markdown text of an editor (already checked to hold no HTML), with its citations linked."""
    return Markup(CITATION.sub(lambda match: fact_link(match[1], url), text))


def line(text: str, url: str) -> Markup:
    """One line of plain text for HTML, with its citations linked."""
    return Markup(CITATION.sub(lambda match: fact_link(match[1], url), str(escape(text))))


def sources(given: Iterable[str], url: str) -> Markup:
    """Numbers of facts as links, anything else in the editor's words."""
    return Markup("、").join(
        Markup(fact_link(source, url)) if is_fact_id(source) else escape(source) for source in given
    )
