"""What is found inside an attachment, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class NotLookedInto(Exception):
    """Why nobody looked into a file, in the editor's language."""


@dataclass
class Findings:
    """`texts` with their places (第 3 页), `authors`, `acting`: what would run or load something, `hidden` sheets, rows
    and columns, `places`: pictures that say where they were taken, `closed`: parts that nobody can look into."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    acting: dict[str, None] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    closed: dict[str, None] = field(default_factory=dict)

    def add_text(self, where: str, text: str | None) -> None:
        if text and text.strip():
            self.texts.append((where, text))

    def add_author(self, name: object) -> None:
        text = str(name).strip() if name else ""
        self.authors |= {text} if text else set()

    def take(self, others: Findings) -> None:
        """Add what was found elsewhere in the same file."""
        self.texts += others.texts
        self.authors |= others.authors
        self.acting |= others.acting
        self.hidden += others.hidden
        self.places += others.places
        self.closed |= others.closed

    def answer(self) -> dict[str, Any]:
        """As JSON prints it."""
        return {name: list(found) for name, found in vars(self).items()} | {"authors": sorted(self.authors)}
