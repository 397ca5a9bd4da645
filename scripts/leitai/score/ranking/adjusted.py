"""Bonus and deduction of a unit, each up to the method's cap."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.method import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.adjustments import BONUS, DEDUCTION


@dataclass(frozen=True)
class Adjusted:
    bonus: Fraction
    deduction: Fraction

    @property
    def net(self) -> Fraction:
        return self.bonus - self.deduction


def adjusted_for(content: Content, method: Method, period: Period, unit: Unit) -> Adjusted:
    """Nothing under a method that knows no adjustments."""
    rule = method.adjustments
    if rule is None:
        return Adjusted(Fraction(0), Fraction(0))
    of_unit = content.adjustments_of(period, unit.unit_id)
    bonus, deduction = (
        sum((Fraction(a.points) for a in of_unit if a.kind == kind), Fraction(0))
        for kind in (BONUS, DEDUCTION)
    )
    return Adjusted(min(bonus, Fraction(rule.bonus_cap)), min(deduction, Fraction(rule.deduction_cap)))
