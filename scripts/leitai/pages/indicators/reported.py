"""Everything that the portal knows of one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from leitai.model.absence import Absences
from leitai.model.change import CellKey, Chance, Change
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.scoring.blocked import is_unrankable, may_be_compared
from leitai.model.scoring.neighbours import Neighbours
from leitai.model.settings import Settings
from leitai.pages.indicators.comparisons import cell_key
from leitai.pages.kit.benchmarks import Benchmarks
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.targets import Target


@dataclass(frozen=True)
class Newest:
    """The values of a ranked group in the newest period that has any, of the units that may be held against each other.

    The best first where the indicator says what is better, else in customary order; what is no value comes last.
    """

    group: str
    period: Period
    rows: tuple[tuple[Unit, Observation], ...]

    @cached_property
    def values(self) -> list[Decimal]:
        return [cell.value for _, cell in self.rows if cell.value is not None]


@dataclass(frozen=True)
class IndicatorFigures:
    """`changes` are against a year ago, `previous_changes` against the period before, both in the order of `cells`.

    `kinds`: the ranked groups in the portal's order, each with its leading kind of period. `targets` hold for every unit.
    """

    indicator: Indicator
    settings: Settings
    cells: tuple[Observation, ...]
    changes: tuple[Change, ...]
    previous_changes: tuple[Change, ...]
    kinds: Mapping[str, str]
    targets: tuple[Target, ...]
    benchmarks: Benchmarks
    methods: tuple[Method, ...]
    absences: Absences
    chances: Mapping[CellKey, Chance]
    neighbours: Mapping[str, Neighbours]

    @cached_property
    def periods(self) -> list[Period]:
        """Those with any value, oldest first."""
        return sorted({cell.period for cell in self.cells})

    @cached_property
    def units(self) -> list[Unit]:
        """Those with any value, in customary order."""
        reporting = {cell.unit_id for cell in self.cells}
        return [unit for unit in self.settings.units.values() if unit.unit_id in reporting]

    @cached_property
    def newest(self) -> tuple[Newest, ...]:
        """One for each ranked group with at least two values, in the portal's order; none for what may not be ranked."""
        if not may_be_compared(self.indicator):
            return ()
        found = (self._newest(group) for group in self.kinds)
        return tuple(newest for newest in found if newest is not None and len(newest.values) > 1)

    def _newest(self, group: str) -> Newest | None:
        members = self.settings.portal.members_of(group)
        units = {u.unit_id: u for u in self.units if u.group in members and not is_unrankable(u)}
        cells = [cell for cell in self.cells if cell.unit_id in units]
        if not cells:
            return None
        period = max(cell.period for cell in cells)
        newest = {cell.unit_id: cell for cell in cells if cell.period == period}
        rows = [(unit, newest[unit_id]) for unit_id, unit in units.items() if unit_id in newest]
        return Newest(group, period, tuple(sorted(rows, key=lambda row: self._order(row[1]))))

    def _order(self, cell: Observation) -> tuple[bool, Decimal]:
        if cell.value is None:
            return True, Decimal(0)
        return False, cell.value * {"higher": -1, "lower": 1}.get(self.indicator.polarity or "", 0)


def reported_of(portal: Portal, indicator: Indicator, benchmarks: Benchmarks) -> IndicatorFigures:
    """All that the portal publishes of an indicator."""
    cells = portal.observations_of(indicator.indicator_id)
    keys = [cell_key(cell) for cell in cells]
    targets = portal.content.results.targets
    return IndicatorFigures(
        indicator=indicator,
        settings=portal.content.settings,
        cells=cells,
        changes=tuple(portal.changes[key] for key in keys),
        previous_changes=tuple(portal.previous_changes[key] for key in keys),
        kinds={group: portal.kinds_of(group)[0] for group in portal.ranked_groups()},
        targets=tuple(t for t in targets if t.indicator_id == indicator.indicator_id and t.unit_id is None),
        benchmarks=benchmarks,
        methods=portal.content.methods,
        absences=portal.absences,
        neighbours=portal.neighbours,
        chances={key: portal.chances[key] for key in keys if key in portal.chances},
    )
