"""Tables from the content itself, nothing is built: `leitai.open(root)` for analysts, `leitai rank` for the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leitai.model.scoring.ranking import Ranking
from leitai.model.tables import Tables
from leitai.pipeline.load import Loaded, load
from leitai.publish.downloads.frames import frames
from leitai.publish.downloads.ranking_files import rankings_text as text_of_rankings
from leitai.score.explain.explanations import explained
from leitai.view import public_view
from leitai.view.marks import marks_of, with_demo_note


def open_tables(root: Path, public: bool) -> Tables:
    """The office's full view, or what the methods' `display` leaves of it; `ProblemsFound` if the content has errors."""
    loaded = load(root)
    if public:
        shown = public_view(loaded.content, loaded.rankings)
        return frames(shown.content, shown.rankings, shown.marks).public()
    marks = marks_of(loaded.content)
    return frames(loaded.content, [with_demo_note(r, marks) for r in loaded.rankings], marks)


def office_view(loaded: Loaded, rankings: Sequence[Ranking], form: str) -> str:
    """The office's full view of some rankings with every explanation, as `leitai rank` prints it."""
    in_full = explained(loaded.content, loaded.rankings, rankings)
    return text_of_rankings(in_full, loaded.content, form)
