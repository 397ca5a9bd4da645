"""What `site_config/` declares: units, indicators, the portal and its periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.schema.config.aliases import Alias
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

PERIOD_KIND_NAMES = {"quarter": "季度", "month": "月度", "half": "半年", "year": "年度"}
DEMO_NOTICE = "演示数据，非真实考核结果"


@dataclass(frozen=True)
class Settings:
    """Everything under `site_config/` except the methods; units in customary order."""

    portal: PortalSettings
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    aliases: tuple[Alias, ...]
    privacy: PrivacyScreen = RULES_ALONE

    @property
    def background(self) -> tuple[str, ...]:
        """Indicators that say how large units are and under what conditions they work; they need no method."""
        below = (self.indicators.get(i.denominator or "") for i in self.indicators.values())
        stocks = (i.indicator_id for i in below if i is not None and i.period_type == "point")
        known = (name for name in self.portal.structure if name in self.indicators)
        return tuple(dict.fromkeys([*known, *stocks]))

    def roster(self, group: str, period: Period) -> tuple[Unit, ...]:
        """The units of a group that exist at the end of a period, in customary order."""
        return tuple(u for u in self.units_of(group) if u.existed_on(period.last_day))

    def units_of(self, group: str) -> tuple[Unit, ...]:
        """The units that a group ever had, in customary order."""
        groups = self.portal.members_of(group)
        return tuple(unit for unit in self.units.values() if unit.group in groups)
