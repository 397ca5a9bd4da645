"""An indicator's newest values as bars, one drawing per ranked group, against target and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.observations import Observation
from leitai.model.scoring.blocked import is_unrankable, may_be_compared
from leitai.pages.indicators.reported import Reported
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import benchmarks_in
from leitai.pages.kit.charts import Bar, Mark, bars
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

MOST_UNITS = 30  # beyond, the table is easier to read than its drawing


@dataclass(frozen=True)
class GroupBars:
    title: str
    chart: Markup


def indicator_charts(reported: Reported) -> tuple[GroupBars, ...]:
    """Groups in the portal's order; none for what may not be ranked, nor for a single unit."""
    if not may_be_compared(reported.indicator):
        return ()
    found = (_chart(reported, group) for group in reported.kinds)
    return tuple(chart for chart in found if chart is not None)


def _chart(reported: Reported, group: str) -> GroupBars | None:
    members = reported.settings.portal.members_of(group)
    units = [unit for unit in reported.units if unit.group in members and not is_unrankable(unit)]
    shown = {unit.unit_id for unit in units}
    cells = [cell for cell in reported.cells if cell.unit_id in shown]
    if not cells:
        return None
    period = max(cell.period for cell in cells)
    newest = {cell.unit_id: cell for cell in cells if cell.period == period}
    if not 1 < len(newest) <= MOST_UNITS:
        return None
    indicator = reported.indicator
    title = f"{period.title}{reported.settings.portal.group_name(group)}{indicator.name}"
    rows = [_bar(unit.short, newest[unit.unit_id], indicator) for unit in units if unit.unit_id in newest]
    drawing = bars(f"bars-{group}", title, rows, list(_marks(reported, period, newest.values())))
    return GroupBars(title, drawing) if drawing else None


def _bar(label: str, observation: Observation, indicator: Indicator) -> Bar:
    return Bar(label, observation.value, words.observed(observation, indicator))


def _marks(reported: Reported, period: Period, cells: Iterable[Observation]) -> Iterator[Mark]:
    """The target that holds for every unit, then the benchmarks, as filed."""
    indicator = reported.indicator
    targets = {target.value for target in reported.targets if target.period == period}
    filed = {cell.target for cell in cells}
    if not targets and len(filed) == 1:
        targets = {target for target in filed if target is not None}
    for target in targets:
        yield Mark(f"目标 {words.measured(target, indicator)}", target, "target")
    for benchmark in benchmarks_in(reported.benchmarks, indicator, period):
        shown = words.measured(benchmark.value, indicator)
        yield Mark(f"{benchmark.kind}{benchmark.name} {shown}", benchmark.value, "benchmark")
