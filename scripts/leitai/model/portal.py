"""What the pages are made from: content that passed every check, and its rankings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leitai.model.content import Content
from leitai.model.method import Method, ScoreKindSpec
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.results import Observation


@dataclass(frozen=True)
class Portal:
    """`rankings` oldest first. For pages and downloads they hold only what may be published."""

    content: Content
    rankings: tuple[Ranking, ...]
    score_kinds: Mapping[str, ScoreKindSpec]

    def rankings_of(self, group: str) -> tuple[Ranking, ...]:
        return tuple(ranking for ranking in self.rankings if ranking.group == group)

    def ranked_groups(self) -> tuple[str, ...]:
        """The peer groups that have a ranking, in the portal's order."""
        ranked = {ranking.group for ranking in self.rankings}
        return tuple(g.group_id for g in self.content.settings.portal.groups if g.group_id in ranked)

    def latest(self, group: str) -> Ranking:
        return self.rankings_of(group)[-1]

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
