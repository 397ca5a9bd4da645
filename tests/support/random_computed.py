"""Hypothesis strategies: random contents in which indicators are made of other reported numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from leitai.model.observations import Observation, State, observation_records, observations_of
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from random_content import NOWHERE, PERIOD, SCORED, Case, cases, decimals, one_of

ANY_VALUE = (
    "zscore",
    "rank_points",
    "bands",
    "interval",
    "deduct",
)  # kinds with a score for whatever a change is
DENOMINATORS: tuple[State, ...] = ("value",) * 6 + ("missing", "not_applicable", "suppressed")
REPORTED = cases(kinds=ANY_VALUE, on=SCORED) | cases(kinds=("minmax", *ANY_VALUE))
STOCK_PERIODS = (PERIOD, PERIOD, Period(2019, "year", 1), Period(2018, "year", 1), Period(2017, "year", 1))


@st.composite
def computed_cases(draw: Any) -> Case:
    """Each indicator is reported, or a rate of two others, or the same number as another."""
    case = draw(REPORTED)
    settings, records = case.content.settings, list(observation_records(case.content.observations))
    in_files = {i.indicator_id for i in case.method.indicators() if i.rule.target_source == "file"}
    rows: list[Indicator] = []
    for indicator in settings.indicator_rows:
        name = indicator.indicator_id
        how = "reported" if name in in_files else draw(one_of(("reported", "rate", "rate", "same")))
        own = replace(indicator, indicator_id=f"{name}_n")
        if how != "reported":
            records = [replace(r, indicator_id=f"{name}_n") if r.indicator_id == name else r for r in records]
        if how == "reported":
            rows.append(indicator)
        elif how == "same":
            rows += [own, replace(indicator, same_as=f"{name}_n")]
        else:
            kind = draw(one_of(("point", "quarter")))
            below = replace(indicator, indicator_id=f"{name}_d", polarity="none", period_type=kind)
            per = draw(one_of((Decimal(1), Decimal(100), Decimal("0.5"))))
            rate = replace(indicator, numerator=f"{name}_n", denominator=f"{name}_d", per=per)
            rows += [own, below, rate]
            records += denominators(draw, below, [r for r in records if r.indicator_id == f"{name}_n"])
    content = replace(case.content, settings=replace(settings, indicator_rows=tuple(rows)))
    periods = tuple(sorted({*content.results.periods, *(r.period for r in records)}))
    results = replace(content.results, observations=observations_of(records), periods=periods)
    return Case(replace(content, results=results), case.method)


def denominators(draw: Any, below: Indicator, above: Sequence[Observation]) -> list[Observation]:
    """Of most numerators one of the same period; a stock may be another period's."""
    found: dict[tuple[Period, str], Observation] = {}
    for cell in above:
        state = draw(one_of(DENOMINATORS))
        value = draw(decimals(0, 6, 0)) if state == "value" else None
        is_stock = below.period_type == "point" and cell.period == PERIOD
        period = draw(one_of(STOCK_PERIODS)) if is_stock else cell.period
        if draw(st.integers(0, 9)):  # one in ten isn't there at all
            found[period, cell.unit_id] = Observation(
                period, cell.unit_id, below.indicator_id, value, state, "eq", "", NOWHERE
            )
    return list(found.values())
