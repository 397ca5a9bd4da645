"""Whom to learn from: who leads on an indicator, the benchmarks from outside, and which cases say how it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.urls import case_url, indicator_url, unit_url
from leitai.model.writings.library import FICTITIOUS, Library
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import NOT_SET, Benchmarks, benchmarks_in, comparable_benchmarks
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.page import NotedLink, linked
from leitai.pages.kit.tables import Cells, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from leitai.schema.texts.cases import CASE_STATUSES, Case

MOST_CASES = 2  # per indicator, where room is short
NAMED_LEADERS = 3


@dataclass(frozen=True)
class Practice:
    """Of a write-up what leads there: an edit of its text makes no page of a unit or ranking anew."""

    slug: str
    title: str
    units: tuple[str, ...]
    users: tuple[str, ...]
    is_demo: bool
    evidence: int
    status: str


@dataclass(frozen=True)
class Examples:
    """What a unit may learn from beside its own group, by indicator; `like`: of each unit those whose conditions are near to its own,
    `like_by_demo` those that demo figures placed.
    """

    settings: Settings
    cases: Mapping[str, Sequence[Practice]]
    benchmarks: Benchmarks
    like: Mapping[str, tuple[str, ...]]
    like_by_demo: AbstractSet[str]

    def on(self, day: date | None) -> Examples:
        """The same, units and indicators called as they were on a day; as they are if it isn't known."""
        return replace(self, settings=self.settings.on(day))


def examples_of(portal: Portal) -> Examples:
    """The best told first; which of them a unit is led to is decided unit by unit."""
    content, marks = portal.content, portal.marks
    settings, library = content.settings, content.library
    cases = [(case, _practice(library, case)) for case in library.usable(library.cases.values())]
    taught = {i: [told for case, told in cases if i in case.indicators] for i in settings.indicators}
    benchmarks = comparable_benchmarks(content.results.benchmarks, settings.indicators)
    like = {unit_id: found.unit_ids for unit_id, found in portal.neighbours.items()}
    by_demo = {
        name for name, found in portal.neighbours.items() if any(map(marks.is_demo, found.periods(name)))
    }
    return Examples(settings, taught, benchmarks, like, by_demo)


def _practice(library: Library, case: Case) -> Practice:
    status = library.status(case)
    return Practice(case.slug, case.title, case.units, case.users, case.is_demo, case.evidence, status)


@dataclass(frozen=True)
class Lesson:
    """A weak indicator: the unit's own value, who leads with what value, and which cases say how (whose they are, how complete,
    and who of those that use it works under conditions like the reader's)."""

    name: str
    url: str
    own: str
    leaders: tuple[NotedLink, ...]
    others: str
    benchmarks: tuple[str, ...]
    cases: tuple[NotedLink, ...]

    @property
    def led(self) -> str:
        """The words before the leaders, of which several may have equal scores and other values."""
        return "得分最高的是" if len(self.leaders) == 1 else "得分并列最高的有"


def lesson(
    examples: Examples, ranking: Ranking, row: RankingRow, indicator_id: str, most_cases: int | None
) -> Lesson:
    """What a unit can learn on an indicator from those who lead on it; `most_cases`: None for all."""
    indicator, leaders = examples.settings.indicators[indicator_id], ranking.levels[indicator_id].leaders
    unit_id = row.unit.unit_id
    left_out = _not_better(ranking, row, indicator_id)
    cases = _cases_to_learn_from(examples, indicator_id, leaders, unit_id, left_out)
    return Lesson(
        name=indicator.name,
        url=indicator_url(indicator_id),
        own=value_with_measure(row, indicator),
        leaders=_leaders(leaders, indicator),
        others=_others(leaders),
        benchmarks=_benchmarks(examples.benchmarks, indicator, ranking.period),
        cases=tuple(_case(examples, case, unit_id) for case in cases[:most_cases]),
    )


def _benchmarks(benchmarks: Benchmarks, indicator: Indicator, period: Period) -> tuple[str, ...]:
    found = tuple(
        f"{b.kind}{b.name} {words.measured(b.value, indicator)}{words.measure(indicator)}"
        for b in benchmarks_in(benchmarks, indicator, period)
    )
    return found or (f"标杆{NOT_SET}",)


def value_with_measure(row: RankingRow, indicator: Indicator) -> str:
    """98.5%, 1.20 起/万人; a text as written says its own measure. Where something else than that is scored, how it came about; beside a count
    that is scored against a target, which each unit may have of its own, the target."""
    observation, target = (
        row.scores[indicator.indicator_id].observation,
        row.scores[indicator.indicator_id].target,
    )
    shown = words.observed(observation, indicator)
    plain = observation is not None and observation.state == "value" and observation.qualifier == "eq"
    step = row.explanation.steps.get(indicator.indicator_id) if row.explanation is not None else None
    is_told = step is not None and step.origin and not indicator.is_rate  # a rate says itself what is scored
    origin = f"，{step.origin}" if step is not None and is_told else ""
    aim = f"，目标 {words.fraction(target)}" if target is not None and indicator.is_additive else ""
    return shown + (words.measure(indicator) if plain else "") + aim + origin


def _leaders(leaders: Sequence[RankingRow], indicator: Indicator) -> tuple[NotedLink, ...]:
    return tuple(
        NotedLink(row.unit.name, unit_url(row.unit.unit_id), value_with_measure(row, indicator))
        for row in leaders[:NAMED_LEADERS]
    )


def _others(leaders: Sequence[RankingRow]) -> str:
    return f"等 {len(leaders)} 个单位" if len(leaders) > NAMED_LEADERS else ""


def _cases_to_learn_from(
    examples: Examples,
    indicator_id: str,
    leaders: Sequence[RankingRow],
    unit_id: str = "",
    left_out: AbstractSet[str] = frozenset(),
) -> list[Practice]:
    """The cases on an indicator; leads only if there is nothing better, of two as good first those of units like this one,
    then its leaders'.

    Without those that only left-out units have written.
    """
    leading = {row.unit.unit_id for row in leaders}
    others = [case for case in examples.cases[indicator_id] if not left_out >= set(case.units)]

    def key(case: Practice) -> tuple[bool, bool, int, bool, bool]:
        is_part = case.status != "complete"
        is_unlike = not _like_users(examples, case, unit_id)
        return (case.is_demo, is_part, -case.evidence, is_unlike, leading.isdisjoint(case.units))

    return sorted([case for case in others if case.status != "stub"] or others, key=key)


def _not_better(ranking: Ranking, row: RankingRow, indicator_id: str) -> frozenset[str]:
    """The unit itself, and those of its group that score no better on an indicator."""
    own = row.scores[indicator_id].score
    scores = {other.unit.unit_id: other.scores[indicator_id].score for other in ranking.rows}
    return frozenset(
        unit_id for unit_id, score in scores.items() if score is not None and own is not None and score <= own
    )


def lesson_table(examples: Examples, ranking: Ranking, css: str = "lt-titled lt-stack lt-screen") -> Markup:
    """For every indicator: who leads with what value, and which cases say how; empty where not everything is shown."""
    if ranking.method.display.kind != "full":
        return Markup("")
    rows = [
        _lesson_row(examples, indicator_id, level.leaders) for indicator_id, level in ranking.levels.items()
    ]
    return table("各项谁领先、怎么做", ("指标", "得分最高", "写到这项指标的做法"), rows, css=css)


def _lesson_row(examples: Examples, indicator_id: str, leading: Sequence[RankingRow]) -> Cells:
    indicator = examples.settings.indicators[indicator_id]
    best = [_noted(one) for one in _leaders(leading, indicator)]
    told = _cases_to_learn_from(examples, indicator_id, leading)[:MOST_CASES]
    taught = [_case(examples, case) for case in told]
    cases = [_noted(one) for one in taught]
    return (
        indicator_head(indicator),
        Markup("、").join(best) + _others(leading),
        Markup("；").join(cases) or Markup(words.NOTHING),
    )


def _noted(link: NotedLink) -> Markup:
    return Markup("{}（{}）").format(linked(link.title, link.url), link.note)


def _like_users(examples: Examples, case: Practice, unit_id: str) -> list[str]:
    near = examples.like.get(unit_id, ())
    return [user for user in case.users if user in near]


def _case(examples: Examples, case: Practice, unit_id: str = "") -> NotedLink:
    """For a unit, or for nobody in particular."""
    units = examples.settings.units
    owners = "、".join(units[name].short for name in case.units)
    status = FICTITIOUS if case.is_demo else CASE_STATUSES[case.status]
    note = f"{owners}，{status}，证据 {case.evidence} 级"
    if alike := _like_users(examples, case, unit_id):
        how = "，按演示数据" if unit_id in examples.like_by_demo else ""
        note += f"；条件相近：{'、'.join(units[name].short for name in alike)}{how}"
    return NotedLink(case.title, case_url(case.slug), note)
