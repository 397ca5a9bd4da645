"""Beyond chance or not: the newest counts of an indicator against the group and the unit's own past."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from leitai.model.change import AgainstChance, CellKey, Chance
from leitai.pages.indicators.comparisons import cell_key
from leitai.pages.indicators.reported import Newest
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cell, Cells, numeric, table
from leitai.schema.config.indicators import Indicator

SAID: Mapping[AgainstChance, str] = {
    "within": "在随机波动范围内",
    "above": "高，超出随机波动",
    "below": "低，超出随机波动",
    "": words.NOTHING,
}
NOTE = (
    "起数、件数、人数会偶然多几个、少几个：相差不大时，不能说明工作有好坏。两边其实一样、只因偶然就相差这么多的可能超过 5% 的，"
    "算在随机波动范围内；比的是本单位与本组其余单位合起来，以及本单位自己的上一期、上年同期。"
)


def chance_table(
    newest: Newest, chances: Mapping[CellKey, Chance], indicator: Indicator, title: str
) -> Markup:
    """Units in customary order; empty where the indicator counts no events."""
    rows: list[Cells] = [
        (
            unit_head(unit),
            Cell(words.observed(cell, indicator), note=cell.note if indicator.is_rate else ""),
            *(SAID[standing] for standing in (found.group, found.previous, found.year_ago)),
        )
        for unit, cell in sorted(newest.rows, key=lambda row: row[0].sort)
        if (found := chances.get(cell_key(cell))) is not None
    ]
    header = ("单位", numeric("数值"), "与本组其余单位比", "与上一期比", "与上年同期比")
    note = NOTE if indicator.is_rate else f"{NOTE}这些数没有按单位的大小折算。"
    return table(title, header, rows, css="lt-stack", note=note)
