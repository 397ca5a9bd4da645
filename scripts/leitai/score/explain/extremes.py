"""The lowest and highest value that anybody of a group was ever shown with, up to a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from leitai.model.scoring.ranking import Ranking
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period

Extremes = tuple[Fraction, Fraction]


class GroupHistory:
    """Made of rankings as they are shown, so that it tells nothing that is withheld. Only periods of one kind are held
    together, and of cumulative values only those up to the same time of the year."""

    def __init__(self, rankings: Sequence[Ranking]) -> None:
        self._rankings: dict[tuple[str, str], list[Ranking]] = {}
        for ranking in rankings:
            self._rankings.setdefault((ranking.group, ranking.period.kind), []).append(ranking)
        self._known: dict[tuple[str, Period, str], Extremes] = {}

    def extremes(self, ranking: Ranking, indicator: Indicator) -> Extremes:
        """Of an indicator that somebody has a value of."""
        key = ranking.group, ranking.period, indicator.indicator_id
        if key not in self._known:
            values = list(self._values(ranking, indicator))
            self._known[key] = Fraction(min(values)), Fraction(max(values))
        return self._known[key]

    def _values(self, ranking: Ranking, indicator: Indicator) -> Iterator[Decimal]:
        now, is_ytd = ranking.period, indicator.period_type == "ytd"
        for past in self._rankings[ranking.group, now.kind]:
            if now < past.period or (is_ytd and past.period.number != now.number):
                continue
            for row in past.rows:
                score = row.scores.get(indicator.indicator_id)
                if (
                    score is not None
                    and score.observation is not None
                    and score.observation.value is not None
                ):
                    yield score.observation.value
