"""What comes on top of a unit's points: bonus and deduction, and its tier with what keeps it out of a better one.

Every item of bonus and deduction counts up to the cap of items, each of both sums up to its own. Vetoes or a score below a gate
keep a unit out of a better tier; its place there stays empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.scoring.gates import gate_words
from leitai.model.scoring.ranking import DimensionScore, IndicatorScore
from leitai.model.settings import Settings
from leitai.schema.config.adjustment_rules import RANKED_ALL_THE_SAME, VETOES
from leitai.schema.config.dimensions import TOTAL, UNRANKED
from leitai.schema.config.methods import Method, Rounding
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.adjustments import BONUS, DEDUCTION, VETO
from leitai.score.arithmetic.settle import rounded


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
        return Fraction(rounded(self.bonus, places, mode) - rounded(self.deduction, places, mode))


def adjusted_for(content: Content, method: Method, period: Period, unit: Unit) -> Adjusted:
    """Nothing under a method that knows no adjustments."""
    rule = method.adjustments
    if rule is None:
        return Adjusted(Fraction(0), Fraction(0))
    of_unit = content.adjustments_of(period, unit.unit_id)
    most = None if rule.item_cap is None else Fraction(rule.item_cap)

    def within(kind: str, cap: Decimal) -> Fraction:
        points = (Fraction(a.points) for a in of_unit if a.kind == kind)
        counted = points if most is None else (min(each, most) for each in points)
        return min(sum(counted, Fraction(0)), Fraction(cap))

    return Adjusted(within(BONUS, rule.bonus_cap), within(DEDUCTION, rule.deduction_cap))


@dataclass(frozen=True)
class Grade:
    """`gate`: which gate kept the unit out of a better tier; empty if none did."""

    tier: str
    gate: str = ""


def vetoes_of(content: Content, method: Method, period: Period, unit: Unit) -> Mapping[str, str]:
    """The vetoes that a unit met with, and what each does to it under a method."""
    known = {VETO: UNRANKED} if method.adjustments is None else method.adjustments.effects()
    kinds = {a.kind for a in content.adjustments_of(period, unit.unit_id) if a.is_veto}
    return {kind: effect for kind, effect in known.items() if kind in kinds}


def veto_words(vetoes: Mapping[str, str]) -> str:
    """What readers are told of vetoes that leave a unit in the ranking."""
    return "；".join(
        f"{kind}，{VETOES[does].removeprefix(RANKED_ALL_THE_SAME)}" for kind, does in vetoes.items()
    )


def grade_of(
    settings: Settings,
    method: Method,
    vetoes: Collection[str],
    total: Decimal,
    place: tuple[int, int],
    parts: Mapping[str, IndicatorScore | DimensionScore],
) -> Grade:
    """`vetoes`: what those of the unit do. `place`: 1 + how many units are strictly ahead, and among how many. Scores and total count as they are printed."""
    tiers = method.tiers
    if tiers is None:
        return Grade("")
    found = Grade(method.tier_of(total, *place, vetoes))
    printed = {name: part.score for name, part in parts.items()}
    for gate in method.gates:
        if gate.closes({**printed, TOTAL: total}.get(gate.of)) and tiers.is_above(found.tier, gate.best):
            found = Grade(gate.best, gate_words(gate, method, settings))
    return found
