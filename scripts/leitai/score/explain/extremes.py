"""The lowest and highest value that anybody of a group was ever shown with, up to a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from leitai.model.scoring.ranking import Ranking
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

Extremes = tuple[Fraction, Fraction]


def limits_what_is_reachable(past: Ranking, now: Ranking) -> bool:
    """Whether what a ranking shows bounds what could be reached in another: of the same group and kind of period, not later."""
    return past.is_before(now) or (past.group, past.period) == (now.group, now.period)


class GroupHistory:
    """Made of rankings as they are shown, up to one period, so that it tells nothing that is withheld. Of cumulative values
    only those up to the same time of the year are held together."""

    def __init__(self, now: Period, alike: Sequence[Ranking]) -> None:
        self._now, self._alike = now, alike
        self._known: dict[str, Extremes] = {}

    def extremes(self, indicator: Indicator) -> Extremes:
        """Of an indicator that somebody has a value of."""
        if indicator.indicator_id not in self._known:
            values = list(self._values(indicator))
            self._known[indicator.indicator_id] = Fraction(min(values)), Fraction(max(values))
        return self._known[indicator.indicator_id]

    def _values(self, indicator: Indicator) -> Iterator[Decimal]:
        for past in self._alike:
            if indicator.period_type == "ytd" and past.period.number != self._now.number:
                continue
            for row in past.rows:
                score = row.scores.get(indicator.indicator_id)
                if (
                    score is not None
                    and score.observation is not None
                    and score.observation.value is not None
                ):
                    yield score.observation.value
