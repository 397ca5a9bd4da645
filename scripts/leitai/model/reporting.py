"""Who has reported: known at any time, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from leitai.grouping import grouped
from leitai.model.names import units_named
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

if TYPE_CHECKING:
    from leitai.model.content import Content


@dataclass(frozen=True)
class GroupReporting:
    """A group in one period: its roster, who sent nothing, whose file couldn't be read yet; by unit the files that hold its
    figures, and the first registered day of receipt."""

    period: Period
    group: str
    roster: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    unread: tuple[Unit, ...]
    files: Mapping[str, Sequence[str]]
    received: Mapping[str, date]

    def senders_of(self, path: str) -> tuple[Unit, ...]:
        """The units of which a file holds figures; of one that couldn't be read, those that its name names."""
        found = tuple(unit for unit in self.roster if path in self.files.get(unit.unit_id, ()))
        named = units_named(PurePosixPath(path).stem, self.roster)
        return found or tuple(unit for unit in self.roster if unit.unit_id in named)

    def as_json(self) -> dict[str, object]:
        """The shape that `leitai check --format json` promises."""
        return {
            "period": self.period.id,
            "group": self.group,
            "units": len(self.roster),
            "missing": [unit.unit_id for unit in self.missing],
            "unread": [unit.unit_id for unit in self.unread],
        }


def who_reported(content: Content) -> tuple[GroupReporting, ...]:
    """Of the newest periods with files and the first one that is declared after them, each group with a method."""
    return tuple(found for period in _current(content) for found in reporting_of(content, period))


def _current(content: Content) -> list[Period]:
    """Periods that end on the last day of all those with files; then those declared that end first after it."""
    began = content.results.periods
    last_day = max((period.last_day for period in began), default=date.min)
    coming = [period.period for period in content.settings.portal.periods.values()]
    coming = [period for period in coming if period.last_day > last_day]
    next_day = min((period.last_day for period in coming), default=last_day)
    return [*(p for p in began if p.last_day == last_day), *(p for p in coming if p.last_day == next_day)]


def reporting_of(content: Content, period: Period) -> tuple[GroupReporting, ...]:
    """Each group whose method asks units for figures of a period, or with results of it."""
    return tuple(
        _reporting(content, period, group.group_id, group.name)
        for group in content.settings.portal.groups
        if _asks(content.method_for(group.group_id, period))
        or group.group_id in content.groups_with_results(period)
    )


def _asks(method: Method | None) -> bool:
    """A year that is made of its quarters alone asks nobody."""
    return method is not None and bool(method.reported_indicators())


def _reporting(content: Content, period: Period, group_id: str, name: str) -> GroupReporting:
    roster, came = content.settings.roster(group_id, period), content.reporting_units(period)
    without = [unit for unit in roster if unit.unit_id not in came]
    unread = [unit for unit in without if content.results.unread.explains(period, unit.unit_id)]
    missing = [unit for unit in without if unit not in unread]
    rows = content.observations_of(period)
    files = grouped(dict.fromkeys(zip(rows["unit"], rows["path"], strict=True)))
    days = [
        (r.received_on, r.unit_id) for r in content.library.receipts if r.period == period and r.received_on
    ]
    received = {unit: day for day, unit in sorted(days, reverse=True)}
    return GroupReporting(period, name, tuple(roster), tuple(missing), tuple(unread), files, received)
