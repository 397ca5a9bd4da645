"""Practices for the same problem beside each other: the six lines of 一眼看清, down, and at most three practices, across."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.urls import case_url
from leitai.pages.kit.tables import Cell, table
from leitai.pages.library.glance import glance_lines
from leitai.schema.texts.cases import LEVELS, Case

MOST_COMPARED = 3
LEAST_COMPARED = 2


def comparison_table(settings: Settings, cases: Sequence[Case]) -> Markup:
    """Of the best told; empty where there are fewer than two."""
    compared = cases[:MOST_COMPARED]
    if len(compared) < LEAST_COMPARED:
        return Markup("")
    lines = [dict(glance_lines(settings, case)) for case in compared]
    rows = [(Cell(name, is_header=True), *(told[name] for told in lines)) for name in lines[0]]
    rows.append((Cell("层级", is_header=True), *(LEVELS[case.level] for case in compared)))
    header: list[Cell | str] = ["对照", *(Cell(case.title, _steps(case), note="看步骤") for case in compared)]
    return table("放在一起看", header, rows, css="lt-titled lt-stack lt-compared")


def _steps(case: Case) -> str:
    return f"{case_url(case.slug)}#steps"
