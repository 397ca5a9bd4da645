"""The standing notices on top of a page: demo data, history."""

from __future__ import annotations

from collections.abc import Iterable

from leitai.model.period import Period
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.settings import DEMO_NOTICE


def notices_for(portal: Portal, rankings: Iterable[Ranking], unit_id: str = "") -> tuple[str, ...]:
    """What a page that shows these rankings, or all values of a unit, must say (R-DAT-09, R-ETH-14)."""
    periods = {ranking.period for ranking in rankings}
    if unit_id:
        periods |= {p for p in portal.content.results.periods if unit_id in portal.content.reporting_units(p)}
    return notices_of_periods(portal, periods)


def notices_of_periods(portal: Portal, periods: Iterable[Period]) -> tuple[str, ...]:
    """What a page that shows values of these periods must say."""
    shown = tuple(periods)
    settings = portal.content.settings.portal
    found = []
    if any(settings.periods[period.id].data_status == "demo" for period in shown):
        found.append(DEMO_NOTICE)
    if any(period.year <= settings.historical_until for period in shown):
        found.append(settings.historical_notice)
    return tuple(found)
