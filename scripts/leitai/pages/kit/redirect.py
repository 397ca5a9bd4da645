"""A page that only leads on, and keeps the anchor."""

from __future__ import annotations

from dataclasses import dataclass

TEMPLATE = "site/redirect.html.j2"
SCRIPT = "assets/redirect.js"


@dataclass(frozen=True)
class Redirect:
    """`target`: where it leads."""

    title: str
    target: str
    script: str = SCRIPT
