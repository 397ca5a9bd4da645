"""What came in for one method, period and list of units, as arrays: the scoring room's own view of `Content`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.scored import scored
from leitai.model.settings import Settings
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


def reported_for(
    content: Content, method: Method, period: Period, units: Sequence[Unit]
) -> tuple[Reported, ...]:
    """What each unit reported, indicator by indicator in the method's order; what stands in for missing values comes from
    the whole group, ranked or not."""
    rules: dict[str, ScoreRule | None] = {i.indicator_id: i.rule for i in method.indicators()}
    if not set(IMPUTED) & set(method.missing_policies.values()):
        return _reported(content, period, units, rules)
    roster = content.settings.roster(method.group, period)
    columns = _reported(content, period, roster, rules)
    at = [unit.unit_id for unit in roster]
    rows = np.array([at.index(unit.unit_id) for unit in units], dtype=int)
    return tuple(
        _imputed(content, rule, method.missing_policies[name], name, roster, column, period).take(rows)
        for (name, rule), column in zip(rules.items(), columns, strict=True)
    )


def _imputed(
    content: Content,
    rule: ScoreRule | None,
    policy: str,
    indicator_id: str,
    roster: Sequence[Unit],
    column: Reported,
    period: Period,
) -> Reported:
    """A column with what stands in for its missing values, if the method says so."""
    found = stand_ins(content, rule, policy, indicator_id, [unit.unit_id for unit in roster], period)
    states, values = column.states.copy(), column.values.exactly(range(len(roster)))
    for row, unit in enumerate(roster):
        if states[row] in (MISSING, SUPPRESSED) and unit.unit_id in found:
            states[row], values[row] = VALUE, found[unit.unit_id]
    return replace(column, states=states, values=Numbers.of(values))


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
    unit_ids = [unit.unit_id for unit in units]
    found, rows = content.positions(period), content.observations_of(period)
    states, values = [*rows["state"], "missing"], [*rows["value"], 0]  # behind them a cell that isn't there
    is_exact = {name for _, _, name in content.results.exact}
    is_exact |= {name for name in rules if content.settings.indicators[name].is_rate}
    columns = []
    for indicator_id, rule in rules.items():
        at = [found.get((unit_id, indicator_id), -1) for unit_id in unit_ids]
        sent = np.array([_CODES[states[row]] for row in at], dtype=np.int8)
        own = Reported(
            states=sent,
            values=Numbers.of(values[row] or 0 for row in at),
            targets=_targets(content, period, unit_ids, indicator_id, rule),
            polarity=str(content.settings.indicators[indicator_id].polarity),
            sent=sent,
            greatest=_greatest(content.settings.at(period), indicator_id),
        )
        if indicator_id in is_exact or (rule is not None and not rule.is_on_value):
            cells = [content.cells(period).get((unit_id, indicator_id)) for unit_id in unit_ids]
            own = _derived(content, rule, cells, own)
        columns.append(own)
    return tuple(columns)


def _derived(
    content: Content, rule: ScoreRule | None, cells: Sequence[Observation | None], own: Reported
) -> Reported:
    """Cells of which a change, a mean or an exact quotient is scored."""
    found = [scored(content, rule, cell) for cell in cells]
    return replace(
        own,
        states=np.array([_CODES[one.state] for one in found], dtype=np.int8),
        values=Numbers.of(one.value or Fraction(0) for one in found),
        greatest=None,
    )


def _greatest(settings: Settings, indicator_id: str) -> Fraction | None:
    greatest = settings.indicators[indicator_id].valid_max
    return None if greatest is None else Fraction(greatest)


def _targets(
    content: Content, period: Period, unit_ids: Sequence[str], indicator_id: str, rule: ScoreRule | None
) -> Numbers | None:
    """None where the values are held against none."""
    cells, source = content.cells(period), rule.target_source if rule is not None else ""
    if not source:
        return None
    return Numbers.of(_target(content, source, cells.get((unit_id, indicator_id))) for unit_id in unit_ids)


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
