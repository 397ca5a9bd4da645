"""Ranks: who changed places with whom and why, and where files disagree with the method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from leitai.assist.diff.model import Finding, Scope
from leitai.model.results import ReportedResult
from leitai.model.scoring.ranking import RankingRow
from leitai.problems import Place

_NAMED = 10  # so many of the overtaken are named
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
    """与上期相比超过了谁：每个赶上来的单位一条，列出被它超过的单位和主要原因；只在名次可比时列出。

    主要原因是所得分值之差（对被超过的各单位平均）朝互换方向变化最大的指标（一样大取办法里靠前的），不计的指标按 0 分；
    指标之外的总分差变化更大时写加减分或取舍。并列变先后不算超过。
    """
    now = scope.ranking
    before = scope.ranking_of(now.previous_period) if now is not None and not now.not_comparable else None
    if now is None or before is None:
        return
    rows = [(before.row_of(row.unit.unit_id), row) for row in now.rows]
    moved = [(then, row) for then, row in rows if then is not None and then.rank and row.rank]
    for winner in moved:
        overtaken = [loser for loser in moved if _has_overtaken(winner, loser)]
        if overtaken:
            yield _climb(scope, winner, overtaken)


def _has_overtaken(winner: Moved, loser: Moved) -> bool:
    was_behind = (winner[0].rank or 0) > (loser[0].rank or 0)
    return was_behind and (winner[1].rank or 0) < (loser[1].rank or 0)


def _climb(scope: Scope, winner: Moved, overtaken: Sequence[Moved]) -> Finding:
    indicator_id, shift = cause_of_climb(winner, overtaken)
    then, now = winner
    average = "" if len(overtaken) == 1 else "平均"
    if indicator_id is None:
        why = f"主要是加减分或取舍，总分差{average}另变化 {shift} 分" if shift > 0 else "没有单项的变化能说明"
        place = None
    else:
        name, points = scope.indicator(indicator_id).name, _points_words(winner, indicator_id)
        why = f"主要是“{name}”：所得分值 {points}，分差{average}变化 {shift} 分"
        observation = now.scores[indicator_id].observation
        place = observation.place if observation is not None else None
    others = "、".join(
        f"{after.unit.name}（第 {sooner.rank} 名 → 第 {after.rank} 名）"
        for sooner, after in overtaken[:_NAMED]
    )
    others += f"等 {len(overtaken)} 个单位" if len(overtaken) > _NAMED else ""
    what = f"{now.unit.name}第 {then.rank} 名 → 第 {now.rank} 名，超过{others}；{why}。"
    unit_id, group = now.unit.unit_id, scope.group.group_id
    return Finding("rank_swap", "note", group, what, unit_id, indicator_id, then.rank, now.rank, place)


def cause_of_climb(winner: Moved, overtaken: Sequence[Moved]) -> tuple[str | None, Decimal]:
    """The indicator whose difference of points moved most in the winner's favour, and by how much on average.

    None with a positive number: what the indicators don't explain (adjustments, rounding of the
    total) moved more. None with 0: nothing moved in the winner's favour (order by tie-break).
    """
    shifts = {name: _lead(overtaken, partial(_gain, name=name), winner) for name in winner[1].scores}
    rest = _lead(overtaken, _total_gain, winner) - sum(shifts.values(), Decimal(0))
    indicator_id = max(shifts, key=lambda name: shifts[name], default=None)
    if indicator_id is not None and shifts[indicator_id] > 0 and shifts[indicator_id] >= rest:
        return indicator_id, shifts[indicator_id]
    return None, max(rest, Decimal(0))


def _lead(overtaken: Sequence[Moved], gain: Callable[[Moved], Decimal], winner: Moved) -> Decimal:
    """How much more the winner gained than the others on average, in hundredths of a point."""
    if len(overtaken) == 1:
        return gain(winner) - gain(overtaken[0])
    theirs = sum(map(gain, overtaken), Decimal(0)) / len(overtaken)
    return (gain(winner) - theirs).quantize(Decimal("0.01"))


def _points(row: RankingRow, indicator_id: str) -> Decimal:
    score = row.scores.get(indicator_id)
    return score.points if score is not None and score.points is not None else Decimal(0)


def _gain(moved: Moved, name: str) -> Decimal:
    return _points(moved[1], name) - _points(moved[0], name)


def _total_gain(moved: Moved) -> Decimal:
    return (moved[1].score or Decimal(0)) - (moved[0].score or Decimal(0))


def _points_words(moved: Sequence[RankingRow], indicator_id: str) -> str:
    return " → ".join(str(_points(row, indicator_id)) for row in moved)
