"""What stands in for a missing value where a method declares it: of the group, or of the unit's own past.

`median` and `mean` of all values of the group, `worst` of them by polarity, `previous` the unit's own value of the period before. Decided
cases: where nobody has a value, or the unit had none before, nothing stands in, and the unit is not ranked. Source: OECD/JRC
Handbook, step 3 (imputation): declared, printed, never silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.scored import scored
from leitai.schema.config.dimensions import IMPUTED
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.period import Period

MEDIAN, MEAN, WORST, PREVIOUS = IMPUTED


def stand_ins(
    content: Content,
    rule: ScoreRule | None,
    policy: str,
    indicator_id: str,
    unit_ids: Sequence[str],
    period: Period,
) -> dict[str, Fraction]:
    """By unit, what would stand in for a missing value; empty where the policy puts nothing there."""
    if policy == PREVIOUS:
        before = {
            unit_id: _scored(content, rule, unit_id, indicator_id, period.previous()) for unit_id in unit_ids
        }
        return {unit_id: value for unit_id, value in before.items() if value is not None}
    found = (_scored(content, rule, unit_id, indicator_id, period) for unit_id in unit_ids)
    values = [value for value in found if value is not None]
    if policy not in IMPUTED or not values:
        return {}
    polarity = content.settings.indicators[indicator_id].polarity
    made = {
        MEDIAN: lambda: median(values),
        MEAN: lambda: sum(values, Fraction(0)) / len(values),
        WORST: lambda: max(values) if polarity == "lower" else min(values),
    }[policy]()
    return dict.fromkeys(unit_ids, made)


def _scored(
    content: Content, rule: ScoreRule | None, unit_id: str, indicator_id: str, period: Period
) -> Fraction | None:
    cell: Observation | None = content.cell_of(period, unit_id, indicator_id)
    return scored(content, rule, cell).value
