"""The figures that a peer group reported for an indicator in one period, beside those of comparable earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt
import pandas as pd

from leitai.grouping import grouped
from leitai.model.content import Content
from leitai.model.observations import Observation, observation_records
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class EarlierColumn:
    """An earlier column in the same order of units, NaN where there is no figure; `label` is what a sentence calls it."""

    label: str
    values: Floats


@dataclass(frozen=True)
class ComparedColumn:
    """Figures as floats: they are only held against each other, never counted with.

    `units` are those with a figure, in the table's order, `values` what they say and `at` their rows in the one table.
    """

    content: Content
    group: str
    period: Period
    indicator: Indicator
    units: tuple[str, ...]
    values: Floats
    at: npt.NDArray[np.int64]
    past: tuple[EarlierColumn, ...]

    def cell(self, position: int) -> Observation:
        return observation_records(self.content.observations.iloc[[self.at[position]]])[0]

    @property
    def path(self) -> str:
        """The file of its first cell."""
        return str(self.content.observations["path"].iat[self.at[0]])

    def unit_name(self, position: int) -> str:
        return self.content.settings.units[self.units[position]].name

    @property
    def name(self) -> str:
        """In a sentence: “平安县区”2019年第三季度的“火灾起数”."""
        group = self.content.settings.portal.group_name(self.group)
        return f"“{group}”{self.period.title}的“{self.indicator.name}”"


def figure_columns(content: Content) -> Iterator[ComparedColumn]:
    """Every column with a figure: by group, indicator and period, in the order in which they first stand in the table."""
    table, groups = content.observations, {u.unit_id: u.group for u in content.settings.units.values()}
    unit_ids, indicator_ids = table["unit"].to_numpy(), table["indicator"].to_numpy()
    figures, years_ago = (
        table[name].to_numpy(dtype=float, na_value=np.nan) for name in ("value", "year_ago")
    )
    filled = np.flatnonzero(~np.isnan(figures)).tolist()
    columns = grouped(((groups[unit_ids[i]], indicator_ids[i]), i) for i in filled)
    for (group, indicator_id), found in columns.items():
        rows, indicator = np.array(found), content.settings.indicators[indicator_id]
        yield from _by_period(content, group, indicator, rows, figures[rows], years_ago[rows])


def _by_period(
    content: Content,
    group: str,
    indicator: Indicator,
    rows: npt.NDArray[np.int64],
    figures: Floats,
    years_ago: Floats,
) -> Iterator[ComparedColumn]:
    """The columns of one indicator; `rows` are those of the one table that the figures stand in."""
    own = content.observations.iloc[rows]
    at_period, names = pd.factorize(own["period"].to_numpy())
    at_unit, units = pd.factorize(own["unit"].to_numpy())
    wides = np.full((3, len(names), len(units)), np.nan)
    wides[:, at_period, at_unit] = figures, years_ago, rows
    values, before, at = (dict(zip(names, wide, strict=True)) for wide in wides)  # by period, unit by unit
    in_order = sorted(values, key=Period.of)
    for number, name in enumerate(in_order):
        here, earlier = ~np.isnan(values[name]), {Period.of(p): values[p] for p in in_order[:number]}
        past = _past(Period.of(name), earlier, before[name], indicator)
        yield ComparedColumn(
            content=content,
            group=group,
            period=Period.of(name),
            indicator=indicator,
            units=tuple(compress(units, here)),
            values=values[name][here],
            at=at[name][here].astype(np.int64),
            past=tuple(EarlierColumn(label, numbers[here]) for label, numbers in past),
        )


def _past(
    period: Period, earlier: Mapping[Period, Floats], own: Floats, indicator: Indicator
) -> Iterator[tuple[str, Floats]]:
    """The newest earlier period of the same kind (of 累计 only within the year), and the year-ago one.

    Where no earlier files say what was a year ago, the 上年同期 that stands beside the figures does.
    """
    alike = [p for p in earlier if p.kind == period.kind]
    year_ago, newest = period.year_ago(), alike[-1] if alike else None
    if newest is not None and (indicator.period_type != "ytd" or newest.year == period.year):
        yield newest.title, earlier[newest]
    if year_ago not in earlier:
        yield "上年同期", own
    elif newest != year_ago or indicator.period_type == "ytd":
        yield year_ago.title, earlier[year_ago]
