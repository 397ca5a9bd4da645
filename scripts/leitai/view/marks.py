"""Which figures are demo data: by the status of their period, or because the row itself says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leitai.model.content import Content
from leitai.model.demo import says_demo
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
    told = {event.number.lower() for event in library.events if says_demo(event.evidence)}
    yield from periods
    yield from (case for case in library.cases.values() if case.is_demo)
    yield from (m for m in library.meetings if _is_demo_meeting(m, periods))
    yield from (p for p in library.problems if says_demo(p.text) or p.number.lower() in told)
    yield from (t for t in library.tasks if says_demo(t.text) or says_demo(t.milestone))
    yield from (c for c in library.claims if says_demo(c.text))


def _is_demo_meeting(meeting: Meeting, periods: frozenset[Period]) -> bool:
    """It says so itself, or its ballots count in a demo period."""
    is_counted = bool(meeting.ballots) and not periods.isdisjoint(meeting.reviews)
    return is_counted or says_demo(meeting.title) or says_demo(meeting.short_title)


def _demo_periods(content: Content) -> Iterator[Period]:
    """Demo by status, or with a target, benchmark, bonus or deduction that says that it is one."""
    results = content.results
    for settings in content.settings.portal.periods.values():
        if settings.data_status == "demo":
            yield settings.period
    yield from (b.period for b in results.benchmarks if says_demo(b.source))
    yield from (a.period for a in results.adjustments if says_demo(a.reason) or says_demo(a.basis))
    years = {t.period.year for t in results.targets if says_demo(t.basis)}
    yield from (period for period in results.periods if period.year in years)
