"""Bonus and deduction of a unit: every item up to the cap of items, each of both sums up to its own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from leitai.model.content import Content
from leitai.schema.config.methods import Method, Rounding
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.adjustments import BONUS, DEDUCTION
from leitai.score.arithmetic.settle import round_fraction


@dataclass(frozen=True)
class Adjusted:
    """What was added to a total and what was taken off, in points, caps applied."""

    bonus: Fraction
    deduction: Fraction

    def net(self, rounding: Rounding) -> Fraction:
        """What joins the total: of printed parts where the total is the sum of what is printed."""
        if rounding.at == "total":
            return self.bonus - self.deduction
        places, mode = rounding.places, rounding.mode
        bonus, deduction = (round_fraction(part, places, mode) for part in (self.bonus, self.deduction))
        return Fraction(bonus - deduction, 10**places)


def adjusted_for(content: Content, method: Method, period: Period, unit: Unit) -> Adjusted:
    """Nothing under a method that knows no adjustments."""
    rule = method.adjustments
    if rule is None:
        return Adjusted(Fraction(0), Fraction(0))
    of_unit = content.adjustments_of(period, unit.unit_id)
    most = None if rule.item_cap is None else Fraction(rule.item_cap)
    bonus, deduction = (
        sum((_capped(Fraction(a.points), most) for a in of_unit if a.kind == kind), Fraction(0))
        for kind in (BONUS, DEDUCTION)
    )
    return Adjusted(min(bonus, Fraction(rule.bonus_cap)), min(deduction, Fraction(rule.deduction_cap)))


def _capped(points: Fraction, most: Fraction | None) -> Fraction:
    return points if most is None else min(points, most)
