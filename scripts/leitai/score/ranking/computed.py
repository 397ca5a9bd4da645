"""Reported numbers → one observation more: the rate of two of them (`model/scoring/rates.py`), or the same number again (`same_as`).

The printed value of a rate is rounded half up to the indicator's decimals; what is scored is the exact quotient. What was reported
besides is replaced, and left to `check` to be held against the computed one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation, with_rows
from leitai.model.scoring.rates import Rate, rate_of
from leitai.schema.config.indicators import Indicator
from leitai.score.arithmetic.settle import rounded
from leitai.score.arithmetic.working import equals, plain


def with_computed(content: Content) -> Content:
    """The content with what is made of reported numbers, for all units that reported the numerator or the same number."""
    declared = [i for i in content.settings.indicators.values() if i.is_rate or i.same_as]
    added = [cell for indicator in declared for cell in _observations(content, indicator)]
    if not added:
        return content
    table, computed = content.observations, {indicator.indicator_id for indicator in declared}
    is_own = table["indicator"].isin(computed)
    own = tuple(cell for cell in content.records if cell.indicator_id in computed) if is_own.any() else ()
    return replace(
        content, results=replace(content.results, observations=with_rows(table, added), replaced=own)
    )


def _observations(content: Content, indicator: Indicator) -> Iterator[Observation]:
    for period in content.results.periods:
        for (unit_id, name), cell in content.cells(period).items():
            if name == indicator.same_as:
                yield replace(cell, indicator_id=indicator.indicator_id)
            elif name == indicator.numerator:
                yield _observation(indicator, cell, rate_of(content, indicator, period, unit_id))


def _observation(indicator: Indicator, cell: Observation, rate: Rate) -> Observation:
    key = (cell.period, cell.unit_id, indicator.indicator_id)
    if rate.value is None:
        return Observation(*key, None, rate.state, "eq", "", cell.place)
    value = rounded(rate.value, indicator.decimals)
    return Observation(*key, value, "value", "eq", f"{value}", cell.place, note=working_of(indicator, rate))


def working_of(indicator: Indicator, rate: Rate) -> str:
    """12 ÷ 35 × 10000 = …, and when the denominator is another period's which."""
    assert rate.numerator is not None and rate.denominator is not None
    assert rate.numerator.value is not None and rate.denominator.value is not None
    assert indicator.per is not None and rate.value is not None
    numbers = (rate.numerator.value, rate.denominator.value, indicator.per)
    above, below, per = (plain(Fraction(number)) for number in numbers)
    of = rate.denominator.period
    told = "" if of == rate.numerator.period else f"（分母是{of.title}的）"
    times = "" if indicator.per == 1 else f" × {per}"
    return equals(f"{above} ÷ {below}{times}", rate.value) + told
