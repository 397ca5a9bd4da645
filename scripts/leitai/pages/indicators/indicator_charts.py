"""An indicator's newest values as bars, one drawing per ranked group, against target and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leitai.model.blocked import is_unrankable, may_be_compared
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.pages.kit import words
from leitai.pages.kit.charts import Bar, Mark, bars
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

MOST_UNITS = 30  # beyond, the table is easier to read than its drawing


def indicator_charts(portal: Portal, indicator: Indicator) -> list[dict[str, object]]:
    """Groups in the portal's order; none for what may not be ranked, nor for a single unit."""
    if not may_be_compared(indicator):
        return []
    found = (_chart(portal, indicator, group) for group in portal.ranked_groups())
    return [chart for chart in found if chart is not None]


def _chart(portal: Portal, indicator: Indicator, group: str) -> dict[str, object] | None:
    units = portal.content.settings.units
    shown = {unit.unit_id for unit in units.values() if unit.group == group and not is_unrankable(unit)}
    cells = [c for c in portal.observations_of(indicator.indicator_id) if c.unit_id in shown]
    if not cells:
        return None
    period = max(cell.period for cell in cells)
    newest = {cell.unit_id: cell for cell in cells if cell.period == period}
    if not 1 < len(newest) <= MOST_UNITS:
        return None
    title = f"{period.title}{portal.content.settings.portal.group_name(group)}{indicator.name}"
    rows = [
        _bar(unit.short, newest[unit.unit_id], indicator) for unit in units.values() if unit.unit_id in newest
    ]
    drawing = bars(f"bars-{group}", title, rows, list(_marks(portal, indicator, period, newest.values())))
    return {"title": title, "chart": drawing} if drawing else None


def _bar(label: str, observation: Observation, indicator: Indicator) -> Bar:
    return Bar(label, observation.value, words.observed(observation, indicator))


def _marks(
    portal: Portal, indicator: Indicator, period: Period, cells: Iterable[Observation]
) -> Iterator[Mark]:
    """The target that holds for every unit, then the benchmarks, as filed."""
    results = portal.content.results
    targets = {
        target.value
        for target in results.targets
        if (target.period, target.indicator_id, target.unit_id) == (period, indicator.indicator_id, None)
    }
    filed = {cell.target for cell in cells}
    if not targets and len(filed) == 1:
        targets = {target for target in filed if target is not None}
    for target in targets:
        yield Mark(f"目标 {words.measured(target, indicator)}", target, "target")
    for benchmark in results.benchmarks:
        if (benchmark.period, benchmark.indicator_id) == (period, indicator.indicator_id):
            shown = words.measured(benchmark.value, indicator)
            yield Mark(f"{benchmark.kind}{benchmark.name} {shown}", benchmark.value, "benchmark")
