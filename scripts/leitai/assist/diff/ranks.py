"""Ranks: who changed places with whom and why, and where files disagree with the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from leitai.assist.diff.model import Finding, Scope
from leitai.model.results import ReportedResult
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.problems import Place

EVERY_PAIR_UP_TO = 20  # ranked units; larger groups would list tens of thousands of pairs
Moved = tuple[RankingRow, RankingRow]  # a unit's rows before and now


def find_reported_differences(scope: Scope) -> Iterator[Finding]:
    """文件自带的总分、名次与按办法算出的不同（检查里的 A01、A02），逐条列出。"""
    reported = {place: r for r in scope.content.results.reported for place in (r.total_place, r.rank_place)}
    kinds = {"A01": "reported_total", "A02": "reported_rank"}
    for problem in scope.loaded.problems:
        found = reported.get(problem.place) if problem.code in kinds else None
        if found is not None and found.period == scope.period and found.unit_id in scope.units:
            before, after = _both_sides(scope, found, problem.place)
            kind, group = kinds[problem.code], scope.group.group_id
            what = problem.what + problem.fix
            yield Finding(kind, "check", group, what, found.unit_id, None, before, after, problem.place)


def _both_sides(
    scope: Scope, reported: ReportedResult, place: Place
) -> tuple[Decimal | int | None, Decimal | int | None]:
    """What the file says and what the method gives."""
    row = scope.ranking.row_of(reported.unit_id) if scope.ranking is not None else None
    if place == reported.total_place:
        return reported.total, row.score if row is not None else None
    return reported.rank, row.rank if row is not None else None


def find_ended_ranking(scope: Scope) -> Iterator[Finding]:
    """上期排了名、本期没有排名的组别；portal.yml 写明 unranked 的也列出，发布前再看一眼。"""
    if scope.previous is not None and scope.ranking is None and scope.ranking_of(scope.previous) is not None:
        is_said = scope.group.group_id in scope.content.unranked_groups(scope.period)
        why = "portal.yml 写明不排名" if is_said else "没有适用的办法或没有数据"
        what = f"“{scope.group.name}”上期排了名，本期没有排名（{why}）；请核对是不是这样决定的。"
        yield Finding("ranking_gone", "check", scope.group.group_id, what)


def find_incomparable_ranking(scope: Scope) -> Iterator[Finding]:
    """名次不能与上期比较的原因（口径调整、上期没有排名）；第一期和新的组别不报。"""
    ranking = scope.ranking
    if ranking is not None and ranking.not_comparable and scope.previous is not None and not scope.is_new:
        what = f"“{scope.group.name}”的名次不与上期比较：{ranking.not_comparable}。"
        yield Finding("not_comparable", "note", scope.group.group_id, what)


def find_rank_swaps(scope: Scope) -> Iterator[Finding]:
    """与上期相比先后互换的每一对单位，以及造成互换的指标；只在名次可比时列出。

    主要原因是所得分值之差朝互换方向变化最大的指标（一样大取办法里靠前的），不计的指标按 0 分；指标之外的
    总分差变化更大时写加减分或取舍。并列变先后不算互换。参加排名的单位超过 20 个时，只列上期或本期
    名次紧挨着的。
    """
    now = scope.ranking
    before = scope.ranking_of(now.previous_period) if now is not None and not now.not_comparable else None
    if now is None or before is None:
        return
    rows = [(before.row_of(row.unit.unit_id), row) for row in now.rows]
    moved = [(then, row) for then, row in rows if then is not None and then.rank and row.rank]
    near = {frozenset(pair) for ranking in (before, now) for pair in _neighbours(ranking)}
    for (winner, winner_rank), (loser, loser_rank) in combinations([(m, m[1].rank or 0) for m in moved], 2):
        ids = frozenset((winner[1].unit.unit_id, loser[1].unit.unit_id))
        swapped = winner_rank < loser_rank and (winner[0].rank or 0) > (loser[0].rank or 0)
        if swapped and (len(moved) <= EVERY_PAIR_UP_TO or ids in near):
            yield _swap(scope, winner, loser)


def _neighbours(ranking: Ranking) -> Iterator[tuple[str, str]]:
    ranked = [row.unit.unit_id for row in ranking.rows if row.rank is not None]
    yield from pairwise(ranked)


def _swap(scope: Scope, winner: Moved, loser: Moved) -> Finding:
    indicator_id, shift = cause_of_swap(winner, loser)
    (then, now), (loser_then, loser_now) = winner, loser
    if indicator_id is None:
        why = f"主要是加减分或取舍，总分差另变化 {shift} 分" if shift > 0 else "没有单项的变化能说明"
        place = None
    else:
        mine, theirs = _points_words(winner, indicator_id), _points_words(loser, indicator_id)
        name = scope.indicator(indicator_id).name
        why = f"主要是“{name}”：所得分值 {mine}，{loser_now.unit.name} {theirs}，分差变化 {shift} 分"
        observation = now.scores[indicator_id].observation
        place = observation.place if observation is not None else None
    what = (
        f"{now.unit.name}第 {then.rank} 名 → 第 {now.rank} 名，"
        f"超过{loser_now.unit.name}（第 {loser_then.rank} 名 → 第 {loser_now.rank} 名）；{why}。"
    )
    unit_id, group = now.unit.unit_id, scope.group.group_id
    return Finding("rank_swap", "note", group, what, unit_id, indicator_id, then.rank, now.rank, place)


def cause_of_swap(winner: Moved, loser: Moved) -> tuple[str | None, Decimal]:
    """The indicator whose difference of points moved most in the winner's favour, and by how much.

    None with a positive number: what the indicators don't explain (adjustments, rounding of the
    total) moved more. None with 0: nothing moved in the winner's favour (order by tie-break).
    """
    shifts = {name: _gain(winner, name) - _gain(loser, name) for name in winner[1].scores}
    total = _total_gain(winner) - _total_gain(loser)
    rest = total - sum(shifts.values(), Decimal(0))
    indicator_id = max(shifts, key=lambda name: shifts[name], default=None)
    if indicator_id is not None and shifts[indicator_id] > 0 and shifts[indicator_id] >= rest:
        return indicator_id, shifts[indicator_id]
    return None, max(rest, Decimal(0))


def _points(row: RankingRow, indicator_id: str) -> Decimal:
    score = row.scores.get(indicator_id)
    return score.points if score is not None and score.points is not None else Decimal(0)


def _gain(moved: Moved, indicator_id: str) -> Decimal:
    return _points(moved[1], indicator_id) - _points(moved[0], indicator_id)


def _total_gain(moved: Moved) -> Decimal:
    return (moved[1].score or Decimal(0)) - (moved[0].score or Decimal(0))


def _points_words(moved: Sequence[RankingRow], indicator_id: str) -> str:
    return " → ".join(str(_points(row, indicator_id)) for row in moved)
