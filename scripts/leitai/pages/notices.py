"""The standing notices on top of a page: demo data, history."""

from __future__ import annotations

from collections.abc import Iterable

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.settings import DEMO_NOTICE


def notices_for(portal: Portal, rankings: Iterable[Ranking]) -> tuple[str, ...]:
    """What a page that shows these rankings must say (R-DAT-09, R-ETH-14)."""
    shown = tuple(rankings)
    settings = portal.content.settings.portal
    found = []
    if any(ranking.data_status == "demo" for ranking in shown):
        found.append(DEMO_NOTICE)
    if any(ranking.period.year <= settings.historical_until for ranking in shown):
        found.append(settings.historical_notice)
    return tuple(found)
