"""All problems at once, in the editor's words.

`RULES` look at what was read, `AUDITS` at what was scored. Each is a generator whose docstring is
the published rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from leitai.check import library, methods, release, reported, results, settings
from leitai.model.content import Content
from leitai.model.ranking import Ranking
from leitai.problems import Problem

Rule = Callable[[Content], Iterator[Problem]]
Audit = Callable[[Content, Sequence[Ranking]], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    settings.check_group_ids,
    settings.check_groups_exist,
    settings.check_parents_exist,
    settings.check_aliases_point_somewhere,
    settings.check_names_are_unambiguous,
    settings.check_engine_agrees,
    methods.check_some_method,
    methods.check_ids,
    methods.check_groups,
    methods.check_indicators_exist,
    methods.check_indicators_once,
    methods.check_weights,
    methods.check_polarity,
    methods.check_rankable,
    methods.check_bounds,
    methods.check_one_method_per_period,
    results.check_periods_declared,
    results.check_method_exists,
    results.check_grades_known,
    results.check_valid_range,
    results.check_everybody_reported,
    results.check_nothing_forgotten,
    results.check_targets,
    library.check_citations,
    library.check_references,
    library.check_complete_cases,
    library.check_wording,
)
AUDITS: tuple[Audit, ...] = (reported.check_reported_totals, reported.check_reported_ranks)

RELEASE_RULES: tuple[Rule, ...] = (release.check_no_demo_data,)


def check_release(content: Content) -> list[Problem]:
    """What stands against publishing officially (`build --release`)."""
    return [problem for rule in RELEASE_RULES for problem in rule(content)]


def check_content(content: Content) -> list[Problem]:
    """What every rule finds in the content."""
    return [problem for rule in RULES for problem in rule(content)]


def check_rankings(content: Content, rankings: Sequence[Ranking]) -> list[Problem]:
    """What every audit finds when it holds the files against the computed rankings."""
    return [problem for audit in AUDITS for problem in audit(content, rankings)]
