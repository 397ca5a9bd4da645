"""How a ranking is called and where it is found, on its own page and wherever else it is named."""

from __future__ import annotations

from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.urls import ranking_url
from leitai.pages.kit.corrected import preview
from leitai.pages.kit.page import Link
from leitai.schema.config.portal import DATA_STATUS_NAMES


def title_of(settings: Settings, ranking: Ranking) -> str:
    mark = "（更正）" if ranking.is_corrected else ""
    return f"{ranking.period.title}{settings.portal.group_name(ranking.group)}排名{mark}"


def description_of(settings: Settings, ranking: Ranking) -> str:
    """What link previews and feeds say of a ranking, before what every one says of demo data."""
    status = DATA_STATUS_NAMES[ranking.data_status]
    corrected = preview(settings.units, ranking)
    return "；".join([*corrected, title_of(settings, ranking), f"数据状态：{status}"])


def url_of(ranking: Ranking) -> str:
    return ranking_url(ranking.period.id, ranking.group)


def link_to(settings: Settings, ranking: Ranking) -> Link:
    return Link(title_of(settings, ranking), url_of(ranking))


def latest_url(group: str) -> str:
    """The constant address that leads to a group's newest ranking."""
    return f"rankings/latest/{group}.html"
