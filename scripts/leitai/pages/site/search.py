"""The search page: `search.html?q=…` can be sent to a colleague; without JavaScript it shows the sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import Page


class Section(NamedTuple):
    """A part of the portal that one may look through instead."""

    url: str
    title: str
    about: str


SECTIONS = (
    Section("rankings/index.html", "排名", "各期各组的名次和得分"),
    Section("units/index.html", "单位", "每个单位的历次名次、数值和做法"),
    Section("indicators/index.html", "指标", "定义、方向、各单位的数"),
    Section("cases/index.html", "经验", "按单位、主题、层级、年份分开的做法"),
    Section("meetings/index.html", "会议", "议程、发言、测评和材料"),
    Section("ledgers/index.html", "台账", "问题、任务和首创"),
    Section("methods/index.html", "办法", "怎样计分、怎样排名"),
    Section("archive/index.html", "归档", "每一年、每一期的全部页面"),
)


@dataclass(frozen=True)
class SearchContext:
    """What the search page shows before anything was asked."""

    sections: tuple[Section, ...]


def collect(_: Portal) -> Iterator[Page]:
    """The page of the full search."""
    yield Page(urls.SEARCH, "检索", "site/search.md.j2", SearchContext(SECTIONS), NOTHING, "检索全站")
