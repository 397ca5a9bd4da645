"""Which changes of rank rest on chance: the same order once more, with every change within chance taken back.

Where a count, or a rate of counts, differs from the period before by no more than chance brings (`chance.py`), the value of that
period stands in for it, for all units at once. A unit that then doesn't move in the direction in which it was found to move has moved within
chance; pages don't call that 进位.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank, as_rank
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.period import Period
from leitai.score.arithmetic.chance import is_within_chance
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
    if not counted.rule.is_on_value or known.period_type != "quarter":
        return column
    values, changed = column.values.exactly(range(len(unit_ids))), False
    for row, unit_id in enumerate(unit_ids):
        cells = [content.cell_of(p, unit_id, counted.indicator_id) for p in (period, before)]
        now, then = (events_of(content, cell) for cell in cells)
        if (
            column.states[row] == VALUE
            and now
            and then
            and now.rate != then.rate
            and is_within_chance(now, then)
        ):
            earlier = content.exact_value(cells[1]) if cells[1] is not None else None
            values[row], changed = (values[row] if earlier is None else earlier), True
    return replace(column, values=Numbers.of(values)) if changed else column
