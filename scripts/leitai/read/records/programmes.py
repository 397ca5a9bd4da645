"""`content/programmes/*.md` → `Programme`."""

from __future__ import annotations

from pathlib import Path

from leitai.problems import Place
from leitai.read.documents.folders import files_of
from leitai.read.records.context import Context
from leitai.read.records.prose import check_slug, read_front_matter, read_text
from leitai.schema.texts.programmes import Programme


def read_programmes(root: Path, context: Context) -> tuple[Programme, ...]:
    """All programmes by file name; one with errors is left out."""
    found = []
    for path in files_of(root, "content/programmes", ".md", context.problems):
        place = Place(path.relative_to(root).as_posix())
        check_slug(path.stem, path.name, place, context)
        front = read_front_matter(path, place, context)
        programme = read_text(front, Programme, context, slug=path.stem) if front is not None else None
        found += [programme] if programme is not None else []
    return tuple(found)
