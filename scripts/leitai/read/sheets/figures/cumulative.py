"""Period values from year-to-date values, where a file holds nothing else (decision 27).

The quarter's own value is this quarter's cumulative figure less the previous one's, of the same unit
and year; in the first period of a year it is the cumulative figure itself. Only where both exist, only
for what adds up (no rates, no marks), and always with a notice that names both cells. Where somebody
reported the period's own value as well, the two must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from leitai.model.observations import (
    COLUMNS,
    LESS_BEFORE,
    Observation,
    all_of,
    at_keys,
    observation_records,
    observations_of,
)
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.read.documents.alike import together
from leitai.read.documents.values import is_additive, split_unit
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period


def period_values(
    totals: pd.DataFrame, own: pd.DataFrame, settings: Settings, problems: list[Problem]
) -> pd.DataFrame:
    """The period's own values, for each cumulative figure that nobody reported one for.

    `totals` have one column more than observations: `beside`, where a figure stands beside the period's own value; such a
    figure serves the next period, and is held against that value. A state (未报 …) holds for the period too. What can't be
    derived is reported and yields nothing.
    """
    if totals.empty:
        return totals
    reports, befores = at_keys(own, totals), _before(totals, own)
    records, beside = observation_records(totals), totals.get("beside", ())
    derived, found = [], list[Problem]()
    for total, is_beside, reported, before in zip(records, beside, reports, befores, strict=True):
        same = settings.is_same_area(total.unit_id, total.period.previous(), total.period)
        subject = _Subject(settings.units[total.unit_id].name, settings.indicators[total.indicator_id], same)
        if reported is not None:
            found += _against_reported(reported, total, before, subject)
        elif not is_beside:
            value, problem = _period_value(total, before, subject)
            found.append(problem)
            derived += [value] if value is not None else []
    problems += together(found)
    return observations_of(derived)


def _before(totals: pd.DataFrame, own: pd.DataFrame) -> list[Observation | None]:
    """The cumulative figure of the previous period of the year; that of the first is its own value."""
    periods = {name: Period.of(name) for name in [*totals["period"].unique(), *own["period"].unique()]}
    firsts = own[own["period"].map(lambda name: periods[name].number == 1)]
    known = all_of([firsts, totals[list(COLUMNS)]])
    before = {name: None if p.number == 1 else p.previous().id for name, p in periods.items()}
    previous = totals["period"].map(before.get)
    return at_keys(known, totals.assign(period=previous))


@dataclass(frozen=True)
class _Subject:
    """`is_same_area`: nothing was merged into the unit or split off it since the period before."""

    unit: str
    indicator: Indicator
    is_same_area: bool

    def __str__(self) -> str:
        return f"“{self.unit}”的“{self.indicator.name}”"


def _against_reported(
    reported: Observation, total: Observation, before: Observation | None, subject: _Subject
) -> Iterator[Problem]:
    """A warning where the reported value isn't what the exact cumulative figures leave; what stands beside 累计 isn't used."""
    if total.note or _stands_beside(total):
        own = f"{subject}的当期值另有填报（{reported.place}）"
        what = f"{own}，这一行累计旁边的目标值、同比、备注等没有使用。"
        yield Problem("T09", total.place, total.text, what, "需要的话请写到当期值那一行。")
    first = total.period.number == 1
    numbers = [reported, total, *([] if first or before is None else [before])]
    exact = all(o.value is not None and o.qualifier == "eq" for o in numbers)
    can_be_held = (first or before) and subject.is_same_area
    if not exact or not can_be_held or not is_additive(subject.indicator.unit_of_measure):
        return
    value, minuend, *subtrahend = (o.value for o in numbers if o.value is not None)
    left = minuend - sum(subtrahend, Decimal(0))
    if abs(value - left) > _rounding(numbers, subject.indicator.unit_of_measure):
        how = f"累计 {total.text}" if first else f"累计 {total.text} − 上期累计 {numbers[2].text}"
        where = f"累计在 {total.place}" + ("" if first else f"，上期累计在 {numbers[2].place}")
        what = f"{subject}填的当期值与累计不一致：{how}，应为 {left:f}；{where}。"
        fix = "请核对这几处哪一处写错了；确有核减或口径调整的，可以保留并登记说明。"
        yield Problem("A04", reported.place, reported.text, what, fix)


def _rounding(numbers: Iterable[Observation], unit_of_measure: str) -> Decimal:
    """How far rounded figures may be apart: counts not at all, others three halves of their last common digit."""
    exponents = [o.value.as_tuple().exponent for o in numbers if o.value is not None]
    last = max(e for e in exponents if isinstance(e, int))
    is_count = last >= 0 and split_unit(unit_of_measure)[1] == 1
    return Decimal(0) if is_count else Decimal("1.5").scaleb(last)


def _period_value(
    total: Observation, before: Observation | None, subject: _Subject
) -> tuple[Observation | None, Problem]:
    if not is_additive(subject.indicator.unit_of_measure):
        what = f"“{subject.indicator.name}”登记的是当期值，这里只有累计；比率和评分不能由累计相减得出。"
        return None, Problem("V09", total.place, total.text, what, "请补上当期值的列。")
    alone = replace(total, target=None, year_ago=None, yoy_reported="")
    if total.value is None or total.period.number == 1:
        why = "累计没有数，当期照写" if total.value is None else "一年的第一期，累计就是当期值"
        return alone, _notice(total, f"{subject}：{why}，按“{total.text}”读取。")
    if not subject.is_same_area:
        what = f"{subject}登记的是当期值，这里只有累计；上期以后单位有撤并或拆分，累计不能相减。"
        return None, Problem("V09", total.place, total.text, what, "请补上当期值的列。")
    if before is None or before.value is None:
        return None, _nothing_before(total, before, subject)
    value = total.value - before.value
    if value < 0 and (subject.indicator.valid_min is None or subject.indicator.valid_min >= 0):
        what = f"{subject}的累计比上期的累计“{before.text}”（{before.place}）还少。"
        fix = "请核对哪一处写错了；确有核减，请直接填当期值。"
        return None, Problem("V11", total.place, total.text, what, fix)
    is_exact = total.qualifier == before.qualifier == "eq"
    how = f"累计 {total.text}{LESS_BEFORE}{before.text}"
    text = f"{'' if is_exact else '约'}{value:f}（{how}）"
    what = f"{subject}的当期值由累计相减得出：{text}；上期累计在 {before.place}。"
    derived = replace(alone, value=value, qualifier="eq" if is_exact else "approx", text=text)
    return derived, _notice(total, what)


def _nothing_before(total: Observation, before: Observation | None, subject: _Subject) -> Problem:
    previous = total.period.previous().id
    lacking = "没有累计数" if before is None else f"的累计是“{before.text}”（{before.place}）"
    whose = f"“{subject.indicator.name}”" if before is None else str(subject)
    what = f"{whose}登记的是当期值，这里只有累计；{previous} {lacking}，不能相减。"
    fix = f"请补上当期值的列，或在 content/results/{previous}/ 的表里补上累计列。"
    return Problem("V09", total.place, total.text, what, fix)


def _notice(total: Observation, what: str) -> Problem:
    not_used = "同一行的目标值、上年同期、同比不知按哪个口径，没有采用；请另给当期值的列。"
    fix = not_used if _stands_beside(total) else "请核对。"
    return Problem("V10", total.place, total.text, what, fix)


def _stands_beside(total: Observation) -> bool:
    return total.target is not None or total.year_ago is not None or bool(total.yoy_reported)
