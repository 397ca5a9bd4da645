"""What a write-up rests on, as a list that also reads on paper: title, publisher, date, address, what is cited of it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from leitai.model.writings.sources import Publication
from leitai.pages.kit import text

UNTITLED = "（题名未载）"


def source_lines(publications: Iterable[Publication]) -> tuple[Markup, ...]:
    """Publications as lines with links."""
    return tuple(_line(publication) for publication in publications)


def _line(publication: Publication) -> Markup:
    cited = text.sources(publication.fact_ids)
    address = Markup('<br><a class="lt-address" href="{0}">{0}</a>').format(publication.address)
    return Markup("{}。{}{}").format(
        described(publication), cited, address if publication.address else Markup("")
    )


def described(publication: Publication) -> Markup:
    """《题名》，发布单位，日期（某处转载；研究）; a title that is a description says so and isn't put between marks."""
    is_described = publication.title.startswith("《") or publication.title.endswith(UNTITLED)
    title = publication.title if is_described else f"《{publication.title}》"
    parts = [title, publication.publisher or "发布单位未载", publication.published]
    copied = f"{publication.mirror}转载" if publication.mirror else ""
    notes = "；".join(filter(None, (copied, publication.kind)))
    return escape("，".join(filter(None, parts)) + (f"（{notes}）" if notes else ""))
