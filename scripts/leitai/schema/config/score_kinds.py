"""A score kind as the other rooms know it, and a kind with its parameters: one rule of a method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from leitai.schema.columns import Column
from leitai.schema.config.indicators import Indicator
from leitai.schema.keys import Made
from leitai.schema.parsers import COUNT, POSITIVE, one_of

Band = tuple[Decimal, Decimal]  # from which value on, which score
ParameterValue = Decimal | str | bool | None | tuple[Decimal, ...] | tuple[Band, ...] | Mapping[str, Decimal]


@dataclass(frozen=True)
class Parameter(Column):
    """A key of a score rule; `choices` maps the words or names that it allows to what readers see of them.

    `default`: what it is where it is left out; `if_left_out` says it where that depends on others. `is_quiet`: readers aren't told of it
    while it has its default. `is_value`: it is one of the indicator's own values, in its unit of measure. `measure`
    stands behind each of several named numbers.
    """

    required: bool = False
    default: ParameterValue = None
    choices: Mapping[str, str] = field(default_factory=dict)
    is_value: bool = False
    measure: str = " 分"
    if_left_out: str = ""
    is_quiet: bool = False

    def is_told(self, value: ParameterValue) -> bool:
        """Whether readers of a method are told its value."""
        return value is not None and not (self.is_quiet and value == self.default)

    def shown(self, value: ParameterValue) -> str:
        """A value of this parameter as readers see it."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Mapping):
            named = ((self.choices.get(name, name), number) for name, number in value.items())
            return "、".join(f"{name} {number}{self.measure}" for name, number in named)
        if isinstance(value, tuple):
            parts = (f"{item[0]} 起 {item[1]} 分" if isinstance(item, tuple) else str(item) for item in value)
            return "、".join(parts)
        text = str(value)
        if text.startswith(BENCHMARK):
            return f"对标“{text.removeprefix(BENCHMARK)}”的数值"
        return self.choices.get(text, text)


def word(
    name: str,
    meaning: str,
    choices: Mapping[str, str],
    required: bool = False,
    default: str | None = None,
    is_quiet: bool = False,
) -> Parameter:
    """A parameter that is one of some words."""
    return Parameter(name, meaning, one_of(choices), required, default, choices, is_quiet=is_quiet)


BENCHMARK = "benchmark:"
EXACT_COUNT = Made(COUNT, Decimal)
VALUE, MEAN = "value", "mean"
ON = word(
    "on",
    "计分的数",
    {
        VALUE: "本期数值",
        "yoy_rate": "比上年同期增长的百分比",
        "yoy_points": "比上年同期增加的数",
        "previous_rate": "比上一期增长的百分比",
        "previous_points": "比上一期增加的数",
        MEAN: "连续几期的平均数",
    },
    default=VALUE,
    is_quiet=True,
)
PERIODS = Parameter("periods", "几期的平均数（含本期）", EXACT_COUNT)
COMMON = (ON, PERIODS)  # parameters of every kind
FULL = Parameter("full", "所写的分以多少分为满分", POSITIVE, if_left_out="100")


@dataclass(frozen=True)
class WorkedCell:
    """One unit of a worked example: what it reported, and the arithmetic that ends in its score."""

    value: str
    working: str
    target: str = ""


@dataclass(frozen=True)
class Example:
    """A worked example of a score kind, reckoned by hand and printed for readers.

    `tests/score/test_examples.py` runs each through the real scorer. `parameters` are those that a method would declare.
    """

    title: str
    cells: tuple[WorkedCell, ...]
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    polarity: str = "higher"
    weight: Fraction = Fraction(20)


def example(
    title: str, declared: Mapping[str, object], *cells: WorkedCell, polarity: str = "higher"
) -> Example:
    """`declared` are parameters that a method would declare; whole numbers in them may be plain ones."""
    return Example(title, cells, _exact(declared), polarity)


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _exact(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_exact, value))
    return Decimal(value) if type(value) is int else value


# Which values score better: as the indicator's polarity says, the higher or the lower always, or no such order.
Direction = Literal["polarity", "higher", "lower", "neither"]


End = Literal["worst", "best"]


@dataclass(frozen=True)
class Fault:
    """Why a rule has no sense, or a value under it no score, and how to mend it; `of_target`: the target is to blame."""

    what: str
    fix: str
    of_target: bool = False


@dataclass(frozen=True)
class ScoreKindSpec:
    """Everything that the other rooms know of a score kind; the arithmetic itself lives in `score/kinds/`.

    `direction` of the scores under a rule. `nearest_full(rule, value, step)`: the nearest value with the highest score,
    `step` being the distance between values; declared where better values come to an end. `is_steady`: a better value
    never does less for its unit, whatever it moves for the others. `leaves_out_zero_targets`: a cell with the target 0
    does not count. `value_is_score`: the value was judged elsewhere, so it is secret wherever its score is.
    `scores_rollups`: what shorter periods gave is scored by this kind, against its parameter `full`.
    `stretches(rule)`: scores spread out whatever the group reported, however close together that is; `observed_ends(rule)`:
    which of its worst and best value they are measured from, so that a single outlier there flattens all others.
    `takes_logarithms(rule)`: it is the logarithms of values that are scored. `against_outliers(rule)`: what a method can declare
    where an outlier is real.
    `needs_only_ends`: of the group's values only the lowest and the highest move the scores of others.
    `may_exceed(rule)`: the rule says in so many words that more than full marks can be won.

    `faults(rule, indicator, weight)`: contradictions between parameters, or with the indicator (None if unknown) or its weight.
    `reversals(rule, indicator)`: where a value that is better by the indicator's polarity scores less, though not throughout.
    `value_fault(rule, indicator, value, target)`: why a value has no score; the target is None where the rule asks for none.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    formula: str
    degenerate: tuple[str, ...]
    direction: Callable[[ScoreRule], Direction] = lambda rule: "polarity"
    one_of: tuple[tuple[str, ...], ...] = ()  # groups of parameters of which exactly one is declared
    examples: tuple[Example, ...] = ()
    nearest_full: Callable[[ScoreRule, Fraction, Fraction], Fraction] | None = None
    is_steady: Callable[[ScoreRule], bool] = lambda rule: True
    leaves_out_zero_targets: Callable[[ScoreRule], bool] = lambda rule: False
    value_is_score: bool = False
    scores_rollups: bool = False
    stretches: Callable[[ScoreRule], bool] = lambda rule: False
    observed_ends: Callable[[ScoreRule], tuple[End, ...]] = lambda rule: ()
    takes_logarithms: Callable[[ScoreRule], bool] = lambda rule: False
    against_outliers: Callable[[ScoreRule], str] = lambda rule: ""
    needs_only_ends: bool = False
    may_exceed: Callable[[ScoreRule], bool] = lambda rule: False
    faults: Callable[[ScoreRule, Indicator | None, Fraction], Iterator[Fault]] = (
        lambda rule, indicator, weight: iter(())
    )
    reversals: Callable[[ScoreRule, Indicator], Iterator[Fault]] = lambda rule, indicator: iter(())
    value_fault: Callable[[ScoreRule, Indicator, Fraction, Fraction | None], Fault | None] | None = None

    @property
    def columns(self) -> tuple[Parameter, ...]:
        """Its own parameters, and those of every kind."""
        return (*self.parameters, *COMMON)


@dataclass(frozen=True)
class ScoreRule:
    """A score kind with its parameters, complete (defaults filled in)."""

    spec: ScoreKindSpec
    parameters: Mapping[str, ParameterValue]

    @classmethod
    def of(cls, spec: ScoreKindSpec, declared: Mapping[str, ParameterValue]) -> ScoreRule:
        """The rule that declares these parameters and leaves the others at their default."""
        return cls(spec, {**{parameter.name: parameter.default for parameter in spec.columns}, **declared})

    @property
    def kind(self) -> str:
        return self.spec.name

    @property
    def on(self) -> str:
        """What is scored: the reported value, a change of it, or its mean over some periods (`scored.py`)."""
        return str(self.parameters.get(ON.name, VALUE))

    @property
    def is_on_value(self) -> bool:
        return self.on == VALUE

    @property
    def is_of_values(self) -> bool:
        """Whether what is scored is a value of the indicator or a mean of such, not a change."""
        return self.on in (VALUE, MEAN)

    @property
    def periods(self) -> int:
        """Over how many periods the mean is taken."""
        return int(str(self.parameters.get(PERIODS.name) or 1))

    @property
    def target_source(self) -> str:
        """Where the targets come from that values are held against (`Content.target`); empty if against none."""
        return str(self.parameters.get("target") or "")

    @property
    def grades(self) -> Mapping[str, Decimal] | None:
        """What each grade of an on-the-spot evaluation counts; None unless ballots make the values."""
        return self.named_numbers("evaluation")

    def named_numbers(self, name: str) -> Mapping[str, Decimal] | None:
        """The numbers that a parameter declares by name; None where it isn't declared."""
        value = self.parameters.get(name)
        return value if isinstance(value, Mapping) else None

    def declared_values(self) -> Iterator[tuple[str, Decimal]]:
        """Parameters that are values of the indicator itself, by name; of a threshold table its thresholds. None where
        a change is scored: its bounds are changes, too."""
        if not self.is_of_values:
            return
        for parameter in self.spec.parameters:
            declared = self.parameters[parameter.name] if parameter.is_value else None
            for item in declared if isinstance(declared, tuple) else (declared,):
                value = item[0] if isinstance(item, tuple) else item
                if isinstance(value, Decimal):
                    yield parameter.name, value

    def ends_of(self, indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
        """The least and the greatest number that may be scored; None where there is no such end. Values of which no
        least one is registered are taken not to be negative. Nothing changes by more than lies between both."""
        least, greatest = indicator.valid_min or Decimal(0), indicator.valid_max
        if self.is_of_values:
            return least, greatest
        if self.on.endswith("rate"):
            return Decimal(-100), None
        return (None, None) if greatest is None else (least - greatest, greatest - least)

    @property
    def full(self) -> Fraction:
        """Of how many marks its parameters speak: where an office writes 扣 1 分 of 15, full marks are 15."""
        return Fraction(self.number(FULL.name) or 100)

    def faults_of_full(self, most: Decimal, weight: Fraction) -> Iterator[Fault]:
        """`most`: the most marks that it gives; where they are the weight, it hardly speaks of 100."""
        if self.number(FULL.name) is None and most == weight < 100:
            what = f"最多得 {most} 分，等于权重，像是按本项分值写的；没有写 full 的，满分是 100。"
            yield Fault(
                what, f"按本项分值写的，请加 full: {most}；确实是 100 分里的 {most} 分，写 full: 100。"
            )

    def better(self, polarity: str | None) -> str:
        """Which values score better for an indicator of this polarity: `higher`, `lower`, or no such order."""
        direction = self.spec.direction(self)
        return str(polarity) if direction == "polarity" else direction

    def number(self, name: str) -> Decimal | None:
        value = self.parameters[name]
        assert value is None or isinstance(value, Decimal)
        return value

    def required_number(self, name: str) -> Decimal:
        """A parameter that the reader guarantees to be a number."""
        value = self.number(name)
        assert value is not None
        return value
