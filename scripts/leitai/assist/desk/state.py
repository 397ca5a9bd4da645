"""What the pages of the desk are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.desk.security import Door
from leitai.assist.desk.worker import Worker
from leitai.assist.live import LivePortal
from leitai.model.settings import Settings
from leitai.pipeline.load import Loaded, load_settings
from leitai.problems import Problem, ProblemsFound


@dataclass(frozen=True)
class Desk:
    """One portal on one desk; `preview` is the address of its preview."""

    root: Path
    live: LivePortal
    worker: Worker
    door: Door
    preview: str

    @property
    def loaded(self) -> Loaded | None:
        """All that was read, while nothing is refused."""
        return None if self.live.reading is None else self.live.reading.loaded

    @property
    def settings(self) -> Settings | None:
        """The settings as they are now, while nothing in them is refused."""
        try:
            return load_settings(self.root)
        except ProblemsFound:
            return None

    def problems_in(self, paths: Iterable[str]) -> tuple[Problem, ...]:
        """Errors and warnings that the last reading found in these files."""
        reading, asked = self.live.reading, set(paths)
        problems = () if reading is None else reading.checked.problems
        return tuple(p for p in problems if p.place.path in asked and p.severity != "notice")
