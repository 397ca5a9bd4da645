"""Who has reported: known at any time, whatever else is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitai.schema.config.units import Unit
from leitai.schema.period import Period

if TYPE_CHECKING:
    from leitai.model.content import Content


@dataclass(frozen=True)
class GroupReporting:
    """The roster of a group in one period: how many there are, who sent nothing, and whose file couldn't be read yet."""

    period: Period
    group: str
    size: int
    missing: tuple[Unit, ...]
    unread: tuple[Unit, ...]

    def as_json(self) -> dict[str, object]:
        """The shape that `leitai check --format json` promises."""
        return {
            "period": self.period.id,
            "group": self.group,
            "units": self.size,
            "missing": [unit.unit_id for unit in self.missing],
            "unread": [unit.unit_id for unit in self.unread],
        }


def who_reported(content: Content) -> tuple[GroupReporting, ...]:
    """Of the newest period (and others that end on its last day), each group with a method."""
    last_day = max((period.last_day for period in content.results.periods), default=None)
    newest = [period for period in content.results.periods if period.last_day == last_day]
    portal = content.settings.portal
    return tuple(
        _reporting(content, period, group.group_id, group.name)
        for period in newest
        for group in portal.groups
        if content.method_for(group.group_id, period) is not None
        or group.group_id in content.groups_with_results(period)
    )


def _reporting(content: Content, period: Period, group_id: str, name: str) -> GroupReporting:
    roster, came = content.settings.roster(group_id, period), content.reporting_units(period)
    without = [unit for unit in roster if unit.unit_id not in came]
    unread = [unit for unit in without if content.results.unread.explains(period, unit.unit_id)]
    missing = [unit for unit in without if unit not in unread]
    return GroupReporting(period, name, len(roster), tuple(missing), tuple(unread))
