"""What may be shown: the public portal, made once from the office's full view."""

from __future__ import annotations

from dataclasses import replace

from leitai.model.portal import Portal
from leitai.view.corrections import with_corrections, without_sealed_numbers
from leitai.view.marks import marks_of, with_demo_note
from leitai.view.redaction import public_content
from leitai.view.visibility import public_views


def public_portal(portal: Portal) -> Portal:
    """Rankings cut down to what their methods display, content without what would say the rest in other words,
    corrections as far as they are public, and what is demo. Nothing after this decides what is secret.
    """
    content = public_content(portal.content, portal.rankings)
    marks = marks_of(content)
    corrected = (with_corrections(content, ranking) for ranking in public_views(portal.rankings))
    rankings = tuple(with_demo_note(ranking, marks) for ranking in corrected)
    library = without_sealed_numbers(content.library)
    return replace(portal, content=replace(content, library=library), rankings=rankings, marks=marks)
