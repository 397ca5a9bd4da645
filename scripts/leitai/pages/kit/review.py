"""三审三校 and the secrecy and personal-data checks of a period, a write-up or a meeting, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from leitai.pages.kit import words
from leitai.schema.texts.review import ReviewStep


def review_steps(review: Iterable[ReviewStep]) -> str:
    """Step, office or post, day, result; never a name."""
    return "；".join(f"{step.name} {step.by} {words.day(step.day)}（{step.result}）" for step in review)
