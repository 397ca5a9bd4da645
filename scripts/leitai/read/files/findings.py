"""What is found inside an attachment, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


class NotLookedInto(Exception):
    """Why nobody looked into a file, in the editor's language."""


@dataclass
class Findings:
    """`texts` with their places (第 3 页), `authors`, `acting`: what would run or load something, `hidden` sheets, rows
    and columns, `places`: pictures that say where they were taken, `closed`: parts that nobody can look into.

    `inside` names the documents in which the one that is looked into is embedded; it goes before every place.
    """

    texts: list[tuple[str, str]] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    acting: dict[str, None] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    closed: dict[str, None] = field(default_factory=dict)
    inside: str = ""

    def within(self, document: str) -> Findings:
        """The same findings, added to from an embedded document."""
        return replace(self, inside=f"{self.inside}{document}")

    def add_text(self, where: str, text: str | None) -> None:
        if text and text.strip():
            self.texts.append((f"{self.inside}{where}", text))

    def add_author(self, name: object) -> None:
        text = str(name).strip() if name else ""
        self.authors |= {text} if text else set()

    def add_acting(self, *what: str) -> None:
        self.acting |= dict.fromkeys(f"{self.inside}{one}" for one in what)

    def add_closed(self, *parts: str) -> None:
        self.closed |= dict.fromkeys(f"{self.inside}{part}" for part in parts)

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
        kinds = ("texts", "acting", "hidden", "places", "closed")
        return {kind: list(getattr(self, kind)) for kind in kinds} | {"authors": sorted(self.authors)}
