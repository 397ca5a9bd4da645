"""What of a cell comes from counting events: the count itself, or the numerator of a computed rate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.rates import rate_of
from leitai.schema.config.indicators import Indicator
from leitai.score.arithmetic.chance import Events

COUNTED = ("起", "件", "例", "宗", "人", "次", "人次", "户")
SHARES = ("%", "‰")


def events_of(content: Content, cell: Observation | None) -> Events | None:
    """None where a cell has no value, or where that is no count of events."""
    if cell is None or cell.value is None:
        return None
    known = content.settings.indicators[cell.indicator_id]
    if not known.is_rate:
        count = _count(known, cell.value)
        return None if count is None else Events(count, Fraction(1))
    rate = rate_of(content, known, cell.period, cell.unit_id)
    if rate.numerator is None or rate.denominator is None or rate.value is None:
        return None
    above = content.settings.indicators[rate.numerator.indicator_id]
    count = _count(above, rate.numerator.value or Decimal(0))
    base = Fraction(rate.denominator.value or 0)
    is_share = known.unit_of_measure in SHARES
    if count is None or base <= 0 or (is_share and (base.denominator != 1 or count > base)):
        return None
    return Events(count, base, is_share)


def _count(indicator: Indicator, value: Decimal) -> int | None:
    counts = indicator.unit_of_measure in COUNTED and value >= 0 and value == int(value)
    return int(value) if counts else None
