"""A unit against its own past: the latest values beside those of a year ago, and the sentence N升M降."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.absence import Absences
from leitai.model.change import CellKey, Change, Direction, Progress
from leitai.model.observations import Observation
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import Benchmarks, benchmark_cell, benchmarks_in
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import ROOMY, Cell, Cells, numeric, period_head, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.benchmarks import Benchmark

JUDGEMENTS = {"better": "向好", "worse": "趋弱", "same": "持平", "unknown": ""}
LAMPS = {
    "green": ("● 绿灯（按序时）", "lt-lamp-green"),
    "yellow": ("◆ 黄灯（略有落后）", "lt-lamp-yellow"),
    "red": ("▲ 红灯（落后较多）", "lt-lamp-red"),
}
NO_ABSOLUTES = "绝对数未提供"
SMALL_BASE = "基数小，谨慎解读"
INEXACT = "本期是约数"
DIRECTIONS: Mapping[Direction, str] = {"up": "上升", "down": "下降", "same": "持平", "unknown": "未知"}
ARROWS = {"up": "↑", "down": "↓", "same": "→", "unknown": ""}


@dataclass(frozen=True)
class OwnPast:
    """A unit's value beside those of a year and of a period ago, its annual target and the benchmarks of its period."""

    indicator: Indicator
    by_year: Change
    by_period: Change
    progress: Progress | None
    benchmarks: Sequence[Benchmark]


PastsOfPeriod = tuple[Period, Sequence[OwnPast]]


@dataclass(frozen=True)
class AgainstPast:
    """A unit or all of them beside their own past: counted in a sentence that says which, and one by one."""

    sentence: str
    table: Markup


def own_pasts(
    pasts: Iterable[tuple[Change, Change, Progress | None]],
    indicators: Mapping[str, Indicator],
    benchmarks: Benchmarks,
) -> list[OwnPast]:
    """A unit's values of a period; a number that counts twice stands there once."""
    found = []
    for by_year, by_period, progress in pasts:
        cell = by_year.observation
        indicator = indicators[cell.indicator_id]
        if not indicator.same_as:
            held_against = benchmarks_in(benchmarks, indicator, cell.period)
            found.append(OwnPast(indicator, by_year, by_period, progress, held_against))
    return found


def cell_key(cell: Observation) -> CellKey:
    """By what changes are looked up: period, unit, indicator."""
    return cell.period.id, cell.unit_id, cell.indicator_id


def newest_compared(pasts: Iterable[PastsOfPeriod]) -> PastsOfPeriod | None:
    """The first of these periods in which any value has something earlier to be held against."""
    for period, found in pasts:
        if any(is_known(past.by_year) or past.by_period.base is not None for past in found):
            return period, found
    return None


def comparison_with_past(unit: Unit, pasts: PastsOfPeriod) -> AgainstPast:
    """The sentence is about 同比, and about 环比 only where no year-ago value is known at all."""
    period, found = pasts
    yearly = [past.by_year for past in found]
    by_year = any(map(is_known, yearly))
    caption = f"{unit.name}{period.title}与上年同期、上期"
    said = sentence(yearly if by_year else [past.by_period for past in found])
    return AgainstPast(f"{period.title}{'同比' if by_year else '环比'}：{said}", _table(found, caption))


def is_known(change: Change) -> bool:
    """Whether there is anything to hold the value against: a base, or a change that was reported as such."""
    return change.base is not None or bool(change.observation.yoy_reported)


def trends(
    unit: Unit,
    reported: Mapping[Period, Mapping[str, Observation]],
    indicators: Iterable[Indicator],
    absences: Absences,
) -> tuple[Markup, ...]:
    """Own values over time, a table per kind of period, for a unit that is held against itself only.

    `reported`: the unit's values by period and indicator, oldest first.
    """
    kinds = dict.fromkeys(period.kind for period in reported)
    by_kind = [{p: cells for p, cells in reported.items() if p.kind == kind} for kind in kinds]
    known = list(indicators)
    return tuple(_trend_table(unit, found, known, absences) for found in by_kind if len(found) > 1)


def _trend_table(
    unit: Unit,
    reported: Mapping[Period, Mapping[str, Observation]],
    indicators: Iterable[Indicator],
    absences: Absences,
) -> Markup:
    ever = {indicator_id for cells in reported.values() for indicator_id in cells}
    rows: list[Cells] = []
    for indicator in indicators:
        if indicator.indicator_id in ever:
            head = indicator_head(indicator, note=indicator.unit_of_measure)
            shown = [
                words.observed_in(absences, cells.get(indicator.indicator_id), unit, indicator, period)
                for period, cells in reported.items()
            ]
            figures = (text for text in shown)
            rows.append((head, *figures))
    return table(f"{unit.name}各期数值", ("指标", *map(period_head, reported)), rows)


def sentence(changes: Sequence[Change], counted: str = "项指标") -> str:
    """How many values rose and fell, with the unknown ones counted, and how many of them for better or
    worse: 17项指标，八升四降，五项未知。其中十二项向好。 What goes one way is said without a count: 3项指标都上升，都向好。"""
    told = Counter(change.direction for change in changes)
    judged = Counter(change.judgement for change in changes)
    if len(told) == len(judged) == 1 and "unknown" not in told:
        return _alike(f"{len(changes)}{counted}", changes)
    measure = counted[0]
    parts = [f"{len(changes)}{counted}"]
    if told["up"] and told["down"]:
        parts.append(f"{words.chinese(told.pop('up'))}升{words.chinese(told.pop('down'))}降")
    parts += [f"{words.chinese(told[d])}{measure}{name}" for d, name in DIRECTIONS.items() if told[d]]
    meant = [f"{words.chinese(judged[j])}{measure}{JUDGEMENTS[j]}" for j in ("better", "worse") if judged[j]]
    return "，".join(parts) + "。" + (f"其中{'，'.join(meant)}。" if meant else "")


def _alike(all_of_them: str, changes: Sequence[Change]) -> str:
    every = "都" if len(changes) > 1 else ""
    parts = (DIRECTIONS[changes[0].direction], JUDGEMENTS[changes[0].judgement])
    return all_of_them + "，".join(f"{every}{part}" for part in dict.fromkeys(parts) if part) + "。"


def change_cell(change: Change, indicator: Indicator) -> Cell:
    """↓ 0.30（−12.5%），向好: direction by arrow, meaning by word, never by colour alone.

    A base of 0 or below has an absolute change and a reason instead of a percentage.
    """
    if change.difference is None:
        reported = change.observation.yoy_reported if change.reason == NO_ABSOLUTES else ""
        text = f"报送值 {reported}" if reported else words.NOTHING
        read = f"{ARROWS[change.direction]} {JUDGEMENTS[change.judgement]}".strip()
        return Cell("，".join(filter(None, (f"{text}（{change.reason}）", read))))
    if not change.difference:
        return Cell("→ 持平", note=change.reason)
    amount = words.number(abs(change.difference))
    unit = words.POINTS.get(indicator.unit_of_measure, indicator.unit_of_measure)
    percent = f"（{words.number(abs(change.percent))}%）" if change.percent is not None else ""
    text = "，".join(
        filter(None, (f"{ARROWS[change.direction]} {amount}{unit}{percent}", JUDGEMENTS[change.judgement]))
    )
    doubt = SMALL_BASE if change.is_small_base else change.reason
    return Cell(text, note=doubt or ("" if change.observation.qualifier == "eq" else INEXACT))


def progress_cell(progress: Progress | None) -> Cell:
    """完成 48.0%，序时 75.0%：▲ 红灯（落后较多）; the words carry it, shape and colour only help."""
    if progress is None:
        return Cell(words.NOTHING)
    word, css = LAMPS[progress.lamp]
    reached, elapsed = (words.percent(share) for share in (progress.reached, progress.elapsed))
    return Cell(f"{word}", css=css, note=f"完成年度目标 {reached}，序时进度 {elapsed}")


def _table(pasts: Sequence[OwnPast], caption: str) -> Markup:
    """Each value beside its own past; 序时进度 and 对标 only where something has it."""
    header = (
        "指标",
        numeric("本期"),
        numeric("上年同期", css=ROOMY),
        "同比",
        "环比",
        "序时进度",
        Cell("对标", css=ROOMY),
    )
    are_compared = any(past.benchmarks for past in pasts)
    return table(caption, header, [_row(past, are_compared) for past in pasts])


def _row(past: OwnPast, are_compared: bool) -> Cells:
    indicator, change = past.indicator, past.by_year
    return (
        indicator_head(indicator, note=indicator.unit_of_measure),
        words.observed(change.observation, indicator),
        words.NOTHING if change.base is None else words.measured(change.base, indicator),
        change_cell(change, indicator),
        change_cell(past.by_period, indicator),
        progress_cell(past.progress),
        benchmark_cell(past.benchmarks, indicator) if are_compared else "",
    )
