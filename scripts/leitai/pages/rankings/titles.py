"""How a ranking is called and where it is found, on its own page and wherever else it is named."""

from __future__ import annotations

from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.pages.kit.corrected import preview
from leitai.pages.kit.page import Link
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings

NAMED = 3  # ranks


def subject_of(settings: PortalSettings, ranking: Ranking) -> str:
    """What a ranking is of: period and group."""
    return f"{ranking.period.title}{settings.group_name(ranking.group)}"


def title_of(settings: Settings, ranking: Ranking) -> str:
    """A ranking's title; a corrected one says so."""
    mark = "（更正）" if ranking.is_corrected else ""
    return f"{subject_of(settings.portal, ranking)}排名{mark}"


def description_of(settings: Settings, ranking: Ranking) -> str:
    """What link previews and feeds say of a ranking: who is first; that figures are demo data is added to every one."""
    status = DATA_STATUS_NAMES[ranking.data_status]
    said = [] if ranking.data_status == "demo" else [f"数据状态：{status}"]
    return "；".join(
        [*preview(settings.units, ranking), title_of(settings, ranking), *_first(ranking), *said]
    )


def _first(ranking: Ranking) -> list[str]:
    """第1名永康市、第2名金东区、第2名浦江县，共10个; nothing where ranks aren't published."""
    first = [row for row in ranking.rows if row.rank is not None and row.rank <= NAMED]
    named = "、".join(f"第{row.rank}名{row.unit.name}" for row in first)
    return [f"{named}，共{ranking.ranked_size}个"] if named else []


def link_to(settings: Settings, ranking: Ranking) -> Link:
    """A ranking as a link."""
    return Link(title_of(settings, ranking), ranking.url)


def latest_url(group: str) -> str:
    """The constant address that leads to a group's newest ranking."""
    return f"rankings/latest/{group}.html"
