"""Why a warning may stay: `site_config/explained.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.problems import Place, Problem


@dataclass(frozen=True)
class AcceptedWarning:
    """A warning that somebody looked at; it holds for every warning with its code, file and value."""

    code: str
    path: str
    value: str
    text: str
    by: str
    day: date | None
    place: Place

    def explains(self, problem: Problem) -> bool:
        return (self.code, self.path, self.value) == (problem.code, problem.place.path, problem.value or "")
