"""Hypothesis strategies: whole contents that every rule of `leitai check` accepts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from leitai.model.content import Content
from leitai.model.method import (
    Dimension,
    Method,
    MethodIndicator,
    ParameterValue,
    Rounding,
    ScoreRule,
)
from leitai.model.period import Period
from leitai.model.results import Benchmark, Observation, Observations, State, Target
from leitai.model.settings import Settings
from leitai.pipeline import load
from leitai.problems import Place
from leitai.score.kinds import SPECS
from portals import SAMPLE

# The minimal portal, of which every random content is a variation.
BASE = load(SAMPLE).portal.content
GROUP = "county"
NOWHERE = Place("tests")
PERIOD = Period(2019, "quarter", 2)
YEAR = Period(2019, "year", 1)
STATES: list[State] = ["value", "value", "value", "value", "nil", "missing", "not_applicable", "suppressed"]


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """Few different numbers, so that ties and halves are frequent."""
    return st.integers(low * 10**places, high * 10**places).map(lambda n: Decimal(n).scaleb(-places))


@dataclass(frozen=True)
class Case:
    content: Content
    method: Method


def weights() -> st.SearchStrategy[Fraction]:
    thirds = st.integers(1, 30).map(lambda n: Fraction(n, 3))
    return decimals(1, 20, 0).map(Fraction) | decimals(1, 20, 1).map(Fraction) | thirds


AGGREGATE = st.sampled_from(["arithmetic", "arithmetic", "geometric"])


@st.composite
def cases(
    draw: Any,
    places_of_values: int = 2,
    at: str | None = None,
    rank_on: str | None = None,
    aggregate: str | None = None,
    tie_break: bool = True,
) -> Case:
    """A group of one to six units, a method of one to five indicators, and their cells."""
    count = draw(st.integers(1, 5))
    polarities = [draw(st.sampled_from(["higher", "lower"])) for _ in range(count)]
    rules = [draw(score_rules(polarity)) for polarity in polarities]
    leaves = [MethodIndicator(f"i{n}", draw(weights()), rule, NOWHERE) for n, rule in enumerate(rules)]
    scale, names = draw(decimals(1, 100, 0)), [leaf.indicator_id for leaf in leaves]
    dimensions = shares_of(draw(trees(leaves, aggregate)), Fraction(scale))
    method = replace(
        BASE.methods[0],
        id="random",
        group=GROUP,
        first_period=YEAR,
        last_period=None,
        scale=scale,
        aggregate=aggregate or draw(AGGREGATE),
        rounding=Rounding(
            draw(st.integers(0, 3)),
            draw(st.sampled_from(["half_up", "half_even"])),
            at or draw(st.sampled_from(["indicator", "total"])),
        ),
        rank_on=rank_on or draw(st.sampled_from(["published", "exact"])),
        ties=draw(st.sampled_from(["competition", "dense"])),
        tie_break=tuple(draw(st.lists(st.sampled_from(names), unique=True))) if tie_break else (),
        missing=draw(st.sampled_from(["unranked", "zero", "reweight"])),
        not_applicable=draw(st.sampled_from(["reweight", "full", "unranked"])),
        dimensions=dimensions,
    )
    units = [f"u{n}" for n in range(draw(st.integers(1, 6)))]
    observations = [
        draw(cells(unit, leaf, places_of_values))
        for unit in units
        for leaf in leaves
        if draw(st.integers(0, 19))  # one cell in twenty is not there at all
    ]
    results = replace(
        BASE.results,
        observations=Observations.of(observations),
        targets=tuple(draw(targets(units, leaves))),
        benchmarks=tuple(
            Benchmark(PERIOD, "标杆地", "甲", leaf.indicator_id, draw(goals(leaf.rule)), "", NOWHERE)
            for leaf in leaves
        ),
        periods=(PERIOD,),
    )
    content = replace(BASE, settings=settings_of(units, polarities), methods=(method,), results=results)
    return Case(content, method)


SCORES = decimals(0, 100, 1)


def completions(polarity: str) -> st.SearchStrategy[dict[str, ParameterValue]]:
    return st.fixed_dictionaries(
        {
            "target": st.sampled_from(["file", "annual", "pro_rata", "benchmark:甲"]),
            # a lower-is-better indicator may be 0, which needs a cap
            "cap": decimals(1, 2, 1) if polarity == "lower" else st.none() | decimals(1, 2, 1),
            # odd places: a ratio just at the floor is the matter of test_edges.py
            "floor": st.none() | st.sampled_from([Decimal("0.513"), Decimal("0.797")]),
            "zero_target": st.sampled_from([None, "full", "exclude"]),
        }
    )


@st.composite
def minmaxes(draw: Any, polarity: str) -> dict[str, ParameterValue]:
    """Both bounds, one or none; one alone never equals a value, see test_edges.py."""
    low, high = sorted(draw(st.lists(decimals(-5, 25, 1), min_size=2, max_size=2, unique=True)))
    bounds = (low, high) if polarity == "higher" else (high, low)
    between = Decimal("0.005")
    one_alone = [(bounds[0] + between, None), (None, bounds[1] + between)]
    worst, best = draw(st.sampled_from([(None, None), bounds, *one_alone]))
    efficacy = draw(st.sampled_from([{}, {"floor": Decimal(60), "span": Decimal(40)}]))
    positive = all(bound is None or bound > 0 for bound in (worst, best))
    transform = draw(st.sampled_from([None, "log"])) if positive else None
    return {
        **efficacy,
        "worst": worst,
        "best": best,
        "clip": draw(st.booleans()),
        "transform": transform,
    }


def rank_points() -> st.SearchStrategy[dict[str, ParameterValue]]:
    falling = st.lists(SCORES, min_size=1, max_size=5).map(lambda p: tuple(sorted(p, reverse=True)))
    by_step = st.fixed_dictionaries(
        {"start": SCORES, "step": decimals(0, 30, 1), "floor": st.none() | decimals(0, 20, 0)}
    )
    others = st.fixed_dictionaries(
        {"tie": st.sampled_from(["best", "average"]), "full": st.none() | decimals(50, 100, 0)}
    )
    places = st.fixed_dictionaries({"table": falling}) | by_step
    return st.builds(lambda one, other: {**one, **other}, places, others)


@st.composite
def intervals(draw: Any) -> dict[str, ParameterValue]:
    low, high = sorted(draw(st.lists(decimals(0, 20, 1), min_size=2, max_size=2)))
    return {
        "lo": low,
        "hi": high,
        "loss_per_unit": draw(decimals(0, 30, 1)),
        "floor": draw(decimals(0, 50, 0)),
    }


def banded() -> st.SearchStrategy[dict[str, ParameterValue]]:
    table = st.dictionaries(decimals(0, 20, 0), SCORES, min_size=1, max_size=4)
    return table.map(lambda bands: {"bands": tuple(sorted(bands.items(), reverse=True))})


@st.composite
def score_rules(draw: Any, polarity: str) -> ScoreRule:
    kind = draw(st.sampled_from(sorted(SPECS)))
    parameters = draw(
        {
            "completion": completions(polarity),
            "minmax": minmaxes(polarity),
            "zscore": st.fixed_dictionaries(
                {"mean": decimals(40, 60, 0), "sd": decimals(5, 15, 1), "population": st.booleans()}
            ),
            "rank_points": rank_points(),
            "bands": banded(),
            "interval": intervals(),
            "as_given": st.fixed_dictionaries({"full": st.none() | decimals(1, 20, 1)}),
            "deduct": st.fixed_dictionaries({"per_unit": decimals(0, 20, 1), "floor": decimals(0, 50, 0)}),
        }[kind]
    )
    defaults = {parameter.name: parameter.default for parameter in SPECS[kind].parameters}
    return ScoreRule(SPECS[kind], {**defaults, **parameters})


def goals(rule: ScoreRule) -> st.SearchStrategy[Decimal]:
    """Targets: 0 only where the rule says what it means."""
    if rule.kind == "completion" and rule.parameters["zero_target"] is not None:
        return decimals(0, 12, 0)
    return decimals(1, 12, 1)


@st.composite
def targets(draw: Any, units: list[str], leaves: list[MethodIndicator]) -> list[Target]:
    found = []
    for leaf in leaves:
        owners = [None, *draw(st.lists(st.sampled_from(units), unique=True))]
        for unit in owners:
            found.append(Target(YEAR, unit, leaf.indicator_id, draw(goals(leaf.rule)), "", NOWHERE))
    return found


@st.composite
def cells(draw: Any, unit: str, leaf: MethodIndicator, places: int) -> Observation:
    state = draw(st.sampled_from(STATES))
    logarithmic = leaf.rule.parameters.get("transform") == "log"  # needs values above 0
    state = "value" if logarithmic and state == "nil" else state
    value = {"value": draw(decimals(logarithmic, 20, places)), "nil": Decimal(0)}.get(state)
    return Observation(
        PERIOD,
        unit,
        leaf.indicator_id,
        value,
        state,
        "eq",
        str(value),
        NOWHERE,
        target=draw(goals(leaf.rule)),
    )


@st.composite
def trees(
    draw: Any, leaves: list[MethodIndicator], aggregate: str | None, depth: int = 0, name: str = "d"
) -> tuple[Dimension, ...]:
    """Cut the leaves into one to three dimensions, some of which are cut again."""
    cuts = sorted(draw(st.sets(st.integers(1, len(leaves) - 1), max_size=2)) if len(leaves) > 1 else [])
    parts = [leaves[start:end] for start, end in zip([0, *cuts], [*cuts, len(leaves)], strict=True)]
    found = []
    for number, part in enumerate(parts):
        own = f"{name}{number}"
        children: Any = tuple(part)
        if depth < 2 and draw(st.booleans()):
            children = draw(trees(part, aggregate, depth + 1, own))
        weight = sum((child.weight for child in children), Fraction(0))
        found.append(Dimension(own, own, weight, aggregate or draw(AGGREGATE), children, NOWHERE))
    return tuple(found)


def shares_of(nodes: Any, whole: Fraction) -> Any:
    """The same tree with weights that add up to a whole."""
    total = sum((node.weight for node in nodes), Fraction(0))
    found = []
    for node in nodes:
        weight = node.weight * whole / total
        inner = {"children": shares_of(node.children, weight)} if isinstance(node, Dimension) else {}
        found.append(replace(node, weight=weight, **inner))
    return tuple(found)


def settings_of(units: list[str], polarities: list[str]) -> Settings:
    settings = BASE.settings
    unit, indicator = settings.units["jia"], settings.indicators["fire"]
    return replace(
        settings,
        units={name: replace(unit, unit_id=name, name=name, sort=n) for n, name in enumerate(units)},
        indicators={
            f"i{n}": replace(indicator, indicator_id=f"i{n}", name=f"i{n}", polarity=polarity)
            for n, polarity in enumerate(polarities)
        },
    )
