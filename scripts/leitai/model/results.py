"""What the result files say beside the observations: targets, benchmarks, adjustments, and what was understood."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from leitai.grouping import grouped
from leitai.model.scoring.ranks import Rank
from leitai.problems import Place
from leitai.schema.period import Period
from leitai.schema.results.adjustments import Adjustment
from leitai.schema.results.benchmarks import Benchmark
from leitai.schema.results.targets import Target

if TYPE_CHECKING:  # `check` tells again what it told before without a table library
    import pandas as pd

    from leitai.model.observations import Observation


@dataclass(frozen=True)
class ReportedResult:
    """A total and rank that the submitted file itself carries; compared, never used."""

    period: Period
    unit_id: str
    total: Decimal | None
    rank: Rank | None
    total_place: Place | None
    rank_place: Place | None


Coercion = tuple[Place, str, Decimal | None]  # where, the text as written, the value that it became


@dataclass(frozen=True)
class FileReport:
    """What was understood of one sheet of one file; `leitai check` prints it."""

    path: str
    sheet: str | None
    encoding: str
    shape: str
    header_row: int
    rows_read: int
    rows_skipped: tuple[tuple[int, str], ...]
    coercions: tuple[Coercion, ...]


@dataclass(frozen=True)
class Unread:
    """What was sent but couldn't be read, so that nobody is told that it is missing.

    `cells`: period, unit and indicator of refused cells. `units`: period and unit of whom a refused file is by its name.
    `periods`: those in which a refused part of a file may speak of anybody, and what sound files say of them: the indicators.
    """

    cells: frozenset[tuple[str, str, str]] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()
    periods: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def explains(self, period: Period, unit_id: str, indicator_id: str = "") -> bool:
        """Whether a unit's value of an indicator, or all of its values, may be missing because of it."""
        of_unit = (period.id, unit_id) in self.units or (period.id, unit_id, indicator_id) in self.cells
        return of_unit or indicator_id not in self.periods.get(period.id, {indicator_id})


@dataclass(frozen=True)
class Results:
    """All result files of all periods; `observations` is the one table (`observations.py`). `replaced`: what was reported of
    indicators that the product computes. `exact`: what roll-ups come to where nothing is rounded before the total, by period,
    unit and indicator; the table holds what is printed of it."""

    observations: pd.DataFrame
    reported: tuple[ReportedResult, ...]
    files: tuple[FileReport, ...]
    periods: tuple[Period, ...]
    targets: tuple[Target, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    replaced: tuple[Observation, ...] = ()
    exact: Mapping[tuple[str, str, str], Fraction] = field(default_factory=dict)
    unread: Unread = Unread()

    @cached_property
    def records(self) -> list[Observation]:
        """Every observation as a plain value, in the table's order; made once, whatever else of the content changes."""
        at = self.observations.groupby("period", sort=False).indices
        placed = {
            place: cell
            for name in at
            for place, cell in zip(at[name], self._records_of(str(name)), strict=True)
        }
        return [placed[place] for place in range(len(placed))]

    def cells(self, period_id: str) -> Mapping[tuple[str, str], Observation]:
        """Those of a period by unit and indicator, made when they are first asked for."""
        if period_id not in self._cells:
            records = self._records_of(period_id)
            self._cells[period_id] = {(cell.unit_id, cell.indicator_id): cell for cell in records}
        return self._cells[period_id]

    def _records_of(self, period_id: str) -> list[Observation]:
        from leitai.model.observations import observation_records  # as above

        if period_id not in self._records:
            rows = self.by_period.get(period_id)
            self._records[period_id] = [] if rows is None else observation_records(rows)
        return self._records[period_id]

    @cached_property
    def by_period(self) -> dict[Hashable, pd.DataFrame]:
        """The rows of each period."""
        return dict(iter(self.observations.groupby("period", sort=False)))

    @cached_property
    def _records(self) -> dict[str, list[Observation]]:
        return {}

    @cached_property
    def _cells(self) -> dict[str, dict[tuple[str, str], Observation]]:
        return {}

    @cached_property
    def made_exactly(self) -> frozenset[str]:
        """The indicators of `exact`."""
        return frozenset(name for _, _, name in self.exact)

    @cached_property
    def histories(self) -> dict[tuple[str, str], list[Observation]]:
        """By unit and indicator, in the table's order."""
        return grouped(((cell.unit_id, cell.indicator_id), cell) for cell in self.records)

    @cached_property
    def by_unit(self) -> dict[tuple[str, str], list[Observation]]:
        """By period and unit, period after period."""
        in_order = (cell for period in self.periods for cell in self.cells(period.id).values())
        return grouped(((cell.period.id, cell.unit_id), cell) for cell in in_order)
