"""A second, slow and obvious implementation of scoring and ranking, in fractions and loops.

Written from DESIGN §4 and the docstrings of the score kinds; shares no code with `leitai.score`.
Where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.method import Dimension, Method, MethodIndicator
from leitai.model.period import Period
from leitai.model.results import Observation

EXACT_PLACES = 10


@dataclass
class Row:
    """What one unit gets; empty and None throughout for a unit that is not ranked."""

    unit_id: str
    ranked: bool = False
    rank: int | None = None
    tied: bool = False
    total: Fraction | None = None
    key: Fraction = Fraction(0)
    scores: dict[str, Fraction] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)
    weights: dict[str, Fraction] = field(default_factory=dict)
    dimension_totals: dict[str, Fraction] = field(default_factory=dict)
    dimension_ranks: dict[str, int] = field(default_factory=dict)


def rank(content: Content, method: Method, period: Period) -> dict[str, Row]:
    """Every unit of the group that exists at the end of the period, ranked or not."""
    rows = []
    for unit in content.settings.units.values():
        existed = (
            (unit.valid_from or period.last_day) <= period.last_day <= (unit.valid_to or period.last_day)
        )
        if unit.group == method.group and existed:
            rows.append(Row(unit.unit_id, ranked=takes_part(content, method, period, unit.unit_id)))
    ranked = [row for row in rows if row.ranked]
    for row in ranked:
        row.weights = weights_of(content, method, period, row.unit_id)
        for indicator in leaves(method.dimensions):
            if indicator.indicator_id in row.weights:
                score_one(content, method, period, indicator, row, ranked)
    for row in ranked:
        add_up(method, row)
    for row in ranked:
        keys = [other.key for other in ranked]
        row.rank = place(row.key, keys, method.ties)
        row.tied = keys.count(row.key) > 1
        for name, total in row.dimension_totals.items():
            totals = [other.dimension_totals[name] for other in ranked]
            row.dimension_ranks[name] = place(total, totals, method.ties)
    return {row.unit_id: row for row in rows}


def leaves(nodes: Sequence[Dimension | MethodIndicator]) -> Iterator[MethodIndicator]:
    for node in nodes:
        if isinstance(node, MethodIndicator):
            yield node
        else:
            yield from leaves(node.children)


def branches(nodes: Sequence[Dimension | MethodIndicator]) -> Iterator[Dimension]:
    for node in nodes:
        if isinstance(node, Dimension):
            yield node
            yield from branches(node.children)


def cell_of(content: Content, period: Period, unit_id: str, indicator_id: str) -> Observation | None:
    for observation in content.results.observations:
        if (observation.period, observation.unit_id, observation.indicator_id) == (
            period,
            unit_id,
            indicator_id,
        ):
            return observation
    return None


def fate(content: Content, method: Method, period: Period, unit_id: str, indicator: MethodIndicator) -> str:
    """What becomes of a cell: score it, give 0, give full marks, leave it out, or unrank its unit."""
    cell = cell_of(content, period, unit_id, indicator.indicator_id)
    if cell is None or cell.state in ("missing", "suppressed"):
        return {"unranked": "unrank", "zero": "zero", "reweight": "leave out"}[method.missing]
    if cell.state == "not_applicable":
        return {"unranked": "unrank", "full": "full", "reweight": "leave out"}[method.not_applicable]
    if indicator.rule.kind == "completion" and indicator.rule.parameters["zero_target"] == "exclude":
        return "leave out" if target_of(content, period, cell, indicator) == 0 else "score"
    return "score"


def takes_part(content: Content, method: Method, period: Period, unit_id: str) -> bool:
    fates = [fate(content, method, period, unit_id, i) for i in leaves(method.dimensions)]
    return "unrank" not in fates and any(what != "leave out" for what in fates)


def weights_of(content: Content, method: Method, period: Period, unit_id: str) -> dict[str, Fraction]:
    """Weights after reweighting: what is left out gives its weight to its siblings, level by level."""
    found: dict[str, Fraction] = {}

    def counts(node: Dimension | MethodIndicator) -> bool:
        inner = leaves([node])
        return any(fate(content, method, period, unit_id, i) != "leave out" for i in inner)

    def share(nodes: Sequence[Dimension | MethodIndicator], weight: Fraction) -> None:
        counting = [node for node in nodes if counts(node)]
        whole = sum(Fraction(node.weight) for node in counting)
        for node in counting:
            part = weight * Fraction(node.weight) / whole
            if isinstance(node, MethodIndicator):
                found[node.indicator_id] = part
            else:
                share(node.children, part)

    share(method.dimensions, Fraction(method.scale))
    return found


def target_of(content: Content, period: Period, cell: Observation, indicator: MethodIndicator) -> Fraction:
    source = str(indicator.rule.parameters["target"])
    if source == "file":
        assert cell.target is not None
        return Fraction(cell.target)
    if source.startswith("benchmark:"):
        for benchmark in content.results.benchmarks:
            same_cell = benchmark.period == period and benchmark.indicator_id == cell.indicator_id
            if same_cell and benchmark.name == source[len("benchmark:") :]:
                return Fraction(benchmark.value)
        raise LookupError(source)
    own = common = None
    for target in content.results.targets:
        if target.period == Period(period.year, "year", 1) and target.indicator_id == cell.indicator_id:
            if target.unit_id == cell.unit_id:
                own = Fraction(target.value)
            elif target.unit_id is None:
                common = Fraction(target.value)
    found = common if own is None else own
    assert found is not None
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[period.kind]
    return found * Fraction(period.number * months, 12) if source == "pro_rata" else found


def score_one(
    content: Content,
    method: Method,
    period: Period,
    indicator: MethodIndicator,
    row: Row,
    ranked: list[Row],
) -> None:
    name = indicator.indicator_id
    what = fate(content, method, period, row.unit_id, indicator)
    if what in ("zero", "full"):
        score = Fraction(100 if what == "full" else 0)
    else:
        score = KINDS[indicator.rule.kind](content, method, period, indicator, row, ranked)
    row.scores[name] = score
    exact = row.weights[name] * score / 100
    row.points[name] = rounded(exact, method) if method.rounding.at == "indicator" else exact


def completion(
    content: Content, method: Method, period: Period, indicator: MethodIndicator, row: Row, ranked: list[Row]
) -> Fraction:
    cell = cell_of(content, period, row.unit_id, indicator.indicator_id)
    assert cell is not None and cell.value is not None
    actual, target = Fraction(cell.value), target_of(content, period, cell, indicator)
    parameters = indicator.rule.parameters
    cap, floor = parameters["cap"], parameters["floor"]
    if target == 0:
        assert parameters["zero_target"] == "full"
        ratio = Fraction(1)
    elif content.settings.indicators[cell.indicator_id].polarity == "higher":
        ratio = actual / target
    elif actual == 0:
        ratio = Fraction(cap)  # type: ignore[arg-type]
    else:
        ratio = target / actual
    if isinstance(cap, Decimal) and ratio > Fraction(cap):
        ratio = Fraction(cap)
    if isinstance(floor, Decimal) and ratio < Fraction(floor):
        ratio = Fraction(0)
    return 100 * ratio


def minmax(
    content: Content, method: Method, period: Period, indicator: MethodIndicator, row: Row, ranked: list[Row]
) -> Fraction:
    values = {}
    for other in ranked:
        if fate(content, method, period, other.unit_id, indicator) == "score":
            cell = cell_of(content, period, other.unit_id, indicator.indicator_id)
            assert cell is not None and cell.value is not None
            values[other.unit_id] = Fraction(cell.value)
    worst, best = min(values.values()), max(values.values())
    if content.settings.indicators[indicator.indicator_id].polarity == "lower":
        worst, best = best, worst
    parameters = indicator.rule.parameters
    if isinstance(parameters["worst"], Decimal):
        worst = Fraction(parameters["worst"])
    if isinstance(parameters["best"], Decimal):
        best = Fraction(parameters["best"])
    if worst == best:
        return Fraction(100)
    share = (values[row.unit_id] - worst) / (best - worst)
    if parameters["clip"]:
        share = max(Fraction(0), min(Fraction(1), share))
    floor, span = parameters["floor"], parameters["span"]
    assert isinstance(floor, Decimal) and isinstance(span, Decimal)
    return Fraction(floor) + Fraction(span) * share


def as_given(
    content: Content, method: Method, period: Period, indicator: MethodIndicator, row: Row, ranked: list[Row]
) -> Fraction:
    cell = cell_of(content, period, row.unit_id, indicator.indicator_id)
    assert cell is not None and cell.value is not None
    full = indicator.rule.parameters["full"]
    return 100 * Fraction(cell.value) / Fraction(indicator.weight if full is None else full)


KINDS = {"completion": completion, "minmax": minmax, "as_given": as_given}


def add_up(method: Method, row: Row) -> None:
    """The total, the totals of dimensions and what ranks are decided on."""
    exact = sum((row.weights[name] * score / 100 for name, score in row.scores.items()), Fraction(0))
    row.total = rounded(sum(row.points.values(), Fraction(0)), method)
    row.key = row.total if method.rank_on == "published" else rounded(exact, method, EXACT_PLACES)
    for dimension in branches(method.dimensions):
        inner = [i.indicator_id for i in leaves(dimension.children)]
        total = sum((row.points.get(name, Fraction(0)) for name in inner), Fraction(0))
        row.dimension_totals[dimension.dimension_id] = rounded(total, method)


def rounded(value: Fraction, method: Method, places: int | None = None) -> Fraction:
    """Half away from zero, or half to the even neighbour."""
    step = Fraction(1, 10 ** (method.rounding.places if places is None else places))
    below = (value / step).__floor__()
    beyond = value / step - below
    up = beyond > Fraction(1, 2)
    if beyond == Fraction(1, 2):
        up = below % 2 == 1 if method.rounding.mode == "half_even" else value > 0
    return (below + up) * step


def place(mine: Fraction, all_of_them: Sequence[Fraction], ties: str) -> int:
    ahead = [other for other in all_of_them if other > mine]
    return 1 + len(set(ahead) if ties == "dense" else ahead)
