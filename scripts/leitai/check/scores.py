"""Audits: scores that a method can't combine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.content import Content
from leitai.model.ranking import Ranking
from leitai.problems import Problem


def check_geometric_scores(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """按几何平均合成的办法，每项得分都不小于 0。"""
    for ranking in rankings:
        if ranking.method.is_additive:
            continue
        for row in ranking.rows:
            for indicator_id, found in row.scores.items():
                if found.score is not None and found.score < 0 and found.observation is not None:
                    name = content.settings.indicators[indicator_id].name
                    what = f"“{row.unit.name}”的“{name}”得分是 {found.score}，几何平均不能有负分。"
                    fix = "请给这个指标写明 clip、floor 等下限，或改用 arithmetic。"
                    yield Problem("M14", found.observation.place, found.observation.text, what, fix)
