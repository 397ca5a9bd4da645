"""Audits: scores that a method can't combine, or that nobody can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from leitai.model.content import Content
from leitai.model.ranking import IndicatorScore, Ranking
from leitai.problems import Problem

_LARGEST = Decimal(10) ** 17  # full marks are 100; beyond, numbers of 28 digits can't hold ten places


def check_possible_scores(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """得分和所得分值都在正负 10 亿亿（17 个 0）以内；每期每项指标只列第一个超出的单位。"""
    for ranking in rankings:
        for indicator_id in (counted.indicator_id for counted in ranking.method.indicators()):
            first = next((row for row in ranking.rows if _is_impossible(row.scores[indicator_id])), None)
            cell = first.scores[indicator_id].observation if first is not None else None
            if first is not None and cell is not None:
                name = content.settings.indicators[indicator_id].name
                what = f"“{first.unit.name}”的“{name}”得分大到不可能（满分是 100）。"
                fix = "请核对这个数值和它的目标值，以及办法里的上下限和扣分标准。"
                yield Problem("M22", cell.place, cell.text, what, fix)


def _is_impossible(found: IndicatorScore) -> bool:
    return any(number is not None and abs(number) > _LARGEST for number in (found.score, found.points))


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
