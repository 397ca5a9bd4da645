"""What units and indicators were called before, and what became of units: 曾用名、由来、承接."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.urls import unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import linked
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit


def former_names(rows: Sequence[Unit] | Sequence[Indicator]) -> str:
    """甲县（至2020年3月31日）, oldest first; empty without any. `rows`: those of one id."""
    earlier = [row for row in rows[:-1] if row.name != rows[-1].name]
    return "；".join(f"{row.name}（至{words.day(row.valid_to)}）" for row in earlier)


def ended(settings: Settings, unit: Unit) -> Markup:
    """That a unit is no more, since when, and who took over; empty for one that goes on. `unit`: its newest row."""
    if unit.valid_to is None:
        return Markup("")
    taken_over = f"，由{_linked(settings, unit.successors)}承接" if unit.successors else ""
    return Markup("{}于{}撤销{}。").format(unit.name, words.day(unit.valid_to), Markup(taken_over))


def origin(settings: Settings, unit_id: str) -> Markup:
    """Whose successor a unit is, and since when; empty for one that is nobody's."""
    found = [
        Markup("{}（{}撤销或拆分）").format(
            _linked(settings, [row.unit_id], row.name), words.day(row.valid_to)
        )
        for row in settings.predecessors(unit_id)
    ]
    return Markup("；").join(found)


def changed_since(settings: Settings, units: Iterable[Unit]) -> tuple[Markup, ...]:
    """What became of the units of a period: new names and ends, each with a link. `units` as they were then."""
    return tuple(text for unit in units for text in _since(settings, unit))


def _since(settings: Settings, then: Unit) -> Iterator[Markup]:
    now = settings.units[then.unit_id]
    if now.name != then.name:
        yield Markup("{}今称{}").format(then.name, _linked(settings, [now.unit_id]))
    for row in settings.units_over_time[then.unit_id]:
        is_later = row.valid_to is not None and (then.valid_to is None or row.valid_to >= then.valid_to)
        if is_later and (row is now or row.successors):
            yield Markup("{}").format(_end(settings, row))


def _end(settings: Settings, row: Unit) -> Markup:
    """The end of a row: of the unit, or of what was split off it."""
    if row is settings.units[row.unit_id]:
        return Markup(str(ended(settings, row)).removesuffix("。"))
    parts = _linked(settings, row.successors)
    return Markup("{}于{}划出{}").format(row.name, words.day(row.valid_to), parts)


def _linked(settings: Settings, unit_ids: Iterable[str], name: str = "") -> Markup:
    return Markup("、").join(
        linked(name or settings.units[unit_id].name, unit_url(unit_id)) for unit_id in unit_ids
    )
