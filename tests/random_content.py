"""Hypothesis strategies: whole contents that every rule of `leitai check` accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from leitai.model.content import Content
from leitai.model.method import (
    Dimension,
    Display,
    Method,
    MethodIndicator,
    ParameterValue,
    Rounding,
    ScoreRule,
)
from leitai.model.period import Period
from leitai.model.results import Benchmark, Observation, Results, State, Target
from leitai.model.settings import Group, Indicator, PeriodSettings, PortalSettings, Settings, Unit
from leitai.problems import Place
from leitai.score.kinds import SPECS

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


@st.composite
def cases(draw: Any, places_of_values: int = 2, at: str | None = None, rank_on: str | None = None) -> Case:
    """A group of one to six units, a method of one to five indicators, and their cells."""
    count = draw(st.integers(1, 5))
    polarities = [draw(st.sampled_from(["higher", "lower"])) for _ in range(count)]
    rules = [draw(score_rules(polarity)) for polarity in polarities]
    leaves = [
        MethodIndicator(f"i{n}", draw(decimals(1, 20, draw(st.integers(0, 1)))), rule, NOWHERE)
        for n, rule in enumerate(rules)
    ]
    dimensions = draw(trees(leaves))
    method = Method(
        id="random", version=1, dated=YEAR.first_day, title="随机", group="g",
        first_period=YEAR, last_period=None,
        scale=sum((d.weight for d in dimensions), Decimal(0)),
        rounding=Rounding(
            draw(st.integers(0, 3)),
            draw(st.sampled_from(["half_up", "half_even"])),
            at or draw(st.sampled_from(["indicator", "total"])),
        ),
        rank_on=rank_on or draw(st.sampled_from(["published", "exact"])),
        ties=draw(st.sampled_from(["competition", "dense"])),
        missing=draw(st.sampled_from(["unranked", "zero", "reweight"])),
        not_applicable=draw(st.sampled_from(["reweight", "full", "unranked"])),
        display=Display("full"), change_reason="", dimensions=dimensions, place=NOWHERE,
    )  # fmt: skip
    units = [f"u{n}" for n in range(draw(st.integers(1, 6)))]
    observations = [
        draw(cells(unit, leaf, places_of_values))
        for unit in units
        for leaf in leaves
        if draw(st.integers(0, 19))  # one cell in twenty is not there at all
    ]
    results = Results(
        observations=tuple(observations),
        reported=(),
        targets=tuple(draw(targets(units, leaves))),
        benchmarks=tuple(
            Benchmark(PERIOD, "标杆地", "甲", leaf.indicator_id, draw(goals(leaf.rule)), "", NOWHERE)
            for leaf in leaves
        ),
        files=(),
        periods=(PERIOD,),
    )
    return Case(Content(settings_of(units, polarities), (method,), results), method)


@st.composite
def score_rules(draw: Any, polarity: str) -> ScoreRule:
    kind = draw(st.sampled_from(["completion", "minmax", "as_given"]))
    parameters: Mapping[str, ParameterValue]
    if kind == "as_given":
        parameters = {"full": draw(st.none() | decimals(1, 20, 1))}
    elif kind == "completion":
        parameters = {
            "target": draw(st.sampled_from(["file", "annual", "pro_rata", "benchmark:甲"])),
            # a lower-is-better indicator may be 0, which needs a cap
            "cap": draw(decimals(1, 2, 1) if polarity == "lower" else st.none() | decimals(1, 2, 1)),
            # three odd places: a ratio just at the floor is the matter of test_edges.py
            "floor": draw(st.none() | st.sampled_from([Decimal("0.513"), Decimal("0.797")])),
            "zero_target": draw(st.sampled_from([None, "full", "exclude"])),
        }
    else:
        low, high = sorted(draw(st.lists(decimals(-5, 25, 1), min_size=2, max_size=2, unique=True)))
        both = (low, high) if polarity == "higher" else (high, low)
        worst, best = draw(st.sampled_from([(None, None), both]))
        parameters = {
            **draw(st.sampled_from([{}, {"floor": Decimal(60), "span": Decimal(40)}])),
            "worst": worst,
            "best": best,
            "clip": draw(st.booleans()),
        }
    defaults = {parameter.name: parameter.default for parameter in SPECS[kind].parameters}
    return ScoreRule(kind, {**defaults, **parameters})


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
    value = {"value": draw(decimals(0, 20, places)), "nil": Decimal(0)}.get(state)
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
def trees(draw: Any, leaves: list[MethodIndicator], depth: int = 0, name: str = "d") -> tuple[Dimension, ...]:
    """Cut the leaves into one to three dimensions, some of which are cut again."""
    cuts = sorted(draw(st.sets(st.integers(1, len(leaves) - 1), max_size=2)) if len(leaves) > 1 else [])
    parts = [leaves[start:end] for start, end in zip([0, *cuts], [*cuts, len(leaves)], strict=True)]
    found = []
    for number, part in enumerate(parts):
        own = f"{name}{number}"
        children: Any = tuple(part)
        if depth < 2 and draw(st.booleans()):
            children = draw(trees(part, depth + 1, own))
        weight = sum((child.weight for child in children), Decimal(0))
        found.append(Dimension(own, own, weight, children, NOWHERE))
    return tuple(found)


def settings_of(units: list[str], polarities: list[str]) -> Settings:
    portal = PortalSettings(
        title="", owner="", contact="", recheck_days=0, site_url=None, groups=(Group("g", "g"),),
        classified_notice="", historical_notice="", historical_until=0, engine_site_name="",
        engine_site_url="", periods={PERIOD.id: PeriodSettings(PERIOD, None, None, "demo", NOWHERE)},
    )  # fmt: skip
    return Settings(
        portal=portal,
        units={
            unit: Unit(unit, unit, unit, "", "g", "", "", number, None, None, "", NOWHERE)
            for number, unit in enumerate(units)
        },
        indicators={
            f"i{n}": Indicator(
                f"i{n}",
                f"i{n}",
                "分",
                polarity,
                "quarter",
                0,
                "",
                "",
                "",
                "",
                True,
                None,
                None,
                "",
                NOWHERE,  # type: ignore[arg-type]
            )
            for n, polarity in enumerate(polarities)
        },
        aliases=(),
    )
