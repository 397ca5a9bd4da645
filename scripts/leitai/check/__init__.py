"""All problems at once, in the editor's words.

Rules look at what was read, audits at what was scored. Each is a generator whose docstring is the
published rule. They come in groups, because a mistake in the names would drag every result after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from leitai.check import personal_data, release
from leitai.check.declared import methods, parameters, rollups, settings, spans
from leitai.check.figures import (
    evaluations,
    lapses,
    parts,
    plausibility,
    rates,
    reported,
    results,
    scores,
    targets,
)
from leitai.check.figures.history import ComparedColumn, figure_columns
from leitai.check.sealed import corrections as sealed_corrections
from leitai.check.sealed import meetings as sealed_meetings
from leitai.check.sealed import periods as sealed
from leitai.check.sealed.words import CorrectionKey
from leitai.check.writings import (
    addresses,
    board,
    days,
    ledgers,
    library,
    links,
    meetings,
    practices,
    programmes,
    quoted,
)
from leitai.model.content import Content
from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.sealed_period import SealedPeriod, sealed_periods
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Problem
from leitai.schema.config.methods import Method

SETTINGS_RULES: tuple[Callable[[Settings], Iterator[Problem]], ...] = (
    settings.check_group_ids,
    settings.check_lamps_in_order,
    spans.check_ids_once,
    spans.check_name_spans,
    spans.check_indicators_stay_the_same,
    spans.check_successors,
    settings.check_groups_exist,
    settings.check_parents_exist,
    settings.check_aliases_point_somewhere,
    settings.check_names_are_unambiguous,
    settings.check_ranges,
    settings.check_computed,
    settings.check_structure,
    settings.check_engine_agrees,
)
FIRST_METHOD_RULES: tuple[Callable[[Settings, Sequence[Method]], Iterator[Problem]], ...] = (
    methods.check_trees,
    methods.check_display,
    parameters.check_alternatives,
)
METHOD_RULES: tuple[Callable[[Settings, Sequence[Method]], Iterator[Problem]], ...] = (
    methods.check_ids,
    methods.check_groups,
    methods.check_method_spans,
    methods.check_indicators_exist,
    methods.check_indicators_once,
    methods.check_weights,
    methods.check_polarity,
    methods.check_rankable,
    methods.check_blocked,
    methods.check_dates,
    methods.check_comparable_versions,
    methods.check_tie_breaks,
    methods.check_tier_names,
    parameters.check_parameters,
    parameters.check_gates,
    parameters.check_targets_fit,
    parameters.check_directions,
    parameters.check_bounds_of_totals,
    parameters.check_stand_ins,
    rollups.check_rollups,
    parameters.check_what_can_be_inferred,
    methods.check_one_method_per_period,
)
LIBRARY_RULES: tuple[Callable[[Settings, Library], Iterator[Problem]], ...] = (
    library.check_citations,
    library.check_references,
    library.check_wording,
    practices.check_status,
    practices.check_grades,
    practices.check_adoptions,
    practices.check_figures_have_publishers,
    practices.check_steps_are_steps,
    practices.check_templates_filled,
    links.check_links,
    meetings.check_meeting_folders,
    meetings.check_unheld_meetings,
    meetings.check_rosters,
    meetings.check_speeches,
    meetings.check_due_dates,
    meetings.check_photos,
    meetings.check_ballots,
    ledgers.check_numbers_unique,
    ledgers.check_problems,
    ledgers.check_events_refer,
    ledgers.check_events_in_order,
    ledgers.check_events_follow,
    ledgers.check_closed_with_evidence,
    programmes.check_members,
    board.check_claims_tell_all,
    board.check_progress_is_percent,
    board.check_done_tasks_are_done,
    days.check_days_are_near,
    addresses.check_destinations,
)
RESULT_RULES: tuple[Callable[[Content], Iterator[Problem]], ...] = (
    results.check_periods_declared,
    results.check_units_exist_then,
    results.check_valid_range,
    results.check_periods_have_results,
    results.check_small_counts,
    results.check_key_people_not_located,
    targets.check_targets_once,
    targets.check_targets_used,
)
RESULT_RULES_BY_METHOD: tuple[Callable[[Content], Iterator[Problem]], ...] = (
    results.check_some_method,
    results.check_method_exists,
    lapses.check_rankings_go_on,
    lapses.check_unranked_groups,
    lapses.check_no_period_left_out,
    parts.check_parts_are_ranked,
    parts.check_parts_have_results,
    parts.check_wholes_are_declared,
    lapses.check_rosters_go_on,
    lapses.check_events_go_on,
    evaluations.check_grades_known,
    results.check_everybody_reported,
    results.check_nothing_forgotten,
    targets.check_targets_known,
    targets.check_scores_defined,
    rates.check_replaced,
    results.check_adjustments_declared,
    results.check_adjustments_allowed,
)
FIGURE_RULES: tuple[Callable[[Sequence[ComparedColumn]], Iterator[Problem]], ...] = (
    plausibility.check_scale_of_figures,
    plausibility.check_columns_not_scaled,
    plausibility.check_shares_not_fractions,
    plausibility.check_columns_not_all_zero,
    plausibility.check_columns_not_copied,
    plausibility.check_columns_not_swapped,
)
AUDITS: tuple[Callable[[Content, Sequence[Ranking]], Iterator[Problem]], ...] = (
    reported.check_reported_totals,
    reported.check_reported_ranks,
    scores.check_possible_scores,
    scores.check_geometric_scores,
    programmes.check_rewards,
    quoted.check_quoted_figures,
    scores.check_totals_in_scale,
    rates.check_counts_of_unequal_units,
    rates.check_structure_is_whole,
    scores.check_outliers,
    scores.check_hairlines,
)
SEAL_AUDITS: tuple[Callable[[Content, Sequence[SealedPeriod]], Iterator[Problem]], ...] = (
    sealed.check_sealed_periods_unchanged,
    sealed.check_program_computes_the_same,
    sealed.check_sealed_periods_are_there,
    sealed_corrections.check_corrections_fit,
    sealed_corrections.check_corrections_sealed,
    sealed_meetings.check_sealed_meetings,
    sealed_meetings.check_no_stray_seals,
)
DECISION_RULES: tuple[Callable[[PrivacyScreen, Sequence[Problem]], Iterator[Problem]], ...] = (
    personal_data.check_overrides_used,
)
BUILT_RULES: tuple[Callable[[PrivacyScreen, str, str], Iterator[Problem]], ...] = (
    personal_data.check_built_text,
    personal_data.check_built_characters,
)
REPORT_RULES: tuple[Callable[[Content, Sequence[Problem]], Iterator[Problem]], ...] = (
    release.check_explanations_used,
)
DEMO_RULES: tuple[Callable[[Content, Sequence[Problem]], Iterator[Problem]], ...] = (
    release.check_no_demo_data,
)
RELEASE_RULES: tuple[Callable[[Content, Sequence[Problem]], Iterator[Problem]], ...] = (
    release.check_texts_written,
    release.check_reviews_complete,
    release.check_warnings_explained,
)


def check_settings(found: Settings) -> list[Problem]:
    """What stands against the settings; with errors here nothing else can be read sensibly."""
    return _all(SETTINGS_RULES, found)


def check_methods(found: Settings, declared: Sequence[Method]) -> list[Problem]:
    """What stands against the methods; where their parts don't fit together, that alone."""
    return _all(FIRST_METHOD_RULES, found, declared) or _all(METHOD_RULES, found, declared)


def check_library(found: Settings, written: Library) -> list[Problem]:
    """What stands against cases, meetings, ledgers and pages."""
    return _all(LIBRARY_RULES, found, written)


def check_results(content: Content, are_methods_sound: bool) -> list[Problem]:
    """What stands against the results as far as they could be read; without sound methods, what needs none to be seen."""
    rules = (*RESULT_RULES, *(RESULT_RULES_BY_METHOD if are_methods_sound else ()))
    return _all(rules, content) + _all(FIGURE_RULES, tuple(figure_columns(content)))


def check_rankings(content: Content, rankings: Sequence[Ranking]) -> list[Problem]:
    """What every audit finds when it holds the files against the computed rankings."""
    return _all(AUDITS, content, rankings) + check_seals(content, rankings)


def check_seals(content: Content, rankings: Sequence[Ranking]) -> list[Problem]:
    """What the seals that the content holds find changed; with those of one period only what stands against that one."""
    return _all(SEAL_AUDITS, content, tuple(sealed_periods(content, rankings)))


def corrections_needed(content: Content, rankings: Sequence[Ranking]) -> list[CorrectionKey]:
    """The changes of sealed periods that nobody has recorded, as records to complete."""
    return list(sealed.open_records(content, tuple(sealed_periods(content, rankings))))


def corrections_following(content: Content, rankings: Sequence[Ranking]) -> list[CorrectionKey]:
    """The same of those that are moved along by others, which are recorded with these."""
    return list(sealed.records_of_moved(content, tuple(sealed_periods(content, rankings))))


def check_decisions(privacy: PrivacyScreen, problems: Sequence[Problem]) -> list[Problem]:
    """What stands against the registered decisions, once everything else was looked at."""
    return _all(DECISION_RULES, privacy, problems)


def check_built(privacy: PrivacyScreen, path: str, text: str) -> list[Problem]:
    """What stands against one file of the built site, before it takes the old one's place."""
    return _all(BUILT_RULES, privacy, path, text)


def check_explanations(content: Content, reported: Sequence[Problem]) -> list[Problem]:
    """What stands against the explanations of the problems reported so far."""
    return _all(REPORT_RULES, content, reported)


def check_release(content: Content, reported: Sequence[Problem], demo: bool = False) -> list[Problem]:
    """What stands against publishing officially (`build --release`), given what a check reports; `demo` lets invented data through."""
    return _all(RELEASE_RULES if demo else (*DEMO_RULES, *RELEASE_RULES), content, reported)


def _all(rules: Iterable[Callable[..., Iterator[Problem]]], *looked_at: object) -> list[Problem]:
    return [problem for rule in rules for problem in rule(*looked_at)]
