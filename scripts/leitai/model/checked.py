"""What a check says: the problems, what was read, who has reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.reporting import GroupReporting
from leitai.model.results import FileReport
from leitai.problems import Problem


@dataclass(frozen=True)
class CellsPicture:
    """Some cells of a table around a problem: `lines` by their number (header and line), under the `letters` of their columns;
    `marked` is the position of the cell in line `row`, None where the whole line is meant. Masked like messages."""

    letters: tuple[str, ...]
    lines: Mapping[int, tuple[str, ...]]
    row: int
    marked: int | None
    column: int | None  # of the marked cell in its sheet, from 1


@dataclass(frozen=True)
class Checked:
    """Problems in the order of mending; what was understood of each result file and who has reported, as far as names could be read."""

    problems: tuple[Problem, ...]
    files: tuple[FileReport, ...] = ()
    reporting: tuple[GroupReporting, ...] = ()
