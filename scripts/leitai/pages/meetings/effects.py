"""Did it help? The indicator of a problem or promise before and after, beside the median of the peers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from statistics import median

from markupsafe import Markup

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.urls import indicator_url
from leitai.model.writings.follow_up import FollowedItem
from leitai.pages.kit import words
from leitai.pages.kit.page import linked
from leitai.schema.config.indicators import Indicator
from leitai.schema.known_date import first_day
from leitai.schema.period import Period

CAUTION = "“前后数值”是相关指标在问题暴露（承诺作出）以前和以后的数值，仅供参照，不证明因果。"


@dataclass(frozen=True)
class Effect:
    """What the owner of an item reported of its indicator before and after, each with the median of the peers."""

    indicator: Indicator
    before: Observation
    after: Observation
    peers_before: str
    peers_after: str

    @property
    def periods(self) -> tuple[Period, Period]:
        return (self.before.period, self.after.period)


def effect_of(content: Content, item: FollowedItem) -> Effect | None:
    """None where the item names no indicator, or its owner reported it only before or only after.

    Before: the last period that ended before the item was raised; after: the newest of the same kind that ended later.
    Quarters where there are any, else the longest kind of period.
    """
    pairs = list(_pairs(content, item))
    if not pairs:
        return None
    indicator = content.settings.indicator_on(item.indicator_id, first_day(item.raised))
    before, after = max(pairs, key=lambda p: (p[0].period.kind == "quarter", p[1].period, p[0].period))
    peers_before, peers_after = (_middle(content, cell, indicator) for cell in (before, after))
    return Effect(indicator, before, after, peers_before, peers_after)


def _pairs(content: Content, item: FollowedItem) -> Iterator[tuple[Observation, Observation]]:
    """A value before and one after, of the same kind of period and the same area."""
    raised, known = first_day(item.raised), list(_values(content, item))
    for before, after in product(known, known):
        first, last = before.period, after.period
        is_around = first.last_day < raised <= last.last_day and first.kind == last.kind
        if is_around and content.settings.is_same_area(item.owner, first, last):
            yield before, after


def _values(content: Content, item: FollowedItem) -> Iterator[Observation]:
    for period in content.results.periods:
        cell = content.cells(period).get((item.owner, item.indicator_id))
        if cell is not None and cell.state == "value" and cell.value is not None:
            yield cell


def _middle(content: Content, own: Observation, indicator: Indicator) -> str:
    units = content.settings.units
    peers = [
        cell.value
        for cell in content.cells(own.period).values()
        if cell.indicator_id == own.indicator_id
        and cell.value is not None
        and units[cell.unit_id].group == units[own.unit_id].group
    ]
    return words.measured(median(peers), indicator)


def effect_line(effect: Effect) -> Markup:
    """网格员巡查达标率：2019年第二季度 95.0%（组内中位数 94.1） → …"""
    told = " → ".join(
        f"{cell.period.title} {words.observed(cell, effect.indicator)}{words.measure(effect.indicator)}（组内中位数 {peers}）"
        for cell, peers in ((effect.before, effect.peers_before), (effect.after, effect.peers_after))
    )
    href = indicator_url(effect.indicator.indicator_id)
    return linked(effect.indicator.name, href) + f"：{told}"
