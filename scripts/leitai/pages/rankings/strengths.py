"""Where a unit stands on each indicator within its group: strengths and weaknesses.

Only under `display: full`: with hidden rows neither the median of the group nor its best is known to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.pages.kit import words
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import numeric, table
from leitai.pages.rankings.lessons import Examples, Lesson, lesson, value_with_measure
from leitai.schema.config.indicators import Indicator

MOST = 3  # indicators named as strong, and as weak
CLEARLY_BETTER = Decimal(5)  # points of 100
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Strength:
    """One indicator of a ranked unit: its score (100 is full) and the median of the group.

    `worth`: the distance between them by the weight that counted for this unit, in points.
    `leaders`: all units with the group's best score, in customary order.
    """

    indicator_id: str
    score: Decimal
    middle: Decimal
    worth: Fraction
    leaders: tuple[RankingRow, ...]


def strengths_of(ranking: Ranking, row: RankingRow) -> tuple[Strength, ...]:
    """Every indicator that counted for a unit, in the method's order; empty where not everything is shown."""
    if ranking.method.display.kind != "full" or row.rank is None:
        return ()
    found = (_strength(ranking, row, counted.indicator_id) for counted in ranking.method.indicators())
    return tuple(one for one in found if one is not None)


def _strength(ranking: Ranking, row: RankingRow, indicator_id: str) -> Strength | None:
    own = row.scores[indicator_id]
    if own.score is None or own.weight is None:
        return None
    level = ranking.levels[indicator_id]
    worth = own.weight * Fraction(own.score - level.middle) / 100
    return Strength(indicator_id, own.score, level.middle, worth, level.leaders)


def strongest(found: Sequence[Strength]) -> list[Strength]:
    """At most three above the median of the group, by points gained over it; equal ones in the method's order."""
    above = [one for one in found if one.worth > 0]
    return sorted(above, key=lambda one: -one.worth)[:MOST]


def is_clearly_led(one: Strength) -> bool:
    """Whether the leaders are so much better that there is something to learn from them."""
    best = max((row.scores[one.indicator_id].score or one.score for row in one.leaders), default=one.score)
    return best - one.score >= CLEARLY_BETTER


def weakest(found: Sequence[Strength]) -> list[Strength]:
    """At most three below the median, by points lost against it; a unit may have fewer, or none."""
    below = [one for one in found if one.worth < 0]
    return sorted(below, key=lambda one: one.worth)[:MOST]


@dataclass(frozen=True)
class StrengthsPanel:
    """A unit's three strongest and weakest indicators, and from whom to learn those."""

    strong: Markup
    weak: Markup
    lessons: tuple[Lesson, ...]
    is_demo: bool


def strengths_panel(
    examples: Examples, ranking: Ranking, row: RankingRow, most_cases: int | None = None
) -> StrengthsPanel | None:
    """Strengths, weaknesses and the 学 panel of a unit's ranking; None where they are not shown."""
    found = strengths_of(ranking, row)
    if not found:
        return None
    strong, weak = strongest(found), weakest(found)
    known, title = examples.settings.indicators, f"{row.unit.name}{ranking.period.title}"
    return StrengthsPanel(
        strong=_table(known, row, strong, f"{title}强项"),
        weak=_table(known, row, weak, f"{title}短板"),
        lessons=lessons_of(examples, ranking, row, filter(is_clearly_led, weak), most_cases),
        is_demo=ranking.data_status == "demo",
    )


def lessons_of(
    examples: Examples, ranking: Ranking, row: RankingRow, weak: Iterable[Strength], most_cases: int | None
) -> tuple[Lesson, ...]:
    """What a unit can learn on each of its weak indicators."""
    return tuple(lesson(examples, ranking, row, one.indicator_id, most_cases) for one in weak)


def _table(
    known: Mapping[str, Indicator], row: RankingRow, found: Sequence[Strength], caption: str
) -> Markup:
    rows = []
    for one in found:
        indicator = known[one.indicator_id]
        head = indicator_head(indicator, note=value_with_measure(row, indicator))
        worth = words.signed_change(worth_in_points(one))
        rows.append((head, worth, words.number(one.score), words.number(one.middle)))
    names = ("折合分值", "得分（百分制）", "组内中位数")
    return table(caption, ("指标", *map(numeric, names)), rows)


def worth_in_points(one: Strength) -> Decimal:
    """To two places, halves away from zero."""
    exact = Decimal(one.worth.numerator) / Decimal(one.worth.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)
