"""Where a unit stands on each indicator within its group: strengths, weaknesses, and whom to learn from.

Only under `display: full`: with hidden rows neither the middle of the group nor its best is known to readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.urls import case_url, indicator_url, unit_url
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import NOT_SET, benchmarks_of
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.texts.cases import CASE_STATUSES, Case

MOST = 3  # indicators named as strong, and as weak
MOST_CASES = 2  # per indicator, where room is short
NAMED_LEADERS = 3
CENT = Decimal("0.01")
NUMBER = "lt-number"


@dataclass(frozen=True)
class Strength:
    """One indicator of a ranked unit: its score (100 is full) and the middle one of the group.

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
    """At most three above the middle of the group, by points gained over it; equal ones in the method's order."""
    above = [one for one in found if one.worth > 0]
    return sorted(above, key=lambda one: -one.worth)[:MOST]


def weakest(found: Sequence[Strength]) -> list[Strength]:
    """At most three below the middle, by points lost against it; a unit may have fewer, or none."""
    below = [one for one in found if one.worth < 0]
    return sorted(below, key=lambda one: one.worth)[:MOST]


def strengths_panel(
    portal: Portal, ranking: Ranking, row: RankingRow, url: str, most_cases: int | None = None
) -> dict[str, object] | None:
    """Strengths, weaknesses and the 学 panel of a unit's ranking; None where they are not shown."""
    found = strengths_of(ranking, row)
    if not found:
        return None
    strong, weak = strongest(found), weakest(found)
    period = ranking.period.title
    return {
        "strong": _table(portal, row, strong, f"{row.unit.name}{period}强项", url),
        "weak": _table(portal, row, weak, f"{row.unit.name}{period}短板", url),
        "lessons": [_lesson(portal, ranking, row, one, most_cases) for one in weak],
        "is_demo": ranking.data_status == "demo",
    }


def _table(portal: Portal, row: RankingRow, found: Sequence[Strength], caption: str, url: str) -> Markup:
    rows = []
    for one in found:
        indicator = portal.content.settings.indicators[one.indicator_id]
        cells = [
            Cell(indicator.name, relative(url, indicator_url(one.indicator_id)), is_header=True),
            Cell(words.signed(worth_in_points(one)), css=NUMBER),
            Cell(_value(row, indicator), css=NUMBER),
            Cell(words.number(one.score), css=NUMBER),
            Cell(words.number(one.middle), css=NUMBER),
        ]
        rows.append(Row(cells))
    names = ("折合分值", "数值", "得分（百分制）", "组内中位")
    header = [Cell("指标"), *(Cell(name, css=NUMBER) for name in names)]
    return table(caption, header, rows, css="lt-stack")


def worth_in_points(one: Strength) -> Decimal:
    """To two places, halves away from zero."""
    exact = Decimal(one.worth.numerator) / Decimal(one.worth.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)


def _lesson(
    portal: Portal, ranking: Ranking, row: RankingRow, one: Strength, most_cases: int | None
) -> dict[str, object]:
    """Who leads on a weak indicator and with what value, what lies outside the group, and which cases say how."""
    indicator = portal.content.settings.indicators[one.indicator_id]
    cases = cases_to_learn_from(portal, one.indicator_id, one.leaders, row.unit.unit_id)
    return {
        "name": indicator.name,
        "url": indicator_url(one.indicator_id),
        "own": _value(row, indicator),
        "leaders": _leaders(one.leaders, indicator),
        "others": _others(one.leaders),
        "benchmarks": [
            f"{b.kind}{b.name} {words.measured(b.value, indicator)}{words.measure(indicator)}"
            for b in benchmarks_of(portal, indicator, ranking.period)
        ]
        or [f"标杆{NOT_SET}"],
        "cases": [_case(portal, case) for case in cases[:most_cases]],
    }


def _value(row: RankingRow, indicator: Indicator) -> str:
    """98.5%, 1.20 起/万人; a text as written says its own measure."""
    observation = row.scores[indicator.indicator_id].observation
    shown = words.observed(observation, indicator)
    plain = observation is not None and observation.state == "value" and observation.qualifier == "eq"
    return shown + words.measure(indicator) if plain else shown


def _leaders(leaders: Sequence[RankingRow], indicator: Indicator) -> list[dict[str, str]]:
    return [
        {"name": row.unit.name, "url": unit_url(row.unit.unit_id), "value": _value(row, indicator)}
        for row in leaders[:NAMED_LEADERS]
    ]


def _others(leaders: Sequence[RankingRow]) -> str:
    return f"等 {len(leaders)} 个单位" if len(leaders) > NAMED_LEADERS else ""


def cases_to_learn_from(
    portal: Portal, indicator_id: str, leaders: Sequence[RankingRow], own: str = ""
) -> list[Case]:
    """The cases on an indicator that are not a unit's own, those of its leaders first; retired ones teach nothing."""
    leading = {row.unit.unit_id for row in leaders}
    found = [
        case
        for case in portal.content.library.cases_for_indicator(indicator_id)
        if case.status != "retired" and case.units != (own,)
    ]
    return sorted(found, key=lambda case: leading.isdisjoint(case.units))


def lesson_table(portal: Portal, ranking: Ranking, url: str) -> Markup:
    """For every indicator: who leads with what value, and which cases say how; empty where not everything is shown."""
    if ranking.method.display.kind != "full":
        return Markup("")
    rows = []
    for indicator_id, level in ranking.levels.items():
        indicator = portal.content.settings.indicators[indicator_id]
        head = Cell(indicator.name, relative(url, indicator_url(indicator_id)), is_header=True)
        leaders = _leaders(level.leaders, indicator)
        best = [_link(url, one["url"], one["name"], one["value"]) for one in leaders]
        learn_from = cases_to_learn_from(portal, indicator_id, level.leaders)[:MOST_CASES]
        told = [_case(portal, case) for case in learn_from]
        cases = [_link(url, one["url"], one["title"], one["note"]) for one in told]
        others = _others(level.leaders)
        rows.append(
            Row([head, Markup("、").join(best) + others, Markup("；").join(cases) or Markup(words.NOTHING)])
        )
    header = [Cell("指标"), Cell("得分最高"), Cell("写到这项指标的做法")]
    return table("各项谁领先、怎么做", header, rows, css="lt-titled lt-stack lt-screen")


def _link(from_url: str, to_url: str, text: str, note: str) -> Markup:
    return Markup('<a href="{}">{}</a>（{}）').format(relative(from_url, to_url), text, note)


def _case(portal: Portal, case: Case) -> dict[str, str]:
    units = "、".join(portal.content.settings.units[unit_id].short for unit_id in case.units)
    status = "虚构示例" if case.is_demo else CASE_STATUSES[case.status]
    return {"title": case.title, "url": case_url(case.slug), "note": f"{units}，{status}"}
