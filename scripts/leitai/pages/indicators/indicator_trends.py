"""An indicator over time: a small line per unit, and every unit against its own past."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from leitai.model.blocked import may_be_compared
from leitai.model.change import Change
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.urls import unit_url
from leitai.pages.indicators.comparisons import change_cell, is_known, sentence
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, sparkline
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

MOST_PERIODS, MOST_UNITS = 12, 30  # beyond, the table is easier to read than its drawing
NUMBER = "lt-number"


def indicator_trends(portal: Portal, indicator: Indicator) -> list[dict[str, object]]:
    """For each ranked group a drawing per unit, all of a group on one scale, over its leading kind of period;
    none where units may not be held against each other."""
    if not may_be_compared(indicator):
        return []
    found = (_trend(portal, indicator, group) for group in portal.ranked_groups())
    return [trend for trend in found if trend is not None]


def _trend(portal: Portal, indicator: Indicator, group: str) -> dict[str, object] | None:
    """None without two periods, or with more units than a reader can look through."""
    units = portal.content.settings.units
    kind = portal.kinds_of(group)[0]
    cells = {
        (cell.unit_id, cell.period): cell
        for cell in portal.observations_of(indicator.indicator_id)
        if cell.period.kind == kind and units[cell.unit_id].group == group
    }
    periods = sorted({period for _, period in cells})[-MOST_PERIODS:]
    reporting = {unit_id for unit_id, period in cells if period in periods}
    shown = [unit for unit in units.values() if unit.unit_id in reporting]
    if len(periods) < 2 or len(shown) > MOST_UNITS:
        return None
    series = {unit: [cells.get((unit.unit_id, period)) for period in periods] for unit in shown}
    bounds = [
        cell.value for line in series.values() for cell in line if cell is not None and cell.value is not None
    ]
    return {
        "group": portal.content.settings.portal.group_name(group),
        "lines": [_line(portal, indicator, unit, periods, line, bounds) for unit, line in series.items()],
    }


def _line(
    portal: Portal,
    indicator: Indicator,
    unit: Unit,
    periods: Sequence[Period],
    line: Sequence[Observation | None],
    bounds: Sequence[Decimal],
) -> dict[str, object]:
    points = [
        Point(
            words.period(period),
            None if cell is None else cell.value,
            words.observed_in(portal, cell, unit.unit_id, indicator, period),
        )
        for period, cell in zip(periods, line, strict=True)
    ]
    drawing = sparkline(f"trend-{unit.unit_id}", f"{unit.name}{indicator.name}", points, bounds=bounds)
    return {"name": unit.name, "value": points[-1].shown, "chart": drawing}


def own_past(portal: Portal, indicator: Indicator, url: str) -> dict[str, object] | None:
    """Every unit's newest value beside its own of a year and of a period ago; None where nothing earlier is known."""
    cells = portal.observations_of(indicator.indicator_id)
    for period in sorted({cell.period for cell in cells}, reverse=True):
        keys = [(period.id, cell.unit_id, indicator.indicator_id) for cell in cells if cell.period == period]
        yearly = [portal.changes[key] for key in keys]
        before = [portal.previous_changes[key] for key in keys]
        if any(map(is_known, yearly)):
            rows = [
                _own_line(portal, indicator, year, last, url)
                for year, last in zip(yearly, before, strict=True)
            ]
            header = [Cell("单位"), Cell("本期", css=NUMBER), Cell("上年同期", css=NUMBER)]
            header += [Cell("同比"), Cell("上期", css=NUMBER), Cell("环比")]
            caption = f"{period.title}各单位{indicator.name}与自己的上年同期、上期"
            return {
                "sentence": f"{period.title}同比：{sentence(yearly, '个单位')}",
                "table": table(caption, header, rows, css="lt-wide"),
            }
    return None


def _own_line(portal: Portal, indicator: Indicator, year: Change, last: Change, url: str) -> Row:
    unit = portal.content.settings.units[year.observation.unit_id]
    head = Cell(unit.name, relative(url, unit_url(unit.unit_id)), is_header=True)
    now = Cell(words.observed(year.observation, indicator), css=NUMBER)
    return Row(
        [
            head, now,
            _base(year, indicator), change_cell(year, indicator),
            _base(last, indicator), change_cell(last, indicator),
        ]
    )  # fmt: skip


def _base(change: Change, indicator: Indicator) -> Cell:
    return Cell(words.NOTHING if change.base is None else words.measured(change.base, indicator), css=NUMBER)
