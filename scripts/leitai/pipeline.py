"""The way through the house: read → check → score → pages → publish. The rooms meet only here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.check import check_content, check_rankings
from leitai.model.content import Content
from leitai.model.ranking import Ranking
from leitai.problems import Problem, ProblemsFound, errors_of, sort_key
from leitai.publish.downloads import csv_text, plain_text, ranking_table, rankings_json
from leitai.read.methods import read_methods
from leitai.read.results import read_results
from leitai.read.settings import read_settings
from leitai.score.kinds import SPECS
from leitai.score.rank import rank_all


@dataclass(frozen=True)
class Portal:
    """Content that passed every check, with its rankings and what is worth knowing about it."""

    content: Content
    rankings: tuple[Ranking, ...]
    problems: tuple[Problem, ...]


def load(root: Path) -> Portal:
    """Read, check and score everything under `root`; any error raises `ProblemsFound` with all problems."""
    problems: list[Problem] = []
    content = read_content(root, problems)
    if content is not None and not errors_of(problems):
        problems += check_content(content)
    if content is None or errors_of(problems):
        raise ProblemsFound(sorted(problems, key=sort_key))
    rankings = rank_all(content)
    problems += check_rankings(content, rankings)
    return Portal(content, rankings, tuple(sorted(problems, key=sort_key)))


def read_content(root: Path, problems: list[Problem]) -> Content | None:
    """Everything under `content/` and `site_config/`; None when the settings can't be used."""
    settings = read_settings(root, problems)
    methods = read_methods(root, SPECS, problems)
    if settings is None:
        return None
    return Content(settings, methods, read_results(root, settings, problems))


def rankings_text(portal: Portal, rankings: Sequence[Ranking], form: str) -> str:
    """The office's full view of some rankings, as `leitai rank` prints it."""
    if form == "json":
        return rankings_json(rankings)
    tables = [ranking_table(ranking, portal.content) for ranking in rankings]
    return "".join(csv_text(table) if form == "csv" else plain_text(table) for table in tables)
