"""Every ranking of a portal: which there are, what each is made of, and how they are compared.

What a ranking is made of is narrowed first, so that it needn't be made again because of a figure that it doesn't use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.keep import Keep, Stage, make_anew
from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.schema.config.methods import Method
from leitai.schema.period import Period
from leitai.score.ranking.compare import with_rank_changes
from leitai.score.ranking.noise import with_noise
from leitai.score.ranking.rank import rank_units, ranking_of
from leitai.score.ranking.rollup import levels_of, with_rollups


def rank_all(content: Content, keep: Keep = make_anew) -> tuple[Content, tuple[Ranking, ...]]:
    """Every ranking of every period, oldest first, with rank changes where they are comparable; and the content with what
    longer periods are made of."""
    found: list[Ranking] = []
    for methods in levels_of(content.methods):
        content = with_rollups(content, methods, found)
        asked = list(_asked(content, methods))
        made = keep.each(
            Stage("排名", len(asked)), rank_units, (_inputs(content, *one) for one in asked), at_once=1
        )
        found += [ranking_of(content, *one, ranked) for one, ranked in zip(asked, made, strict=True)]
    groups = [group.group_id for group in content.settings.portal.groups]
    rankings: list[Ranking] = []
    for ranking in sorted(found, key=lambda one: (one.period, groups.index(one.group))):
        changed = with_rank_changes(content.settings, ranking, rankings)
        rankings.append(with_noise(content, changed))
    return content, tuple(rankings)


def _asked(content: Content, methods: Sequence[Method]) -> Iterator[tuple[Method, Period]]:
    """What some methods have to rank."""
    for period in content.results.periods:
        for group in content.groups_with_results(period):
            method = content.method_for(group, period)
            if method is not None and method in methods and _has_parts(content, method, period):
                yield method, period


def _inputs(content: Content, method: Method, period: Period) -> tuple[Content, Method, Period]:
    """What a ranking is made of, and no more."""
    roster = content.settings.roster(method.group, period)
    return content.of_units(period, [unit.unit_id for unit in roster]), method, period


def _has_parts(content: Content, method: Method, period: Period) -> bool:
    """Whether what a method is made of is there; one that is made of nothing else may always rank."""
    made = {leaf.indicator_id for leaf, _ in method.rollups()}
    return not made or any(indicator_id in made for _, indicator_id in content.cells(period))
