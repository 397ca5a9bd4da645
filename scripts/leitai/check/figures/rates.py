"""Rules over rates that the product computes, and over counts that should be rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from leitai.check.figures.rosters import named
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import Ranking
from leitai.model.scoring.rates import stock_of
from leitai.problems import Problem
from leitai.schema.config.dimensions import MethodIndicator

UNEQUAL = 2  # times: the largest unit against the smallest


def check_replaced(content: Content) -> Iterator[Problem]:
    """由别的指标算出来的也填报了的，与算出来的一致（比到填报的小数位）。"""
    for own in content.results.replaced:
        cell = content.cell_of(own.period, own.unit_id, own.indicator_id)
        exact = content.exact_value(cell) if cell is not None else None
        if own.value is None or exact is None or cell is None:
            continue
        exponent = own.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if abs(exact - Fraction(own.value)) * 10**places * 2 > 1:
            name, how = (
                content.settings.indicators[own.indicator_id].name,
                f"（{cell.note}）" if cell.note else "",
            )
            what = f"“{name}”填报 {own.value}，按指标表的算法是 {cell.value}{how}。"
            yield Problem(
                "A05", own.place, own.text, what, "请核对分子、分母和率；也可以不报率，只报分子和分母。"
            )


def check_counts_of_unequal_units(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """规模相差一倍以上的单位，不直接比事件、人数这样的总量：大的单位总是多。"""
    seen: set[tuple[str, str]] = set()
    for ranking in reversed(rankings):
        for counted in ranking.method.indicators():
            key = (ranking.method.id, counted.indicator_id)
            if key not in seen and _is_raw_count(content, counted):
                seen.add(key)
                yield from _unequal(content, ranking, counted)


def _is_raw_count(content: Content, counted: MethodIndicator) -> bool:
    known, rule = content.settings.indicators[counted.indicator_id], counted.rule
    compares = rule.is_on_value and not rule.target_source and not rule.spec.value_is_score
    return known.is_additive and not known.is_rate and compares and known.period_type != "point"


def _unequal(content: Content, ranking: Ranking, counted: MethodIndicator) -> Iterator[Problem]:
    """The first denominator by which the units are unequal."""
    known = content.settings.indicators
    for size in content.settings.background:
        cells = [
            cell
            for row in ranking.rows
            if row.status == "ranked" and (cell := stock_of(content, size, ranking.period, row.unit.unit_id))
        ]
        small, large = min(cells, key=_value, default=None), max(cells, key=_value, default=None)
        if small is not None and large is not None and _value(large) >= UNEQUAL * _value(small) > 0:
            units, name = content.settings.units, known[counted.indicator_id].name
            what = (
                f"“{name}”直接比总量，而“{known[size].name}”{units[large.unit_id].name}是 {_value(large)}，"
                f"{units[small.unit_id].name}只有 {_value(small)}。"
            )
            fix = f"请登记一个率：numerator: {counted.indicator_id}，denominator: {size}，用率计分；有意比总量的不用处理。"
            yield Problem("M29", counted.place, counted.indicator_id, what, fix)
            return


def _value(cell: Observation) -> Decimal:
    return cell.value or Decimal(0)


def check_structure_is_whole(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """组内有的单位报了结构指标（structure）的，其余单位也要有：没有的不列入条件相近的单位。"""
    newest = {ranking.group: ranking for ranking in rankings}
    for ranking in newest.values():
        units = [row.unit for row in ranking.rows if row.status == "ranked"]
        for name in content.settings.portal.structure:
            lacking = [
                unit for unit in units if stock_of(content, name, ranking.period, unit.unit_id) is None
            ]
            if 0 < len(lacking) < len(units):
                shown = content.settings.indicators[name].name
                what = f"结构指标“{shown}”没有{named(lacking)}的数，这些单位不列入条件相近的单位。"
                fix = "请补报这个时点值，或从 portal.yml 的 structure 里删去这个指标。"
                yield Problem("M33", content.settings.portal.place, name, what, fix)
