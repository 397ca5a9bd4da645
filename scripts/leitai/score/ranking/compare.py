"""Rank change against the period before, only like for like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank, as_rank
from leitai.model.settings import Settings
from leitai.schema.config.methods import Method

NO_PREVIOUS = "无上期排名"
NOT_RANKED_BEFORE = "上期未参加排名"
OTHER_METHOD = "口径调整：考核办法不同"
OTHER_MEMBERS = "口径调整：参评单位不同"
OTHER_AREAS = "口径调整：有单位撤并或拆分"


def with_rank_changes(settings: Settings, ranking: Ranking, earlier: Sequence[Ranking]) -> Ranking:
    """The ranking with previous ranks and changes (previous − current; positive is 进位).

    Where method, version, members or what belongs to a member differ from the period before, there is no change but a
    reason; a version may declare itself `comparable_with` earlier ones. A unit that is ranked
    in only one of both periods shifts the others: rows that moved for that reason alone get `change_by` "members".
    """
    before = _before(ranking, earlier)
    reason = why_not_comparable(settings, ranking, before)
    if before is None or reason:
        rows = tuple(replace(row, change_note=reason) for row in ranking.rows)
        period = before.period if before is not None else None
        return replace(ranking, rows=rows, previous_period=period, not_comparable=reason)
    rows = _by_members([_changed(row, before) for row in ranking.rows])
    return replace(ranking, rows=rows, previous_period=before.period)


def _before(ranking: Ranking, earlier: Sequence[Ranking]) -> Ranking | None:
    """The ranking that this one's method holds it against; the last published one is one in which somebody was ranked."""
    is_by_calendar, last = ranking.method.previous == "calendar", ranking.period.previous()
    found = (
        other
        for other in earlier
        if other.is_before(ranking) and (other.period == last if is_by_calendar else other.ranked_size)
    )
    return max(found, key=lambda other: other.period, default=None)


def why_not_comparable(settings: Settings, ranking: Ranking, before: Ranking | None) -> str:
    """Why ranks of two periods can't be compared; empty if they can."""
    if before is None:
        return NO_PREVIOUS
    if not _same_rules(ranking.method, before.method):
        return OTHER_METHOD
    members = [{row.unit.unit_id for row in r.rows} for r in (before, ranking)]
    if members[0] != members[1]:
        return OTHER_MEMBERS
    both = before.period, ranking.period
    return "" if all(settings.is_same_area(unit_id, *both) for unit_id in members[1]) else OTHER_AREAS


def _same_rules(now: Method, before: Method) -> bool:
    """The same version, or an earlier one that the method itself declares comparable, with a reason."""
    if now.id != before.id:
        return False
    return before.version == now.version or before.version in now.comparable_with


def _changed(row: RankingRow, before: Ranking) -> RankingRow:
    then = before.row_of(row.unit.unit_id)
    previous = then.rank if then is not None else None
    change = as_rank(previous - row.rank) if previous is not None and row.rank is not None else None
    note = NOT_RANKED_BEFORE if previous is None else ""
    return replace(row, previous_rank=previous, rank_change=change, change_note=note)


def _by_members(rows: Sequence[RankingRow]) -> tuple[RankingRow, ...]:
    then = {row.unit.unit_id: row.previous_rank for row in rows if row.previous_rank is not None}
    now = {row.unit.unit_id: row.rank for row in rows if row.rank is not None}
    own = own_changes(then, now) if then.keys() != now.keys() else {}
    return tuple(
        replace(row, change_by="members")
        if row.rank_change and own.get(row.unit.unit_id, row.rank_change) * row.rank_change <= 0
        else row
        for row in rows
    )


def own_changes(then: Mapping[str, Rank], now: Mapping[str, Rank]) -> dict[str, int]:
    """By how many places each unit rose among those that are ranked in both, whoever else came or went."""
    both = then.keys() & now.keys()
    before, after = (sorted(ranks[name] for name in both) for ranks in (then, now))
    return {name: bisect_left(before, then[name]) - bisect_left(after, now[name]) for name in both}
