"""What a rule scores of a cell: its value, how far it changed, or its mean over some periods.

`yoy_…` holds the value against the file's own 上年同期, else against what was reported a year ago; `previous_…` against the
period before, of the same kind. A rate is 100 · (value − base) / base, points are value − base; both are exact. Decided
cases: without a base the cell counts as missing; a base of 0 or below has no rate, so the cell counts as not applicable.
A mean needs a value in each of its periods, this one and those before; else the cell counts as missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation, State
from leitai.schema.config.score_kinds import MEAN, ScoreRule


@dataclass(frozen=True)
class Scored:
    """`parts`: what the value was made from, the newest first; empty where the reported value itself is scored."""

    state: State
    value: Fraction | None
    parts: tuple[Fraction, ...] = ()


def scored(content: Content, rule: ScoreRule | None, cell: Observation | None) -> Scored:
    """What counts of a cell under a rule, or its value where it is only compared; a cell that isn't there is missing."""
    own = None if cell is None else content.exact_value(cell)
    if cell is None or own is None:
        return Scored("missing" if cell is None else cell.state, None)
    if rule is None or rule.is_on_value:
        return Scored(cell.state, own)
    return (
        _mean(content, cell, own, rule.periods) if rule.on == MEAN else _change(content, cell, own, rule.on)
    )


def _mean(content: Content, cell: Observation, own: Fraction, count: int) -> Scored:
    parts, period = [own], cell.period
    for _ in range(count - 1):
        period = period.previous()
        before = content.exact_value_at(period, cell.unit_id, cell.indicator_id)
        if before is None:
            return Scored("missing", None)
        parts.append(before)
    return Scored("value", sum(parts, Fraction(0)) / count, tuple(parts))


def _change(content: Content, cell: Observation, own: Fraction, on: str) -> Scored:
    base = _base(content, cell, against_year_ago=on.startswith("yoy"))
    if base is None:
        return Scored("missing", None)
    if on.endswith("points"):
        return Scored("value", own - base, (own, base))
    if base <= 0:
        return Scored("not_applicable", None, (own, base))
    return Scored("value", 100 * (own - base) / base, (own, base))


def _base(content: Content, cell: Observation, against_year_ago: bool) -> Fraction | None:
    if against_year_ago and cell.year_ago is not None:
        return Fraction(cell.year_ago)
    period = cell.period.year_ago() if against_year_ago else cell.period.previous()
    return content.exact_value_at(period, cell.unit_id, cell.indicator_id)
