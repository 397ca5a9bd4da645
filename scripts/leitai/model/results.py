"""What the result files say: one `Observation` per unit, indicator and period.

A province's quarter has 70,000 of them; they are kept in columns, sheet by sheet, and an `Observation`
is made of a cell only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Literal

from leitai.problems import Place
from leitai.schema.period import Period
from leitai.schema.results.adjustments import Adjustment
from leitai.schema.results.benchmarks import Benchmark
from leitai.schema.results.targets import Target

State = Literal["value", "nil", "missing", "not_applicable", "suppressed"]
Qualifier = Literal["eq", "gt", "lt", "approx"]

STATE_NAMES: dict[State, str] = {
    "value": "已报",
    "nil": "零报告",
    "missing": "未报",
    "not_applicable": "不适用",
    "suppressed": "不公布",
}


@dataclass(frozen=True)
class Observation:
    """One cell of a result file.

    `value` is in the indicator's unit of measure and None exactly when `state` is missing,
    not_applicable or suppressed (a nil report is a true zero, R-DAT-05). `text` is the cell as
    written, which display keeps. `target` and `year_ago` come from the same row of a tidy table.
    """

    period: Period
    unit_id: str
    indicator_id: str
    value: Decimal | None
    state: State
    qualifier: Qualifier
    text: str
    place: Place
    target: Decimal | None = None
    year_ago: Decimal | None = None
    yoy_reported: str = ""
    note: str = ""

    def withheld(self) -> Observation:
        """The same cell, with nothing that it said."""
        cell = (self.period, self.unit_id, self.indicator_id)
        return Observation(*cell, None, "suppressed", "eq", STATE_NAMES["suppressed"], self.place)


@dataclass(frozen=True)
class ObservationTable:
    """The observations of one period from one sheet, in reading order, as columns of one length.

    `place` is the sheet; `rows` and `columns` complete it to the place of each cell. What few cells
    have is kept by position: `states` of all that is not simply a number, and what else their rows say.
    """

    period: Period
    place: Place
    unit_ids: Sequence[str]
    indicator_ids: Sequence[str]
    values: Sequence[Decimal | None]
    texts: Sequence[str]
    rows: Sequence[int | None]
    columns: Sequence[str | None]
    states: Mapping[int, tuple[State, Qualifier]]
    targets: Mapping[int, Decimal]
    year_ago: Mapping[int, Decimal]
    yoy_reported: Mapping[int, str]
    notes: Mapping[int, str]
    _made: dict[int, Observation] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def keys(self) -> Iterator[tuple[str, str]]:
        """Unit and indicator of each observation."""
        return zip(self.unit_ids, self.indicator_ids, strict=True)

    def observation(self, position: int) -> Observation:
        """One of them, made once."""
        found = self._made.get(position)
        if found is None:
            state, qualifier = self.states.get(position, _PLAIN)
            found = self._made[position] = Observation(
                self.period,
                self.unit_ids[position],
                self.indicator_ids[position],
                self.values[position],
                state,
                qualifier,
                self.texts[position],
                Place(self.place.path, self.place.sheet, self.rows[position], self.columns[position]),
                self.targets.get(position),
                self.year_ago.get(position),
                self.yoy_reported.get(position, ""),
                self.notes.get(position, ""),
            )
        return found


_PLAIN: tuple[State, Qualifier] = ("value", "eq")


class Cells(Mapping[tuple[str, str], Observation]):
    """Observations of one period by unit and indicator; of two for the same cell the later one."""

    def __init__(self, tables: Sequence[ObservationTable]) -> None:
        self._positions: dict[tuple[str, str], tuple[ObservationTable, int]] = {
            key: (table, position) for table in tables for position, key in enumerate(table.keys)
        }

    def __getitem__(self, key: tuple[str, str]) -> Observation:
        table, position = self._positions[key]
        return table.observation(position)

    def __contains__(self, key: object) -> bool:
        return key in self._positions

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


_NO_CELLS = Cells(())


@dataclass(frozen=True)
class Observations(Collection[Observation]):
    """All observations of all periods, in reading order."""

    tables: tuple[ObservationTable, ...]

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Observations:
        """Observations that didn't come in columns; their order is kept."""
        by_sheet = groupby(observations, lambda o: (o.period, o.place.path, o.place.sheet))
        return cls(tuple(_table_of(list(group)) for _, group in by_sheet))

    def __len__(self) -> int:
        return sum(map(len, self.tables))

    def __iter__(self) -> Iterator[Observation]:
        return (table.observation(position) for table in self.tables for position in range(len(table)))

    def __contains__(self, found: object) -> bool:
        return any(found == observation for observation in self)

    @cached_property
    def by_period(self) -> dict[Period, list[ObservationTable]]:
        found: dict[Period, list[ObservationTable]] = {}
        for table in self.tables:
            found.setdefault(table.period, []).append(table)
        return found

    def of_indicators(self, indicator_ids: Collection[str]) -> Iterator[Observation]:
        """Those of some indicators; no others are made."""
        for table in self.tables:
            for position, indicator_id in enumerate(table.indicator_ids):
                if indicator_id in indicator_ids:
                    yield table.observation(position)

    def cells(self, period: Period) -> Cells:
        """The observations of a period by unit and indicator."""
        return self._cells.get(period, _NO_CELLS)

    @cached_property
    def _cells(self) -> dict[Period, Cells]:
        return {period: Cells(tables) for period, tables in self.by_period.items()}

    def plus(self, others: Iterable[Observation]) -> Observations:
        return Observations((*self.tables, *Observations.of(others).tables))


def _table_of(found: Sequence[Observation]) -> ObservationTable:
    place = found[0].place
    states = {i: (o.state, o.qualifier) for i, o in enumerate(found)}
    return ObservationTable(
        period=found[0].period,
        place=Place(place.path, place.sheet),
        unit_ids=[o.unit_id for o in found],
        indicator_ids=[o.indicator_id for o in found],
        values=[o.value for o in found],
        texts=[o.text for o in found],
        rows=[o.place.row for o in found],
        columns=[o.place.column for o in found],
        states={i: state for i, state in states.items() if state != _PLAIN},
        targets={i: o.target for i, o in enumerate(found) if o.target is not None},
        year_ago={i: o.year_ago for i, o in enumerate(found) if o.year_ago is not None},
        yoy_reported={i: o.yoy_reported for i, o in enumerate(found) if o.yoy_reported},
        notes={i: o.note for i, o in enumerate(found) if o.note},
    )


@dataclass(frozen=True)
class ReportedResult:
    """A total and rank that the submitted file itself carries; compared, never used (DESIGN §4)."""

    period: Period
    unit_id: str
    total: Decimal | None
    rank: int | None
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
class Results:
    """All result files of all periods."""

    observations: Observations
    reported: tuple[ReportedResult, ...]
    files: tuple[FileReport, ...]
    periods: tuple[Period, ...]
    targets: tuple[Target, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
