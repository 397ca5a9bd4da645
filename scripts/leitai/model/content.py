"""Everything that was read: what `check` looks at and `score` works on."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import pandas as pd

from leitai.grouping import grouped
from leitai.model.observations import Observation
from leitai.model.results import Results
from leitai.model.scoring.rates import rate_of
from leitai.model.settings import Settings
from leitai.model.writings.library import NOTHING_WRITTEN, Library
from leitai.problems import Place
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.methods import Method, method_for, methods_for
from leitai.schema.config.score_kinds import BENCHMARK, ScoreRule
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.adjustments import Adjustment
from leitai.schema.results.benchmarks import Benchmark
from leitai.schema.results.targets import Target
from leitai.schema.texts.meetings import Ballots


@dataclass(frozen=True)
class Content:
    """Settings, methods, results and everything written of one portal, before any scoring.

    `told_on`: the day on which things are told as they stood then; without it, on the newest that the content speaks of.
    """

    settings: Settings
    methods: tuple[Method, ...]
    results: Results
    library: Library
    told_on: date | None = None

    def method_for(self, group: str, period: Period) -> Method | None:
        """The method in force for a group and period; `check` refuses two at once."""
        return method_for(self.methods, group, period)

    def methods_for(self, unit: Unit, period: Period) -> tuple[Method, ...]:
        """The methods under which a unit is ranked in a period, that of its own group first."""
        return methods_for(self.methods, self.settings.portal.groups_of(unit.group), period)

    def groups_with_results(self, period: Period) -> tuple[str, ...]:
        """The peer groups of which at least one unit reported for a period, in the portal's order."""
        portal, units = self.settings.portal, self.settings.at(period).units
        own = {units[unit_id].group for unit_id in self.reporting_units(period)}
        found = {name for group in own for name in portal.groups_of(group)}
        return tuple(group.group_id for group in portal.groups if group.group_id in found)

    def unranked_groups(self, period: Period) -> tuple[str, ...]:
        """The groups of which `portal.yml` says that they are not ranked in a period."""
        settings = self.settings.portal.periods.get(period.id)
        return settings.unranked if settings is not None else ()

    def previous_with_results(self, period: Period) -> Period | None:
        """The newest earlier period of the same kind with results."""
        earlier = [p for p in self.results.periods if p.kind == period.kind and p < period]
        return max((p for p in earlier if self.cells(p)), default=None)

    @cached_property
    def as_of(self) -> date | None:
        """The day on which pages say what is overdue: they know no clock."""
        if self.told_on is not None:
            return self.told_on
        published = (settings.published_on for settings in self.settings.portal.periods.values())
        told = (event.day for event in self.library.events)
        done = (task.done_on for task in self.library.tasks)
        return max((day for day in (*published, *told, *done) if day is not None), default=None)

    @property
    def observations(self) -> pd.DataFrame:
        """The one table (`observations.py`)."""
        return self.results.observations

    def observations_of(self, period: Period) -> pd.DataFrame:
        """The rows of a period."""
        found = self.results.by_period.get(period.id)
        return self.observations.iloc[:0] if found is None else found

    @cached_property
    def groups(self) -> pd.Series:
        """The peer group of each row of `observations`, as it was in the row's period."""
        units = {p.id: self.settings.at(p).units for p in self.results.periods}
        rows = zip(self.observations["period"], self.observations["unit"], strict=True)
        found = [units[period][unit].group for period, unit in rows]
        return pd.Series(found, index=self.observations.index, dtype=object)

    def positions(self, period: Period) -> Mapping[tuple[str, str], int]:
        """Where in a period's rows each cell stands, by unit and indicator; ValueError if one stands twice."""
        found = self._positions.get(period.id)
        if found is None:
            rows = self.observations_of(period)
            cells = zip(rows["unit"], rows["indicator"], strict=True)
            found = self._positions[period.id] = {cell: at for at, cell in enumerate(cells)}
            if len(found) < len(rows):
                raise ValueError(f"a cell of {period.id} stands twice in the table")
        return found

    @cached_property
    def _positions(self) -> dict[str, dict[tuple[str, str], int]]:
        return {}

    def reporting_units(self, period: Period) -> frozenset[str]:
        """The units with at least one cell for a period."""
        return self._reporting.get(period.id, frozenset())

    @cached_property
    def _reporting(self) -> dict[Hashable, frozenset[str]]:
        return {name: frozenset(rows["unit"].unique()) for name, rows in self.results.by_period.items()}

    def sources(self, period: Period, group: str) -> tuple[str, ...]:
        """The files that hold a peer group's results of a period, sorted."""
        own = [unit.unit_id for unit in self.settings.at(period).units_of(group)]
        rows = self.observations_of(period)
        return tuple(sorted(rows.loc[rows["unit"].isin(own), "path"].unique()))

    @property
    def records(self) -> list[Observation]:
        """Every observation as a plain value, in the table's order."""
        return self.results.records

    def cells(self, period: Period) -> Mapping[tuple[str, str], Observation]:
        """The observations of a period as plain values, by unit and indicator."""
        return self.results.cells(period.id)

    @property
    def in_order(self) -> Iterator[Observation]:
        """Every observation, period after period."""
        for period in self.results.periods:
            yield from self.cells(period).values()

    def cell_of(self, period: Period, unit_id: str, indicator_id: str) -> Observation | None:
        return self.cells(period).get((unit_id, indicator_id))

    def history_of(self, unit_id: str, indicator_id: str) -> tuple[Observation, ...]:
        """Every cell of a unit and indicator, in the table's order."""
        return tuple(self.results.histories.get((unit_id, indicator_id), ()))

    def exact_value(self, cell: Observation) -> Fraction | None:
        """What a cell counts as: its value, that of a computed rate or of a roll-up without any rounding."""
        indicator = self.settings.indicators[cell.indicator_id]
        if indicator.is_rate and cell.value is not None:
            return rate_of(self, indicator, cell.period, cell.unit_id).value
        rolled_up = self.results.exact.get(cell.key)
        if rolled_up is not None:
            return rolled_up
        return None if cell.value is None else Fraction(cell.value)

    def exact_value_at(self, period: Period, unit_id: str, indicator_id: str) -> Fraction | None:
        """The same for the cell of a period, unit and indicator; None where there is none."""
        cell = self.cell_of(period, unit_id, indicator_id)
        return None if cell is None else self.exact_value(cell)

    def cells_of_unit(self, period: Period, unit_id: str) -> tuple[Observation, ...]:
        """One unit's observations of a period, as read."""
        return tuple(self.results.by_unit.get((period.id, unit_id), ()))

    def of_units(self, period: Period, unit_ids: Collection[str]) -> Content:
        """What a ranking is made of: the values of some units in a period, those before it, from which changes, means, rates
        and stand-ins are made, and what they are held against; nothing written."""
        of, year = self.results, Period(period.year, "year", 1)
        periods = tuple(one for one in of.periods if one <= period or one == year)
        rows = self.observations
        is_kept = rows["period"].isin([one.id for one in periods]) & rows["unit"].isin(unit_ids)
        results = Results(
            observations=rows[is_kept],
            reported=(),
            files=(),
            periods=periods,
            targets=tuple(target for target in of.targets if target.period.year == period.year),
            benchmarks=tuple(benchmark for benchmark in of.benchmarks if benchmark.period == period),
            adjustments=tuple(one for one in of.adjustments if one.period == period),
            exact={
                key: value for key, value in of.exact.items() if key[0] == period.id and key[1] in unit_ids
            },
        )
        return Content(self.settings, (), results, NOTHING_WRITTEN)

    def adjustments_of(self, period: Period, unit_id: str) -> tuple[Adjustment, ...]:
        """One unit's bonuses, deductions and vetoes of a period."""
        return tuple(self._adjustments.get((period.id, unit_id), ()))

    @cached_property
    def _adjustments(self) -> dict[tuple[str, str], list[Adjustment]]:
        return grouped(((one.period.id, one.unit_id), one) for one in self.results.adjustments)

    def evaluations(self) -> Iterator[tuple[Period, Method, MethodIndicator, list[Ballots]]]:
        """What ballots make: periods that meetings review, what counts then, and the ballots cast for the method's own units."""
        reviewed = grouped(
            (period, meeting) for meeting in self.library.meetings for period in {*meeting.reviews}
        )
        for period in sorted(reviewed):
            units, cast = self.settings.at(period).units, [b for m in reviewed[period] for b in m.ballots]
            for method in (method for method in self.methods if method.covers(period)):
                groups = self.settings.portal.members_of(method.group)
                own = [ballots for ballots in cast if units[ballots.unit_id].group in groups]
                for indicator in method.indicators():
                    if indicator.rule.grades is not None:
                        yield period, method, indicator, own

    def target(self, source: str, observation: Observation) -> Fraction | None:
        """The target that a score rule holds an observation against, or None if there is none.

        `file`: the 目标值 of the same row. `annual`: `targets.csv` for the whole year. `pro_rata`: the
        annual target times the share of the year that has passed (序时进度). `annual_share`: times the share that the
        period is of a year (a quarter's 1/4). `benchmark:<name>`: the
        value of that 标杆地 or 对标市 for the same period. A target for one unit beats one for all.
        """
        if source == "file":
            return None if observation.target is None else Fraction(observation.target)
        held = self._held_against(source, observation)
        period = observation.period
        shares = {"pro_rata": period.elapsed_share, "annual_share": Fraction(period.months, 12)}
        return None if held is None else Fraction(held.value) * shares.get(source, 1)

    def target_place(self, rule: ScoreRule, observation: Observation | None) -> Place | None:
        """Where the target that a rule holds an observation against is written down; None if there is none."""
        if not rule.target_source or observation is None:
            return None
        if rule.target_source == "file":
            return None if observation.target is None else observation.place
        held = self._held_against(rule.target_source, observation)
        return None if held is None else held.place_of("value")

    def _held_against(self, source: str, observation: Observation) -> Target | Benchmark | None:
        """The row of targets or benchmarks that a source other than the file itself means."""
        if source.startswith(BENCHMARK):
            key = source.removeprefix(BENCHMARK), observation.period, observation.indicator_id
            return self._benchmarks.get(key)
        year = Period(observation.period.year, "year", 1).id
        for_all = self._targets.get((year, None, observation.indicator_id))
        return self._targets.get((year, observation.unit_id, observation.indicator_id), for_all)

    @cached_property
    def _targets(self) -> dict[tuple[str, str | None, str], Target]:
        return {(t.period.id, t.unit_id, t.indicator_id): t for t in self.results.targets}

    @cached_property
    def _benchmarks(self) -> dict[tuple[str, Period, str], Benchmark]:
        """The first of each."""
        return {(b.name, b.period, b.indicator_id): b for b in reversed(self.results.benchmarks)}
