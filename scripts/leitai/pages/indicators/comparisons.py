"""A unit against its own past: the latest values beside those of a year ago, and the sentence N升M降."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.change import CellKey, Change, Progress
from leitai.model.portal import Portal
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import benchmark_cell, benchmarks_of
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

JUDGEMENTS = {"better": "向好", "worse": "趋弱", "same": "持平", "unknown": ""}
LAMPS = {
    "green": ("● 绿灯（按序时）", "lt-lamp-green"),
    "yellow": ("◆ 黄灯（略有落后）", "lt-lamp-yellow"),
    "red": ("▲ 红灯（落后较多）", "lt-lamp-red"),
}
POINTS = {"%": "个百分点", "‰": "个千分点"}
NO_ABSOLUTES = "绝对数未提供"
SMALL_BASE = "基数小，谨慎解读"
INEXACT = "本期是约数"
ARROWS = {"up": "↑", "down": "↓", "same": "→", "unknown": ""}


def comparison(portal: Portal, unit: Unit, url: str) -> dict[str, object] | None:
    """The unit's newest period in which any value has something earlier to be held against; else None.

    The sentence is about 同比, and about 环比 only where no year-ago value is known at all.
    """
    for period in reversed(portal.content.results.periods):
        changes = portal.changes_of_unit(period, unit.unit_id)
        before = [portal.previous_changes[_key(change)] for change in changes]
        by_year = any(map(is_known, changes))
        if by_year or any(change.base is not None for change in before):
            return {
                "period": f"{period.title}{'同比' if by_year else '环比'}",
                "sentence": sentence(changes if by_year else before),
                "table": _table(portal, changes, f"{unit.name}{period.title}与上年同期、上期", url),
            }
    return None


def is_known(change: Change) -> bool:
    """Whether there is anything to hold the value against: a base, or a change that was reported as such."""
    return change.base is not None or bool(change.observation.yoy_reported)


def _key(change: Change) -> CellKey:
    cell = change.observation
    return cell.period.id, cell.unit_id, cell.indicator_id


def trends(portal: Portal, unit: Unit, url: str) -> list[Markup]:
    """Own values over time, a table per kind of period, for a unit that is held against itself only."""
    periods = [p for p in portal.content.results.periods if unit.unit_id in portal.content.reporting_units(p)]
    kinds = dict.fromkeys(period.kind for period in periods)
    by_kind = [[period for period in periods if period.kind == kind] for kind in kinds]
    return [_trend_table(portal, unit, found, url) for found in by_kind if len(found) > 1]


def _trend_table(portal: Portal, unit: Unit, periods: list[Period], url: str) -> Markup:
    cells = {period: portal.content.cells(period) for period in periods}
    reported = {
        c.indicator_id for period in periods for c in portal.content.cells_of_unit(period, unit.unit_id)
    }
    rows = []
    for indicator in portal.content.settings.indicators.values():
        if indicator.indicator_id in reported:
            head = Cell(indicator.name, relative(url, indicator_url(indicator.indicator_id)), is_header=True)
            values = [cells[period].get((unit.unit_id, indicator.indicator_id)) for period in periods]
            shown = [
                Cell(words.observed_in(portal, value, unit.unit_id, indicator, period), css="lt-number")
                for value, period in zip(values, periods, strict=True)
            ]
            rows.append(Row([head, Cell(indicator.unit_of_measure), *shown]))
    header = [Cell("指标"), Cell("计量单位"), *(Cell(period.title, css="lt-number") for period in periods)]
    return table(f"{unit.name}各期数值", header, rows)


def sentence(changes: Sequence[Change], counted: str = "项指标") -> str:
    """How many values rose and fell, with the unknown ones counted, and how many of them for better or
    worse: 17项指标，八升四降，五项未知。其中十二项向好。"""
    counts = Counter(change.direction for change in changes)
    measure = counted[0]
    parts = [f"{len(changes)}{counted}"]
    parts.append(f"{words.chinese(counts['up'])}升{words.chinese(counts['down'])}降")
    if counts["same"]:
        parts.append(f"{words.chinese(counts['same'])}{measure}持平")
    if counts["unknown"]:
        parts.append(f"{words.chinese(counts['unknown'])}{measure}未知")
    judged = Counter(change.judgement for change in changes)
    meant = [f"{words.chinese(judged[j])}{measure}{JUDGEMENTS[j]}" for j in ("better", "worse") if judged[j]]
    return "，".join(parts) + "。" + (f"其中{'，'.join(meant)}。" if meant else "")


def change_cell(change: Change, indicator: Indicator) -> Cell:
    """↓ 0.30（−12.5%） 向好: direction by arrow, meaning by word, never by colour alone.

    A base of 0 or below has an absolute change and a reason instead of a percentage.
    """
    if change.difference is None:
        reported = change.observation.yoy_reported if change.reason == NO_ABSOLUTES else ""
        text = f"报送值 {reported}" if reported else words.NOTHING
        read = f"{ARROWS[change.direction]} {JUDGEMENTS[change.judgement]}"
        return Cell(f"{text}（{change.reason}） {read}".strip())
    if not change.difference:
        return Cell("→ 持平", note=change.reason)
    amount = words.number(abs(change.difference))
    unit = POINTS.get(indicator.unit_of_measure, indicator.unit_of_measure)
    percent = f"（{words.number(abs(change.percent))}%）" if change.percent is not None else ""
    text = f"{ARROWS[change.direction]} {amount}{unit}{percent} {JUDGEMENTS[change.judgement]}"
    doubt = SMALL_BASE if change.is_small_base else change.reason
    return Cell(text.strip(), note=doubt or ("" if change.observation.qualifier == "eq" else INEXACT))


def progress_cell(progress: Progress | None) -> Cell:
    """完成 48.0%，序时 75.0%：▲ 红灯（落后较多）; the words carry it, shape and colour only help."""
    if progress is None:
        return Cell(words.NOTHING)
    word, css = LAMPS[progress.lamp]
    reached, elapsed = (words.percent(share) for share in (progress.reached, progress.elapsed))
    return Cell(f"{word}", css=css, note=f"完成年度目标 {reached}，序时进度 {elapsed}")


@dataclass(frozen=True)
class _Columns:
    """Which columns have anything to show."""

    progress: bool
    benchmarks: bool

    @property
    def names(self) -> list[str]:
        return (["序时进度"] if self.progress else []) + (["对标"] if self.benchmarks else [])


def _benchmarked(portal: Portal, change: Change) -> bool:
    indicator = portal.content.settings.indicators[change.observation.indicator_id]
    return bool(benchmarks_of(portal, indicator, change.observation.period))


def _table(portal: Portal, changes: Sequence[Change], caption: str, url: str) -> Markup:
    """Each value beside its own past; 序时进度 and 对标 only where something has it."""
    shown = _Columns(
        progress=any(portal.progress[_key(change)] for change in changes),
        benchmarks=any(_benchmarked(portal, change) for change in changes),
    )
    rows = []
    for change in changes:
        key = _key(change)
        indicator = portal.content.settings.indicators[change.observation.indicator_id]
        base = words.NOTHING if change.base is None else words.measured(change.base, indicator)
        name = Cell(indicator.name, relative(url, indicator_url(indicator.indicator_id)), is_header=True)
        now = Cell(words.observed(change.observation, indicator), css="lt-number")
        cells = [name, now, Cell(base, css="lt-number"), Cell(indicator.unit_of_measure)]
        cells += [change_cell(change, indicator), change_cell(portal.previous_changes[key], indicator)]
        cells += [progress_cell(portal.progress[key])] if shown.progress else []
        cells += [benchmark_cell(portal, indicator, change.observation.period)] if shown.benchmarks else []
        rows.append(Row(cells))
    header = [Cell("指标"), Cell("本期", css="lt-number"), Cell("上年同期", css="lt-number")]
    header += [Cell(name) for name in ("计量单位", "同比", "环比", *shown.names)]
    return table(caption, header, rows, css="lt-wide")
