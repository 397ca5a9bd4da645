"""What `diff` wants looked at, and which of it somebody has ticked off.

Ticks are kept in `build/looked/` under a hash of the finding's sentence, so a finding is open again when its figure changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from leitai.assist.desk.state import Desk
from leitai.assist.diff.findings import diff_period
from leitai.assist.diff.model import KINDS, SEVERITY_TITLES, Finding
from leitai.pipeline.load import Loaded
from leitai.pipeline.tools import replace_file

FOLDER = "build/looked"
_diff = lru_cache(maxsize=4)(diff_period)


@dataclass(frozen=True)
class Look:
    """A finding: its sentence and place, the name of its tick, whether it is ticked off."""

    key: str
    what: str
    where: str
    is_looked_at: bool


@dataclass(frozen=True)
class Looks:
    """The findings of a kind; `is_asked`: each of them is to be looked at, the others are for information."""

    title: str
    is_asked: bool
    looks: tuple[Look, ...]

    @property
    def open(self) -> int:
        return sum(not look.is_looked_at for look in self.looks) if self.is_asked else 0


def findings_of(desk: Desk, loaded: Loaded, period_id: str) -> list[Looks]:
    """Everything that `diff` finds in a period, by kind, the most serious first."""
    ticked = ticks(desk.root, period_id)
    diff = _diff(desk.root, loaded, period_id)
    return [
        Looks(
            f"{SEVERITY_TITLES[severity]}：{KINDS[kind]}",
            severity == "check",
            tuple(_look(finding, ticked) for finding in found),
        )
        for (severity, kind), found in groupby(diff.findings, key=lambda f: (f.severity, f.kind))
    ]


def open_looks(desk: Desk, loaded: Loaded, period_id: str) -> int:
    """How many findings are still to be looked at."""
    return sum(looks.open for looks in findings_of(desk, loaded, period_id))


def ticks(root: Path, period_id: str) -> set[str]:
    """The keys of the findings that were ticked off in a period."""
    path = root / FOLDER / f"{period_id}.txt"
    return set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()


def write_ticks(root: Path, period_id: str, keys: Iterable[str]) -> None:
    """Put these keys in place of those that the period had."""
    text = "".join(f"{key}\n" for key in sorted(set(keys)))
    replace_file(root / FOLDER / f"{period_id}.txt", text.encode())


def _look(finding: Finding, ticked: Sequence[str] | set[str]) -> Look:
    key = hashlib.sha256(f"{finding.group}\n{finding.what}".encode()).hexdigest()[:16]
    return Look(key, finding.what, str(finding.source or ""), key in ticked)
