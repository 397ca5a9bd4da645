"""Which figures are demo data: by the status of their period, or because the row itself says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leitai.model.content import Content
from leitai.model.demo import tells_demo
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Marks, Source, of_explained, of_rankings, source_key
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting


def marks_of(content: Content) -> Marks:
    """The decision for the whole portal; everything that readers get asks it."""
    settings = content.settings.portal
    keys = frozenset(map(source_key, _demo_sources(content)))
    return Marks(keys, settings.notices.historical, settings.notices.historical_until)


def with_demo_note(ranking: Ranking, marks: Marks) -> Ranking:
    """What downloads say of a ranking that has demo figures in it, whatever its own status is."""
    return replace(
        ranking,
        demo_note="；".join(marks.demo_notices(of_rankings([ranking]))),
        explained_note="；".join(marks.demo_notices(of_explained(ranking))),
    )


def _demo_sources(content: Content) -> Iterator[Source]:
    library = content.library
    periods = frozenset(_demo_periods(content))
    told = {event.number.lower() for event in library.events if tells_demo(event)}
    yield from periods
    yield from (case for case in library.cases.values() if case.is_demo or tells_demo(case))
    yield from (m for m in library.meetings if _is_demo_meeting(m, periods))
    yield from (problem for problem in library.problems if problem.number.lower() in told)
    records = (library.problems, library.tasks, library.claims, library.rewards, library.programmes)
    yield from (record for kind in records for record in kind if tells_demo(record))


def _is_demo_meeting(meeting: Meeting, periods: frozenset[Period]) -> bool:
    """It or one of its speeches says so, or its ballots count in a demo period."""
    is_counted = bool(meeting.ballots) and not periods.isdisjoint(meeting.reviews)
    return is_counted or any(map(tells_demo, (meeting, *meeting.speeches)))


def _demo_periods(content: Content) -> Iterator[Period]:
    """Demo by status, or with a target, benchmark, bonus or deduction that says that it is one."""
    results = content.results
    for settings in content.settings.portal.periods.values():
        if settings.data_status == "demo":
            yield settings.period
    yield from (benchmark.period for benchmark in results.benchmarks if tells_demo(benchmark))
    yield from (adjustment.period for adjustment in results.adjustments if tells_demo(adjustment))
    years = {target.period.year for target in results.targets if tells_demo(target)}
    yield from (period for period in results.periods if period.year in years)
