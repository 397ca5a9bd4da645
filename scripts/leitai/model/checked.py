"""What a check says: the problems, what was read, who has reported."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.model.reporting import GroupReporting
from leitai.model.results import FileReport
from leitai.problems import Problem


@dataclass(frozen=True)
class Checked:
    """Problems in the order of mending; what was understood of each result file and who has reported, as far as names could be read."""

    problems: tuple[Problem, ...]
    files: tuple[FileReport, ...] = ()
    reporting: tuple[GroupReporting, ...] = ()
