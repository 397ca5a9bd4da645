"""Two units of a group side by side in its latest ranking: `compare.html#a=yiwu&b=lanxi`.

The page itself is the same for every pair. What it compares is a classic script beside it with one
global, made from the published view: only groups whose method displays everything, only ranked units.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import of_rankings
from leitai.model.urls import ranking_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Link, Page
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.portal import PortalSettings


@dataclass(frozen=True)
class CompareContext:
    """`groups`: the rankings that can be compared."""

    groups: tuple[Link, ...]
    data_url: str


@dataclass(frozen=True)
class DataContext:
    data: Markup


def collect(portal: Portal) -> Iterator[Page]:
    settings = portal.content.settings
    rankings = [portal.latest(group) for group in portal.ranked_groups()]
    compared = [ranking for ranking in rankings if ranking.has_public_pairs]
    shows = of_rankings(compared)
    yield Page(
        urls.COMPARE,
        "对比两个单位",
        "units/compare.md.j2",
        CompareContext(tuple(_link(settings.portal, ranking) for ranking in compared), urls.COMPARE_DATA),
        shows,
        "同组任意两个单位最近一期逐项对比",
        correction_notices.of_rankings(settings.portal, compared, urls.COMPARE),
        for_old_links=not compared,
    )
    data = json.dumps([_group(settings, ranking) for ranking in compared], ensure_ascii=False, indent=1)
    yield Page(urls.COMPARE_DATA, "", "units/compare-data.js.j2", DataContext(Markup(data)), shows)


def _link(settings: PortalSettings, ranking: Ranking) -> Link:
    title = f"{settings.group_name(ranking.group)}{ranking.period.title}"
    return Link(title, ranking_url(ranking.period.id, ranking.group))


def _group(settings: Settings, ranking: Ranking) -> dict[str, object]:
    """One group as the script reads it."""
    known = settings.indicators
    return {
        "id": ranking.group,
        "name": settings.portal.group_name(ranking.group),
        "period": ranking.period.title,
        "url": ranking_url(ranking.period.id, ranking.group),
        "size": ranking.ranked_size,
        "additive": ranking.method.is_additive,
        "indicators": [
            {"id": i.indicator_id, "name": known[i.indicator_id].name, "full": words.weight(i.weight)}
            for i in ranking.method.indicators()
        ],
        "units": [_unit(known, ranking, row) for row in ranking.rows if row.rank is not None],
    }


def _unit(known: Mapping[str, Indicator], ranking: Ranking, row: RankingRow) -> dict[str, object]:
    """`points` are plain decimals for reckoning, None where an indicator does not count for the unit."""
    scores = [(row.scores[i.indicator_id], known[i.indicator_id]) for i in ranking.method.indicators()]
    return {
        "id": row.unit.unit_id,
        "name": row.unit.name,
        "rank": row.rank,
        "tied": row.tied,
        "change": words.rank_change(row),
        "score": _plain(row.score),
        "bonus": _plain(row.bonus),
        "deduction": _plain(row.deduction),
        "values": [words.observed(score.observation, indicator) for score, indicator in scores],
        "points": [_plain(score.points) for score, _ in scores],
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
