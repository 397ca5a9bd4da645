"""Content and rankings of one period → the snapshot that is sealed.

Kept: whatever moves a number or a rank of the period. Left out, because it may rightly change later: names,
where a method or a unit ends, explanations and definitions, the data status, rank changes against
other periods. Parameters left at their default are not kept, nor settings that only say what was always so:
a new parameter or setting must not break old seals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import STATUS_NAMES, Ranking, RankingRow
from leitai.model.seals.seal import IN_ROSTER, RANK, READING, SCORE, TARGET, TIER, Snapshot, row_key
from leitai.problems import Place
from leitai.schema.columns import Record, columns_of
from leitai.schema.config.dimensions import ARITHMETIC, UNRANKED, Dimension, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import FULL
from leitai.schema.config.tiers import POINTS, Tier, Tiers
from leitai.schema.config.weights import weight_text
from leitai.schema.ledgers.corrections import INDICATOR, METHOD
from leitai.schema.period import Period
from leitai.schema.results.adjustments import BONUS, DEDUCTION, VETO

ROSTER = "花名册"
_INDICATOR_FACTS = ("unit_of_measure", "polarity", "period_type", "decimals", "rankable")
_NOT_KEPT = {
    "id",
    "dated",
    "title",
    "periods",
    "display",
    "tiers",
    "dimensions",
    "change_reason",
    "comparable_with",
    "previous",
    "values",
}
_NEUTRAL = (None, "", (), ARITHMETIC)  # as if not declared, so that a new key does not break old seals
_NEUTRAL_PARTS = (*_NEUTRAL, POINTS, UNRANKED)  # of a setting with several parts
_NOT_KEPT_OF_DIMENSION = {"dimension_id", "name", "dimensions", "leaves", "rollup"}

Entry = tuple[str, str, Place]  # key, text, where


def snapshot_of(
    content: Content, rankings: Sequence[Ranking], period: Period, version: int, day: date
) -> Snapshot:
    """The present state of a period as this version; `files` are added by whoever freezes them."""
    return replace(snapshot_with_places(content, rankings, period)[0], version=version, day=day)


def snapshot_with_places(
    content: Content, rankings: Sequence[Ranking], period: Period
) -> tuple[Snapshot, Mapping[str, Place]]:
    """The present state of a period, and where each input of it and each line of its methods stands now."""
    ranked = [ranking for ranking in rankings if ranking.period == period]
    inputs = list(_inputs(content, ranked, period))
    method = [entry for ranking in ranked for entry in _method(ranking.method)]
    snapshot = Snapshot(
        period_id=period.id,
        version=1,
        day=date.min,
        inputs={key: text for key, text, _ in inputs},
        method={key: text for key, text, _ in method},
        results=dict(_results(content, ranked, period)),
        places={key: str(place) for key, _, place in inputs},
        corrections=tuple(c.row for c in content.library.corrections if c.period == period),
    )
    return snapshot, {key: place for key, _, place in (*method, *inputs)}


def _inputs(content: Content, rankings: Sequence[Ranking], period: Period) -> Iterator[Entry]:
    cells = content.cells(period)
    for (unit_id, indicator_id), cell in cells.items():
        yield from _cell(f"{unit_id}/{indicator_id}", cell)
    for ranking in rankings:
        for row in ranking.rows:
            yield from _unit(content, ranking.method, row, period)
    used = {indicator_id for _, indicator_id in cells}
    used |= {i for ranking in rankings for i in ranking.method.deciding_indicators()}
    for indicator_id in sorted(used):
        indicator = content.settings.at(period).indicators[indicator_id]
        for name in _INDICATOR_FACTS:
            yield f"{INDICATOR}/{indicator_id}/{name}", str(getattr(indicator, name)), indicator.place


def _cell(key: str, cell: Observation) -> Iterator[Entry]:
    yield key, cell.text, cell.place
    if cell.year_ago is not None:
        yield f"{key}/上年同期", str(cell.year_ago), cell.place
    if cell.yoy_reported:
        yield f"{key}/同比", cell.yoy_reported, cell.place


def _unit(content: Content, method: Method, row: RankingRow, period: Period) -> Iterator[Entry]:
    unit = row.unit
    yield f"{unit.unit_id}/{ROSTER}", IN_ROSTER, unit.place
    rules = {counted.indicator_id: counted.rule for counted in method.indicators()}
    for indicator_id, score in row.scores.items():
        place = content.target_place(rules[indicator_id], score.observation)
        if place is not None and score.target is not None:
            yield f"{unit.unit_id}/{indicator_id}/{TARGET}", str(score.target), place
    for kind in (BONUS, DEDUCTION, VETO):  # of which the last stands for all vetoes
        found = [
            a for a in content.adjustments_of(period, unit.unit_id) if kind == (VETO if a.is_veto else a.kind)
        ]
        if found:
            text = "；".join(f"{a.points if a.kind == kind else a.kind} {a.reason}" for a in found)
            yield f"{unit.unit_id}/{kind}", text, found[0].place


def _method(method: Method) -> Iterator[Entry]:
    top = f"{METHOD}/{method.id}"
    yield from _declared(top, method, _NOT_KEPT, method.places)
    yield f"{top}/display", _plain(_display(method)), method.place_of("display")
    for dimension in method.all_dimensions():
        key = f"{top}/{dimension.dimension_id}"
        yield from _declared(key, dimension, _NOT_KEPT_OF_DIMENSION, {})
        for child in dimension.children:
            part = child.dimension_id if isinstance(child, Dimension) else child.indicator_id
            text = _rule(child) if isinstance(child, MethodIndicator) else "下级维度"
            yield f"{key}/{part}", text, child.place


def _display(method: Method) -> dict[str, object]:
    """What is shown, and the tiers: sealed as one."""
    return {"kind": method.display.kind, "top_n": method.display.top_n} | vars(method.tiers or Tiers(()))


def _declared(
    key: str, declared: Method | Dimension, left_out: set[str], places: Mapping[str, Place]
) -> Iterator[Entry]:
    for name in columns_of(type(declared)):
        value = getattr(declared, name)
        if name not in left_out and value not in _NEUTRAL:
            yield f"{key}/{name}", _plain(value), places.get(name, declared.place)


def _rule(indicator: MethodIndicator) -> str:
    defaults: dict[str, object] = {p.name: p.default for p in indicator.rule.spec.columns}
    if (
        FULL not in indicator.rule.spec.columns and "full" in defaults
    ):  # declared or not, a full mark of the weight has always been sealed as none
        defaults["full"] = indicator.weight
    given = {
        name: value
        for name, value in indicator.rule.parameters.items()
        if value not in (None, defaults.get(name))
    }
    shown = "，".join(f"{name} {_plain(value)}" for name, value in sorted(given.items()))
    made = "" if indicator.rollup is None else f"，合成（{_plain(indicator.rollup)}）"
    kind = indicator.rule.kind + (f"（{shown}）" if shown else "")
    return f"权重 {weight_text(indicator.weight)}，{kind}{made}"


def _plain(value: object) -> str:
    """A declared value as text, the same whatever type a later version holds it in; empty parts are left out."""
    if isinstance(value, Fraction | Decimal):
        return weight_text(Fraction(value))
    if isinstance(value, tuple):
        return "、".join(_plain(item) for item in value)
    if isinstance(value, Record):
        value = {each.name: getattr(value, each.name) for each in fields(value) if each.name != "place"}
    if isinstance(value, Tier):
        value = vars(value)
    if isinstance(value, Mapping):
        return "，".join(
            f"{name} {_plain(part)}" for name, part in value.items() if part not in _NEUTRAL_PARTS
        )
    return str(value)


def _results(content: Content, rankings: Sequence[Ranking], period: Period) -> Iterator[tuple[str, str]]:
    for (unit_id, indicator_id), cell in content.cells(period).items():
        yield f"{unit_id}/{indicator_id}/{READING}", f"{cell.state} {cell.qualifier} {cell.value}"
    for ranking in rankings:
        for row in ranking.rows:
            name = row_key(ranking.group, row.unit)
            yield f"{name}/{RANK}", str(row.rank or STATUS_NAMES[row.status])
            if row.score is not None:
                yield f"{name}/{SCORE}", str(row.score)
            rule = ranking.method.adjustments
            if row.gate or (
                row.veto and rule is not None and rule.vetoes
            ):  # any other tier follows from rank and score
                yield f"{name}/{TIER}", row.tier
            for indicator_id, score in row.scores.items():
                if score.points is not None:
                    yield f"{name}/{indicator_id}/分值", str(score.points)
