"""Rules over names and facts that change with time: several rows of one id in the tables of units and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from leitai.model.settings import Settings
from leitai.model.spans import begins
from leitai.problems import Place, Problem
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

_ONE_DAY = timedelta(days=1)
_ID: Mapping[type, str] = {Unit: "unit_id", Indicator: "indicator_id"}
_LASTING = {"unit_of_measure": "计量单位", "polarity": "方向", "period_type": "口径"}


def check_ids_once(settings: Settings) -> Iterator[Problem]:
    """每个编号只指一个单位或指标；同一编号的几行要写明起止日期，大小写不同也算同一个编号。"""
    for table in _tables(settings):
        known: dict[str, str] = {}
        for name, rows in table.items():
            same = known.setdefault(name.lower(), name)
            again = rows if same != name else [row for row in rows[1:] if row.valid_from is None]
            for row in again[:1]:
                what = "这个编号已经用过。"
                fix = "每个编号只能出现一次，大小写不同也算同一个；请改用新的编号。"
                fix += "更名、调整的另起一行，编号不变，写上起止日期（valid_from、valid_to）。"
                yield Problem("S04", _at(row.place, _ID[type(row)]), name, what, fix)


def check_name_spans(settings: Settings) -> Iterator[Problem]:
    """同一编号的几行，起止日期一行接一行：不重叠，中间也不空。"""
    for rows in (rows for table in _tables(settings) for rows in table.values()):
        for row in rows:
            if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
                what = "valid_to 早于 valid_from。"
                yield Problem("S09", _at(row.place, "valid_to"), str(row.valid_to), what, "请核对这两格。")
        for earlier, later in pairwise(rows):
            if later.valid_from is not None:
                yield from _check_joint(earlier, later)


def _check_joint(earlier: Unit | Indicator, later: Unit | Indicator) -> Iterator[Problem]:
    """The earlier row must end on the day before the later one begins."""
    day_before = begins(later) - _ONE_DAY
    if earlier.valid_to == day_before:
        return
    is_gap = earlier.valid_to is not None and earlier.valid_to < day_before
    fault = "之间有空档" if is_gap else "的日期重叠"
    what = f"同一编号的两行{fault}：第 {later.place.row} 行从 {later.valid_from} 起。"
    fix = f"请把这一行的 valid_to 写成 {day_before}（下一行起用的前一天），或改第 {later.place.row} 行的 valid_from。"
    yield Problem("S09", _at(earlier.place, "valid_to"), _shown(earlier.valid_to), what, fix)


def check_indicators_stay_the_same(settings: Settings) -> Iterator[Problem]:
    """指标改名、改定义，编号不变；计量单位、方向、口径变了就是另一个指标，用新的编号。"""
    for rows in settings.indicators_over_time.values():
        for earlier, later in pairwise(rows):
            for field, name in _LASTING.items():
                before, now = getattr(earlier, field), getattr(later, field)
                if before != now:
                    what = f"同一编号的指标换了{name}：第 {earlier.place.row} 行是“{before}”。前后的数不能连成一条线。"
                    fix = "写错了就改成一样；确实换了的，请用新的编号登记为另一个指标。"
                    yield Problem("S09", later.place_of(field), str(now), what, fix)


def check_successors(settings: Settings) -> Iterator[Problem]:
    """承接单位（successor）已登记，在承接那天存在；只有写了终止日期的行才有承接单位，承接关系不绕回自己。"""
    for unit in settings.unit_rows:
        place = unit.place_of("successors")
        for name in unit.successors:
            fault = _successor_fault(settings, unit, name)
            if fault is not None:
                yield Problem("S10", place, name, *fault)


def _successor_fault(settings: Settings, unit: Unit, name: str) -> tuple[str, str] | None:
    """What is wrong with one successor, and how to mend it."""
    if name not in settings.units:
        return "没有这个承接单位。", "请填单位表里的 unit_id；新设的单位先登记。"
    if unit.valid_to is None:
        return "这一行没有终止，不会有承接单位。", "请写上 valid_to（最后一天），或清空 successor。"
    if name == unit.unit_id:
        return "单位不能承接自己。", "只填别的单位；只是更名的，另起一行就行，不写 successor。"
    if unit.unit_id in _following(settings, name):
        return "承接关系绕回了这个单位自己。", "请核对几个单位的 successor：每一步都只指向后来的单位。"
    first = unit.valid_to + _ONE_DAY
    if not settings.on(first).units[name].existed_on(first):
        what = f"承接单位在 {first}（终止的第二天）不存在。"
        return what, f"请核对 {name} 的 valid_from、valid_to 和这一行的 valid_to。"
    return None


def _following(settings: Settings, unit_id: str) -> set[str]:
    """All that came after a unit that ended, through successors of successors that ended, too."""
    found, waiting = set[str](), [unit_id]
    while waiting:
        rows = settings.units_over_time.get(waiting.pop(), ())
        last = rows[-1].successors if rows and rows[-1].valid_to is not None else ()
        waiting += [name for name in last if name not in found]
        found.update(last)
    return found


def _tables(settings: Settings) -> tuple[Mapping[str, Sequence[Unit | Indicator]], ...]:
    return settings.units_over_time, settings.indicators_over_time


def _at(place: Place, column: str) -> Place:
    return replace(place, column=column)


def _shown(day: date | None) -> str:
    return "" if day is None else day.isoformat()
