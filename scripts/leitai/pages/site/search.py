"""The search page: `search.html?q=…` can be sent to a colleague; without JavaScript it shows the sections."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import Page

SECTIONS = (
    ("rankings/index.html", "排名", "各期各组的名次和得分"),
    ("units/index.html", "单位", "每个单位的历次名次、数值和做法"),
    ("indicators/index.html", "指标", "定义、方向、各单位的数"),
    ("cases/index.html", "经验", "按单位、主题、层级、年份分开的做法"),
    ("meetings/index.html", "会议", "议程、发言、测评和材料"),
    ("ledgers/index.html", "台账", "问题、任务和首创"),
    ("methods/index.html", "办法", "怎样计分、怎样排名"),
    ("archive/index.html", "归档", "每一年、每一期的全部页面"),
)


def collect(portal: Portal) -> Iterator[Page]:
    sections = [{"url": url, "title": title, "about": about} for url, title, about in SECTIONS]
    yield Page(urls.SEARCH, "检索", "site/search.md.j2", {"sections": sections}, NOTHING, "检索全站")
