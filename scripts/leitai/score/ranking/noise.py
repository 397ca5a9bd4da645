"""Which changes of rank rest on chance: the same order once more, with every change within chance taken back.

Where a count, or a rate of counts, differs from the period before by no more than chance brings (`chance.py`), the earlier value stands
in for it, for all units at once; in a roll-up this is done for each part. Of a figure that cumulates over the year, what came
since is held against what came until then, and the pace until then stands in.

A unit that then no longer moves in its direction has moved within chance; pages don't call that 进位.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add

from leitai.model.content import Content
from leitai.model.observations import Observation, observation_records, observations_of
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Rank, as_rank
from leitai.schema.config.dimensions import MethodIndicator, Rollup
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.period import Period
from leitai.score.arithmetic.chance import Events, is_within_chance
from leitai.score.ranking.compare import own_changes
from leitai.score.ranking.events import events_of
from leitai.score.ranking.order import order_of
from leitai.score.ranking.rank import rank_period
from leitai.score.ranking.reported import VALUE, reported_for, reported_for_ties
from leitai.score.ranking.rollup import made_values
from leitai.score.ranking.totals import totals_of

Pairs = Sequence[tuple[Period, Period]]
Key = tuple[Period, str, str]


def with_noise(content: Content, ranking: Ranking) -> Ranking:
    """The ranking whose rows know whether their change of rank is within chance."""
    before, has_moved = ranking.previous_period, any(row.rank_change for row in ranking.rows)
    steady = _steady(content, ranking, before) if before is not None and has_moved else {}
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


def _steady(content: Content, ranking: Ranking, before: Period) -> dict[str, Rank]:
    """Ranks without the changes within chance, by unit; empty where there are no such changes."""
    method, period = ranking.method, ranking.period
    units = [row.unit for row in ranking.rows if row.status == "ranked"]
    names = [unit.unit_id for unit in units]
    reported = reported_for(content, method, period, units)
    steady = [
        column.with_values(names, _held(content, ranking, before, counted, names), (VALUE,))
        for counted, column in zip(method.indicators(), reported, strict=True)
    ]
    if all(one is other for one, other in zip(steady, reported, strict=True)):
        return {}
    totals = totals_of(content, method, period, units, steady)
    order = order_of(totals.key, method.ties, reported_for_ties(content, method, period, units))
    return dict(zip(names, map(as_rank, order.ranks.tolist()), strict=True))


def _held(
    content: Content, ranking: Ranking, before: Period, counted: MethodIndicator, unit_ids: Sequence[str]
) -> Mapping[str, Fraction]:
    """By unit what stands in for what changed within chance: the value of the period before."""
    if counted.rollup is not None:
        return _held_rollup(content, ranking, before, counted.rollup, unit_ids)
    known = content.settings.indicators[counted.indicator_id]
    if not counted.rule.is_on_value or known.period_type not in ("quarter", "ytd"):
        return {}
    found = {}
    for unit_id in unit_ids:
        cells = (content.cell_of(p, unit_id, counted.indicator_id) for p in (ranking.period, before))
        found[unit_id] = _held_value(content, known, *cells)
    return {unit_id: value for unit_id, value in found.items() if value is not None}


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


def _held_rollup(
    content: Content, ranking: Ranking, before: Period, rollup: Rollup, unit_ids: Sequence[str]
) -> Mapping[str, Fraction]:
    """What a roll-up would be, by unit; empty where nothing changed within chance, or where both wholes share parts.

    Counts of the parts are added up, this year's four quarters against last year's: what is within chance in each quarter may be
    more than that in a year. Where a unit's sums differ by no more than chance, each part takes the value of the one that it is
    held against; the parts are then ranked once more, and made into the whole as ever.
    """
    covering = [other for other in content.methods if other.id == rollup.method_id]
    pairs = _pairs(rollup, covering, ranking.period, before)
    methods = {now: next(m for m in covering if m.covers(now)) for now, _ in pairs}
    held = dict(_held_parts(content, methods, unit_ids, pairs))
    if not held:
        return {}
    rankings = {
        (one.id, part): rank_period(_with_held(content, one, part, held), one, part)
        for part, one in methods.items()
    }
    return made_values(content, ranking.method, rollup, unit_ids, ranking.period, rankings)


def _with_held(content: Content, method: Method, part: Period, held: Mapping[Key, Decimal | None]) -> Content:
    """What a part is ranked from, with what stands in for some values."""
    own = content.of_units(part, [unit.unit_id for unit in content.settings.roster(method.group, part)])
    records = (
        replace(cell, value=held.get((cell.period, cell.unit_id, cell.indicator_id), cell.value))
        for cell in observation_records(own.observations)
    )
    return replace(own, results=replace(own.results, observations=observations_of(records)))


def _pairs(rollup: Rollup, covering: Sequence[Method], period: Period, before: Period) -> Pairs:
    """Each part with the one of the whole before that it is held against; none where not all are there."""
    kind = covering[0].first_period.kind if covering else ""
    now, then = rollup.periods(period, kind), rollup.periods(before, kind)
    is_apart = not {*now} & {*then} and len(now) == len(then)
    is_covered = all(any(m.covers(part) for m in covering) for part in (*now, *then))
    return list(zip(now, then, strict=True)) if is_apart and is_covered else []


def _held_parts(
    content: Content, methods: Mapping[Period, Method], unit_ids: Sequence[str], pairs: Pairs
) -> Iterator[tuple[Key, Decimal | None]]:
    """The values of parts that stand in for those that chance may have brought."""
    counted = {
        i.indicator_id for m in methods.values() for i in m.reported_indicators() if i.rule.is_on_value
    }
    known = content.settings.indicators
    of_parts = sorted(
        name for name in counted if known[name].period_type == "quarter" and not known[name].is_rate
    )
    for name in of_parts:
        for unit_id in unit_ids:
            cells = [tuple(content.cell_of(part, unit_id, name) for part in pair) for pair in pairs]
            if _differ_by_chance(content, cells):
                for now, then in cells:
                    assert now is not None and then is not None
                    yield (now.period, unit_id, name), then.value


def _differ_by_chance(content: Content, cells: Sequence[tuple[Observation | None, ...]]) -> bool:
    """Whether the sums on both sides differ, by no more than chance."""
    found = [[events_of(content, cell) for cell in side] for side in zip(*cells, strict=True)]
    sides = [[events for events in side if events is not None] for side in found]
    if any(len(there) < len(cells) for there in sides) or not cells:
        return False
    one, other = (reduce(add, side) for side in sides)
    return is_within_chance(one, other)
