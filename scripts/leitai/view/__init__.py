"""What may be shown: the public view, made once from the office's full view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Marks
from leitai.view.corrections import with_corrections, without_sealed_numbers
from leitai.view.marks import marks_of, with_demo_note
from leitai.view.public_content import public_content
from leitai.view.visibility import public_views, with_earlier


@dataclass(frozen=True)
class PublicView:
    """`marks`: what is demo."""

    content: Content
    rankings: tuple[Ranking, ...]
    marks: Marks


def public_view(full: Content, ranked: Sequence[Ranking]) -> PublicView:
    """Rankings cut down to what their methods display, content without what would say the rest in other words,
    corrections as far as they are public, and what is demo. Nothing after this decides what is secret.
    """
    content = public_content(full, ranked)
    marks = marks_of(content)
    corrected = (with_corrections(content, ranking) for ranking in with_earlier(public_views(ranked)))
    rankings = tuple(with_demo_note(ranking, marks) for ranking in corrected)
    return PublicView(replace(content, library=without_sealed_numbers(content.library)), rankings, marks)
