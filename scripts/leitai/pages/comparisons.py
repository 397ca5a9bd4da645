"""A unit against its own past: the latest values beside those of a year ago, and the sentence N升M降."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from leitai.model.change import Change
from leitai.model.period import Period
from leitai.model.portal import Portal
from leitai.model.settings import Indicator, Unit
from leitai.pages import words
from leitai.pages.page import indicator_url, relative
from leitai.pages.tables import Cell, Row, table

JUDGEMENTS = {"better": "向好", "worse": "趋弱", "same": "持平", "unknown": ""}
ARROWS = {"up": "↑", "down": "↓", "same": "→", "unknown": ""}


def comparison(portal: Portal, unit: Unit, url: str) -> dict[str, object] | None:
    """The unit's newest period in which any value has a year-ago base or a reported 同比; else None."""
    for period in reversed(portal.content.results.periods):
        changes = portal.changes_of_unit(period, unit.unit_id)
        if any(change.base is not None or change.observation.yoy_reported for change in changes):
            return {
                "period": period.title,
                "sentence": sentence(changes),
                "table": _table(portal, changes, f"{unit.name}{period.title}与上年同期", url),
            }
    return None


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
            shown = [Cell(words.observed(value, indicator), css="lt-number") for value in values]
            rows.append(Row([head, Cell(indicator.unit_of_measure), *shown]))
    header = [Cell("指标"), Cell("计量单位"), *(Cell(period.title, css="lt-number") for period in periods)]
    return table(f"{unit.name}各期数值", header, rows)


def sentence(changes: Sequence[Change]) -> str:
    """How many values rose and fell, with the unknown ones counted (R-SCO-06): 17项指标，八升四降，五项未知。"""
    counts = Counter(change.direction for change in changes)
    parts = [f"{len(changes)}项指标"]
    parts.append(f"{words.chinese(counts['up'])}升{words.chinese(counts['down'])}降")
    if counts["same"]:
        parts.append(f"{words.chinese(counts['same'])}项持平")
    if counts["unknown"]:
        parts.append(f"{words.chinese(counts['unknown'])}项未知")
    return "，".join(parts) + "。"


def change_cell(change: Change, indicator: Indicator) -> Cell:
    """↓ 0.30（−12.5%） 向好: direction by arrow, meaning by word, never by colour alone (US-L5)."""
    if change.difference is None:
        reported = change.observation.yoy_reported
        text = f"报送值 {reported}" if reported else words.NOTHING
        return Cell(f"{text}（{change.reason}）")
    amount = words.number(abs(change.difference))
    unit = "个百分点" if indicator.unit_of_measure == "%" else indicator.unit_of_measure
    percent = f"（{words.number(abs(change.percent))}%）" if change.percent is not None else ""
    text = f"{ARROWS[change.direction]} {amount}{unit}{percent}" if change.difference else "→ 持平"
    word = JUDGEMENTS[change.judgement] if change.difference else ""
    return Cell(f"{text} {word}".strip(), note=change.reason)


def _table(portal: Portal, changes: Sequence[Change], caption: str, url: str) -> Markup:
    rows = []
    for change in changes:
        indicator = portal.content.settings.indicators[change.observation.indicator_id]
        base = words.NOTHING if change.base is None else words.measured(change.base, indicator)
        rows.append(
            Row(
                [
                    Cell(
                        indicator.name, relative(url, indicator_url(indicator.indicator_id)), is_header=True
                    ),
                    Cell(words.observed(change.observation, indicator), css="lt-number"),
                    Cell(base, css="lt-number"),
                    Cell(indicator.unit_of_measure),
                    change_cell(change, indicator),
                ]
            )
        )
    header = [Cell("指标"), Cell("本期", css="lt-number"), Cell("上年同期", css="lt-number")]
    return table(caption, [*header, Cell("计量单位"), Cell("变化")], rows, css="lt-wide")
