"""Which changes of rank rest on chance: the same order once more, with every change within chance taken back.

Where a count, or a rate of counts, differs from the period before by no more than chance brings (`chance.py`), the value of that
period stands in for it, for all units at once; of what cumulates over the year, what came since is held against what came until then,
and the pace until then stands in. A unit that then doesn't move in the direction in which it was found to move has moved within
chance; pages don't call that 进位.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank, as_rank
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from leitai.score.arithmetic.chance import Events, is_within_chance
from leitai.score.arithmetic.numbers import Numbers
from leitai.score.ranking.adjusted import adjusted_for
from leitai.score.ranking.compare import own_changes
from leitai.score.ranking.events import events_of
from leitai.score.ranking.order import order_of
from leitai.score.ranking.reported import VALUE, Reported, reported_for, reported_for_ties
from leitai.score.ranking.score_table import ScoreTable
from leitai.score.ranking.totals import Totals


def with_noise(content: Content, ranking: Ranking) -> Ranking:
    """The ranking whose rows know whether their change of rank is within chance."""
    moved = [row for row in ranking.rows if row.rank_change]
    steady = _steady(content, ranking) if moved else {}
    if not steady:
        return ranking
    then = {row.unit.unit_id: row.previous_rank for row in ranking.rows if row.previous_rank is not None}
    own = own_changes(then, steady)
    return replace(ranking, rows=tuple(_judged(row, own.get(row.unit.unit_id)) for row in ranking.rows))


def _judged(row: RankingRow, own: int | None) -> RankingRow:
    """`own`: by how many places it rose without the changes within chance, among units ranked in both periods."""
    if row.moved not in ("up", "down") or own is None or own * (row.rank_change or 0) > 0:
        return row
    return replace(row, change_by="chance")


def _steady(content: Content, ranking: Ranking) -> dict[str, Rank]:
    """Ranks without the changes within chance, by unit; empty where there are no such changes."""
    method, period, before = ranking.method, ranking.period, ranking.previous_period
    units = [row.unit for row in ranking.rows if row.status == "ranked"]
    if before is None:
        return {}
    reported = reported_for(content, method, period, units)
    pairs = zip(method.indicators(), reported, strict=True)
    names = [unit.unit_id for unit in units]
    steady = tuple(_held(content, counted, column, names, period, before) for counted, column in pairs)
    if all(one is other for one, other in zip(steady, reported, strict=True)):
        return {}
    adjustments = [adjusted_for(content, method, period, unit).net(method.rounding) for unit in units]
    totals = Totals(ScoreTable(method, steady), adjustments)
    order = order_of(totals.key, method.ties, reported_for_ties(content, method, period, units))
    return dict(zip(names, map(as_rank, order.ranks.tolist()), strict=True))


def _held(
    content: Content,
    counted: MethodIndicator,
    column: Reported,
    unit_ids: Sequence[str],
    period: Period,
    before: Period,
) -> Reported:
    """A column in which what changed within chance is as it was before; the very same where nothing did."""
    known = content.settings.indicators[counted.indicator_id]
    if not counted.rule.is_on_value or known.period_type not in ("quarter", "ytd"):
        return column
    values, changed = column.values.exactly(range(len(unit_ids))), False
    for row, unit_id in enumerate(unit_ids):
        cells = (content.cell_of(p, unit_id, counted.indicator_id) for p in (period, before))
        held = _held_value(content, known, *cells) if column.states[row] == VALUE else None
        if held is not None and held != values[row]:
            values[row], changed = held, True
    return replace(column, values=Numbers.of(values)) if changed else column


def _held_value(
    content: Content, known: Indicator, cell: Observation | None, earlier: Observation | None
) -> Fraction | None:
    """What a value would be had nothing changed since the period before; None where that is no count, or more than chance."""
    now, then = events_of(content, cell), events_of(content, earlier)
    if cell is None or earlier is None or now is None or then is None:
        return None
    value, growth = content.exact_value(earlier), Fraction(1)
    if known.period_type == "ytd":
        growth = Fraction(1) if now.is_share else cell.period.elapsed_share / earlier.period.elapsed_share
        now, then = _apart(now, then, cell.period, earlier.period)
    is_sound = now.count >= 0 and now.base > 0 and not (now.is_share and now.count > now.base)
    return value * growth if value is not None and is_sound and is_within_chance(now, then) else None


def _apart(now: Events, then: Events, period: Period, before: Period) -> tuple[Events, Events]:
    """Of counts that cumulate over the year what came since the period before, and what had come until then, each with its
    own length of time; the base of a share cumulates itself."""
    if not now.is_share:
        now = Events(now.count, now.base * period.elapsed_share)
        then = Events(then.count, then.base * before.elapsed_share)
    if period.year != before.year:
        return now, then
    return Events(now.count - then.count, now.base - then.base, now.is_share), then
