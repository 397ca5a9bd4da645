"""晒进度: each unit's values against the targets that its reports and `targets.csv` name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from leitai.model.change import CellKey, Progress
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import may_be_compared
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cell, table
from leitai.pages.meetings.progress.lamps import Lamp
from leitai.schema.config.indicators import Indicator

RATES = ("%", "‰")
LAMP_WORDS = {"green": "按序时", "yellow": "略有落后", "red": "落后较多"}


@dataclass(frozen=True)
class Aim:
    """A value with its target. `progress`: how far a cumulative value is on its way; None where value and target are held
    against each other as they are."""

    cell: Observation
    target: Fraction
    progress: Progress | None


def aims_of(content: Content, progress: Mapping[CellKey, Progress], ranking: Ranking) -> tuple[Aim, ...]:
    """Every published value of the group's units that has a target, by unit and indicator in customary order."""
    period = ranking.period
    units = sorted((row.unit for row in ranking.rows), key=lambda unit: unit.sort)
    cells = (cell for unit in units for cell in content.cells_of_unit(period, unit.unit_id))
    aims = (_aim(content, progress.get((period.id, c.unit_id, c.indicator_id)), c) for c in cells)
    return tuple(aim for aim in aims if aim is not None)


def _aim(content: Content, progress: Progress | None, cell: Observation) -> Aim | None:
    """An annual target holds for cumulative values, by the share of the year that has passed, and for rates; a target of the
    report itself for any value. None where nothing may be judged."""
    if progress is not None:
        return Aim(cell, progress.target, progress)
    indicator = content.settings.indicators[cell.indicator_id]
    is_judged = cell.value is not None and indicator.polarity in ("higher", "lower")
    if not is_judged or not may_be_compared(indicator):
        return None
    is_rate = indicator.unit_of_measure in RATES or cell.period.kind == "year"
    target = content.target("file", cell) or (content.target("annual", cell) if is_rate else None)
    return None if target is None else Aim(cell, target, None)


def target_table(settings: Settings, aims: Iterable[Aim]) -> Markup:
    """Units down, indicators with a target across; empty markup if there is none."""
    by_unit: dict[str, dict[str, Aim]] = {}
    for aim in aims:
        by_unit.setdefault(aim.cell.unit_id, {})[aim.cell.indicator_id] = aim
    asked = {indicator_id for found in by_unit.values() for indicator_id in found}
    indicators = [indicator for name, indicator in settings.indicators.items() if name in asked]
    rows = [list(_cells(settings, unit_id, found, indicators)) for unit_id, found in by_unit.items()]
    return table(
        "目标", ("单位", *(_head(indicator) for indicator in indicators)), rows, css="lt-titled lt-stack"
    )


def _head(indicator: Indicator) -> Cell:
    return Cell(indicator.name, indicator_url(indicator.indicator_id), note=indicator.unit_of_measure)


def _cells(
    settings: Settings, unit_id: str, found: dict[str, Aim], indicators: Iterable[Indicator]
) -> Iterator[Cell]:
    yield unit_head(settings.units[unit_id])
    for indicator in indicators:
        aim = found.get(indicator.indicator_id)
        yield Cell(words.NOTHING) if aim is None else _aim_cell(aim, indicator)


def _aim_cell(aim: Aim, indicator: Indicator) -> Cell:
    """48，目标 64：完成 75.0%，序时 75.0%; a rate: 97.2，目标 98：未达到."""
    shown, target = words.observed(aim.cell, indicator), words.fraction(aim.target)
    if aim.progress is not None:
        reached, elapsed = (words.percent(share) for share in (aim.progress.reached, aim.progress.elapsed))
        seen = Lamp(aim.progress.lamp, LAMP_WORDS[aim.progress.lamp])
        return Cell(
            f"{seen.word}（{seen.reason}）",
            css=seen.css,
            note=f"{shown}，全年目标 {target}：完成 {reached}，序时 {elapsed}",
        )
    assert aim.cell.value is not None
    is_higher = indicator.polarity == "higher"
    is_met = aim.cell.value >= aim.target if is_higher else aim.cell.value <= aim.target
    return Cell("达到" if is_met else "未达到", note=f"{shown}，目标{'' if is_higher else '不超过'} {target}")
