"""Who and what came, went or was only copied: units, indicators, single cells, whole files, totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from leitai.assist.diff.model import Finding, GroupCells, Scope, quoted_indicator, units_that_reported
from leitai.assist.diff.series import is_count
from leitai.grouping import grouped
from leitai.model.observations import STATE_NAMES, Observation
from leitai.pipeline.tools import measured

FEWEST_COPIES = 3


def find_gone_units(scope: Scope) -> Iterator[Finding]:
    """上期报过数、本期没有报的单位；单位表写明已终止的只作提示。整组都没有的合并成一条。"""
    now, before = units_that_reported(scope.now), units_that_reported(scope.before)
    group = scope.group.group_id
    if before and not now:
        what = f"“{scope.group.name}”上期有 {len(before)} 个单位报数，本期整组没有数据；请核对是否漏放文件。"
        yield Finding("unit_gone", "check", group, what, source=next(iter(before.values())).place)
        return
    for unit_id, cell in before.items():
        unit = scope.units[unit_id]
        if unit_id not in now and not unit.existed_on(scope.period.last_day):
            what = f"{unit.name}上期有数据，本期没有（单位表写明 {unit.valid_to} 终止）。"
            yield Finding("unit_gone", "note", group, what, unit_id, source=cell.place)
        elif unit_id not in now:
            what = f"{unit.name}上期有数据，本期没有；请催报或核对单位名。"
            yield Finding("unit_gone", "check", group, what, unit_id, source=cell.place)


def find_new_units(scope: Scope) -> Iterator[Finding]:
    """上期没有报、本期报了数的单位；整组都是新的合并成一条。第一期没有可比的，不报。"""
    now, before = units_that_reported(scope.now), units_that_reported(scope.before)
    group = scope.group.group_id
    if scope.previous is None:
        return
    if scope.is_new:
        what = f"“{scope.group.name}”上期没有数据，本期有 {len(now)} 个单位，不比较单位和指标的增减。"
        yield Finding("unit_new", "note", group, what, source=next(iter(now.values())).place)
        return
    seen = {u for p in scope.earlier for u in scope.content.reporting_units(p)}
    for unit_id, cell in now.items():
        if unit_id not in before:
            why = "上期没有" if unit_id in seen else "以往各期都没有"
            what = f"{scope.units[unit_id].name}本期有数据，{why}。"
            yield Finding("unit_new", "note", group, what, unit_id, source=cell.place)


def find_indicator_changes(scope: Scope) -> Iterator[Finding]:
    """一个组别上期有、本期没有的指标，和上期没有、本期有的指标；整组新增或消失时不报。"""
    now, before = _first_by_indicator(scope.now), _first_by_indicator(scope.before)
    group = scope.group.group_id
    if not now or not before:
        return
    for indicator_id, cell in before.items():
        if indicator_id not in now:
            name = quoted_indicator(scope.indicator(indicator_id))
            what = f"“{scope.group.name}”的{name}上期有数据，本期没有；请核对是否漏放文件或列名改了。"
            yield Finding("indicator_gone", "check", group, what, None, indicator_id, source=cell.place)
    for indicator_id, cell in now.items():
        if indicator_id not in before:
            what = f"“{scope.group.name}”的{quoted_indicator(scope.indicator(indicator_id))}本期有数据，上期没有。"
            yield Finding("indicator_new", "note", group, what, None, indicator_id, source=cell.place)


def _first_by_indicator(cells: GroupCells) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for (_, indicator_id), cell in cells.items():
        if cell.state != "missing":
            found.setdefault(indicator_id, cell)
    return found


def find_lost_values(scope: Scope) -> Iterator[Finding]:
    """上期是数、本期写未报、不适用、不公布或没有这一格；整个单位或整个指标没有的另报。"""
    units, indicators = units_that_reported(scope.now), _first_by_indicator(scope.now)
    for key, then in scope.before.items():
        unit_id, indicator_id = key
        cell = scope.now.get(key)
        still_there = cell is not None and cell.value is not None
        if then.value is None or still_there or unit_id not in units or indicator_id not in indicators:
            continue
        indicator = scope.indicator(indicator_id)
        after = "没有这一格" if cell is None else STATE_NAMES[cell.state]
        subject = f"{scope.units[unit_id].name}{quoted_indicator(indicator)}"
        what = f"{subject}{measured(then.value, indicator)} → {after}：上期有数，本期没有；请核对是否漏填。"
        place = (cell or then).place
        group = scope.group.group_id
        yield Finding("value_lost", "check", group, what, unit_id, indicator_id, then.value, after, place)


Part = tuple[str, ...]
GRAINS: tuple[tuple[str, Callable[[Observation], Part]], ...] = (
    ("file", lambda cell: (cell.place.path, cell.place.sheet or "")),
    ("unit", lambda cell: (cell.unit_id,)),
    ("row", lambda cell: (cell.unit_id, cell.place.path, cell.place.sheet or "")),
    ("column", lambda cell: ("", cell.indicator_id)),
)


def find_copies(scope: Scope) -> Iterator[Finding]:
    """一个文件、一个单位、一个单位在一个文件里或一个指标的数值全部与上期相同（至少 3 个），疑似沿用上期。

    累计数也直接与上期比：照抄上年末的累计数正是要找的。本期没有数的格不算；都是同一个数（例如全为 0、
    全为 100）的不报；有一个数上期没有，就不算相同。个别相同的数值只计个数。
    """
    cells = [cell for cell in scope.now.values() if cell.value is not None]
    same = [cell for cell in cells if _is_same(scope, cell)]
    told: set[Part] = set()
    for grain, part_of in GRAINS:
        for part in grouped((part_of(cell), cell) for cell in cells).values():
            keys = {(cell.unit_id, cell.indicator_id) for cell in part}
            copied = all(_is_same(scope, cell) for cell in part) and len({cell.value for cell in part}) > 1
            if len(part) >= FEWEST_COPIES and copied and not keys <= told:
                told |= keys
                yield _copy(scope, grain, part)
    rest = sum((cell.unit_id, cell.indicator_id) not in told for cell in same)
    if rest:
        what = f"“{scope.group.name}”的 {len(cells)} 个数值中{'另' if told else ''}有 {rest} 个与上期相同。"
        yield Finding("identical_count", "note", scope.group.group_id, what)


def _is_same(scope: Scope, cell: Observation) -> bool:
    then = scope.before.get((cell.unit_id, cell.indicator_id))
    return then is not None and then.value == cell.value


def _copy(scope: Scope, grain: str, part: list[Observation]) -> Finding:
    first = part[0]
    name = scope.units[first.unit_id].name
    subject = {
        "file": f"这个文件里“{scope.group.name}”的",
        "unit": f"{name}的",
        "row": f"{name}在这个文件里的",
        "column": f"“{scope.group.name}”的{quoted_indicator(scope.indicator(first.indicator_id))}",
    }
    what = f"{subject[grain]} {len(part)} 个数值与上期完全相同；请核对是否误用了上期的数。"
    unit_id = first.unit_id if grain in ("unit", "row") else None
    indicator_id = first.indicator_id if grain == "column" else None
    group, strength = scope.group.group_id, Decimal(len(part))
    return Finding(
        "identical", "check", group, what, unit_id, indicator_id, source=first.place, strength=strength
    )


def find_differing_totals(scope: Scope) -> Iterator[Finding]:
    """上级单位报的总数与所属单位之和不符；只看可以相加的计数，每个所属单位都报了数才比。

    不适用算作没有，零报告是 0；有一个未报、不公布或写约数（如 9300余起）的就不比。整数须相等，小数允许
    四舍五入造成的误差。
    """
    roster = scope.content.settings.roster(scope.group.group_id, scope.period)
    for parent_id in dict.fromkeys(unit.parent_id for unit in roster if unit.parent_id):
        members = [unit.unit_id for unit in roster if unit.parent_id == parent_id]
        for total in scope.content.cells_of_unit(scope.period, parent_id):
            yield from _differing_total(scope, total, members)


def _differing_total(scope: Scope, total: Observation, members: list[str]) -> Iterator[Finding]:
    indicator = scope.indicator(total.indicator_id)
    cells = [scope.now.get((unit_id, total.indicator_id)) for unit_id in members]
    parts = [part for part in map(_exact, cells) if part is not None]
    whole = _exact(total)
    if not is_count(indicator) or whole is None or len(parts) < len(members):
        return
    parts_sum = sum(parts, Decimal(0))
    tolerance = (len(parts) + 1) * Decimal(5).scaleb(-indicator.decimals - 1) if indicator.decimals else 0
    if abs(whole - parts_sum) > tolerance:
        name = scope.content.settings.units[total.unit_id].name
        difference = measured(abs(whole - parts_sum), indicator)
        what = (
            f"{name}{quoted_indicator(indicator)}写 {measured(whole, indicator)}，所属 {len(members)} 个单位合计 "
            f"{measured(parts_sum, indicator)}，相差 {difference}；请核对漏报、重复统计和口径。"
        )
        yield Finding(
            "total_differs", "check", scope.group.group_id, what, total.unit_id, indicator.indicator_id,
            parts_sum, whole, total.place,
        )  # fmt: skip


def _exact(cell: Observation | None) -> Decimal | None:
    """A cell's number for adding up: 不适用 adds nothing; None where there is none or only an about."""
    if cell is not None and cell.state == "not_applicable":
        return Decimal(0)
    return cell.value if cell is not None and cell.qualifier == "eq" else None
