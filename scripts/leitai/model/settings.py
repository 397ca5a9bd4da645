"""What `site_config/` declares: units, indicators, the portal and its periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from leitai.model.period import Period
from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.review import ReviewStep
from leitai.problems import Place

Polarity = Literal["higher", "lower", "interval", "none"]
DataStatus = Literal["demo", "preliminary", "verified", "final"]

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
POLARITY_NAMES = {"higher": "越高越好", "lower": "越低越好", "interval": "适度为好", "none": "不分好坏"}
PERIOD_TYPE_NAMES = {"quarter": "当期值", "ytd": "本年累计", "since_start": "成立以来累计", "point": "时点值"}
PERIOD_KIND_NAMES = {"quarter": "季度", "month": "月度", "half": "半年", "year": "年度"}
DATA_STATUS_NAMES = {"demo": "演示数据", "preliminary": "初步数", "verified": "核实数", "final": "最终数"}
CLASSIFIED_NOTICE = (  # R-PUB-02
    "本站为非涉密系统，严禁存储、处理、传输国家秘密和工作秘密；涉密信息不上网。"
)
HISTORICAL_NOTICE = "本页反映当时的做法。此后国家对部分考核排名另有规定，详见“考核办法”页。"  # R-ETH-14
HISTORICAL_UNTIL = 2019
RECHECK_DAYS = 5  # working days (R-ETH-10)
RETENTIONS = ("永久", "30年", "10年")
SMALL_BASE = 30  # cases (R-RNK-04)
SLUG_RULE = "只用英文字母、数字、连字符和下划线"
DEMO_NOTICE = "演示数据，非真实考核结果"


def is_slug(text: str) -> bool:
    """Whether an id can be part of a permanent address; `index` is the list's own."""
    return _SLUG.fullmatch(text) is not None and text.lower() != "index"


@dataclass(frozen=True)
class Unit:
    """参评单位: an organisation, never a person (R-ETH-01)."""

    unit_id: str
    name: str
    short: str
    kind: str
    group: str
    parent_id: str
    gbt2260: str
    sort: int
    valid_from: date | None
    valid_to: date | None
    note: str
    place: Place

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Indicator:
    """指标: a defined measurement; `polarity` None when the cell is empty, which a method refuses.

    `min_count`: counts of people from 1 up to below this are not published (R-ETH-03); 0: no minimum.
    """

    indicator_id: str
    name: str
    unit_of_measure: str
    polarity: Polarity | None
    period_type: str
    decimals: int
    theme: str
    owner: str
    definition: str
    source: str
    rankable: bool
    valid_min: Decimal | None
    valid_max: Decimal | None
    min_count: int
    note: str
    place: Place


@dataclass(frozen=True)
class Alias:
    """A submitted spelling for a unit or indicator, optionally within a group and between two dates."""

    kind: str
    alias: str
    id: str
    group: str
    valid_from: date | None
    valid_to: date | None
    place: Place


@dataclass(frozen=True)
class Group:
    """考核组别: units compared with each other and with nobody else."""

    group_id: str
    name: str


@dataclass(frozen=True)
class PeriodSettings:
    """What `portal.yml` says about one period."""

    period: Period
    deadline: date | None
    published_on: date | None
    data_status: DataStatus
    review: tuple[ReviewStep, ...]
    retention: str
    place: Place


@dataclass(frozen=True)
class PortalSettings:
    """`portal.yml`: who publishes, for whom, with which standing notices.

    The `engine_` fields are what `mkdocs.yml` says of the same things; they must agree.
    """

    title: str
    owner: str
    contact: str
    recheck_days: int
    small_base: int
    site_url: str | None
    groups: tuple[Group, ...]
    themes: Mapping[str, str]
    classified_notice: str
    historical_notice: str
    historical_until: int
    engine_site_name: str
    engine_site_url: str
    periods: Mapping[str, PeriodSettings]
    review_steps: tuple[str, ...]

    def group_name(self, group_id: str) -> str:
        return next((group.name for group in self.groups if group.group_id == group_id), group_id)


@dataclass(frozen=True)
class Settings:
    """Everything under `site_config/` except the methods; units in customary order."""

    portal: PortalSettings
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    aliases: tuple[Alias, ...]
    privacy: PrivacyScreen = RULES_ALONE

    def roster(self, group: str, period: Period) -> tuple[Unit, ...]:
        """The units of a group that exist at the end of a period, in customary order."""
        return tuple(u for u in self.units.values() if u.group == group and u.existed_on(period.last_day))
