"""亮灯: the thresholds of 挂图作战, as `portal.yml` declares them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from leitai.schema.columns import Record, optional_column
from leitai.schema.parsers import POSITIVE, count_from, empty_as

Colour = Literal["green", "yellow", "red"]
DAYS_LATE, BEHIND, FAR_BEHIND = 30, Decimal(10), Decimal(30)


@dataclass(frozen=True)
class LampRule(Record):
    """When a milestone's lamp is yellow or red; progress behind plan in percentage points."""

    days_late: int = optional_column(
        "days_late",
        f"过了计划日期多少天以内为黄灯，再晚为红灯；不写就是 {DAYS_LATE}",
        empty_as(count_from(0), DAYS_LATE),
    )
    behind: Decimal = optional_column(
        "behind", f"进度落后多少个百分点起为黄灯；不写就是 {BEHIND}", empty_as(POSITIVE, BEHIND)
    )
    far_behind: Decimal = optional_column(
        "far_behind", f"进度落后超过多少个百分点为红灯；不写就是 {FAR_BEHIND}", empty_as(POSITIVE, FAR_BEHIND)
    )

    def of_progress(self, behind: Decimal | Fraction, is_over: bool = False) -> Colour:
        """The colour of what is so many percentage points behind plan; ahead of it is below 0. Once time `is_over`, nothing behind is green."""
        if behind > self.far_behind:
            return "red"
        return "yellow" if behind >= self.behind or (is_over and behind > 0) else "green"

    def of_days(self, overdue: int) -> Colour:
        """The colour of what isn't done so many days after its planned day; 0 where it isn't overdue."""
        return "red" if overdue > self.days_late else "yellow" if overdue else "green"
