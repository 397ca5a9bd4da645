"""引用格式: how a page is cited, in the form of GB/T 7714 for electronic documents."""

from __future__ import annotations

from datetime import date

from leitai.model.scoring.ranking import Ranking
from leitai.pages.kit import words
from leitai.schema.config.portal import PortalSettings


def address(site_url: str, url: str) -> str:
    """The full address of a page below the portal's `site_url`."""
    return f"{site_url.rstrip('/')}/{url}"


def citation(
    settings: PortalSettings, title: str, url: str, version: str, published: date | None = None
) -> str:
    """Owner, title, version, day of publication where one is known, and address.

    A portal without `site_url` names itself and the page's path. The day of reading is the reader's to fill in.
    """
    where = address(settings.site_url, url) if settings.site_url else f"{settings.title}，{url}"
    day = f"（{words.day(published)}）" if published else ""
    return f"{settings.owner}．{title}（{version}）[EB/OL]．{day}[引用日期]．{where}"


def stamp_of(settings: PortalSettings, ranking: Ranking) -> str:
    """Version and day for the foot of the paper."""
    published = settings.periods[ranking.period.id].published_on
    version = f"{ranking.method.title}第 {ranking.method.version} 版"
    return f"{version}，{words.day(published)}公布" if published else f"{version}，未公布"
