"""What `leitai diff` finds, and where it looks: one peer group in a period and the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.pipeline.load import Loaded
from leitai.problems import Place
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.portal import Group
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

Severity = Literal["check", "note"]
Side = Decimal | int | str | None
GroupCells = Mapping[tuple[str, str], Observation]
Spellings = dict[str, dict[str, Place]]  # unit → spelling → where it stands first

SEVERITY_TITLES: dict[Severity, str] = {"check": "需核对", "note": "提示"}

KINDS = {  # kind → heading; the most serious first
    "published_ranking": "已生成的排名会整表变化",
    "published_status": "已生成的状态会变",
    "published_rank": "已生成的名次会变",
    "published_score": "已生成的得分会变",
    "published_value": "已生成的数值会变",
    "ranking_gone": "上期排了名、本期不排名",
    "reported_total": "文件里的总分与办法不符",
    "reported_rank": "文件里的名次与办法不符",
    "scale_flip": "数量级变化",
    "sign_flip": "正负号变化",
    "cumulative_fall": "累计数减少",
    "total_differs": "总数与分项之和不符",
    "unit_gone": "上期有、本期没有的单位",
    "indicator_gone": "上期有、本期没有的指标",
    "value_lost": "上期有数、本期没有",
    "identical": "与上期完全相同",
    "jump": "超出以往的变化",
    "rank_swap": "超过了谁",
    "not_comparable": "名次不能与上期比较",
    "unit_renamed": "单位名的写法变了",
    "unit_new": "上期没有、本期有的单位",
    "indicator_new": "上期没有、本期有的指标",
    "identical_count": "个别数值与上期相同",
    "published_data_status": "已生成的数据状态会变",
    "unpublished": "还没有生成过",
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at before publishing; `what` is a whole sentence.

    `before` and `after` are what is compared: numbers, ranks or words (for `total_differs` the sum
    of the parts and the total, for `reported_…` the file and the method). `factor` is after / before
    of two values, None where `before` is 0. `strength` orders findings of a kind, the greatest first.
    """

    kind: str
    severity: Severity
    group: str
    what: str
    unit: str | None = None
    indicator: str | None = None
    before: Side = None
    after: Side = None
    source: Place | None = None
    strength: Decimal = Decimal(0)

    @property
    def factor(self) -> Decimal | None:
        """Ranks (whole numbers of type int) have no factor."""
        if isinstance(self.before, Decimal) and isinstance(self.after, Decimal) and self.before != 0:
            return self.after / self.before
        return None


@dataclass(frozen=True)
class Diff:
    """Everything found for one period; `findings` in order of seriousness. `previous` None: the first period."""

    period: Period
    previous: Period | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Scope:
    """One peer group in the examined period.

    `previous` is the newest earlier period of the same kind with any results, None if there is none.
    `public` is the portal as it would be published; `spellings` reads how a period's files write units.
    """

    root: Path
    loaded: Loaded
    period: Period
    previous: Period | None
    group: Group
    public: Portal
    spellings: Callable[[Period], Spellings]

    @property
    def content(self) -> Content:
        return self.loaded.content

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The group's units, in customary order, whether or not they exist in these periods."""
        found = self.content.settings.at(self.period).units_of(self.group.group_id)
        return {unit.unit_id: unit for unit in found}

    @cached_property
    def earlier(self) -> tuple[Period, ...]:
        """All earlier periods of the same kind with results, oldest first."""
        periods = self.content.results.periods
        return tuple(p for p in periods if p.kind == self.period.kind and p < self.period)

    @cached_property
    def now(self) -> GroupCells:
        return self.cells(self.period)

    @cached_property
    def before(self) -> GroupCells:
        return self.cells(self.previous) if self.previous is not None else {}

    def cells(self, period: Period) -> GroupCells:
        """The group's observations of a period, by unit in customary order."""
        return {
            (unit_id, cell.indicator_id): cell
            for unit_id in self.units
            for cell in self.content.cells_of_unit(period, unit_id)
        }

    @cached_property
    def is_new(self) -> bool:
        """Whether the whole group has data now and had none in the previous period."""
        return bool(units_that_reported(self.now)) and not units_that_reported(self.before)

    @cached_property
    def ranking(self) -> Ranking | None:
        return self.ranking_of(self.period)

    def ranking_of(self, period: Period | None) -> Ranking | None:
        rankings = [r for r in self.loaded.rankings if r.group == self.group.group_id]
        return next((ranking for ranking in rankings if ranking.period == period), None)

    def indicator(self, indicator_id: str) -> Indicator:
        return self.content.settings.indicators[indicator_id]

    def label(self, period: Period) -> str:
        """What a sentence calls an earlier period."""
        if period == self.period.previous():
            return "上期"
        return "上年同期" if period == self.period.year_ago() else f" {period.id} "


def units_that_reported(cells: GroupCells) -> dict[str, Observation]:
    """The units that reported anything (a row of nothing but 未报 is no report), with their first cell."""
    found: dict[str, Observation] = {}
    for (unit_id, _), cell in cells.items():
        if cell.state != "missing":
            found.setdefault(unit_id, cell)
    return found


def quoted_indicator(indicator: Indicator) -> str:
    """An indicator in a sentence, with its unit of measure: “火灾起数（起）”."""
    return f"“{indicator.name}（{indicator.unit_of_measure}）”"
