"""Indicators that may not be ranked by rule, whatever an office would like.

They are known by their names. Only a method that names its `legal_basis` may score them, and the
basis is printed on the ranking and on the method's page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit

_COURTS = re.compile("(?:法院|检察院|检察机关|检察系统)$")  # shown against their own past


@dataclass(frozen=True)
class BlockedList:
    """`pattern` finds a blocked name; `allowed` is what makes it harmless again."""

    title: str
    rule: str
    pattern: re.Pattern[str]
    allowed: re.Pattern[str] | None = None

    def holds(self, name: str) -> bool:
        harmless = self.allowed is not None and self.allowed.search(name)
        return bool(self.pattern.search(name)) and not harmless


_COUNT = "(?:人?件?案?数|数?量|率|比)"
BLOCKED_LISTS = (
    BlockedList(
        "信访数量类",
        "信访量、重复信访、越级访等数量不得排名；及时受理、按期答复、化解、满意等服务指标可以。",
        re.compile("信访|上访|越级访|重复访|集体访|进京访|赴省访|缠访|闹访"),
        re.compile("及时|按期|按时|限期|答复|回复|受理率|办结|化解|满意|落实|规范|(?<![量数次率])得分"),
    ),
    BlockedList(
        "办案数量和比率类",
        "刑事拘留数、批捕率、起诉率、有罪判决率、结案率、破案率和办案数量不得排名。",
        re.compile(
            "刑事拘留|刑拘|批捕|破获|[有无]罪判决|打击处理"
            "|(?:逮捕|起诉|结案|审结|破案|打处|抓获|办案|立案|收案|受案|办理案件|办理刑事案件|案件办理)"
            + _COUNT
        ),
    ),
)


def is_unrankable(unit: Unit) -> bool:
    """Whether a unit is a court or procuratorate, whichever of kind and name says so."""
    return bool(_COURTS.search(unit.kind) or _COURTS.search(unit.name))


def blocked_list(indicator: Indicator) -> BlockedList | None:
    """The list that forbids ranking an indicator, or None."""
    return blocked_list_of(indicator.name)


def blocked_list_of(text: str) -> BlockedList | None:
    """The list that forbids giving or taking points for what a text names, or None."""
    return next((blocked for blocked in BLOCKED_LISTS if blocked.holds(text)), None)


def may_be_compared(indicator: Indicator) -> bool:
    """Whether units may be held against each other, or lit by a lamp, on an indicator."""
    return indicator.rankable and blocked_list(indicator) is None
