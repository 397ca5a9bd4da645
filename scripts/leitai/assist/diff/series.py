"""One unit's numbers of one indicator over time, made comparable.

Quarterly, since-start and point values are compared with the latest earlier value of the same kind
of period. Year-to-date values are never held against another year's previous quarter: counts are
compared as increments (the first period of a year is its own increment; without the period just
before there is none), rates with the same point of earlier years. Gaps are skipped; a cell without
a number (未报, 不适用, 不公布) is a gap, 零报告 is a 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from leitai.assist.diff.model import Scope, quoted_indicator
from leitai.model.observations import Observation
from leitai.pipeline.tools import measured
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

_NOT_COUNTED_IN = ("%", "％", "‰", "/", "／", "每", "分", "倍", "比", "率", "位次", "名次")
_NOT_COUNTED_AS = ("率", "均", "每", "占比", "指数", "密度")


@dataclass(frozen=True)
class EarlierValue:
    """One earlier value, in the indicator's unit of measure."""

    period: Period
    value: Decimal


@dataclass(frozen=True)
class Series:
    """`values` as reported, oldest first, ending with the period's own; `levels` those of them that a
    ratio may be taken of, `flows` the numbers whose change is judged (both may lack the period's own)."""

    scope: Scope
    unit: Unit
    indicator: Indicator
    cell: Observation
    values: tuple[EarlierValue, ...]
    levels: tuple[EarlierValue, ...]
    flows: tuple[EarlierValue, ...]

    @property
    def is_increment(self) -> bool:
        return self.indicator.period_type == "ytd" and is_count(self.indicator)

    def judged_change(self) -> Decimal | None:
        """The change into this period; None without this period's number or any earlier one."""
        if len(self.flows) < 2 or self.flows[-1].period != self.cell.period:
            return None
        return self.flows[-1].value - self.flows[-2].value

    def then_and_now(self, points: Sequence[EarlierValue]) -> str:
        """甲县“火灾起数（起）”12 → 15, with what the 12 is where it is not the previous period's value."""
        basis = self.scope.label(points[-2].period)
        notes = ["每期新增"] if self.is_increment and points is self.flows else []
        notes += [f"与{basis}比"] if basis != "上期" else []
        note = f"（{'，'.join(notes)}）" if notes else ""
        before, after = (self.shown(point.value) for point in points[-2:])
        return f"{self.unit.name}{quoted_indicator(self.indicator)}{note}{before} → {after}"

    def shown(self, value: Decimal) -> str:
        return measured(value, self.indicator)


def is_count(indicator: Indicator) -> bool:
    """Whether values may be added up: not a rate, ratio, average, score or rank, by unit of measure and name."""
    in_measure = any(mark in indicator.unit_of_measure for mark in _NOT_COUNTED_IN)
    return not in_measure and not any(mark in indicator.name for mark in _NOT_COUNTED_AS)


def collect_series(scope: Scope) -> Iterator[Series]:
    """The series of every cell of the period that holds a number."""
    periods = (*scope.earlier, scope.period)
    history = [(period, scope.content.cells(period)) for period in periods]
    for key, cell in scope.now.items():
        if cell.value is not None:
            found = [(period, cells.get(key)) for period, cells in history]
            values = tuple(
                EarlierValue(p, c.value) for p, c in found if c is not None and c.value is not None
            )
            yield _series(scope, cell, values)


def _series(scope: Scope, cell: Observation, values: tuple[EarlierValue, ...]) -> Series:
    indicator = scope.indicator(cell.indicator_id)
    unit = scope.units[cell.unit_id]
    if indicator.period_type != "ytd":
        return Series(scope, unit, indicator, cell, values, values, values)
    same_point = tuple(point for point in values if point.period.number == cell.period.number)
    flows = increments(values) if is_count(indicator) else same_point
    return Series(scope, unit, indicator, cell, values, same_point, flows)


def increments(values: Sequence[EarlierValue]) -> tuple[EarlierValue, ...]:
    """Year-to-date counts as what each period added."""
    known = {point.period: point.value for point in values}
    found = []
    for point in values:
        if point.period.number == 1:
            found.append(point)
        elif point.period.previous() in known:
            found.append(EarlierValue(point.period, point.value - known[point.period.previous()]))
    return tuple(found)


def successive_changes(points: Sequence[EarlierValue]) -> list[Decimal]:
    """The absolute changes from each point to the next."""
    return [abs(later.value - sooner.value) for sooner, later in pairwise(points)]
