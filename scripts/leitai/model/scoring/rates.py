"""Rates of two reported numbers: numerator / denominator · per, exactly.

The denominator is that of the same period. One that is a stock (`point`: population, vehicles) and wasn't reported for the period is
that of the year, else the latest one before. Decided cases: without a numerator or a denominator the rate is missing; where one of
them is not applicable, or the denominator is 0 or below, the rate is not applicable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from leitai.model.observations import Observation, State
from leitai.model.settings import Settings
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period


class Cells(Protocol):
    """What is known of a unit's cells."""

    @property
    def settings(self) -> Settings: ...

    def cell_of(self, period: Period, unit_id: str, indicator_id: str) -> Observation | None: ...

    def history_of(self, unit_id: str, indicator_id: str) -> tuple[Observation, ...]: ...


@dataclass(frozen=True)
class Rate:
    """`numerator` and `denominator` are the cells it was made from, None where there is none."""

    state: State
    value: Fraction | None
    numerator: Observation | None
    denominator: Observation | None


def rate_of(content: Cells, indicator: Indicator, period: Period, unit_id: str) -> Rate:
    """A computed rate of one unit in one period."""
    assert indicator.numerator and indicator.denominator and indicator.per is not None
    above = content.cell_of(period, unit_id, indicator.numerator)
    below = _denominator(content, indicator.denominator, period, unit_id)
    if any(cell is not None and cell.state == "not_applicable" for cell in (above, below)):
        return Rate("not_applicable", None, above, below)
    if above is None or below is None or above.value is None or below.value is None:
        return Rate("missing", None, above, below)
    if below.value <= 0:
        return Rate("not_applicable", None, above, below)
    value = Fraction(above.value) / Fraction(below.value) * Fraction(indicator.per)
    return Rate("value", value, above, below)


def _denominator(content: Cells, indicator_id: str, period: Period, unit_id: str) -> Observation | None:
    own = content.cell_of(period, unit_id, indicator_id)
    known = content.settings.indicators.get(indicator_id)
    if own is not None or known is None or known.period_type != "point":
        return own
    return stock_of(content, indicator_id, period, unit_id)


def stock_of(content: Cells, indicator_id: str, period: Period, unit_id: str) -> Observation | None:
    """The stock that holds for a period: its own, that of the year, or the latest before."""
    own = content.cell_of(period, unit_id, indicator_id)
    year = content.cell_of(Period(period.year, "year", 1), unit_id, indicator_id)
    before = [
        cell
        for cell in content.history_of(unit_id, indicator_id)
        if cell.period < period and cell.value is not None
    ]
    return own or year or max(before, key=lambda cell: cell.period, default=None)
