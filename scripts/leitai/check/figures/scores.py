"""Audits: scores that a method can't combine, or that nobody can mean, and orders that rest on next to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import log

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.scoring.scored import scored
from leitai.problems import Problem
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.score_kinds import ON, End, ScoreRule

_HAIRLINE = Fraction(1, 1000)  # of the largest value: what units differ by at most
_FLATTENED = Fraction(1, 20)  # of the whole spread: what is left of it without the outlier
_FLATTENED_OF_FEWEST = Fraction(1, 100)  # where two others are near together more easily
_WITHIN_SCALE = (
    "请核对数值和办法里的 full、cap、best；确实可以超过满分的，写明 cap 大于 1；"
    "总分要封顶或保底的，写 total: {cap: …, floor: …}。"
)
_FEWEST = 3  # units, from which on one can be called an outlier
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
        if not ranking.method.is_geometric:
            continue
        for row in ranking.rows:
            for indicator_id, found in row.scores.items():
                if found.score is not None and found.score < 0 and found.observation is not None:
                    name = content.settings.indicators[indicator_id].name
                    what = f"“{row.unit.name}”的“{name}”得分是 {found.score}，几何平均不能有负分。"
                    fix = "请给这个指标写明 clip、floor 等下限，或改用 arithmetic。"
                    yield Problem("M14", found.observation.place, found.observation.text, what, fix)


def check_totals_in_scale(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """不计加扣分的总分在 0 到满分之间，除非办法写明可以超过满分（封顶倍数大于 1 等）或写明总分的上下限。"""
    for ranking in rankings:
        method = ranking.method
        floor, cap = (method.total.floor, method.total.cap) if method.total is not None else (None, None)
        may_exceed = any(i.rollup is not None or i.rule.spec.may_exceed(i.rule) for i in method.indicators())
        for row in ranking.rows:
            if row.score is None:
                continue
            total = row.score - (row.bonus or 0) + (row.deduction or 0)
            too_high = total > method.scale and cap is None and not may_exceed
            if (too_high or (total < 0 and floor is None)) and not any(
                map(_is_impossible, row.scores.values())
            ):
                yield _outside_scale(content, ranking, row, total)


def _outside_scale(content: Content, ranking: Ranking, row: RankingRow, total: Decimal) -> Problem:
    """At the cell whose score lies furthest outside 0 … 100."""
    cells = [(score.score, score.observation) for score in row.scores.values() if score.score is not None]
    score, cell = max(cells, key=lambda pair: abs(pair[0] - 50))
    scale = ranking.method.scale
    what = f"“{row.unit.name}”{ranking.period.title}的总分是 {total}，超出了 0 到满分 {scale} 的范围"
    if cell is None:
        return Problem("M23", ranking.method.place, str(total), f"{what}。", _WITHIN_SCALE)
    name = content.settings.indicators[cell.indicator_id].name
    return Problem(
        "M23", cell.place, cell.text, f"{what}；其中“{name}”得 {score}（满分 100）。", _WITHIN_SCALE
    )


def check_outliers(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """按本组最好、最差值或平均值计分的指标，没有一个数远远离开其他各数、把其他单位的得分压成几乎一样。"""
    for _, counted, given in _stretched(content, rankings):
        rule, known = counted.rule, content.settings.indicators
        highest: End = "worst" if known[counted.indicator_id].polarity == "lower" else "best"
        sides = {end == highest for end in rule.spec.observed_ends(rule)}
        outlier = _outlier(given, sides, rule.spec.takes_logarithms(rule))
        if outlier is not None:
            unit, name = content.settings.units[outlier.unit_id], known[counted.indicator_id].name
            what = f"“{unit.name}”的“{name}”{_change(rule)}与其他 {len(given) - 1} 个单位相差悬殊，其他单位之间的差别在得分上几乎看不出来。"
            fix = (
                f"请核对是否多打、少打了一位或小数点；属实的，可在办法里{rule.spec.against_outliers(rule)}。"
            )
            yield Problem("M24", outlier.place, outlier.text, what, fix)


def _outlier(given: Sequence[_Given], sides: set[bool], is_log: bool) -> Observation | None:
    """The highest (True) or lowest (False) value, if without it the others spread over next to nothing of the whole, which
    is that of the logarithms where these are scored."""
    ordered = sorted(given, key=_value)
    if is_log:
        ordered = [replace(each, value=Fraction(log(each.value))) for each in ordered]
    if len(ordered) < _FEWEST:
        return None
    whole = _value(ordered[-1]) - _value(ordered[0])
    left = _FLATTENED if len(ordered) > _FEWEST else _FLATTENED_OF_FEWEST
    for is_high in sorted(sides):
        others = ordered[:-1] if is_high else ordered[1:]
        if 0 < _value(others[-1]) - _value(others[0]) <= whole * left:
            return (ordered[-1] if is_high else ordered[0]).cell
    return None


def check_hairlines(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """按本组数值拉开得分的指标，各单位的数值不是只差千分之一以内：再小的差别也会被放大成满分和最低分。计变化的，增减的数与数值本身比，增减的百分比与 100 比。"""
    for ranking, counted, given in _stretched(content, rankings):
        low, high = min(given, key=_value), max(given, key=_value)
        spread = high.value - low.value
        if 0 < spread <= _HAIRLINE * max(each.size for each in given):
            name = content.settings.indicators[counted.indicator_id].name
            first, last = (content.settings.units[each.cell.unit_id].name for each in (high, low))
            what = (
                f"“{name}”{_change(counted.rule)}{ranking.period.title}最高 {_told(high.value)}（{first}）、"
                f"最低 {_told(low.value)}（{last}），只差 {_told(spread)}，得分却被拉开。"
            )
            fix = (
                "请核对数值；差别确实没有意义的，在办法里写明 worst 和 best，或改用 completion、bands 计分。"
            )
            yield Problem("M25", high.cell.place, high.cell.text, what, fix)


@dataclass(frozen=True)
class _Given:
    """What is scored of a cell, and against what a difference of it is small or large."""

    cell: Observation
    value: Fraction
    size: Fraction


def _stretched(
    content: Content, rankings: Sequence[Ranking]
) -> Iterator[tuple[Ranking, MethodIndicator, list[_Given]]]:
    """What counts under every indicator whose scores spread out what the group reported."""
    for ranking in rankings:
        for counted in ranking.method.indicators():
            if counted.rule.spec.stretches(counted.rule):
                scores = [row.scores[counted.indicator_id] for row in ranking.rows if row.status == "ranked"]
                cells = [score.observation for score in scores if score.score is not None]
                given = [each for cell in cells if (each := _given(content, counted.rule, cell)) is not None]
                if given:
                    yield ranking, counted, given


def _given(content: Content, rule: ScoreRule, cell: Observation | None) -> _Given | None:
    found = scored(content, rule, cell)
    if cell is None or found.value is None:
        return None
    if rule.on.endswith("rate"):
        return _Given(cell, found.value, Fraction(100))
    return _Given(cell, found.value, max(map(abs, (found.value, *found.parts))))


def _value(given: _Given) -> Fraction:
    return given.value


def _change(rule: ScoreRule) -> str:
    """What is scored, where it isn't the reported value."""
    return "" if rule.is_on_value else f"（{ON.shown(rule.on)}）"


def _told(value: Fraction) -> str:
    """A value to four places at most."""
    return f"{float(round(value, 4)):.4f}".rstrip("0").rstrip(".")
