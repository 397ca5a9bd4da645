"""A longer period made of shorter ones: published totals or scores → one observation per unit.

The parts are the shorter periods that the other method covers, or, with `last`, so many of them back from the end (three years,
four quarters across a new year). A part in which a unit was not ranked is missing, as the method
of the longer period says: `unranked` leaves the whole missing, `zero` counts 0, `reweight` shares its weight among the other parts.
`mean` and `weighted` are averages; `sum` adds up (under `reweight` the average times the number of parts); `best` is the average of the best n
parts that are there. Decided case: without any part the whole is missing. Where the longer period rounds the points of each indicator,
what comes out is rounded like them, so that it can be recomputed from what is printed; where it rounds later, it counts exactly.
A longer period is ranked as soon as its last part is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from leitai.model.content import Content
from leitai.model.observations import Observation, with_rows
from leitai.model.scoring.gates import part_name
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.schema.config.dimensions import BEST, SUM, TOTAL, Dimension, MethodIndicator, Rollup
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.period import Period
from leitai.score.arithmetic.settle import rounded
from leitai.score.arithmetic.working import bracketed, equals, plain
from leitai.score.kinds import SPECS

MARKS, THEME = "分", "由各期合成"
COMBINED = {"mean": "平均", "weighted": "加权平均", "sum": "合计", "best": "最好几期的平均"}

Known = Mapping[tuple[str, Period], Ranking]  # what was ranked already, by method and period


def with_rollup_indicators(
    settings: Settings, methods: Sequence[Method]
) -> tuple[Settings, tuple[Method, ...]]:
    """What roll-ups make counts like an indicator of its own, against the full mark of what it is made of."""
    counting = tuple(_with_rollups(method, methods) for method in methods)
    made = {i.indicator_id: i for method in counting for i in _indicators(method, methods, settings)}
    return replace(settings, indicator_rows=(*settings.indicator_rows, *made.values())), counting


def _with_rollups(method: Method, methods: Sequence[Method]) -> Method:
    def counting(dimension: Dimension) -> Dimension:
        made = [] if dimension.rollup is None else [_leaf(dimension, dimension.rollup, method, methods)]
        inner = tuple(map(counting, dimension.dimensions))
        return replace(dimension, dimensions=inner, leaves=(*dimension.leaves, *made))

    return replace(method, dimensions=tuple(map(counting, method.dimensions)))


def _leaf(dimension: Dimension, rollup: Rollup, method: Method, methods: Sequence[Method]) -> MethodIndicator:
    """The one thing that counts in a dimension made of shorter periods."""
    made_of = next((other for other in methods if other.id == rollup.method_id), None)
    full = made_of.scale if made_of is not None and rollup.of == TOTAL else Decimal(100)
    if made_of is not None and rollup.combine == SUM:
        full *= max(len(rollup.periods(method.first_period, made_of.first_period.kind)), 1)
    rule = ScoreRule.of(next(spec for spec in SPECS.values() if spec.scores_rollups), {"full": full})
    name = f"{method.id}-{dimension.dimension_id}"
    return MethodIndicator(name, dimension.weight, rule, rollup, place=rollup.place)


def _indicators(method: Method, methods: Sequence[Method], settings: Settings) -> Iterator[Indicator]:
    names = {i.indicator_id: d.name for d in method.all_dimensions() for i in d.indicators()}
    for leaf, rollup in method.rollups():
        made_of = next((other for other in methods if other.id == rollup.method_id), None)
        first, last = _span(method.id, methods)
        how = f"中最好 {rollup.n} 期的平均" if rollup.combine == BEST else f"的{COMBINED[rollup.combine]}"
        definition = f"{_named(made_of, rollup, settings)}{how}，{_rounded(method)}"
        yield Indicator(
            indicator_id=leaf.indicator_id, name=names[leaf.indicator_id], unit_of_measure=MARKS, polarity="higher",
            period_type="quarter", decimals=method.rounding.places, theme=THEME, owner="", definition=definition,
            source="由已公布的各期排名合成", rankable=True, valid_min=None, valid_max=None, min_count=0,
            is_lever=False, numerator=None, denominator=None, per=None, same_as=None, valid_from=first, valid_to=last, asked_as=(), note="",
            place=leaf.place,
        )  # fmt: skip


def _is_rounded_first(method: Method) -> bool:
    return method.rounding.at == "indicator"


def _rounded(method: Method) -> str:
    places = method.rounding.places
    return f"先保留 {places} 位小数，再计分" if _is_rounded_first(method) else "不先取整"


def _span(method_id: str, methods: Sequence[Method]) -> tuple[date, date | None]:
    """From when to when a method holds, all its versions together: methods that follow one another may call their parts alike."""
    versions = [method for method in methods if method.id == method_id]
    ends = [m.last_period.last_day for m in versions if m.last_period is not None]
    last = max(ends) if len(ends) == len(versions) else None
    return min(method.first_period.first_day for method in versions), last


def _named(made_of: Method | None, rollup: Rollup, settings: Settings) -> str:
    """《县（市）季度考核办法》各期总分, or of one of its parts."""
    title = made_of.title if made_of is not None else rollup.method_id
    if rollup.of == TOTAL:
        return f"《{title}》各期总分"
    return f"《{title}》各期“{part_name(rollup.of, made_of, settings)}”的得分（满分 100）"


def levels_of(methods: Sequence[Method]) -> list[tuple[Method, ...]]:
    """Methods in the order in which they can be applied: each after those that it is made of."""
    found: list[tuple[Method, ...]] = []
    left = list(methods)
    while left:
        waiting = {method.id for method in left}
        ready = [m for m in left if not any(r.method_id in waiting - {m.id} for _, r in m.rollups())] or left
        found.append(tuple(ready))
        left = [method for method in left if method not in ready]
    return found


def with_rollups(content: Content, methods: Sequence[Method], rankings: Sequence[Ranking]) -> Content:
    """The content with what these methods make of periods that were ranked already."""
    known = {(ranking.method.id, ranking.period): ranking for ranking in rankings}
    declared = [settings.period for settings in content.settings.portal.declared_periods]
    added = [
        found
        for method in methods
        for leaf, rollup in method.rollups()
        for period in declared
        if method.covers(period)
        for found in _observations(content, method, leaf, rollup, period, known)
    ]
    if not added:
        return content
    results, cells = content.results, [cell for cell, _ in added]
    exact = {cell.key: made for cell, made in added if made is not None}
    results = replace(
        results,
        observations=with_rows(results.observations, cells),
        periods=tuple(sorted({*results.periods, *(cell.period for cell in cells)})),
        exact={**results.exact, **exact},
    )
    return replace(content, results=results)


def _observations(
    content: Content, method: Method, leaf: MethodIndicator, rollup: Rollup, period: Period, known: Known
) -> Iterator[tuple[Observation, Fraction | None]]:
    """What is printed of each unit, and what it comes to exactly where that counts."""
    covered = _covered(content, rollup, period)
    if not covered or (rollup.method_id, covered[-1]) not in known:
        return
    for unit in content.settings.roster(method.group, period):
        whole = _whole(method, rollup, unit.unit_id, period, covered, known)
        cell = (period, unit.unit_id, leaf.indicator_id)
        if not whole.counted:
            yield Observation(*cell, None, "missing", "eq", "没有可以合成的期间", leaf.place), None
            continue
        value, note = _printed(method, whole.exact), whole.working
        text = f"{COMBINED[rollup.combine]} {value}"  # sealed as it stands
        if _is_rounded_first(method) and value != whole.exact:
            note = f"{note}，{_rounded(method)}"
        own = Observation(*cell, value, "value", "eq", text, leaf.place, note=note)
        yield own, None if _is_rounded_first(method) else whole.exact


def made_values(
    content: Content, method: Method, rollup: Rollup, unit_ids: Sequence[str], period: Period, known: Known
) -> dict[str, Fraction]:
    """What a roll-up comes to, as it counts, by unit; without those of which nothing is there."""
    covered = _covered(content, rollup, period)
    wholes = {name: _whole(method, rollup, name, period, covered, known) for name in unit_ids}
    exact = {name: whole.exact for name, whole in wholes.items() if whole.counted}
    if not _is_rounded_first(method):
        return exact
    return {name: Fraction(_printed(method, made)) for name, made in exact.items()}


def _printed(method: Method, exact: Fraction) -> Decimal:
    return rounded(exact, method.rounding.places, method.rounding.mode)


def _covered(content: Content, rollup: Rollup, period: Period) -> list[Period]:
    """The parts for which the other method is in force."""
    covering = [other for other in content.methods if other.id == rollup.method_id]
    parts = rollup.periods(period, covering[0].first_period.kind)
    return [part for part in parts if any(other.covers(part) for other in covering)]


def _whole(
    method: Method, rollup: Rollup, unit_id: str, period: Period, covered: Sequence[Period], known: Known
) -> Whole:
    parts = {part: _given(known.get((rollup.method_id, part)), unit_id, rollup.of) for part in covered}
    everything = rollup.periods(period, covered[0].kind) if covered and rollup.weights else ()
    return Whole(rollup, parts, dict(zip(everything, rollup.weights, strict=True)), method.missing)


def _given(ranking: Ranking | None, unit_id: str, of: str) -> Fraction | None:
    """What a unit was published with; None where it was not ranked."""
    row = ranking.row_of(unit_id) if ranking is not None else None
    found = _published(row, of) if row is not None and row.status == "ranked" else None
    return None if found is None else Fraction(found)


def _published(row: RankingRow, of: str) -> Decimal | None:
    if of == TOTAL:
        return row.score
    part = row.dimensions.get(of) or row.scores.get(of)
    return part.score if part is not None else None


@dataclass(frozen=True)
class Whole:
    """What one unit was published with in the `parts` of a longer period (None where it was not ranked), and what it comes to.

    `weights` are declared, or empty; `missing`: how the method treats parts that are not there.
    """

    rollup: Rollup
    parts: Mapping[Period, Fraction | None]
    weights: Mapping[Period, Decimal]
    missing: str

    @cached_property
    def counted(self) -> dict[Period, Fraction]:
        """The parts that count; empty where the whole is missing."""
        there = [value for value in self.parts.values() if value is not None]
        if not there or (self.missing == "unranked" and len(there) < len(self.parts)):
            return {}
        counts_all = self.missing == "zero"
        return {p: value or Fraction(0) for p, value in self.parts.items() if counts_all or value is not None}

    @property
    def _best(self) -> list[Fraction]:
        return sorted(self.counted.values(), reverse=True)[: self.rollup.n]

    @cached_property
    def exact(self) -> Fraction:
        """What it comes to before any rounding."""
        if self.rollup.combine == BEST:
            return sum(self._best, Fraction(0)) / len(self._best)
        carried = {part: Fraction(self.weights.get(part, 1)) for part in self.counted}
        whole = sum((self.counted[part] * weight for part, weight in carried.items()), Fraction(0))
        average = whole / sum(carried.values())
        return average * len(self.parts) if self.rollup.combine == SUM else average

    @property
    def working(self) -> str:
        """2019年第一季度 92.4、2019年第二季度 88：（92.4 + 88）÷ 2 = 90.2."""
        told = (f"{p.title} {'未排名' if value is None else plain(value)}" for p, value in self.parts.items())
        return f"{'、'.join(told)}：{equals(self._expression, self.exact)}"

    @property
    def _expression(self) -> str:
        if self.weights:
            carried = {part: Fraction(self.weights[part]) for part in self.counted}
            terms = " + ".join(f"{bracketed(self.counted[p])} × {plain(w)}" for p, w in carried.items())
            return f"（{terms}）÷ {plain(sum(carried.values(), Fraction(0)))}"
        values = self._best if self.rollup.combine == BEST else list(self.counted.values())
        terms = " + ".join(map(bracketed, values))
        if self.rollup.combine != SUM:
            return f"（{terms}）÷ {len(values)}"
        return terms if len(self.parts) == len(values) else f"（{terms}）÷ {len(values)} × {len(self.parts)}"
