"""A second, slow and obvious implementation of scoring and ranking, in fractions and loops.

Written from DESIGN §4 and the docstrings of the score kinds; shares no code with `leitai.score`.
Where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from leitai.model.content import Content
from leitai.model.method import Dimension, Method, MethodIndicator
from leitai.model.period import Period
from oracle_kinds import KINDS, Question

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
                names = [other.unit_id for other in ranked]
                score_one(Question(content, method, period, indicator, row.unit_id, names), row)
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


def takes_part(content: Content, method: Method, period: Period, unit_id: str) -> bool:
    """The unit sent something, nothing unranks it, and something counts."""
    asked = [Question(content, method, period, i, unit_id) for i in leaves(method.dimensions)]
    if all(cell is None or cell.state == "missing" for cell in (one.cell() for one in asked)):
        return False
    fates = [one.fate() for one in asked]
    return "unrank" not in fates and any(fate != "leave out" for fate in fates)


def weights_of(content: Content, method: Method, period: Period, unit_id: str) -> dict[str, Fraction]:
    """Weights after reweighting: what is left out gives its weight to its siblings, level by level."""
    found: dict[str, Fraction] = {}

    def counts(node: Dimension | MethodIndicator) -> bool:
        inner = leaves([node])
        return any(Question(content, method, period, i, unit_id).fate() != "leave out" for i in inner)

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


def score_one(asked: Question, row: Row) -> None:
    name, fate, method = asked.indicator.indicator_id, asked.fate(), asked.method
    if fate in ("zero", "full"):
        score = Fraction(100 if fate == "full" else 0)
    else:
        score = KINDS[asked.indicator.rule.kind](asked)
    row.scores[name] = score
    exact = row.weights[name] * score / 100
    row.points[name] = rounded(exact, method) if method.rounding.at == "indicator" else exact


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
