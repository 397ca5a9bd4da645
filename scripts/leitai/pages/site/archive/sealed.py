"""The zip of a sealed version: its pages and downloads byte for byte, and nothing that could ever change."""

from __future__ import annotations

from markupsafe import Markup

from leitai.model.seals.seal import Snapshot, present_url, version_url
from leitai.schema.period import Period

_PAGE = Markup(
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"></head>\n<body><h1>{title}</h1>\n{body}\n</body></html>\n'
)


def sealed_name(snapshot: Snapshot) -> str:
    """The name of its zip, which no meeting can have."""
    return f"{snapshot.period_id}-v{snapshot.version}"


def own_pages(snapshot: Snapshot) -> dict[str, bytes]:
    """The first page, and one in the place of each present page that a sealed page leads to.

    They say only what is sealed (no name of a portal or group, which may change), so the zip has the same bytes in every build.
    """
    title = f"{snapshot.period_id} 第 {snapshot.version} 版"
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(_address(snapshot, name), name)
        for name in sorted(snapshot.files)
        if not name.endswith(".css")
    )
    body = Markup("<p>{} 封存，此后不再改动。</p>\n<ul>{}</ul>").format(snapshot.day.isoformat(), items)
    what = "这一期" if Period.parse(snapshot.period_id) is not None else "这次会议"
    gone = Markup("<p>{}的现行页面在网站上，不在这个归档里。</p>").format(what)
    pages = {present_url(snapshot.period_id, name): gone for name in snapshot.files if name.endswith(".html")}
    return {
        url: str(_PAGE.format(title=title, body=text)).encode()
        for url, text in ({"index.html": body} | pages).items()
    }


def _address(snapshot: Snapshot, name: str) -> str:
    return version_url(snapshot.period_id, snapshot.version, name)
