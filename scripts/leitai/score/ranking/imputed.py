"""What stands in for a missing value where a method declares it: of the group, or of the unit's own past.

`median` and `mean` of all values of the group, `worst` of them by polarity, `previous` the unit's own value of the period before. Decided
cases: where nobody has a value, or the unit had none before, nothing stands in, and the unit is not ranked. Source: OECD/JRC
Handbook, step 3 (imputation): declared, printed, never silent.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import median

from leitai.model.content import Content
from leitai.model.scoring.scored import scored
from leitai.schema.config.dimensions import IMPUTED, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.period import Period

MEDIAN, MEAN, WORST, PREVIOUS = IMPUTED


def stand_ins(
    content: Content, method: Method, counted: MethodIndicator, period: Period
) -> dict[str, Fraction]:
    """By unit of the method's group, what would stand in for a missing value; empty where the method puts nothing there."""
    name = counted.indicator_id
    policy, polarity = method.missing_policies[name], content.settings.indicators[name].polarity
    if policy not in IMPUTED:
        return {}
    of = period.previous() if policy == PREVIOUS else period
    found = {
        unit.unit_id: scored(content, counted.rule, content.cell_of(of, unit.unit_id, name)).value
        for unit in content.settings.roster(method.group, period)
    }
    known = {unit_id: value for unit_id, value in found.items() if value is not None}
    if policy == PREVIOUS or not known:
        return known
    values = list(known.values())
    made = {
        MEDIAN: lambda: median(values),
        MEAN: lambda: sum(values, Fraction(0)) / len(values),
        WORST: lambda: max(values) if polarity == "lower" else min(values),
    }[policy]()
    return dict.fromkeys(found, made)
