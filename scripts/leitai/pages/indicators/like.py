"""Like with like: each unit's value beside those of the units that are nearest to it in size and conditions."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from markupsafe import Markup

from leitai.model.observations import Observation
from leitai.model.scoring.neighbours import FEWEST, Neighbours
from leitai.model.settings import Settings
from leitai.pages.indicators.reported import IndicatorFigures, Newest
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cells, numeric, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

HEADER = ("单位", numeric("数值"), numeric("相近单位的中位数"), "条件相近的单位")


def like_table(reported: IndicatorFigures, newest: Newest, title: str) -> Markup:
    """Every unit beside the median of the units that are like it, or why there is none; empty where the group reports no
    structure, and for the structural indicators themselves."""
    indicator, settings = reported.indicator, reported.settings
    cells = {unit.unit_id: (unit, cell) for unit, cell in newest.rows if cell.value is not None}
    known = [unit for unit, _ in cells.values() if unit.unit_id in reported.neighbours]
    if indicator.indicator_id in settings.portal.structure or not known:
        return Markup("")
    rows, alone = [], []
    for unit in sorted(known, key=lambda unit: unit.sort):
        near = reported.neighbours[unit.unit_id]
        others = [cells[name] for name in near.unit_ids if name in cells]
        if others:
            rows.append(_row(indicator, cells[unit.unit_id][1], unit, others))
        elif not near.unit_ids:
            alone.append(unit)
    if not rows:
        why = why_nobody_is_like(settings, known[0], reported.neighbours[known[0].unit_id])
        return Markup("<p>{}：{}</p>").format(settings.portal.group_name(newest.group), why)
    note = f"结构指标没有报全的不列：{'、'.join(unit.name for unit in alone)}。" if alone else ""
    return table(f"{title}与条件相近的单位比", HEADER, rows, css="lt-stack", note=note)


def _row(
    indicator: Indicator, cell: Observation, unit: Unit, others: list[tuple[Unit, Observation]]
) -> Cells:
    middle = median([other.value for _, other in others if other.value is not None])
    named = (f"{other.short} {words.observed(one, indicator)}" for other, one in others)
    return (
        unit_head(unit),
        words.observed(cell, indicator),
        words.measured(Decimal(middle), indicator),
        "、".join(named),
    )


def why_nobody_is_like(settings: Settings, unit: Unit, found: Neighbours) -> str:
    """A sentence on a unit without neighbours."""
    names, count = (
        "、".join(settings.indicators[name].name for name in found.indicators),
        len(found.structure),
    )
    if count < FEWEST:
        return f"同组报全了{names}的单位有 {count} 个，不到 {FEWEST} 个，不找条件相近的单位。"
    if unit.unit_id not in found.structure:
        return f"{unit.name}没有报全{names}，不找条件相近的单位。"
    return f"同组各单位的{names}都相同，分不出哪些更相近。"
