"""A page that only leads on, and keeps the anchor."""

from __future__ import annotations

from dataclasses import dataclass

TEMPLATE = "site/redirect.html.j2"
SCRIPT = "assets/redirect.js"


@dataclass(frozen=True)
class Redirect:
    """`target` and `script` are relative to the page."""

    title: str
    target: str
    script: str
