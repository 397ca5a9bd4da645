"""Everything that the portal knows of one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from leitai.model.absence import Absences
from leitai.model.change import Change
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.scoring.method import Method
from leitai.model.settings import Settings
from leitai.pages.indicators.comparisons import key_of
from leitai.pages.kit.benchmarks import Benchmarks
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.targets import Target


@dataclass(frozen=True)
class Reported:
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

    @cached_property
    def periods(self) -> list[Period]:
        """Those with any value, oldest first."""
        return sorted({cell.period for cell in self.cells})

    @cached_property
    def units(self) -> list[Unit]:
        """Those with any value, in customary order."""
        reporting = {cell.unit_id for cell in self.cells}
        return [unit for unit in self.settings.units.values() if unit.unit_id in reporting]


def reported_of(portal: Portal, indicator: Indicator, benchmarks: Benchmarks) -> Reported:
    cells = portal.observations_of(indicator.indicator_id)
    keys = [key_of(cell) for cell in cells]
    targets = portal.content.results.targets
    return Reported(
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
    )
