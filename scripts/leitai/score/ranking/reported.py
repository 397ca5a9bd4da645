"""What came in for one method, period and list of units, as arrays: the scoring room's own view of `Content`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.scored import scored
from leitai.schema.config.dimensions import IMPUTED, VOID, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.numbers import Array, Numbers
from leitai.score.ranking.imputed import stand_ins

Codes = npt.NDArray[np.int8]

# How a cell came in; a nil report is a value, a cell that isn't there is missing.
VALUE, MISSING, NOT_APPLICABLE, SUPPRESSED = range(4)
_CODES = {
    "value": VALUE,
    "nil": VALUE,
    "missing": MISSING,
    "not_applicable": NOT_APPLICABLE,
    "suppressed": SUPPRESSED,
    "unknown": SUPPRESSED,
}

# What a cell does for its unit: it is scored, gets 0 or full marks, does not count, or unranks the unit.
SCORED, ZERO, FULL, EXCLUDED, UNRANKS = range(5)
_MISSING = {"unranked": UNRANKS, "zero": ZERO, "reweight": EXCLUDED, VOID: EXCLUDED}
_NOT_APPLICABLE = {"unranked": UNRANKS, "full": FULL, "reweight": EXCLUDED}


@dataclass(frozen=True)
class Reported:
    """One indicator, unit by unit; values and targets are 0 where there are none.

    `states` and `values` are those of what is scored, `sent` says how the cells themselves came in. `targets` is None where
    the method holds the values against none, `greatest` where no greatest value is registered.
    """

    states: Codes
    values: Numbers
    targets: Numbers | None
    polarity: str
    sent: Codes
    greatest: Fraction | None = None

    def take(self, rows: Array) -> Reported:
        targets = None if self.targets is None else self.targets.take(rows)
        return replace(
            self,
            states=self.states[rows],
            values=self.values.take(rows),
            targets=targets,
            sent=self.sent[rows],
        )

    def with_values(
        self, unit_ids: Sequence[str], given: Mapping[str, Fraction], states: Collection[int]
    ) -> Reported:
        """With what is given for units in the place of cells of these states; the very same where that changes nothing."""
        own = self.values.exactly(range(len(unit_ids)))
        now, values = self.states.copy(), own.copy()
        for row, unit_id in enumerate(unit_ids):
            if unit_id in given and now[row] in states:
                now[row], values[row] = VALUE, given[unit_id]
        is_same = bool((now == self.states).all() and (values == own).all())
        return self if is_same else replace(self, states=now, values=Numbers.of(values))


def reported_for(
    content: Content, method: Method, period: Period, units: Sequence[Unit]
) -> tuple[Reported, ...]:
    """What each unit reported, indicator by indicator in the method's order; what stands in for missing values comes from
    the whole group, ranked or not."""
    rules: dict[str, ScoreRule | None] = {i.indicator_id: i.rule for i in method.indicators()}
    if not set(IMPUTED) & set(method.missing_policies.values()):
        return _reported(content, period, units, rules)
    roster = content.settings.roster(method.group, period)
    at = [unit.unit_id for unit in roster]
    rows = np.array([at.index(unit.unit_id) for unit in units], dtype=int)
    pairs = zip(method.indicators(), _reported(content, period, roster, rules), strict=True)
    return tuple(
        own.with_values(at, stand_ins(content, method, counted, period), (MISSING, SUPPRESSED)).take(rows)
        for counted, own in pairs
    )


def reported_for_ties(
    content: Content, method: Method, period: Period, units: Sequence[Unit]
) -> tuple[Reported, ...]:
    """The same for the indicators of the method's `tie_break`."""
    return _reported(content, period, units, dict.fromkeys(method.tie_break))


def _reported(
    content: Content, period: Period, units: Sequence[Unit], rules: Mapping[str, ScoreRule | None]
) -> tuple[Reported, ...]:
    """`rules`: by indicator, what its values are scored by; None where they are only compared."""
    if not rules:
        return ()
    found, rows, cells = content.positions(period), content.observations_of(period), content.cells(period)
    states, values = [*rows["state"], "missing"], [*rows["value"], 0]  # behind them a cell that isn't there
    known, columns = content.settings.at(period).indicators, []
    for indicator_id, rule in rules.items():
        keys = [(unit.unit_id, indicator_id) for unit in units]
        at = [found.get(key, -1) for key in keys]
        sent = np.array([_CODES[states[row]] for row in at], dtype=np.int8)
        numbers, greatest = Numbers.of(values[row] or 0 for row in at), known[indicator_id].valid_max
        polarity = str(content.settings.indicators[indicator_id].polarity)
        limit = None if greatest is None else Fraction(greatest)
        own = Reported(sent, numbers, None, polarity, sent, limit)
        columns.append(_as_scored(content, indicator_id, rule, [cells.get(key) for key in keys], own))
    return tuple(columns)


def _as_scored(
    content: Content,
    indicator_id: str,
    rule: ScoreRule | None,
    cells: Sequence[Observation | None],
    own: Reported,
) -> Reported:
    """A column with targets where the rule has them, and what is scored where that isn't the reported value: a change, a mean,
    an exact quotient."""
    source = rule.target_source if rule is not None else ""
    if source:
        own = replace(own, targets=Numbers.of(_target(content, source, cell) for cell in cells))
    is_exact = (
        content.settings.indicators[indicator_id].is_rate or indicator_id in content.results.made_exactly
    )
    if not is_exact and (rule is None or rule.is_on_value):
        return own
    found = [scored(content, rule, cell) for cell in cells]
    states = np.array([_CODES[one.state] for one in found], dtype=np.int8)
    numbers = Numbers.of(one.value or Fraction(0) for one in found)
    return replace(own, states=states, values=numbers, greatest=None)


def _target(content: Content, source: str, cell: Observation | None) -> Fraction:
    """The target of a cell; `check` refuses a value that should have one and has none (M06)."""
    target = content.target(source, cell) if cell is not None else None
    assert target is not None or cell is None or cell.value is None
    return target or Fraction(0)


def treatments(method: Method, reported: Sequence[Reported]) -> Codes:
    """How the method treats each cell, units × indicators. Where a dimension is void as soon as one of its parts is missing,
    none of its parts counts."""
    indicators = method.indicators()
    pairs = zip(indicators, reported, strict=True)
    found = np.stack([_treatments(method, indicator, column) for indicator, column in pairs], axis=1)
    for dimension in method.all_dimensions():
        if dimension.missing == VOID:
            inner = {indicator.indicator_id for indicator in dimension.indicators()}
            columns = [n for n, indicator in enumerate(indicators) if indicator.indicator_id in inner]
            lacks = np.any([np.isin(reported[n].states, (MISSING, SUPPRESSED)) for n in columns], axis=0)
            found[np.ix_(lacks, columns)] = EXCLUDED
    return found


def _treatments(method: Method, indicator: MethodIndicator, reported: Reported) -> Codes:
    """How the method treats each cell of one indicator; a suppressed or unknown value counts as missing, also where there
    was nothing to put in its place."""
    missing = _MISSING.get(method.missing_policies[indicator.indicator_id], UNRANKS)
    by_state = np.array([SCORED, missing, _NOT_APPLICABLE[method.not_applicable], missing], dtype=np.int8)
    found: Codes = by_state[reported.states]
    rule = indicator.rule
    if rule.spec.leaves_out_zero_targets(rule) and reported.targets is not None:
        found[(reported.states == VALUE) & (reported.targets.numerators == 0)] = EXCLUDED
    return found
