"""同比 and 环比: each observation against an earlier one, read by polarity; 序时进度 against targets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from leitai.model.change import CellKey, Change, Direction, Judgement, Progress
from leitai.model.content import Content
from leitai.model.observations import KEY, Observation
from leitai.model.scoring.blocked import may_be_compared
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

RATES = ("%", "‰")
_REPORTED = re.compile(
    r"(?P<sign>[-−]|下降|减少|降低)?(?:[+]|上升|增长|增加|提高)?(?P<size>\d+(?:\.\d+)?)\D*"
)
NO_BASE = "绝对数未提供"
NO_VALUE = "本期没有数值"
NOT_REPORTED_BEFORE = "上期没有数值"
CUMULATIVE = "累计数不作环比"
OTHER_AREA = "其间有撤并或拆分，不可比"
BASE_NOT_POSITIVE = "基数为零或负数，不算百分比"


def changes_of(content: Content) -> dict[CellKey, Change]:
    """同比 of every observation; the base is the file's own 上年同期, else what was reported a year ago."""
    return {
        cell.key: _change_of(content, cell, then) for cell, then in _with_values(content, Period.year_ago)
    }


def previous_changes_of(content: Content) -> dict[CellKey, Change]:
    """环比 of every observation: against the period before, of the same kind."""
    pairs = _with_values(content, Period.previous)
    return {cell.key: _previous_change_of(content, cell, then) for cell, then in pairs}


def progress_of(content: Content) -> dict[CellKey, Progress]:
    """序时进度 of every observation that has one."""
    found = ((cell, _progress_of(content, cell)) for cell in content.records)
    return {cell.key: progress for cell, progress in found if progress is not None}


def _with_values(
    content: Content, earlier: Callable[[Period], Period]
) -> Iterator[tuple[Observation, Decimal | None]]:
    """Every observation with what its unit reported in an earlier period; None where that is no value."""
    table = content.observations
    periods = {name: earlier(Period.of(name)).id for name in table["period"].unique()}
    keys = table[KEY].assign(period=table["period"].map(periods).astype(object))
    values = keys.merge(table[[*KEY, "value"]], how="left", on=KEY)["value"]
    yield from zip(content.records, values.where(values.notna(), None), strict=True)


def _change_of(content: Content, observation: Observation, then: Decimal | None) -> Change:
    """The file's own 上年同期 speaks of the same area; what was reported then is no base where the area is another one."""
    base = observation.year_ago if observation.year_ago is not None else then
    if observation.year_ago is None and _is_other_area(content, observation, observation.period.year_ago()):
        return Change(observation, reason=OTHER_AREA)
    change = _change(content, observation, base, NO_BASE)
    if change.reason != NO_BASE:
        return change
    direction = _reported_direction(observation.yoy_reported)
    indicator = content.settings.indicators[observation.indicator_id]
    return replace(change, direction=direction, judgement=judge(indicator, direction))


def _reported_direction(yoy: str) -> Direction:
    """Which way a change went that was reported without the value that it refers to (-28.7%, 下降28.7%)."""
    found = _REPORTED.fullmatch(unicodedata.normalize("NFKC", yoy).replace(" ", ""))
    if found is None:
        return "unknown"
    if Decimal(found["size"]) == 0:
        return "same"
    return "down" if found["sign"] else "up"


def _previous_change_of(content: Content, observation: Observation, base: Decimal | None) -> Change:
    """Cumulative values only grow and have none."""
    indicator = content.settings.indicators[observation.indicator_id]
    if indicator.period_type in ("ytd", "since_start"):
        return Change(observation, reason=CUMULATIVE)
    if _is_other_area(content, observation, observation.period.previous()):
        return Change(observation, reason=OTHER_AREA)
    return _change(content, observation, base, NOT_REPORTED_BEFORE)


def _is_other_area(content: Content, observation: Observation, earlier: Period) -> bool:
    """Whether something was merged into the unit or split off it since an earlier period."""
    return not content.settings.is_same_area(observation.unit_id, earlier, observation.period)


def _change(content: Content, observation: Observation, base: Decimal | None, no_base: str) -> Change:
    indicator = content.settings.indicators[observation.indicator_id]
    if observation.value is None or base is None:
        reason = NO_VALUE if observation.value is None else no_base
        return Change(observation, base, reason=reason)
    difference = observation.value - base
    direction: Direction = "same" if difference == 0 else "up" if difference > 0 else "down"
    percent, reason = _percent(indicator, difference, base)
    is_count = percent is not None and indicator.decimals == 0
    is_small = is_count and base < content.settings.portal.small_base
    judgement = judge(indicator, direction)
    return Change(observation, base, difference, percent, direction, judgement, reason, is_small)


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


def _progress_of(content: Content, observation: Observation) -> Progress | None:
    """How far a value of this year is on its way; None without annual target, direction or right to be lit.

    Its lamp goes by the thresholds of the progress board; at the end of the year a target that is missed is not green.
    """
    indicator = content.settings.indicators[observation.indicator_id]
    target = content.target("annual", observation) if indicator.period_type == "ytd" else None
    if observation.value is None or not target or target < 0 or not may_be_compared(indicator):
        return None
    if indicator.polarity not in ("higher", "lower"):
        return None
    reached, elapsed = Fraction(observation.value) / target, observation.period.elapsed_share
    behind = (elapsed - reached if indicator.polarity == "higher" else reached - elapsed) * 100
    lamp = content.settings.portal.lamps.of_progress(behind, is_over=elapsed == 1)
    return Progress(observation, target, reached, elapsed, behind, lamp)
