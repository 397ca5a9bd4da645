"""引用格式: how a page is cited, in the form of GB/T 7714 for electronic documents."""

from __future__ import annotations

from leitai.model.portal import Portal


def address(site_url: str, url: str) -> str:
    """The full address of a page below the portal's `site_url`."""
    return f"{site_url.rstrip('/')}/{url}"


def citation(portal: Portal, title: str, url: str, day: str, version: str = "") -> str:
    """Owner, title, version, date and address; a portal without `site_url` names itself and the page's path.

    `day` is as precise as it is known and may be empty. The day of reading is the reader's to fill in.
    """
    settings = portal.content.settings.portal
    where = address(settings.site_url, url) if settings.site_url else f"{settings.title}，{url}"
    marked = f"{title}（{version}）" if version else title
    return f"{settings.owner}．{marked}[EB/OL]．{f'（{day}）' if day else ''}[引用日期]．{where}"
