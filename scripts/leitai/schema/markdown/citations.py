"""Citations in written texts: `[F23]` points to a fact of `content/facts.csv`."""

from __future__ import annotations

import re

CITATION = re.compile(r"\[([A-Z]+\d+)\](?!\()")


def is_fact_id(text: str) -> bool:
    """Whether a source is given as the number of a fact, not in words."""
    return CITATION.fullmatch(f"[{text}]") is not None


def cited_ids(text: str) -> tuple[str, ...]:
    """The ids that a text cites, in order, each once."""
    return tuple(dict.fromkeys(CITATION.findall(text)))
