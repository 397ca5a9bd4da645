"""`leitai.open(root)`: the tables for analysts, from the content itself; nothing is built."""

from __future__ import annotations

from pathlib import Path

from leitai.model.tables import Tables
from leitai.pipeline.load import load
from leitai.publish.downloads.frames import frames
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
