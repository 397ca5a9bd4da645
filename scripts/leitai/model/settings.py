"""What `site_config/` declares: units, indicators, the portal and its periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.problems import Place
from leitai.schema.config.aliases import Alias
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.texts.review import ReviewStep

DataStatus = Literal["demo", "preliminary", "verified", "final"]

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
DEMO_NOTICE = "演示数据，非真实考核结果"


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
