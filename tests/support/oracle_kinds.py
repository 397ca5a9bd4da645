"""The score kinds of the second implementation: one cell at a time, in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import isqrt
from typing import Any

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.period import Period

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
STAND_INS = ("median", "mean", "worst", "previous")
_PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


def cell_of(content: Content, period: Period, unit_id: str, name: str) -> Any:
    """What was reported; or what is made of it: the same number once more, or a quotient, which stays a fraction."""
    known, cells = content.settings.indicators, content.cells(period)
    if known[name].same_as:
        cell = cells.get((unit_id, known[name].same_as))
        return None if cell is None else replace(cell, indicator_id=name)
    above = cells.get((unit_id, known[name].numerator or name))
    if known[name].numerator is None or above is None:
        return above
    below = cells.get((unit_id, known[name].denominator))
    if below is None and known[known[name].denominator].period_type == "point":
        below = stock(content, period, unit_id, known[name].denominator)
    state, value = "value", None
    if "not_applicable" in (above.state, below.state if below is not None else ""):
        state = "not_applicable"
    elif above.value is None or below is None or below.value is None:
        state = "missing"
    elif below.value <= 0:
        state = "not_applicable"
    else:
        value = Fraction(above.value) * Fraction(known[name].per) / Fraction(below.value)
    return replace(above, indicator_id=name, state=state, value=value, year_ago=None)


def stock(content: Content, period: Period, unit_id: str, name: str) -> Observation | None:
    """That of the year; else the newest of those that ended before, with a value."""
    of_year = content.cells(Period(period.year, "year", 1)).get((unit_id, name))
    if of_year is not None:
        return of_year
    newest = None
    for before in content.results.periods:
        cell = content.cells(before).get((unit_id, name))
        if before < period and cell is not None and cell.value is not None:
            newest = cell
    return newest


@dataclass(frozen=True)
class Question:
    """What does this unit score on this indicator? `ranked`: the units that take part."""

    content: Content
    method: Method
    period: Period
    indicator: MethodIndicator
    unit_id: str
    ranked: Sequence[str] = ()
    void_with: Sequence[MethodIndicator] = ()

    @property
    def parameters(self) -> Any:
        return self.indicator.rule.parameters

    @property
    def lower_is_better(self) -> bool:
        return self.content.settings.indicators[self.indicator.indicator_id].polarity == "lower"

    def number(self, name: str) -> Fraction:
        value = self.parameters[name]
        assert isinstance(value, Decimal)
        return Fraction(value)

    def cell(self, unit_id: str | None = None) -> Observation | None:
        return cell_of(self.content, self.period, unit_id or self.unit_id, self.indicator.indicator_id)

    def value(self, unit_id: str | None = None) -> Fraction:
        """What is scored."""
        asked = replace(self, unit_id=unit_id or self.unit_id)
        value = asked.stand_in(asked.unit_id) if asked.is_missing() else asked.scored()
        assert isinstance(value, Fraction)
        return value

    def scored(self, unit_id: str | None = None) -> Fraction | str:
        """The value, its change or its mean; else why there is none."""
        cell, on = self.cell(unit_id), self.parameters["on"]
        assert cell is not None and cell.value is not None
        now = Fraction(cell.value)
        if on == "value":
            return now
        if on == "mean":
            found = [
                self.value_at(self.period, back, unit_id) for back in range(int(self.parameters["periods"]))
            ]
            values = [value for value in found if value is not None]
            return sum(values) / Fraction(len(values)) if len(values) == len(found) else "missing"
        if on.startswith("yoy"):
            base = self.value_at(self.period, _PER_YEAR[self.period.kind], unit_id)
            base = base if cell.year_ago is None else Fraction(cell.year_ago)
        else:
            base = self.value_at(self.period, 1, unit_id)
        if base is None:
            return "missing"
        if on.endswith("points"):
            return now - base
        return (now / base - 1) * 100 if base > 0 else "not_applicable"

    def value_at(self, period: Period, back: int, unit_id: str | None) -> Fraction | None:
        """What was reported so many periods of the same kind before."""
        number = period.year * _PER_YEAR[period.kind] + period.number - 1 - back
        then = Period(number // _PER_YEAR[period.kind], period.kind, number % _PER_YEAR[period.kind] + 1)
        cell = cell_of(self.content, then, unit_id or self.unit_id, self.indicator.indicator_id)
        return None if cell is None or cell.value is None else Fraction(cell.value)

    def everyone(self) -> list[Fraction]:
        """The values of the ranked units that are scored: not given 0 or full marks, not left out."""
        return [self.value(unit_id) for unit_id in self.ranked if self.counts(unit_id)]

    def counts(self, unit_id: str) -> bool:
        return self.fate(unit_id) == "score" and not any(
            replace(self, unit_id=unit_id, indicator=other).lacks() for other in self.void_with
        )

    def top(self) -> Fraction:
        """Of how many marks the rule speaks."""
        return Fraction(100) if self.parameters["full"] is None else self.number("full")

    def full_mark(self) -> Fraction:
        full = self.parameters["full"]
        return self.indicator.weight if full is None else self.number("full")

    def fate_of_missing(self, unit_id: str) -> str:
        policy = self.method.missing_policies[self.indicator.indicator_id]
        if policy in STAND_INS:
            return "unrank" if self.stand_in(unit_id) is None else "score"
        return {"unranked": "unrank", "zero": "zero"}.get(policy, "leave out")

    def stand_in(self, unit_id: str) -> Fraction | None:
        policy = self.method.missing_policies[self.indicator.indicator_id]
        if policy == "previous":
            before = replace(self, period=self.period.previous(), unit_id=unit_id)
            return before.plainly()
        others = [replace(self, unit_id=u.unit_id).plainly() for u in self.content.settings.units.values()]
        values = sorted(value for value in others if value is not None)
        if not values:
            return None
        if policy == "worst":
            return values[-1] if self.lower_is_better else values[0]
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        return sum(values) / Fraction(len(values)) if policy == "mean" else middle

    def plainly(self) -> Fraction | None:
        """What there is to score without anything standing in."""
        cell = self.cell()
        found = self.scored() if cell is not None and cell.value is not None else None
        return found if isinstance(found, Fraction) else None

    def is_missing(self) -> bool:
        cell = self.cell()
        if cell is None or cell.value is None:
            return cell is None or cell.state != "not_applicable"
        return self.scored() == "missing"

    def lacks(self) -> bool:
        """Whether there is nothing, not even something that stands in."""
        policy = self.method.missing_policies[self.indicator.indicator_id]
        return self.is_missing() and (policy not in STAND_INS or self.stand_in(self.unit_id) is None)

    def fate(self, unit_id: str | None = None) -> str:
        """What becomes of a cell: score it, give 0, give full marks, leave it out, or unrank its unit."""
        cell = self.cell(unit_id)
        state = "missing" if cell is None else cell.state
        if cell is not None and cell.value is not None:
            found = self.scored(unit_id)
            state = found if isinstance(found, str) else state
        if cell is None or state in ("missing", "suppressed"):
            return self.fate_of_missing(unit_id or self.unit_id)
        if state == "not_applicable":
            decided = {"unranked": "unrank", "full": "full", "reweight": "leave out"}
            return decided[self.method.not_applicable]
        if self.indicator.rule.kind == "completion" and self.parameters["zero_target"] == "exclude":
            return "leave out" if self.target(cell) == 0 else "score"
        return "score"

    def target(self, cell: Observation) -> Fraction:
        source = str(self.parameters["target"])
        if source == "file":
            assert cell.target is not None
            return Fraction(cell.target)
        if source.startswith("benchmark:"):
            for benchmark in self.content.results.benchmarks:
                about = (benchmark.period, benchmark.indicator_id, f"benchmark:{benchmark.name}")
                if about == (self.period, cell.indicator_id, source):
                    return Fraction(benchmark.value)
            raise LookupError(source)
        own = common = None
        for target in self.content.results.targets:
            if target.period.id == str(self.period.year) and target.indicator_id == cell.indicator_id:
                if target.unit_id == cell.unit_id:
                    own = Fraction(target.value)
                elif target.unit_id is None:
                    common = Fraction(target.value)
        found = common if own is None else own
        assert found is not None
        share = Fraction(self.period.number * _MONTHS[self.period.kind], 12)
        if source == "annual_share":
            return found * Fraction(_MONTHS[self.period.kind], 12)
        return found * share if source == "pro_rata" else found


def in_whole(amount: Fraction, part: object) -> Fraction:
    """An amount, its last unit taken for a whole one or left out where it isn't one."""
    started = amount.numerator % amount.denominator != 0
    whole = Fraction(amount.numerator // amount.denominator)
    return {"whole": whole + started, "none": whole}.get(str(part), amount)


def completion(asked: Question) -> Fraction:
    cell = asked.cell()
    assert cell is not None
    actual, target = asked.value(), asked.target(cell)
    if target == 0:
        assert asked.parameters["zero_target"] == "full"
        ratio = Fraction(1)
    elif not asked.lower_is_better:
        ratio = actual / target
    elif actual == 0 and asked.parameters["over"] is not None:
        return 100 + 100 * Fraction(asked.parameters["over"]["cap"]) / asked.top()
    elif actual == 0:
        ratio = asked.number("cap")
    else:
        ratio = target / actual
    if asked.parameters["over"] is not None and ratio > 1:
        extra = in_whole(100 * ratio - 100, asked.parameters["part_over"])
        extra *= Fraction(asked.parameters["over"]["per_point"])
        return 100 + 100 * min(extra, Fraction(asked.parameters["over"]["cap"])) / asked.top()
    if asked.parameters["floor"] is not None and ratio < asked.number("floor"):
        return Fraction(0)
    if asked.parameters["under"] is not None and ratio < 1:
        short = in_whole(100 - 100 * ratio, asked.parameters["part"])
        short *= Fraction(asked.parameters["under"]["per_point"])
        return 100 * max(asked.top() - short, Fraction(asked.parameters["under"]["floor"])) / asked.top()
    if asked.parameters["cap"] is not None and ratio > asked.number("cap"):
        ratio = asked.number("cap")
    return 100 * ratio


def minmax(asked: Question) -> Fraction:
    score, clip = unlimited_minmax(asked), asked.parameters["clip"]
    if isinstance(clip, dict):
        score = max(score, Fraction(clip.get("low", score)))
        score = min(score, Fraction(clip.get("high", score)))
    return 100 * score / asked.top()


def unlimited_minmax(asked: Question) -> Fraction:
    worst, best = min(asked.everyone()), max(asked.everyone())
    if asked.lower_is_better:
        worst, best = best, worst
    if asked.parameters["worst"] is not None:
        worst = asked.number("worst")
    if asked.parameters["best"] is not None:
        best = asked.number("best")
    is_declared = asked.parameters["worst"] is not None or asked.parameters["best"] is not None
    if worst == best and not is_declared:
        return asked.top()
    if worst == best or (best < worst) != asked.lower_is_better:
        nobody_is_better = asked.parameters["worst"] is not None
        return asked.number("floor") + (0 if nobody_is_better else asked.number("span"))
    value = asked.value()
    if asked.parameters["transform"] == "log":
        value, worst, best = (natural_logarithm(number) for number in (value, worst, best))
    share = (value - worst) / (best - worst)
    if asked.parameters["clip"] is True:
        share = max(Fraction(0), min(Fraction(1), share))
    return asked.number("floor") + asked.number("span") * share


def zscore(asked: Question) -> Fraction:
    values = asked.everyone()
    average = sum(values) / Fraction(len(values))
    squares = sum((value - average) ** 2 for value in values)
    if squares == 0:
        return asked.number("mean")
    divisor = len(values) if asked.parameters["population"] else len(values) - 1
    z = (asked.value() - average) / square_root(Fraction(squares) / divisor)
    return asked.number("mean") + asked.number("sd") * (-z if asked.lower_is_better else z)


def square_root(value: Fraction) -> Fraction:
    """Right to fifty places."""
    shift = 10**50
    return Fraction(isqrt(value.numerator * shift**2 // value.denominator), shift)


def natural_logarithm(value: Fraction) -> Fraction:
    with localcontext(prec=60):
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def rank_points(asked: Question) -> Fraction:
    values, mine = asked.everyone(), asked.value()
    better = [other for other in values if (other < mine if asked.lower_is_better else other > mine)]
    equal = [other for other in values if other == mine]
    places = range(len(better) + 1, len(better) + len(equal) + 1)
    won = [points_of_place(asked, place) for place in places]
    tie = asked.parameters["tie"]
    points = {"best": won[0], "worst": won[-1], "average": sum(won) / Fraction(len(won))}[tie]
    if asked.parameters["threshold"] is not None:
        threshold = asked.number("threshold")
        if mine > threshold if asked.lower_is_better else mine < threshold:
            return Fraction(0)
    return 100 * points / asked.full_mark()


def points_of_place(asked: Question, place: int) -> Fraction:
    table = asked.parameters["table"]
    if table is not None:
        return Fraction(table[place - 1] if place <= len(table) else table[-1])
    step = Fraction(0) if asked.parameters["step"] is None else asked.number("step")
    points = asked.number("start") - step * (place - 1)
    if asked.parameters["threshold"] is not None:
        points = max(points, Fraction(0))
    return points if asked.parameters["floor"] is None else max(points, asked.number("floor"))


def bands(asked: Question) -> Fraction:
    reached = [
        (start, score) for start, score in asked.parameters["bands"] if Fraction(start) <= asked.value()
    ]
    if not reached:
        return Fraction(0)
    (start, score), beyond = max(reached), [b for b in asked.parameters["bands"] if b not in reached]
    if not asked.parameters["interpolate"] or not beyond:
        return 100 * Fraction(score) / asked.top()
    end, higher = min(beyond)
    share = (asked.value() - Fraction(start)) / Fraction(end - start)
    return 100 * (Fraction(score) + share * Fraction(higher - score)) / asked.top()


def interval(asked: Question) -> Fraction:
    value, low, high = asked.value(), asked.number("lo"), asked.number("hi")
    if low <= value <= high:
        return Fraction(100)
    distance = low - value if value < low else value - high
    return (
        100 * max(asked.number("floor"), asked.top() - asked.number("loss_per_unit") * distance) / asked.top()
    )


def deduct(asked: Question) -> Fraction:
    lost, won, over = asked.value(), Fraction(0), asked.parameters["over"]
    if asked.parameters["target"] is not None:
        cell = asked.cell()
        assert cell is not None
        lost = asked.target(cell) - asked.value()
        if asked.lower_is_better:
            lost = -lost
    if over is not None and lost < 0:
        won = in_whole(-lost, asked.parameters["part_over"]) * Fraction(over["per_unit"])
        if "cap" in over:
            won = min(won, Fraction(over["cap"]))
    counted = in_whole(max(lost, Fraction(0)), asked.parameters["part"])
    marks = asked.top() + won - asked.number("per_unit") * counted
    if asked.parameters["floor"] != "none":
        marks = max(marks, asked.number("floor"))
    return 100 * marks / asked.top()


def as_given(asked: Question) -> Fraction:
    if asked.parameters["evaluation"] is not None:
        return asked.value()
    registered = asked.content.settings.indicators[asked.indicator.indicator_id].valid_max
    full = registered if asked.parameters["full"] is None else asked.parameters["full"]
    return 100 * asked.value() / Fraction(full)


KINDS = {
    "completion": completion,
    "minmax": minmax,
    "zscore": zscore,
    "rank_points": rank_points,
    "bands": bands,
    "interval": interval,
    "as_given": as_given,
    "deduct": deduct,
}
