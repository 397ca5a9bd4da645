"""What the desk shows of a period: who has reported, which files there are, what is wrong in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leitai.assist.live import Reading
from leitai.model.reporting import GroupReporting, reporting_of
from leitai.problems import errors_of
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

RESULTS = "content/results"
NOT_SENT = (
    "receipts.csv",
    "adjustments.csv",
    "mapping.yml",
)  # what the office itself writes beside the files


@dataclass(frozen=True)
class SentFile:
    """A file of a period: of whom it holds figures or by its name is, how many errors there are in it."""

    name: str
    units: tuple[str, ...]
    errors: int


@dataclass(frozen=True)
class UnitReport:
    """`state`: 已报, 有错误 (in its file), 没有报."""

    unit: Unit
    state: str
    files: tuple[SentFile, ...]
    received_on: date | None


@dataclass(frozen=True)
class GroupView:
    """What each unit of a group has sent for a period."""

    name: str
    units: tuple[UnitReport, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.unit.name for one in self.units if one.state == MISSING)


REPORTED, WRONG, MISSING = "已报", "有错误", "没有报"


def known_periods(root: Path, reading: Reading) -> list[str]:
    """Every period with a folder of files, and those that are to come: the newest first, a year behind its last quarter."""
    folder = root / RESULTS
    folders = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    found = {period for name in folders if (period := Period.parse(name)) is not None and period.id == name}
    found |= {group.period for group in reading.checked.reporting}
    if reading.loaded is not None:
        found |= {s.period for s in reading.loaded.content.settings.portal.periods.values()}
    return [period.id for period in sorted(found, key=lambda p: (p.last_day, -p.months, p.id), reverse=True)]


def groups_of(root: Path, reading: Reading, period_id: str) -> list[GroupView]:
    """Each group with its units; empty where the settings can't be read."""
    files = list(sent_files(root, reading, period_id))
    return [
        GroupView(group.group, tuple(_report(group, unit, files) for unit in group.roster))
        for group in reporting_by_group(reading, period_id)
    ]


def reporting_by_group(reading: Reading, period_id: str) -> tuple[GroupReporting, ...]:
    """Who has reported for a period; of older ones only while nothing is refused."""
    if reading.loaded is not None:
        return reporting_of(reading.loaded.content, Period.of(period_id))
    return tuple(group for group in reading.checked.reporting if group.period.id == period_id)


def sent_files(root: Path, reading: Reading, period_id: str) -> Iterator[SentFile]:
    """The files that were sent for a period, by name."""
    errors = Counter(problem.place.path for problem in errors_of(reading.checked.problems))
    groups = reporting_by_group(reading, period_id)
    for path in sent_paths(root, period_id):
        shown = path.relative_to(root).as_posix()
        units = tuple(dict.fromkeys(u.name for group in groups for u in group.senders_of(shown)))
        yield SentFile(path.name, units, errors[shown])


def sent_paths(root: Path, period_id: str) -> list[Path]:
    """The files of a period that hold figures, by name."""
    folder = root / RESULTS / period_id
    return sorted(p for p in folder.iterdir() if _is_sent(p)) if folder.is_dir() else []


def _is_sent(path: Path) -> bool:
    return path.is_file() and path.name not in NOT_SENT and not path.name.startswith((".", "~$"))


def _report(group: GroupReporting, unit: Unit, files: list[SentFile]) -> UnitReport:
    own = tuple(file for file in files if unit.name in file.units)
    state = MISSING if unit in group.missing and not own else REPORTED
    if any(file.errors for file in own) or unit in group.unread:
        state = WRONG
    return UnitReport(unit, state, own, group.received.get(unit.unit_id))
