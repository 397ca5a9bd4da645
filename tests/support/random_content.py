"""Hypothesis strategies: whole contents that every rule of `leitai check` accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from leitai.model.content import Content
from leitai.model.observations import Observation, State, observation_records, observations_of
from leitai.model.settings import Settings
from leitai.pipeline.load import load
from leitai.problems import Place
from leitai.schema.config.adjustment_rules import AdjustmentRule, NamedVeto, TotalBounds
from leitai.schema.config.dimensions import Dimension, MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Display, Method, PeriodSpan, Rounding
from leitai.schema.config.score_kinds import Parameter, ParameterValue, ScoreRule
from leitai.schema.config.tiers import LAST_OF_ALL, Gate, Tier, Tiers
from leitai.schema.parsers import NUMBER, POSITIVE, TRUTH
from leitai.schema.period import Period
from leitai.schema.results.adjustments import Adjustment
from leitai.schema.results.benchmarks import Benchmark
from leitai.schema.results.targets import Target
from leitai.score.kinds import SPECS
from leitai.score.kinds.bands import BANDS
from portals import SAMPLE

# The minimal portal, of which every random content is a variation.
BASE = load(SAMPLE).content
GROUP = "county"
NOWHERE = Place("tests")
PERIOD = Period(2019, "quarter", 2)
YEAR = Period(2019, "year", 1)
SCORED = ("value",) * 12 + ("yoy_rate", "yoy_points", "previous_rate", "previous_points", "mean")
STATES: tuple[State, ...] = (
    "value", "value", "value", "value", "nil", "missing", "not_applicable", "suppressed",
)  # fmt: skip


# Strategies are made once and drawn from often: Hypothesis examines each new one, which costs more than a draw.
one_of = cache(st.sampled_from)


@cache
def some_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True)


@cache
def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """Few different numbers, so that ties and halves are frequent."""
    return st.integers(low * 10**places, high * 10**places).map(lambda n: Decimal(n).scaleb(-places))


@dataclass(frozen=True)
class Case:
    content: Content
    method: Method

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What differs from case to case, for the report of a failing example."""
        rules = {i.indicator_id: (i.weight, i.rule.kind, i.rule.parameters) for i in self.method.indicators()}
        polarities = {name: known.polarity for name, known in self.content.settings.indicators.items()}
        results = self.content.results
        cells = [
            (o.unit_id, o.indicator_id, o.state, o.value, o.target)
            for o in observation_records(results.observations)
        ]
        targets = [(t.unit_id, t.indicator_id, t.value) for t in results.targets]
        printer.text(f"Case({rules}, {polarities}, {self.method.rounding}, {cells}, {targets})")


KINDS = tuple(
    name for name, spec in SPECS.items() for _ in range(1 + len(spec.parameters) // 5)
)  # intricate ones more often
POLICIES = ("unranked", "zero", "reweight")
STAND_INS = ("median", "mean", "worst", "previous")
THIRDS = st.integers(1, 30).map(lambda n: Fraction(n, 3))
WEIGHTS = decimals(1, 20, 0).map(Fraction) | decimals(1, 20, 1).map(Fraction) | THIRDS
AGGREGATE = st.sampled_from(["arithmetic", "arithmetic", "geometric"])


@st.composite
def cases(
    draw: Any,
    places_of_values: int = 2,
    at: str | None = None,
    rank_on: str | None = None,
    aggregate: str | None = None,
    tie_break: bool = True,
    kinds: Sequence[str] = KINDS,
    most_indicators: int = 5,
    on: Sequence[str] = ("value",),
) -> Case:
    """A group of one to six units, a method of one to five indicators, and their cells."""
    count = draw(st.integers(1, most_indicators))
    polarities = [draw(one_of(("higher", "lower"))) for _ in range(count)]
    rules = [draw(score_rules(polarity, tuple(kinds), tuple(on))) for polarity in polarities]
    leaves = [MethodIndicator(f"i{n}", draw(WEIGHTS), rule, place=NOWHERE) for n, rule in enumerate(rules)]
    reports = [Report(rule, known, places_of_values) for rule, known in zip(rules, polarities, strict=True)]
    targets_asked = any(leaf.rule.target_source for leaf in leaves)
    scale, names = draw(decimals(1, 100, 0)), [leaf.indicator_id for leaf in leaves]
    policies = POLICIES + (() if targets_asked else STAND_INS)
    dimensions = shares_of(tree_of(draw, leaves, aggregate, policies), Fraction(scale))
    tiers = draw(one_of(TIERS))
    method = replace(
        BASE.methods[0],
        id="random",
        group=GROUP,
        periods=PeriodSpan(YEAR, None, place=NOWHERE),
        scale=scale,
        aggregate=aggregate or draw(AGGREGATE),
        rounding=Rounding(
            draw(st.integers(0, 3)),
            draw(one_of(("half_up", "half_even"))),
            at or draw(one_of(("indicator", "dimension", "total"))),
            draw(one_of((None, None, 0, 1))),
            place=NOWHERE,
        ),
        rank_on=rank_on or draw(one_of(("published", "exact"))),
        ties=draw(one_of(("competition", "dense", "modified", "average"))),
        display=Display("full", None, place=NOWHERE),
        tiers=tiers,
        gates=tuple(draw(gates(tuple(tier.name for tier in tiers or ())[1:]))),
        adjustments=draw(adjustment_rules(bool(tiers))),
        tie_break=tuple(draw(some_of(tuple(names)))) if tie_break else (),
        missing=draw(one_of(policies)),
        not_applicable=draw(one_of(("reweight", "full", "unranked"))),
        dimensions=dimensions,
        total=draw(totals_bounds()),
    )
    units = [f"u{n}" for n in range(draw(st.integers(1, 6)))]
    observations = [
        cell
        for unit in units
        for name, report in zip(names, reports, strict=True)
        if draw(st.integers(0, 19))  # one cell in twenty is not there at all
        for cell in cells_of(draw, unit, name, report)
    ]
    results = replace(
        BASE.results,
        observations=observations_of(observations),
        targets=tuple(
            Target(YEAR, unit, name, draw(report.goals), "", place=NOWHERE)
            for name, report in zip(names, reports, strict=True)
            for unit in (None, *draw(some_of(tuple(units))))
        ),
        benchmarks=tuple(
            Benchmark(PERIOD, "标杆地", "甲", name, draw(report.goals), "", place=NOWHERE)
            for name, report in zip(names, reports, strict=True)
        ),
        periods=tuple(sorted({PERIOD, *(cell.period for cell in observations)})),
        adjustments=tuple(adjustment for unit in units for adjustment in draw(adjustments(unit)))
        if method.adjustments is not None
        else (),
    )
    content = replace(BASE, settings=settings_of(units, polarities), methods=(method,), results=results)
    return Case(content, method)


THIRDS_OF_UNITS = (
    Tier(None, "上", Fraction(1, 3)),
    Tier(None, "中", Fraction(2, 3)),
    Tier(None, "下", Fraction(1)),
)
TIERS = (
    None,
    Tiers((Tier(Decimal(60), "优秀"), Tier(Decimal(30), "良好"))),
    *(Tiers(THIRDS_OF_UNITS, "share", rounded) for rounded in ("down", "up", "half_up")),
    Tiers((Tier(None, "前", Fraction(2)), Tier(None, "后", LAST_OF_ALL)), "rank"),
)


@cache
def gates(lower: tuple[str, ...]) -> st.SearchStrategy[list[Gate]]:
    """`lower`: the tiers below the best."""
    parts = st.sampled_from(["total", "d0", "i0"])
    one = st.builds(
        lambda *given: Gate(*given, place=NOWHERE), parts, decimals(0, 90, 0), st.sampled_from(lower or ("",))
    )
    return st.lists(one, max_size=2 if lower else 0)


VETOES = ("取消评优", "降等")


@cache
@st.composite
def adjustment_rules(draw: Any, has_tiers: bool) -> AdjustmentRule | None:
    """Half of all methods have none."""
    if draw(st.booleans()):
        return None
    effects = ("unranked", "no_award", *(("lowest_tier", "one_lower") if has_tiers else ()))
    vetoes = tuple(NamedVeto(name, draw(one_of(effects)), place=NOWHERE) for name in draw(some_of(VETOES)))
    caps = (draw(one_of((Decimal(5), Decimal(2)))), draw(one_of((Decimal(3), Decimal("0.5")))))
    item_cap = draw(one_of((None, Decimal("1.5"))))
    return AdjustmentRule(*caps, item_cap, draw(one_of(effects)), vetoes, place=NOWHERE)


@cache
def adjustments(unit: str) -> st.SearchStrategy[list[Adjustment]]:
    one = st.builds(
        lambda kind, points: Adjustment(PERIOD, unit, kind, points, "", "", None, place=NOWHERE),
        st.sampled_from(["加分", "加分", "扣分", "扣分", "一票否决", *VETOES]),
        decimals(1, 3, 2),
    )
    return st.lists(one, max_size=3)


@cache
def totals_bounds() -> st.SearchStrategy[TotalBounds | None]:
    """Whole numbers: they have as many places as any total. Half of all totals have none."""
    bounds = st.tuples(st.none() | decimals(0, 40, 0), st.none() | decimals(41, 90, 0))
    return st.none() | bounds.map(lambda pair: TotalBounds(*pair, place=NOWHERE))


SCORES = decimals(0, 100, 1)
NUMBERS = (
    decimals(0, 2, 1) | decimals(0, 20, 1) | decimals(0, 100, 0)
)  # of the size of ratios, of values, of scores
GOALS = decimals(0, 12, 0) | decimals(1, 12, 1)
BY_PARSER: dict[Any, st.SearchStrategy[Any]] = {
    NUMBER: NUMBERS,
    POSITIVE: NUMBERS.filter(bool),
    TRUTH: st.booleans(),
    BANDS: st.dictionaries(decimals(0, 20, 0), SCORES, min_size=1, max_size=4).map(
        lambda table: tuple(sorted(table.items(), reverse=True))
    ),
}
BY_NAME: dict[
    str, st.SearchStrategy[Any]
] = {  # by name, or by kind and name where that means something else there
    "completion.cap": decimals(1, 2, 1),
    "completion.floor": decimals(0, 1, 1),
    "full": decimals(20, 100, 0) | decimals(20, 21, 1),  # not below the largest value
    "periods": st.integers(1, 3).map(Decimal),
    "table": st.lists(SCORES, min_size=1, max_size=5).map(lambda n: tuple(sorted(n, reverse=True))),
    "evaluation": st.dictionaries(st.sampled_from(["优秀", "良好"]), SCORES, min_size=1),
    "completion.over": st.fixed_dictionaries({"per_point": NUMBERS.filter(bool), "cap": SCORES.filter(bool)}),
    "deduct.over": st.fixed_dictionaries(
        {"per_unit": NUMBERS.filter(bool)}, optional={"cap": SCORES.filter(bool)}
    ),
    "deduct.floor": NUMBERS | st.just("none"),
    "under": st.fixed_dictionaries({"per_point": NUMBERS.filter(bool), "floor": SCORES}),
    "clip": st.booleans()
    | st.fixed_dictionaries({}, optional={"low": decimals(0, 40, 0), "high": decimals(41, 120, 0)}).filter(
        bool
    ),
}
EITHER = ("full", "evaluation")  # of a kind that knows both, beside what the kinds themselves declare
OF_BALLOTS = ("panels", "trim")  # what the averages are made of, which are drawn themselves
TRIES = 20


def declared(kind: str, parameter: Parameter) -> st.SearchStrategy[ParameterValue]:
    """What the reader of methods takes for a parameter."""
    for name in (f"{kind}.{parameter.name}", parameter.name):
        if name in BY_NAME:
            return BY_NAME[name]
    if parameter.choices:
        return st.sampled_from(
            [*parameter.choices, *(["benchmark:甲"] if parameter.name == "target" else [])]
        )
    return BY_PARSER[parameter.parser]


@cache
def strategies_of(kind: str) -> dict[str, st.SearchStrategy[ParameterValue]]:
    columns = (parameter for parameter in SPECS[kind].columns if parameter.name not in OF_BALLOTS)
    return {parameter.name: declared(kind, parameter) for parameter in columns}


@cache
@st.composite
def score_rules(draw: Any, polarity: str, kinds: tuple[str, ...], on: tuple[str, ...]) -> ScoreRule:
    """A rule of one of these kinds in which `check` finds no fault."""
    kind = draw(one_of(kinds))
    spec, strategies = SPECS[kind], strategies_of(kind)
    for _ in range(TRIES):
        groups = (*spec.one_of, *([EITHER] if {*EITHER} <= strategies.keys() else []))
        chosen = [draw(one_of(group)) for group in groups]
        excluded = {name for group in (*groups, OF_BALLOTS) for name in group} - set(chosen)
        parameters = {
            p.name: draw(strategies[p.name])
            if p.required or p.name in chosen or (p.name not in excluded and draw(st.booleans()))
            else p.default
            for p in spec.parameters
        } | {"on": draw(one_of(on)), "periods": None}
        if parameters["on"] == "mean":
            parameters["periods"] = Decimal(draw(st.integers(2, 3)))
        if parameters["on"] not in ("value", "mean") and "target" in parameters:
            parameters["target"] = draw(one_of(("file", "annual")))
        rule = ScoreRule(spec, parameters)
        if not list(spec.faults(rule, indicator_of(polarity), Fraction(20))):
            return rule
    return reject()


def has_score(
    rule: ScoreRule, polarity: str, value: Decimal | Fraction | int, target: Decimal | int = 1
) -> bool:
    fault = rule.spec.value_fault
    return fault is None or fault(rule, indicator_of(polarity), Fraction(value), Fraction(target)) is None


def indicator_of(polarity: str) -> Indicator:
    return replace(BASE.settings.indicators["fire"], polarity=polarity)


def goals(rule: ScoreRule, polarity: str) -> st.SearchStrategy[Decimal]:
    """Targets: 0 only where the rule says what it means."""
    if rule.spec.value_fault is None:
        return GOALS
    return GOALS.filter(lambda target: has_score(rule, polarity, 1, target))


def reported(rule: ScoreRule, polarity: str, places: int) -> st.SearchStrategy[Decimal]:
    """Values that have a score."""
    values = decimals(0, 20, places)
    if rule.spec.value_fault is None:
        return values
    return values.filter(lambda value: has_score(rule, polarity, value))


class Report:
    """What offices report for an indicator under a rule: values, goals and earlier periods to draw from, made once for all units."""

    def __init__(self, rule: ScoreRule, polarity: str, places: int) -> None:
        self.rule, self.polarity, self.places = rule, polarity, places
        self.values, self.goals = reported(rule, polarity, places), goals(rule, polarity)
        self.earlier = earlier_periods(rule)


def cells_of(draw: Any, unit: str, name: str, report: Report) -> list[Observation]:
    """The cell of the period, and those before that a change or a mean needs, most of the time."""
    rule, state = report.rule, draw(one_of(STATES))
    state = "value" if state == "nil" and not has_score(rule, report.polarity, 0) else state
    value = {"value": draw(report.values), "nil": Decimal(0)}.get(state)
    target = draw(report.goals)
    cell = Observation(PERIOD, unit, name, value, state, "eq", str(value), NOWHERE, target=target)
    earlier = draw(report.earlier) if value is not None else ()
    bases = [draw(decimals(0, 20, report.places)) for _ in earlier]
    made = made_of(rule.on, [value or Decimal(0), *bases])
    if not earlier or (made is not None and not has_score(rule, report.polarity, made)):
        return [cell]
    if rule.on.startswith("yoy") and draw(st.booleans()):
        return [replace(cell, year_ago=bases[0])]
    before = [
        replace(cell, period=period, value=base, state="value", text=str(base))
        for period, base in zip(earlier, bases, strict=True)
    ]
    return [cell, *before]


def earlier_periods(rule: ScoreRule) -> st.SearchStrategy[tuple[Period, ...]]:
    """The periods that a rule needs besides this one; now and then the last of them is not there."""
    needed = {"value": (), "mean": (PERIOD.previous(), PERIOD.previous().previous())[: rule.periods - 1]}
    whole = needed.get(rule.on, (PERIOD.year_ago() if rule.on.startswith("yoy") else PERIOD.previous(),))
    return one_of((whole, whole, whole, whole[:-1]))


def made_of(on: str, values: list[Decimal]) -> Fraction | None:
    """What is scored of a value and those before it; None where there is nothing to score."""
    now, *before = (Fraction(value) for value in values)
    if not before:
        return None
    if on == "mean":
        return sum(before, now) / len(values)
    if on.endswith("points"):
        return now - before[0]
    return 100 * (now / before[0] - 1) if before[0] > 0 else None


BOUNDS = st.tuples(st.none() | decimals(0, 10, 0), st.none() | decimals(11, 60, 0))


@cache
def places_to_cut(count: int) -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(1, count - 1), max_size=2)


def tree_of(
    draw: Any,
    leaves: list[MethodIndicator],
    aggregate: str | None,
    policies: tuple[str, ...],
    depth: int = 0,
    name: str = "d",
) -> tuple[Dimension, ...]:
    """Cut the leaves into one to three dimensions, some of which are cut again."""
    cuts = sorted(draw(places_to_cut(len(leaves))) if len(leaves) > 1 else [])
    parts = [leaves[start:end] for start, end in zip([0, *cuts], [*cuts, len(leaves)], strict=True)]
    found = []
    for number, part in enumerate(parts):
        own = f"{name}{number}"
        leaves_of: Any = tuple(part)
        inner: Any = ()
        if depth < 2 and draw(st.booleans()):
            leaves_of, inner = (), tree_of(draw, part, aggregate, policies, depth + 1, own)
        weight = sum((child.weight for child in inner or leaves_of), Fraction(0))
        rank_on = draw(one_of(("", "published", "exact")))
        bounds = draw(BOUNDS) if draw(one_of((False, False, False, True))) else (None, None)
        missing = draw(one_of((*[""] * 6, "void", "void", *policies)))
        how = aggregate or draw(AGGREGATE)
        found.append(
            Dimension(own, own, weight, how, rank_on, missing, *bounds, inner, leaves_of, None, place=NOWHERE)
        )
    return tuple(found)


def shares_of(nodes: Any, whole: Fraction) -> Any:
    """The same tree with weights that add up to a whole."""
    total = sum((node.weight for node in nodes), Fraction(0))
    found = []
    for node in nodes:
        weight = node.weight * whole / total
        field = "dimensions" if isinstance(node, Dimension) and node.dimensions else "leaves"
        below = {field: shares_of(node.children, weight)} if isinstance(node, Dimension) else {}
        found.append(replace(node, weight=weight, **below))
    return tuple(found)


def settings_of(units: list[str], polarities: list[str]) -> Settings:
    settings = BASE.settings
    unit = settings.units["jia"]
    return replace(
        settings,
        unit_rows=tuple(replace(unit, unit_id=name, name=name, sort=n) for n, name in enumerate(units)),
        indicator_rows=tuple(
            replace(indicator_of(polarity), indicator_id=f"i{n}", name=f"i{n}")
            for n, polarity in enumerate(polarities)
        ),
    )
