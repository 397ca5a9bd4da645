"""同比: each observation against the same period of the year before, read by polarity (R-SCO-06)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from leitai.model.change import Change, Direction, Judgement
from leitai.model.content import Content
from leitai.model.results import Observation
from leitai.model.settings import Indicator

RATES = ("%", "‰")
NO_BASE = "绝对数未提供"
NO_VALUE = "本期没有数值"
BASE_NOT_POSITIVE = "上年同期为零或负数，不算百分比"


def change_of(content: Content, observation: Observation) -> Change:
    """The year-on-year change; the base is the file's own 上年同期, else what was reported a year ago."""
    indicator = content.settings.indicators[observation.indicator_id]
    base = observation.year_ago
    if base is None:
        then = content.cells(observation.period.year_ago()).get((observation.unit_id, indicator.indicator_id))
        base = then.value if then is not None else None
    if observation.value is None or base is None:
        reason = NO_VALUE if observation.value is None else NO_BASE
        return Change(observation, base, None, None, "unknown", "unknown", reason)
    difference = observation.value - base
    direction: Direction = "same" if difference == 0 else "up" if difference > 0 else "down"
    percent, reason = _percent(indicator, difference, base)
    judgement = judge(indicator, direction)
    return Change(observation, base, difference, percent, direction, judgement, reason)


def judge(indicator: Indicator, direction: Direction) -> Judgement:
    """Better or worse: only where the polarity is known (never asserted otherwise)."""
    if direction in ("same", "unknown"):
        return "same" if direction == "same" else "unknown"
    if indicator.polarity not in ("higher", "lower"):
        return "unknown"
    return "better" if (direction == "up") == (indicator.polarity == "higher") else "worse"


def _percent(indicator: Indicator, difference: Decimal, base: Decimal) -> tuple[Decimal | None, str]:
    if indicator.unit_of_measure in RATES:
        return None, ""
    if base <= 0:
        return None, BASE_NOT_POSITIVE
    return (difference * 100 / base).quantize(Decimal("0.1"), ROUND_HALF_UP), ""


def changes_of(content: Content) -> dict[tuple[str, str, str], Change]:
    """The changes of all observations by period, unit and indicator."""
    return {
        (o.period.id, o.unit_id, o.indicator_id): change_of(content, o) for o in content.results.observations
    }
