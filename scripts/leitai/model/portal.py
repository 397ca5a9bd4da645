"""What the pages are made from: content that passed every check, and its rankings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leitai.model.change import Change
from leitai.model.content import Content
from leitai.model.method import Method, ScoreKindSpec
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.results import Observation

LEADING_KINDS = ("quarter", "month", "half", "year")


@dataclass(frozen=True)
class Portal:
    """`rankings` oldest first; for pages and downloads they hold only what may be published.

    `changes` are year-on-year, by period, unit and indicator.
    """

    content: Content
    rankings: tuple[Ranking, ...]
    changes: Mapping[tuple[str, str, str], Change]
    score_kinds: tuple[ScoreKindSpec, ...]

    def rankings_of(self, group: str, kind: str | None = None) -> tuple[Ranking, ...]:
        """The rankings of a group, oldest first; `kind` narrows them to months, quarters …"""
        return tuple(r for r in self.rankings if r.group == group and kind in (None, r.period.kind))

    def ranked_groups(self) -> tuple[str, ...]:
        """The peer groups that have a ranking, in the portal's order."""
        ranked = {ranking.group for ranking in self.rankings}
        return tuple(g.group_id for g in self.content.settings.portal.groups if g.group_id in ranked)

    def kinds_of(self, group: str) -> tuple[str, ...]:
        """The kinds of period that a group is ranked in, the leading one first."""
        kinds = {ranking.period.kind for ranking in self.rankings_of(group)}
        return tuple(kind for kind in LEADING_KINDS if kind in kinds)

    def latest(self, group: str) -> Ranking:
        """The newest ranking of a group's leading kind of period: a month never displaces a quarter."""
        return self.rankings_of(group, self.kinds_of(group)[0])[-1]

    def rankings_under(self, method: Method) -> tuple[Ranking, ...]:
        return tuple(ranking for ranking in self.rankings if ranking.method == method)

    def history(self, unit_id: str) -> Iterator[tuple[Ranking, RankingRow]]:
        """Every ranking in which a unit is listed, oldest first, with its row."""
        for ranking in self.rankings:
            row = ranking.row_of(unit_id)
            if row is not None:
                yield ranking, row

    def observations_of(self, indicator_id: str) -> tuple[Observation, ...]:
        found = self.content.results.observations
        return tuple(observation for observation in found if observation.indicator_id == indicator_id)
