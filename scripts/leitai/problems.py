"""What can be wrong with the content: one `Problem` per mistake, in the editor's words.

`problems.csv` beside this file is the single source of the stable codes: `leitai explain`, the
handbook and the tests read it. A code is never reused for another mistake.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Literal, cast

Severity = Literal["error", "warning", "notice"]

SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}


@dataclass(frozen=True)
class ProblemKind:
    """One line of the catalogue: how bad it is, its title, why the product insists, how to mend it."""

    severity: Severity
    title: str
    why: str
    mend: str


def column_letter(number: int) -> str:
    """What spreadsheets call a column, counted from 1: A … Z, AA …"""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: path relative to the root, row and column as a person counts them.

    `column` is the header where the table has one, otherwise the spreadsheet letter.
    """

    path: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.path]
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column:
            parts.append(f"“{self.column}”列")
        return " ".join(parts)


@dataclass(frozen=True)
class Problem:
    """A mistake: where it is, the text as written, what was expected, how to mend it."""

    code: str
    place: Place
    value: str | None
    what: str
    fix: str

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def as_json(self) -> dict[str, object]:
        """The shape that `leitai check --format json` promises."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.place.path,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "value": self.value,
            "what": self.what,
            "fix": self.fix,
        }


class ProblemsFound(Exception):
    """The content has errors; nothing was built."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class RequestRefused(Exception):
    """What was asked for can't be done, in the words that the editor reads (exit code 2)."""


class MachineFault(Exception):
    """The machine, not the content, is at fault: disk full, locked, no permission (exit code 3)."""


SortKey = tuple[int, tuple[int, ...], bool, str, str, int, str, str]


def sort_key(problem: Problem) -> SortKey:
    """Problems are listed in the order in which they are best mended: settings, results, what people write; of results the
    newest period first, and what may follow from another mistake after it. Then by file, sheet and row, so that a clerk walks
    through each file once."""
    place = problem.place
    area = next(i for i, start in enumerate(_AREAS) if place.path.startswith(start))
    period = place.path.removeprefix(_RESULTS).partition("/")[0] if place.path.startswith(_RESULTS) else ""
    newest_first = tuple(-ord(letter) for letter in period)
    where = (place.path, place.sheet or "", place.row or 0, place.column or "")
    return (area, newest_first, problem.code in _CONSEQUENCES, *where, problem.code)


_RESULTS = "content/results/"
_AREAS = ("site_config/", "content/targets.csv", "content/benchmarks.csv", _RESULTS, "")
_CONSEQUENCES = (
    "R01",
    "R02",
    "R05",
    "M05",
    "M06",
    "M09",
)  # may follow from a file or cell that couldn't be read


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stand in the way."""
    return [problem for problem in problems if problem.severity == "error"]


def _read_catalogue() -> dict[str, ProblemKind]:
    with (resources.files("leitai") / "problems.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {
            row["code"]: ProblemKind(cast(Severity, row["severity"]), row["title"], row["why"], row["mend"])
            for row in rows
        }


CATALOGUE: dict[str, ProblemKind] = _read_catalogue()
