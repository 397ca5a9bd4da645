"""What the rows of most tables are about: a unit or an indicator, by name, with a link to its page."""

from __future__ import annotations

from leitai.model.urls import indicator_url, unit_url
from leitai.pages.kit.tables import Cell
from leitai.schema.config.indicators import POLARITY_NAMES, Indicator
from leitai.schema.config.units import Unit


def unit_head(unit: Unit, url: str = "", note: str = "") -> Cell:
    """Sorting by unit gives the customary order back. `url`: elsewhere than to the unit's own page."""
    return Cell(unit.name, url or unit_url(unit.unit_id), note=note, is_header=True, sort=str(unit.sort))


def indicator_head(indicator: Indicator, note: str = "", css: str = "") -> Cell:
    """An indicator, below it what the table says of it."""
    return Cell(indicator.name, indicator_url(indicator.indicator_id), css, note, is_header=True)


def measure_and_polarity(indicator: Indicator) -> str:
    """起/万人，越低越好."""
    return f"{indicator.unit_of_measure}，{POLARITY_NAMES[indicator.polarity or 'none']}"
