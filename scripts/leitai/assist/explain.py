"""`leitai explain`: what a problem code means and how to mend it."""

from __future__ import annotations

from leitai.problems import CATALOGUE, SEVERITY_NAMES


def explain(code: str) -> str | None:
    """The catalogue's entry in words; None for an unknown code."""
    kind = CATALOGUE.get(code.upper())
    if kind is None:
        return None
    head = f"{code.upper()}　{kind.title}（{SEVERITY_NAMES[kind.severity]}）"
    return f"{head}\n为什么坚持：{kind.why}\n怎样改：{kind.mend}"
