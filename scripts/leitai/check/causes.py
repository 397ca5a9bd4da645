"""Each cause is told once: what only follows from a problem that is told already is left out."""

from __future__ import annotations

from collections.abc import Iterable

from leitai.problems import Problem, errors_of


def without_known_causes(found: Iterable[Problem], problems: Iterable[Problem]) -> list[Problem]:
    """What is missing from a table because lines of it can't be read is told once, by those lines; a figure that
    flattens all others because it is off by a power of ten is told once, as that."""
    known = list(problems)
    refused = {problem.place.path for problem in errors_of(known)}
    off_scale = {problem.place for problem in known if problem.code == "Q01"}
    return [
        problem
        for problem in found
        if (problem.code not in ("M06", "E10") or problem.place.path not in refused)
        and (problem.code != "M24" or problem.place not in off_scale)
    ]
