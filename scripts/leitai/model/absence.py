"""Why a figure isn't there: not reported, or never asked for, or before there was anything to report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from leitai.model.content import Content
from leitai.model.observations import STATE_NAMES
from leitai.model.settings import Settings
from leitai.schema.config.methods import Method, methods_for
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.receipts import Receipt

NOT_REPORTED = STATE_NAMES["missing"]
NOT_ASKED = "未要求报送"
NOT_YET_A_UNIT = "单位尚未设立"
NO_LONGER_A_UNIT = "单位已撤销"
NOT_YET_AN_INDICATOR = "指标尚未设立"


@dataclass(frozen=True)
class Absences:
    """Decides the word for a cell that no file has; 未报 is said only of what somebody asked for.

    `reports`: how many units have a cell, by period, group and indicator. A figure was asked of a unit if the method of
    its group for that period uses it, or, without such a method, if more than half of the group's units have it: one organ's own figure is not owed by the others.
    """

    settings: Settings
    methods: tuple[Method, ...]
    receipts: tuple[Receipt, ...]
    periods: tuple[Period, ...]
    reports: Mapping[tuple[str, str, str], int]

    def word(self, unit: Unit, indicator_id: str, period: Period) -> str:
        """What stands in the place of a figure that was not reported."""
        then = self.settings.at(period).units[unit.unit_id]
        day = period.last_day
        if then.valid_from is not None and day < then.valid_from:
            return NOT_YET_A_UNIT
        if then.valid_to is not None and day > then.valid_to:
            return NO_LONGER_A_UNIT
        if self._is_asked(then, indicator_id, period):
            return NOT_REPORTED
        first = self._first_known.get(indicator_id)
        return NOT_YET_AN_INDICATOR if first is not None and period < first else NOT_ASKED

    def owes_report(self, unit: Unit, period: Period) -> bool:
        """Whether a unit that existed was asked for anything, or its report was registered as received."""
        then = self.settings.at(period).units[unit.unit_id]
        if self._methods_for(then, period):
            return True
        if any(r.period == period and r.unit_id == unit.unit_id for r in self.receipts):
            return True
        return any(self._is_usual(then.group, i, period) for i in self.settings.indicators)

    def _methods_for(self, unit: Unit, period: Period) -> tuple[Method, ...]:
        return methods_for(self.methods, self.settings.portal.groups_of(unit.group), period)

    def _is_asked(self, unit: Unit, indicator_id: str, period: Period) -> bool:
        methods = self._methods_for(unit, period)
        if any(indicator_id in method.deciding_indicators() for method in methods):
            return True
        return self._is_usual(unit.group, indicator_id, period)

    def _is_usual(self, group: str, indicator_id: str, period: Period) -> bool:
        return 2 * self.reports.get((period.id, group, indicator_id), 0) > self._sizes[period, group]

    @cached_property
    def _sizes(self) -> Counter[tuple[Period, str]]:
        """How many units a group has at the end of each period."""
        units = ((p, unit) for p in self.periods for unit in self.settings.at(p).units.values())
        return Counter((p, unit.group) for p, unit in units if unit.existed_on(p.last_day))

    @cached_property
    def _first_known(self) -> Mapping[str, Period]:
        """The first period that has an indicator, in a file or in a method that ranks the period."""
        found: dict[str, Period] = {}
        for period_id, _, indicator_id in self.reports:
            period = Period.of(period_id)
            found[indicator_id] = min(period, found.get(indicator_id, period))
        for method in self.methods:
            for indicator_id in method.deciding_indicators():
                found[indicator_id] = min(method.first_period, found.get(indicator_id, method.first_period))
        return found


def absences_of(content: Content) -> Absences:
    """What a content knows of figures that are not there."""
    table = content.observations
    counts = table.groupby([table["period"], content.groups.rename("group"), table["indicator"]]).size()
    reports = dict(zip(counts.index, counts.tolist(), strict=True))
    return Absences(
        content.settings, content.methods, content.library.receipts, content.results.periods, reports
    )
