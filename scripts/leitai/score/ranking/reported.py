"""What came in for one method, period and list of units, as arrays: the scoring room's own view of `Content`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.method import Method, MethodIndicator
from leitai.model.settings import Settings
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.numbers import Array, Numbers

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
_MISSING = {"unranked": UNRANKS, "zero": ZERO, "reweight": EXCLUDED}
_NOT_APPLICABLE = {"unranked": UNRANKS, "full": FULL, "reweight": EXCLUDED}


@dataclass(frozen=True)
class Reported:
    """One indicator, unit by unit; values and targets are 0 where there are none.

    `targets` is None where the method holds the values against none, `greatest` where no greatest value is registered.
    """

    states: Codes
    values: Numbers
    targets: Numbers | None
    polarity: str
    greatest: Fraction | None = None

    def take(self, rows: Array) -> Reported:
        targets = None if self.targets is None else self.targets.take(rows)
        return replace(self, states=self.states[rows], values=self.values.take(rows), targets=targets)


def reported_for(
    content: Content, method: Method, period: Period, units: Sequence[Unit]
) -> tuple[Reported, ...]:
    """What each unit reported, indicator by indicator in the method's order."""
    sources = {i.indicator_id: i.rule.target_source for i in method.indicators()}
    return _reported(content, period, units, sources)


def reported_for_ties(
    content: Content, method: Method, period: Period, units: Sequence[Unit]
) -> tuple[Reported, ...]:
    """The same for the indicators of the method's `tie_break`."""
    return _reported(content, period, units, dict.fromkeys(method.tie_break, ""))


def _reported(
    content: Content, period: Period, units: Sequence[Unit], sources: Mapping[str, str]
) -> tuple[Reported, ...]:
    """`sources`: by indicator, where the method takes its targets from; empty where it has none."""
    if not sources:
        return ()
    unit_ids = [unit.unit_id for unit in units]
    found = content.positions(period).reindex(index=unit_ids, columns=list(sources)).fillna(-1)
    rows = content.observations_of(period)
    at = found.to_numpy(dtype=int)  # -1 is what is appended: a cell that isn't there
    states = np.append(rows["state"].to_numpy(), "missing")[at]
    values = np.append(rows["value"].to_numpy(), 0)[at]
    return tuple(
        Reported(
            states=np.array([_CODES[state] for state in states[:, number]], dtype=np.int8),
            values=Numbers.of(value or 0 for value in values[:, number]),
            targets=_targets(content, period, unit_ids, indicator_id, source) if source else None,
            polarity=str(content.settings.indicators[indicator_id].polarity),
            greatest=_greatest(content.settings.at(period), indicator_id),
        )
        for number, (indicator_id, source) in enumerate(sources.items())
    )


def _greatest(settings: Settings, indicator_id: str) -> Fraction | None:
    greatest = settings.indicators[indicator_id].valid_max
    return None if greatest is None else Fraction(greatest)


def _targets(
    content: Content, period: Period, unit_ids: Sequence[str], indicator_id: str, source: str
) -> Numbers:
    cells = content.cells(period)
    return Numbers.of(_target(content, source, cells.get((unit_id, indicator_id))) for unit_id in unit_ids)


def _target(content: Content, source: str, cell: Observation | None) -> Fraction:
    """The target of a cell; `check` refuses a value that should have one and has none (M06)."""
    target = content.target(source, cell) if cell is not None else None
    assert target is not None or cell is None or cell.value is None
    return target or Fraction(0)


def treatments(method: Method, indicator: MethodIndicator, reported: Reported) -> Codes:
    """How the method treats each cell; a suppressed or unknown value counts as missing."""
    missing = _MISSING[method.missing]
    by_state = np.array([SCORED, missing, _NOT_APPLICABLE[method.not_applicable], missing], dtype=np.int8)
    found: Codes = by_state[reported.states]
    rule = indicator.rule
    if rule.spec.leaves_out_zero_targets(rule) and reported.targets is not None:
        found[(reported.states == VALUE) & (reported.targets.numerators == 0)] = EXCLUDED
    return found
