"""What `site_config/` declares: units, indicators, the portal and its periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from leitai.grouping import grouped
from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.spans import by_id, row_on
from leitai.schema.config.aliases import Alias
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

PERIOD_KIND_NAMES = {"quarter": "季度", "month": "月度", "half": "半年", "year": "年度"}
DEMO_NOTICE = "演示数据，非真实考核结果"


@dataclass(frozen=True)
class Settings:
    """Everything under `site_config/` except the methods; `unit_rows` and `indicator_rows` hold the rows of all times.

    `units` and `indicators` are what each id is called and stands for on `day` (None: now); `on(day)` is the view of another day,
    which still knows all times.
    """

    portal: PortalSettings
    unit_rows: tuple[Unit, ...]
    indicator_rows: tuple[Indicator, ...]
    aliases: tuple[Alias, ...]
    privacy: PrivacyScreen = RULES_ALONE
    day: date | None = None

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Each unit by its row of the day, in customary order: its first before it began, its last after it ended."""
        then = (self.unit_on(unit_id, None) for unit_id in self.units_over_time)
        return {u.unit_id: u for u in sorted(then, key=lambda unit: (unit.sort, unit.unit_id))}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Each indicator by its row of the day, in the order of the table."""
        return {name: self.indicator_on(name, None) for name in self.indicators_over_time}

    @cached_property
    def units_over_time(self) -> Mapping[str, tuple[Unit, ...]]:
        """The rows of each unit, oldest first."""
        return by_id((unit.unit_id, unit) for unit in self.unit_rows)

    @cached_property
    def indicators_over_time(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The rows of each indicator, oldest first."""
        return by_id((indicator.indicator_id, indicator) for indicator in self.indicator_rows)

    def on(self, day: date | None) -> Settings:
        """The same, seen from another day; as it is where a day isn't known."""
        if day is None or not self._has_spans:
            return self
        if day not in self._on_days:
            self._on_days[day] = replace(self, day=day)
        return self._on_days[day]

    def unit_on(self, unit_id: str, day: date | None) -> Unit:
        """One unit as it was on the day of a record; as in `units` where the day isn't known or comes later."""
        return row_on(self.units_over_time[unit_id], self._seen(day))

    def indicator_on(self, indicator_id: str, day: date | None) -> Indicator:
        """The same of an indicator."""
        return row_on(self.indicators_over_time[indicator_id], self._seen(day))

    def _seen(self, day: date | None) -> date:
        return min(day or date.max, self.day or date.max)

    def at(self, period: Period) -> Settings:
        """The settings of a period: those of its last day."""
        return self.on(period.last_day)

    @property
    def background(self) -> tuple[str, ...]:
        """Indicators that say how large units are and under what conditions they work; they need no method."""
        below = (self.indicators.get(i.denominator or "") for i in self.indicators.values())
        stocks = (i.indicator_id for i in below if i is not None and i.period_type == "point")
        known = (name for name in self.portal.structure if name in self.indicators)
        return tuple(dict.fromkeys([*known, *stocks]))

    def roster(self, group: str, period: Period) -> tuple[Unit, ...]:
        """The units of a group that exist at the end of a period, as they were then, in customary order."""
        return tuple(u for u in self.at(period).units_of(group) if u.existed_on(period.last_day))

    def units_of(self, group: str) -> tuple[Unit, ...]:
        """The units of a group, in customary order, whether they still exist or not."""
        groups = self.portal.members_of(group)
        return tuple(unit for unit in self.units.values() if unit.group in groups)

    def is_same_area(self, unit_id: str, first: Period, last: Period) -> bool:
        """Whether figures of a unit from two periods speak of the same area: nothing was merged into it or split off between."""
        changes = self._changes_of_area.get(unit_id, ())
        return not any(first.last_day < day <= last.last_day for day in changes)

    def predecessors(self, unit_id: str) -> tuple[Unit, ...]:
        """The rows of units that were merged into this one, or of which it was split off, oldest first."""
        found = (unit for unit in self.unit_rows if unit_id in unit.successors and unit.unit_id != unit_id)
        return tuple(sorted(found, key=lambda unit: unit.valid_to or date.max))

    @cached_property
    def _changes_of_area(self) -> Mapping[str, list[date]]:
        return grouped(
            (unit_id, unit.valid_to + timedelta(days=1))
            for unit in self.unit_rows
            if unit.successors and unit.valid_to is not None
            for unit_id in {unit.unit_id, *unit.successors}
        )

    @cached_property
    def _has_spans(self) -> bool:
        return len(self.units) < len(self.unit_rows) or len(self.indicators) < len(self.indicator_rows)

    @cached_property
    def _on_days(self) -> dict[date, Settings]:
        return {}
