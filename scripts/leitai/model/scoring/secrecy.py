"""What a method's `display` and `values` keep from the public: decided here alone, for the view that leaves it out and for checks that look for it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank
from leitai.schema.config.methods import Display, Method
from leitai.schema.period import Period


@dataclass(frozen=True)
class HiddenUnit:
    """A unit whose rank and score in a period are hidden, the indicators whose values would tell them, and whether ballots
    would."""

    period: Period
    unit_id: str
    secret: frozenset[str]
    is_balloted: bool


def hidden_units(content: Content, ranking: Ranking) -> list[HiddenUnit]:
    """Of the office's own ranking."""
    method, known = ranking.method, content.settings.indicators
    secret = secret_indicators(method)
    secret |= {part for name in secret for part in (known[name].numerator, known[name].same_as) if part}
    secret |= {name for name, one in known.items() if one.same_as in secret}
    is_balloted = any(i.rule.grades is not None for i in method.indicators())
    return [
        HiddenUnit(ranking.period, row.unit.unit_id, secret, is_balloted)
        for row in ranking.rows
        if is_hidden(row, method.display)
    ]


def is_hidden(row: RankingRow, display: Display) -> bool:
    """Whether a row has a rank and score that are not published."""
    return row.status == "ranked" and display.kind != "full" and not is_shown(row, display)


def is_shown(row: RankingRow, display: Display) -> bool:
    """Whether a row has a rank that is published."""
    return row.rank is not None and is_public(row.rank, display)


def is_public(rank: Rank, display: Display) -> bool:
    """Whether whoever has this rank is published with it."""
    return display.kind == "full" or (display.top_n is not None and rank <= display.top_n)


def secret_indicators(method: Method) -> frozenset[str]:
    """Those whose values are hidden with a unit's score: all of them, or those that are scores already."""
    if method.values == "hidden":
        return frozenset(method.deciding_indicators())
    return frozenset(i.indicator_id for i in method.indicators() if i.rule.spec.value_is_score)
