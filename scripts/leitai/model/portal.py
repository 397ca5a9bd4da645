"""What the pages are made from: content that passed every check, and its rankings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from leitai.grouping import grouped
from leitai.model.absence import Absences, absences_of
from leitai.model.change import CellKey, Chance, Change, Progress
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.neighbours import Neighbours
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.shows import Marks
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import ScoreKindSpec
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

History = tuple[tuple[Ranking, RankingRow], ...]  # of a unit, oldest first, with its row
LEADING_KINDS = ("quarter", "month", "half", "year")


@dataclass(frozen=True)
class Portal:
    """`rankings` oldest first; for pages and downloads they hold only what may be published.

    `changes` are year-on-year (同比), `previous_changes` against the period before (环比), `progress`
    against the annual target (序时进度), `chances` tell what may be chance, `neighbours` by unit who is like it; all others by period, unit and indicator. `marks`: what is demo, once `view` decided.
    """

    content: Content
    rankings: tuple[Ranking, ...]
    changes: Mapping[CellKey, Change]
    previous_changes: Mapping[CellKey, Change]
    progress: Mapping[CellKey, Progress]
    score_kinds: tuple[ScoreKindSpec, ...]
    marks: Marks
    chances: Mapping[CellKey, Chance] = field(default_factory=dict)
    neighbours: Mapping[str, Neighbours] = field(default_factory=dict)

    def rankings_of(self, group: str, kind: str | None = None) -> tuple[Ranking, ...]:
        """The rankings of a group, oldest first; `kind` narrows them to months, quarters …"""
        return tuple(r for r in self._by_group.get(group, ()) if kind in (None, r.period.kind))

    @cached_property
    def _by_group(self) -> dict[str, list[Ranking]]:
        return grouped((ranking.group, ranking) for ranking in self.rankings)

    def ranked_groups(self) -> tuple[str, ...]:
        """The peer groups that have a ranking, in the portal's order."""
        groups = self.content.settings.portal.groups
        return tuple(group.group_id for group in groups if group.group_id in self._by_group)

    def kinds_of(self, group: str) -> tuple[str, ...]:
        """The kinds of period that a group is ranked in, the leading one first."""
        kinds = {ranking.period.kind for ranking in self.rankings_of(group)}
        return tuple(kind for kind in LEADING_KINDS if kind in kinds)

    def latest(self, group: str) -> Ranking:
        """The newest ranking of a group's leading kind of period: a month never displaces a quarter."""
        return self.rankings_of(group, self.kinds_of(group)[0])[-1]

    def newest_first(self, group: str) -> list[Ranking]:
        """The rankings of a group, the leading kind of period before the others."""
        return [r for kind in self.kinds_of(group) for r in reversed(self.rankings_of(group, kind))]

    def rankings_under(self, method: Method) -> tuple[Ranking, ...]:
        return tuple(ranking for ranking in self.rankings if ranking.method == method)

    def history(self, unit_id: str) -> History:
        """Every ranking of a unit's league in which it is listed, oldest first, with its row."""
        return self.history_in(self.league_of(self.content.settings.units[unit_id]), unit_id)

    def history_in(self, group: str, unit_id: str) -> History:
        """The same for the rankings of one group."""
        return tuple(self._histories.get((group, unit_id), ()))

    def league_of(self, unit: Unit) -> str:
        """The group in which a unit is looked at first: its own, or the union that is ranked in its place."""
        groups = self.content.settings.portal.groups_of(unit.group)
        return next((group for group in groups if group in self._by_group), unit.group)

    def other_leagues(self, unit: Unit) -> tuple[str, ...]:
        """The other groups in which a unit is ranked at the same time."""
        groups = self.content.settings.portal.groups_of(unit.group)
        return tuple(g for g in groups if g in self._by_group and g != self.league_of(unit))

    @cached_property
    def _histories(self) -> dict[tuple[str, str], list[tuple[Ranking, RankingRow]]]:
        return grouped(
            ((ranking.group, row.unit.unit_id), (ranking, row))
            for ranking in self.rankings
            for row in ranking.rows
        )

    def pasts_of_unit(
        self, period: Period, unit_id: str
    ) -> tuple[tuple[Change, Change, Progress | None], ...]:
        """One unit's values of a period, as read: against a year ago, against the period before, against the annual target."""
        keys = [
            (period.id, unit_id, cell.indicator_id) for cell in self.content.cells_of_unit(period, unit_id)
        ]
        return tuple((self.changes[key], self.previous_changes[key], self.progress.get(key)) for key in keys)

    @cached_property
    def absences(self) -> Absences:
        """The words for figures that no file has: 未报 only where somebody asked for it."""
        return absences_of(self.content)

    def observations_of(self, indicator_id: str) -> tuple[Observation, ...]:
        return tuple(self._by_indicator.get(indicator_id, ()))

    @cached_property
    def _by_indicator(self) -> dict[str, list[Observation]]:
        return grouped((cell.indicator_id, cell) for cell in self.content.in_order)
