"""Two to four units of a group side by side in any of its rankings: `compare.html#a=yiwu&b=lanxi&period=2019Q3`.

The page itself is the same for every choice. What it compares are classic scripts, made from the published view: one lists
groups, units and periods, and each ranking has one of its own. Only methods that display everything, only ranked units.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import of_rankings
from leitai.model.urls import compared_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Link, Listed, Page
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.portal import PortalSettings


@dataclass(frozen=True)
class CompareDataContext:
    """A script that sets one global."""

    name: Markup
    data: Markup


def collect(portal: Portal) -> Iterator[Page]:
    """The page on which units of a group are held side by side, and what its script reads."""
    settings = portal.content.settings
    shown = ([r for r in portal.newest_first(g) if r.has_public_pairs] for g in portal.ranked_groups())
    by_group = [found for found in shown if found]
    rankings = [ranking for found in by_group for ranking in found]
    yield _front(settings.portal, by_group, rankings)
    groups = _json([_group(settings.portal, found) for found in by_group])
    context = CompareDataContext(Markup("var LEITAI_COMPARE"), groups)
    yield Page(urls.COMPARE_DATA, "", "units/compare-data.js.j2", context, of_rankings(rankings))
    for ranking in rankings:
        yield _ranking_page(settings, ranking)


def _front(
    settings: PortalSettings, by_group: Sequence[Sequence[Ranking]], rankings: Sequence[Ranking]
) -> Page:
    """Its list: the newest ranking of each group that can be compared."""
    newest = (found[0] for found in by_group)
    links = (Link(f"{settings.group_name(r.group)}{r.period.title}", r.url) for r in newest)
    return Page(
        urls.COMPARE,
        "对比单位",
        "units/compare.md.j2",
        Listed(tuple(links)),
        of_rankings(rankings),
        "同组几个单位任何一期逐项对比",
        correction_notices.notices_of_rankings(settings, rankings),
        for_old_links=not by_group,
    )


def _group(settings: PortalSettings, rankings: Sequence[Ranking]) -> dict[str, object]:
    """One group as the script reads it: who can be compared at all, and when."""
    group = rankings[0].group
    units = {row.unit.unit_id: row.unit.name for r in rankings for row in r.rows if row.rank is not None}
    return {
        "id": group,
        "name": settings.group_name(group),
        "units": [{"id": unit_id, "name": name} for unit_id, name in units.items()],
        "periods": [
            {"id": r.period.id, "title": r.period.title, "data": compared_url(r.period.id, group)}
            for r in rankings
        ],
    }


def _ranking_page(settings: Settings, ranking: Ranking) -> Page:
    url = compared_url(*ranking.key)
    context = CompareDataContext(
        Markup('window.LEITAI_RANKINGS["{}"]').format(url), _json(_ranking(settings, ranking))
    )
    return Page(url, "", "units/compare-data.js.j2", context, of_rankings([ranking]))


def _ranking(settings: Settings, ranking: Ranking) -> dict[str, object]:
    """The figures of one ranking as the script reads them."""
    known = settings.at(ranking.period).indicators
    return {
        "size": ranking.ranked_size,
        "additive": ranking.method.is_additive,
        "indicators": [
            {"id": i.indicator_id, "name": known[i.indicator_id].name, "full": words.weight(i.weight)}
            for i in ranking.method.indicators()
        ],
        "units": [_unit(known, ranking, row) for row in ranking.rows if row.rank is not None],
    }


def _json(data: object) -> Markup:
    return Markup(json.dumps(data, ensure_ascii=False, indent=1))


def _unit(known: Mapping[str, Indicator], ranking: Ranking, row: RankingRow) -> dict[str, object]:
    """`points` are plain decimals for reckoning, None where an indicator does not count for the unit."""
    scores = [(row.scores[i.indicator_id], known[i.indicator_id]) for i in ranking.method.indicators()]
    return {
        "id": row.unit.unit_id,
        "name": row.unit.name,
        "rank": row.rank if isinstance(row.rank, int | None) else float(row.rank),
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
