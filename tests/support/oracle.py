"""A second, slow and obvious implementation of scoring and ranking, in fractions and loops.

Written from the docstrings of the score kinds; shares no code with `leitai.score`.
Where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from leitai.model.content import Content
from leitai.schema.config.dimensions import Dimension, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.period import Period
from oracle_kinds import KINDS, Question

EXACT_PLACES = 10


@dataclass
class Row:
    """What one unit gets; empty and None throughout for a unit that is not ranked."""

    unit_id: str
    ranked: bool = False
    rank: int | Fraction | None = None
    ahead_by: str = ""
    tied: bool = False
    total: Fraction | None = None
    tier: str = ""
    key: Fraction = Fraction(0)
    scores: dict[str, Fraction] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)
    weights: dict[str, Fraction] = field(default_factory=dict)
    dimension_totals: dict[str, Fraction] = field(default_factory=dict)
    dimension_keys: dict[str, Fraction] = field(default_factory=dict)
    dimension_scores: dict[str, Fraction] = field(default_factory=dict)
    dimension_ranks: dict[str, int | Fraction] = field(default_factory=dict)
    comparable: tuple[Any, ...] = ()


def rank(content: Content, method: Method, period: Period) -> dict[str, Row]:
    """Every unit of the group that exists at the end of the period, ranked or not."""
    rows = []
    for unit in content.settings.units.values():
        existed = (
            (unit.valid_from or period.last_day) <= period.last_day <= (unit.valid_to or period.last_day)
        )
        if unit.group == method.group and existed:
            is_out = "unranked" in vetoed(content, method, period, unit.unit_id)
            ranked = not is_out and takes_part(content, method, period, unit.unit_id)
            rows.append(Row(unit.unit_id, ranked=ranked))
    ranked = [row for row in rows if row.ranked]
    for row in ranked:
        row.weights = weights_of(content, method, period, row.unit_id)
        for indicator in leaves(method.dimensions):
            if indicator.indicator_id in row.weights:
                names = [other.unit_id for other in ranked]
                together = void_with(method, indicator)
                score_one(Question(content, method, period, indicator, row.unit_id, names, together), row)
        add_up(method, row, adjustment_of(content, method, period, row.unit_id))
    for row in ranked:
        row.comparable = (
            row.key,
            *(tie_value(content, method, period, row, name) for name in method.tie_break),
        )
    for row in ranked:
        keys = [other.comparable for other in ranked]
        row.rank = place(row.comparable, keys, method.ties)
        row.tied = keys.count(row.comparable) > 1
        row.tier = graded(
            content, method, period, row, sum(key > row.comparable for key in keys), len(ranked)
        )
        behind = max((key for key in keys if key < row.comparable and key[0] == row.key), default=None)
        if behind is not None:
            first = next(
                n for n, (one, other) in enumerate(zip(row.comparable, behind, strict=True)) if one != other
            )
            row.ahead_by = method.tie_break[first - 1]
        for name, key in row.dimension_keys.items():
            row.dimension_ranks[name] = place(
                key, [o.dimension_keys[name] for o in ranked if name in o.dimension_keys], method.ties
            )
    return {row.unit_id: row for row in rows}


def vetoed(content: Content, method: Method, period: Period, unit_id: str) -> set[str]:
    """What the vetoes of a unit do to it."""
    found = set()
    for item in content.adjustments_of(period, unit_id):
        if item.kind == "一票否决":
            found.add("unranked" if method.adjustments is None else method.adjustments.veto)
        for named in method.adjustments.vetoes if method.adjustments else ():
            if item.kind == named.name:
                found.add(named.effect)
    return found


def adjustment_of(
    content: Content, method: Method, period: Period, unit_id: str
) -> tuple[Fraction, Fraction]:
    """Bonus and deduction: every item up to its cap, then the sum up to its own."""
    rule, found = method.adjustments, {"加分": Fraction(0), "扣分": Fraction(0), "一票否决": Fraction(0)}
    if rule is None:
        return Fraction(0), Fraction(0)
    for item in content.adjustments_of(period, unit_id):
        points = Fraction(item.points)
        if item.kind in found:
            found[item.kind] += points if rule.item_cap is None else min(points, Fraction(rule.item_cap))
    return min(found["加分"], Fraction(rule.bonus_cap)), min(found["扣分"], Fraction(rule.deduction_cap))


def graded(content: Content, method: Method, period: Period, row: Row, ahead: int, count: int) -> str:
    """The tier, or a lower one for whoever scores below a gate."""
    vetoes = vetoed(content, method, period, row.unit_id)
    found = tier_of(method, row, ahead, count)
    if method.tiers and "lowest_tier" in vetoes:
        found = method.tiers.tiers[-1].name
    elif found and "one_lower" in vetoes:
        lower = [tier.name for tier in method.tiers or ()]
        found = [*lower, lower[-1]][lower.index(found) + 1]
    names = [tier.name for tier in method.tiers or ()]
    printed = {name: rounded(score, method) for name, score in row.scores.items()}
    printed |= row.dimension_scores | {"total": row.total}
    for gate in method.gates:
        if found and gate.of in printed and printed[gate.of] < Fraction(gate.below):
            found = names[max(names.index(found), names.index(gate.best))]
    return found


def tier_of(method: Method, row: Row, ahead: int, count: int) -> str:
    """By total, or by how many are ahead: whoever begins within a tier is in it."""
    tiers = method.tiers
    if tiers is None:
        return ""
    for tier in tiers:
        if tiers.by == "points":
            reached = row.total >= tier.lower
        elif tiers.by == "rank":
            reached = ahead < tier.upto
        else:
            whole, rest = divmod(tier.upto * count, 1)
            more = {"down": False, "up": rest > 0, "half_up": rest >= Fraction(1, 2)}[tiers.round]
            reached = ahead < whole + more
        if reached:
            return tier.name
    return ""


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
    fates = [fate_in(method, one) for one in asked]
    return "unrank" not in fates and any(fate != "leave out" for fate in fates)


def void_with(method: Method, indicator: MethodIndicator) -> list[MethodIndicator]:
    """The indicators of which none may be missing, or this one doesn't count."""
    voids = (list(leaves([d])) for d in branches(method.dimensions) if d.missing == "void")
    return [other for inside in voids if indicator in inside for other in inside]


def fate_in(method: Method, asked: Question) -> str:
    """What becomes of a cell; a dimension that is void leaves out all of its parts."""
    together = void_with(method, asked.indicator)
    lacks = any(replace(asked, indicator=other).lacks() for other in together)
    return "leave out" if lacks else asked.fate()


def weights_of(content: Content, method: Method, period: Period, unit_id: str) -> dict[str, Fraction]:
    """Weights after reweighting, of indicators and dimensions: what is left out gives its weight to its siblings,
    level by level."""
    found: dict[str, Fraction] = {}

    def counts(node: Dimension | MethodIndicator) -> bool:
        inner = leaves([node])
        asked = (Question(content, method, period, i, unit_id) for i in inner)
        return any(fate_in(method, one) != "leave out" for one in asked)

    def share(nodes: Sequence[Dimension | MethodIndicator], weight: Fraction) -> None:
        counting = [node for node in nodes if counts(node)]
        whole = sum(node.weight for node in counting)
        for node in counting:
            part = weight * node.weight / whole
            found[name_of(node)] = part
            if isinstance(node, Dimension):
                share(node.children, part)

    share(method.dimensions, Fraction(method.scale))
    return found


def name_of(node: Dimension | MethodIndicator) -> str:
    return node.indicator_id if isinstance(node, MethodIndicator) else node.dimension_id


def tie_value(content: Content, method: Method, period: Period, row: Row, name: str) -> tuple[bool, Fraction]:
    """The larger, the better; no value comes last."""
    indicator = next(i for i in leaves(method.dimensions) if i.indicator_id == name)
    asked = Question(content, method, period, indicator, row.unit_id)
    cell = asked.cell()
    if cell is None or cell.value is None:
        return (False, Fraction(0))
    return (True, Fraction(-cell.value if asked.lower_is_better else cell.value))


def score_one(asked: Question, row: Row) -> None:
    name, fate, method = asked.indicator.indicator_id, fate_in(asked.method, asked), asked.method
    if fate in ("zero", "full"):
        score = Fraction(100 if fate == "full" else 0)
    else:
        score = KINDS[asked.indicator.rule.kind](asked)
    if method.rounding.scores is not None:
        score = rounded(score, method, method.rounding.scores)
    row.scores[name] = score
    exact = row.weights[name] * score / 100
    row.points[name] = rounded(exact, method) if method.rounding.at == "indicator" else exact


def add_up(method: Method, row: Row, adjustment: tuple[Fraction, Fraction]) -> None:
    """The total, the totals of dimensions and what ranks are decided on."""
    exact = {name: row.weights[name] * score / 100 for name, score in row.scores.items()}
    printed = {name: row.points[name] for name in row.scores}
    inner: dict[str, Fraction] = {}
    unrounded = whole(
        method, method.aggregate, method.dimensions, row, exact, Fraction(method.scale), inner, False
    )
    at_indicator = method.rounding.at == "indicator"
    found: dict[str, Fraction] = {}
    total = whole(
        method, method.aggregate, method.dimensions, row, printed if at_indicator else exact,
        Fraction(method.scale), found, method.rounding.at != "total",
    )  # fmt: skip
    bonus, deduction = (
        rounded(part, method) if method.rounding.at != "total" else part for part in adjustment
    )
    net = bonus - deduction
    row.total = rounded(bounded(total + net, method), method)
    row.key = (
        row.total
        if method.rank_on == "published"
        else rounded(bounded(unrounded + net, method), method, EXACT_PLACES)
    )
    row.dimension_totals = {name: rounded(points, method) for name, points in found.items()}
    row.dimension_totals = {
        name: points for name, points in row.dimension_totals.items() if name in row.weights
    }
    rates = {name: 100 * inner[name] / row.weights[name] for name in row.dimension_totals}
    row.dimension_scores = {name: rounded(rate, method) for name, rate in rates.items()}
    own = {d.dimension_id: d.rank_on or method.rank_on for d in method.all_dimensions()}
    row.dimension_keys = {
        name: row.dimension_scores[name] if own[name] == "published" else rounded(rate, method, EXACT_PLACES)
        for name, rate in rates.items()
    }


def bounded(total: Fraction, method: Method) -> Fraction:
    bounds = method.total
    if bounds is not None and bounds.floor is not None:
        total = max(total, Fraction(bounds.floor))
    if bounds is not None and bounds.cap is not None:
        total = min(total, Fraction(bounds.cap))
    return total


def within_bounds(points: Fraction, dimension: Dimension, weight: Fraction) -> Fraction:
    """No less and no more than declared; a dimension with half of its weight has half of its bounds."""
    share = weight / dimension.weight
    if dimension.floor is not None:
        points = max(points, share * Fraction(dimension.floor))
    if dimension.cap is not None:
        points = min(points, share * Fraction(dimension.cap))
    return points


def whole(
    method: Method,
    aggregate: str,
    nodes: Sequence[Dimension | MethodIndicator],
    row: Row,
    points: dict[str, Fraction],
    weight: Fraction,
    found: dict[str, Fraction],
    round_means: bool,
) -> Fraction:
    """The points of a branch: the sum of its children's, or weight · ∏ (points / weight) ^ (share of the weight)."""
    parts = {}
    for node in nodes:
        name = name_of(node)
        carried = row.weights.get(name, Fraction(0))
        if isinstance(node, Dimension):
            own = whole(method, node.aggregate, node.children, row, points, carried, found, round_means)
            within = within_bounds(own, node, carried)
            parts[name] = found[name] = rounded(within, method) if round_means and within != own else within
        else:
            parts[name] = points.get(name, Fraction(0))
    holds_indicators = any(isinstance(node, MethodIndicator) for node in nodes)
    if aggregate == "arithmetic":
        points_of_all = sum(parts.values(), Fraction(0))
        once = round_means and method.rounding.at == "dimension" and holds_indicators
        return rounded(points_of_all, method) if once else points_of_all
    counting = {name: row.weights[name] for name in parts if name in row.weights}
    if not counting or any(parts[name] <= 0 for name in counting):
        return Fraction(0)
    product = weighted_product([(parts[name] / own, own / weight) for name, own in counting.items()])
    return rounded(weight * product, method) if round_means else weight * product


def weighted_product(factors: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """∏ base ^ exponent right to fifty digits, and exact where it is a short decimal."""
    with localcontext(prec=80):
        product = Decimal(1)
        for base, exponent in factors:
            product *= as_decimal(base) ** as_decimal(exponent)
    return Fraction(Context(prec=50).plus(product))


def as_decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def rounded(value: Fraction, method: Method, places: int | None = None) -> Fraction:
    """Half away from zero, or half to the even neighbour."""
    step = Fraction(1, 10 ** (method.rounding.places if places is None else places))
    value = tidy(value)
    below = (value / step).__floor__()
    beyond = value / step - below
    up = beyond > Fraction(1, 2)
    if beyond == Fraction(1, 2):
        up = below % 2 == 1 if method.rounding.mode == "half_even" else value > 0
    return (below + up) * step


def tidy(value: Fraction) -> Fraction:
    """Roots and powers come with fifty digits; a value that close to a short decimal is that decimal."""
    short = Fraction(round(value * 10**35), 10**35)
    return short if abs(value - short) < Fraction(1, 10**42) else value


def place(mine: Any, all_of_them: Sequence[Any], ties: str) -> int | Fraction:
    ahead = [other for other in all_of_them if other > mine]
    if ties == "average":
        equals = len([other for other in all_of_them if other == mine])
        return len(ahead) + Fraction(equals + 1, 2)
    if ties == "modified":
        return len([other for other in all_of_them if other >= mine])
    return 1 + len(set(ahead) if ties == "dense" else ahead)
