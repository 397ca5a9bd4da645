"""An indicator over time: a small line per unit, and every unit against its own past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.change import Change
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import may_be_compared
from leitai.pages.indicators.comparisons import AgainstPast, change_cell, is_known, sentence
from leitai.pages.indicators.reported import IndicatorFigures
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, UnitCourse, sparkline
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import ROOMY, Cell, Cells, numeric, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

MOST_PERIODS, MOST_UNITS = 12, 30  # beyond, the table is easier to read than its drawing


@dataclass(frozen=True)
class GroupTrend:
    """A group's courses of an indicator, one line a unit."""

    group: str
    lines: tuple[UnitCourse, ...]


def indicator_trends(reported: IndicatorFigures) -> tuple[GroupTrend, ...]:
    """For each ranked group a drawing per unit, all of a group on one scale, over its leading kind of period;
    none where units may not be held against each other."""
    if not may_be_compared(reported.indicator):
        return ()
    found = (_trend(reported, group, kind) for group, kind in reported.kinds.items())
    return tuple(trend for trend in found if trend is not None)


def _trend(reported: IndicatorFigures, group: str, kind: str) -> GroupTrend | None:
    """None without two periods, or with more units than a reader can look through."""
    groups = reported.settings.portal.members_of(group)
    members = [unit for unit in reported.units if unit.group in groups]
    own = {unit.unit_id for unit in members}
    cells = {
        (cell.unit_id, cell.period): cell
        for cell in reported.cells
        if cell.period.kind == kind and cell.unit_id in own
    }
    periods = sorted({period for _, period in cells})[-MOST_PERIODS:]
    reporting = {unit_id for unit_id, period in cells if period in periods}
    shown = [unit for unit in members if unit.unit_id in reporting]
    if len(periods) < 2 or len(shown) > MOST_UNITS:
        return None
    series = {unit: {period: cells.get((unit.unit_id, period)) for period in periods} for unit in shown}
    known = [cell for line in series.values() for cell in line.values() if cell is not None]
    bounds = [cell.value for cell in known if cell.value is not None]
    lines = tuple(_line(reported, unit, line, bounds) for unit, line in series.items())
    return GroupTrend(reported.settings.portal.group_name(group), lines)


def _line(
    reported: IndicatorFigures,
    unit: Unit,
    line: Mapping[Period, Observation | None],
    bounds: Sequence[Decimal],
) -> UnitCourse:
    """A line begins anew where something was merged into the unit or split off it."""
    indicator, last = reported.indicator, max(line)
    points = [
        Point(
            words.period(period),
            cell.value
            if cell is not None and reported.settings.is_same_area(unit.unit_id, period, last)
            else None,
            words.observed_in(reported.absences, cell, unit, indicator, period),
        )
        for period, cell in line.items()
    ]
    drawing = sparkline(f"trend-{unit.unit_id}", f"{unit.name}{indicator.name}", points, bounds=bounds)
    return UnitCourse(unit.unit_id, unit.name, points[-1].shown, drawing)


def own_past(reported: IndicatorFigures) -> AgainstPast | None:
    """Every unit's newest value beside its own of a year and of a period ago; None where nothing earlier is known."""
    for period in reversed(reported.periods):
        pairs = [
            (year, last)
            for year, last in zip(reported.changes, reported.previous_changes, strict=True)
            if year.observation.period == period
        ]
        yearly = [year for year, _ in pairs]
        if any(map(is_known, yearly)):
            said = f"{period.title}同比：{sentence(yearly, '个单位')}"
            return AgainstPast(said, _own_table(reported, period, pairs))
    return None


def _own_table(reported: IndicatorFigures, period: Period, pairs: Iterable[tuple[Change, Change]]) -> Markup:
    indicator, units = reported.indicator, reported.settings.units
    rows = [_own_line(indicator, units[year.observation.unit_id], year, last) for year, last in pairs]
    bases = (numeric(name, css=ROOMY) for name in ("上年同期", "上期"))
    header = ("单位", numeric("本期"), next(bases), "同比", next(bases), "环比")
    caption = f"{period.title}各单位{indicator.name}与自己的上年同期、上期"
    return table(caption, header, rows)


def _own_line(indicator: Indicator, unit: Unit, year: Change, last: Change) -> Cells:
    now = Cell(words.observed(year.observation, indicator))
    return (unit_head(unit), now, _base(year, indicator), change_cell(year, indicator), _base(last, indicator), change_cell(last, indicator))  # fmt: skip


def _base(change: Change, indicator: Indicator) -> Cell:
    return Cell(words.NOTHING if change.base is None else words.measured(change.base, indicator))
