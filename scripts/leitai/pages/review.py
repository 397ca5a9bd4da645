"""三审三校 and the secrecy and personal-data checks of a period, as one line each."""

from __future__ import annotations

from leitai.model.settings import PeriodSettings
from leitai.pages import words


def review_steps(settings: PeriodSettings) -> list[str]:
    """Step, office or post, day, result; never a name (R-ETH-01)."""
    return [f"{step.name} {step.by} {words.day(step.day)}（{step.result}）" for step in settings.review]
