"""三审三校 and what goes with it, of a period, a write-up or a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.problems import Place


@dataclass(frozen=True)
class ReviewStep:
    """One step of 三审三校, 保密审查 …: by which office or post (never a name), when, with what result."""

    name: str
    by: str
    day: date | None
    result: str
    place: Place
