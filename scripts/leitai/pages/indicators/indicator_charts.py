"""An indicator's newest values, one drawing per ranked group, against median, target and benchmarks; and in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from markupsafe import Markup

from leitai.model.change import Change
from leitai.pages.indicators.reported import IndicatorFigures, Newest
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import benchmarks_in
from leitai.pages.kit.charts import Dot, Mark, dot_plot
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

MOST_UNITS = 30  # beyond, the table is easier to read than its drawing
MOST_NAMES = 3  # in a sentence


@dataclass(frozen=True)
class GroupValues:
    """`said` names the leader, the median and the spread; `chart` is empty for groups too large to draw."""

    title: str
    said: str
    chart: Markup


def newest_values(reported: IndicatorFigures) -> tuple[GroupValues, ...]:
    """Groups in the portal's order; none for what may not be ranked, nor for a single unit."""
    return tuple(_group(reported, newest) for newest in reported.newest)


def _group(reported: IndicatorFigures, newest: Newest) -> GroupValues:
    indicator = reported.indicator
    name = reported.settings.portal.group_name(newest.group)
    title = f"{newest.period.title}{name}{indicator.name}"
    said = f"{newest.period.title}，{name}：" + "；".join(_sentences(reported, newest)) + "。"
    drawing = Markup("")
    if len(newest.rows) <= MOST_UNITS:
        dots = [Dot(unit.short, cell.value, words.observed(cell, indicator)) for unit, cell in newest.rows]
        drawing = dot_plot(f"dots-{newest.group}", title, dots, list(_marks(reported, newest)))
    return GroupValues(title, said, drawing)


def leaders(newest: Newest, indicator: Indicator) -> tuple[Unit, ...]:
    """Who has the best value; nobody where the indicator doesn't say what is better, or where all are equal."""
    if indicator.polarity not in ("higher", "lower") or len(set(newest.values)) == 1:
        return ()
    best = newest.rows[0][1].value
    return tuple(unit for unit, cell in newest.rows if cell.value == best)


def median_of(newest: Newest, indicator: Indicator) -> Decimal:
    """The median with the indicator's decimals, more where the values have more."""
    places = max(indicator.decimals, *map(words.decimal_places, newest.values))
    return median(newest.values).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sentences(reported: IndicatorFigures, newest: Newest) -> Iterator[str]:
    indicator = reported.indicator
    measure = words.measure(indicator)
    first = leaders(newest, indicator)
    if first:
        yield f"{few_names(first)}领先，{words.observed(newest.rows[0][1], indicator)}{measure}"
    low, high = min(newest.values), max(newest.values)
    if low == high:
        yield f"{len(newest.values)} 个单位都是 {words.measured(low, indicator)}{measure}"
    else:
        least, most = words.between(
            words.measured(low, indicator), words.measured(high, indicator), indicator
        )
        halfway = words.measured(median_of(newest, indicator), indicator)
        blank = " " if str(most)[-1].isascii() else ""
        yield f"各单位在 {least} 到 {most}{blank}之间，中位数 {halfway}{measure}"
    yield from _reached(reported, newest)
    if low == high:
        return
    moved = _most_improved(reported, newest)
    if moved is not None:
        unit, change = moved
        arrow = "↑" if change.direction == "up" else "↓"
        apart = words.number(abs(change.difference or Decimal(0)))
        yield f"比上期改善最多的是{unit.name}，{arrow} {apart}{words.measure_of_change(indicator)}"


def _reached(reported: IndicatorFigures, newest: Newest) -> Iterator[str]:
    """How many came up to a target that holds for all: what says most where many share the best value."""
    indicator, targets = reported.indicator, _common_targets(reported, newest)
    if indicator.polarity not in ("higher", "lower") or len(targets) != 1:
        return
    (target,) = targets
    reached = sum(v >= target if indicator.polarity == "higher" else v <= target for v in newest.values)
    shown, size = words.measured(target, indicator) + words.measure(indicator), len(newest.values)
    if reached == size:
        yield f"都达到目标 {shown}"
    else:
        yield f"{size} 个单位里 {reached or '没有一'} 个达到目标 {shown}"


def few_names(units: tuple[Unit, ...]) -> str:
    """A few by name, more as a number."""
    if len(units) > MOST_NAMES:
        return f"{len(units)} 个单位并列"
    return "、".join(unit.name for unit in units)


def _most_improved(reported: IndicatorFigures, newest: Newest) -> tuple[Unit, Change] | None:
    """The one unit whose value improved most on the period before; small bases and shared first places don't count."""
    units = {unit.unit_id: unit for unit, _ in newest.rows}
    better = [
        change
        for change in reported.previous_changes
        if change.observation.period == newest.period
        and change.observation.unit_id in units
        and change.judgement == "better"
        and change.difference is not None
        and not change.is_small_base
    ]
    better.sort(key=lambda change: -abs(change.difference or Decimal(0)))
    if not better or (len(better) > 1 and better[0].difference == better[1].difference):
        return None
    return units[better[0].observation.unit_id], better[0]


def _common_targets(reported: IndicatorFigures, newest: Newest) -> set[Decimal]:
    """What was set for every unit, else what each of them filed alike."""
    declared = {target.value for target in reported.targets if target.period == newest.period}
    filed = {cell.target for _, cell in newest.rows}
    return declared or ({target for target in filed if target is not None} if len(filed) == 1 else set())


def _marks(reported: IndicatorFigures, newest: Newest) -> Iterator[Mark]:
    """The median, the target that holds for every unit, then the benchmarks as filed."""
    indicator, period = reported.indicator, newest.period
    halfway = median_of(newest, indicator)
    yield Mark(f"中位数 {words.measured(halfway, indicator)}", halfway, "median")
    for target in _common_targets(reported, newest):
        yield Mark(f"目标 {words.measured(target, indicator)}", target, "target")
    for benchmark in benchmarks_in(reported.benchmarks, indicator, period):
        shown = words.measured(benchmark.value, indicator)
        yield Mark(f"{benchmark.kind}{benchmark.name} {shown}", benchmark.value, "benchmark")
