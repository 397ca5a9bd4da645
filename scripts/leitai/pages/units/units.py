"""Units: the index in customary order, and one page per unit with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.absence import Absences
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.portal import History, Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import Shows, of_periods, of_rankings
from leitai.model.urls import arena_url, brief_url, meeting_url, tasks_url, unit_url
from leitai.model.writings.follow_up import followed_records
from leitai.model.writings.library import Library
from leitai.pages.indicators.comparisons import (
    AgainstPast,
    PastsOfPeriod,
    comparison_with_past,
    newest_compared,
    own_pasts,
    trends,
)
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.benchmarks import Benchmarks
from leitai.pages.kit.followed import item_table
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.page import Job, Link, Page, SectionsContext, TableSection
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.cases import case_table
from leitai.pages.meetings.claims import claim_table
from leitai.pages.meetings.progress.board import task_table
from leitai.pages.meetings.said import MeetingMention, said_by
from leitai.pages.meetings.timeline import when
from leitai.pages.rankings import lineage
from leitai.pages.rankings.lessons import Examples, examples_of
from leitai.pages.units.neighbours import LikeUnits, like_units
from leitai.pages.units.unit_ranks import UnitRanks, leading_history, unit_ranks_of
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.tasks import Task
from leitai.schema.period import Period


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The index of units, and a page for each."""
    settings, examples = portal.content.settings, examples_of(portal)
    yield _index(settings, {unit_id: portal.history(unit_id) for unit_id in settings.units})
    for unit in settings.units.values():
        known = _known_of(portal, unit, examples.benchmarks)
        yield Job(unit_url(unit.unit_id), _unit_page, (known, portal.content.library.without_texts, examples))


def _index(settings: Settings, histories: Mapping[str, History]) -> Page:
    groups = []
    for group in settings.portal.groups:
        units = [unit for unit in settings.units.values() if unit.group == group.group_id]
        listed = _index_table(group.name, units, histories)
        groups += [TableSection(group.name, group.group_id, listed)] if listed else []
    latest = (history[-1][0].period for history in histories.values() if history)
    context = SectionsContext("只列单位，不列个人；按习惯顺序排列。", tuple(groups), are_short=True)
    return Page(urls.UNITS, "单位", "kit/sections.md.j2", context, of_periods(sorted(set(latest))))


def _index_table(group: str, units: Sequence[Unit], histories: Mapping[str, History]) -> Markup:
    rows = [_index_row(unit, histories[unit.unit_id]) for unit in units]
    header = ("单位", "最近一期", Cell("类别", css="lt-roomy"))
    return table(group, header, rows, css="lt-titled lt-compact lt-even")


def _index_row(unit: Unit, history: History) -> Row:
    cells = [
        unit_head(unit, note=f"{words.day(unit.valid_to)}撤销" if unit.valid_to else ""),
        _latest_cell(history) if history else "不参加排名",
        Cell(unit.kind, note=unit.gbt2260 or ""),
    ]
    return Row(cells, anchor=unit.unit_id)


def _latest_cell(history: History) -> Cell:
    ranking, row = history[-1]
    return Cell(f"{ranking.period.title}：{words.rank_words(row, ranking)}", ranking.url_of_row(row))


@dataclass(frozen=True)
class UnitRecord:
    """What ledgers, meetings and the library say of a unit; tables are empty where they say nothing."""

    open_count: int
    overdue_count: int
    problems: Markup
    promises: Markup
    said: tuple[MeetingMention, ...]
    tasks: Markup
    board: str
    cases: Markup
    meetings: tuple[Link, ...]
    claims: Markup


@dataclass(frozen=True)
class UnitContext:
    """`brief` is the address of the unit's sheet, `ranked_in` its group; both empty for a unit that was never ranked.

    `arena`: 晒拼创 of its newest period, empty likewise. `ended` is empty for one that goes on.
    """

    unit_id: str
    ranked_in: str
    ended: Markup
    ranks: UnitRanks
    like: LikeUnits | None
    brief: str
    arena: str
    record: UnitRecord
    comparison: AgainstPast | None
    trends: tuple[Markup, ...]
    members: tuple[Link, ...]
    facts: Markup


@dataclass(frozen=True)
class Known:
    """What is known of a unit: its rankings, its values by period, the newest beside earlier ones, its cases, and which periods there are.

    `league`: the group in which it is looked at first; `others`: its newest place in each further one.
    """

    unit: Unit
    league: str
    history: History
    others: tuple[tuple[Ranking, RankingRow], ...]
    like: LikeUnits | None
    kinds: tuple[str, ...]
    reported: Mapping[Period, Mapping[str, Observation]]
    compared: PastsOfPeriod | None
    periods: tuple[Period, ...]
    absences: Absences
    cases: Markup
    as_of: date


def _known_of(portal: Portal, unit: Unit, benchmarks: Benchmarks) -> Known:
    content, league, history = portal.content, portal.league_of(unit), portal.history(unit.unit_id)
    kinds = portal.kinds_of(league)
    library = content.library
    cases, near = library.cases_of_unit(unit.unit_id), portal.neighbours.get(unit.unit_id)
    others = tuple(portal.history_in(group, unit.unit_id)[-1] for group in portal.other_leagues(unit))
    newest = [ranking for ranking, _ in (*leading_history(history, kinds)[-1:], *others)]
    indicators, newest_first = content.settings.indicators, reversed(content.results.periods)
    own = ((period, portal.pasts_of_unit(period, unit.unit_id)) for period in newest_first)
    pasts = ((period, own_pasts(found, indicators, benchmarks)) for period, found in own)
    return Known(
        unit=unit,
        league=league,
        history=history,
        others=others,
        like=like_units(content.settings, unit, near, newest),
        kinds=kinds,
        reported=_reported(content, unit),
        compared=newest_compared(pasts),
        periods=content.results.periods,
        absences=portal.absences,
        cases=case_table(content.settings, library, cases, f"{unit.name}的经验做法"),
        as_of=content.as_of or date.min,
    )


def _unit_page(known: Known, library: Library, examples: Examples) -> Page:
    """Brings together what the portal knows of a unit, of one that ended as of its end; `library` without texts."""
    unit, examples = known.unit, examples.on(known.unit.valid_to)
    settings = examples.settings
    url, absences = unit_url(unit.unit_id), known.absences
    ranks = unit_ranks_of(unit, known.history, known.kinds, examples, absences)
    indicators = settings.indicators.values()
    return Page(
        url=url,
        title=unit.name,
        template="units/unit.md.j2",
        description=f"{unit.name}：历次名次、各指标数值和得分、经验做法",
        shows=_shows(unit, known.history, known.reported, library)
        + of_periods(known.like.periods if known.like else ()),
        corrections=correction_notices.of_unit(
            library, unit.unit_id, [ranking for ranking, _ in known.history], known.periods
        ),
        crumbs=(("单位", urls.UNITS),),
        context=UnitContext(
            unit_id=unit.unit_id,
            ranked_in=known.league if known.history else "",
            ended=lineage.ended(settings, unit),
            ranks=ranks,
            like=known.like,
            brief=brief_url(unit.unit_id) if known.history else "",
            arena=_arena(known),
            record=_record(settings, library, known),
            comparison=known.compared and comparison_with_past(unit, known.compared),
            trends=() if ranks.points else trends(unit, known.reported, indicators, absences),
            members=_members(settings, unit),
            facts=_facts(settings, known),
        ),
    )


def _arena(known: Known) -> str:
    newest = leading_history(known.history, known.kinds)
    return arena_url(newest[-1][0].period.id, known.league) if newest else ""


def _reported(content: Content, unit: Unit) -> dict[Period, dict[str, Observation]]:
    """A unit's values by period and indicator, oldest first."""
    cells = {p: content.cells_of_unit(p, unit.unit_id) for p in content.results.periods}
    return {period: {cell.indicator_id: cell for cell in found} for period, found in cells.items() if found}


def _shows(unit: Unit, history: History, reported: Mapping[Period, object], library: Library) -> Shows:
    """Every ranking that lists the unit, everything that it reported, and its lines of the ledgers."""
    rankings = [ranking for ranking, _ in history]
    bounds = rankings[-1].earlier if rankings else ()
    ranked = of_rankings(rankings, *bounds)
    records = followed_records(library.items_of_unit(unit.unit_id))
    beside: tuple[Claim | Task, ...] = (
        *library.claims_of_unit(unit.unit_id),
        *library.tasks_of_unit(unit.unit_id),
    )
    return of_periods(reported, *records, *beside) + ranked


def _record(settings: Settings, library: Library, known: Known) -> UnitRecord:
    unit, as_of = known.unit, known.as_of
    items = library.items_of_unit(unit.unit_id)
    problems = [item for item in items if item.kind == "problem"]
    promises = [item for item in items if item.kind != "problem"]
    tasks = library.tasks_of_unit(unit.unit_id)
    conditions = [item.on(as_of) for item in problems]
    return UnitRecord(
        open_count=sum(condition.is_open for condition in conditions),
        overdue_count=sum(condition.is_overdue for condition in conditions),
        problems=item_table(f"{unit.name}的问题", problems, settings, as_of),
        promises=item_table(f"{unit.name}的承诺和决议", promises, settings, as_of),
        said=said_by(library.meetings, unit.unit_id),
        tasks=task_table(settings, tasks, as_of),
        board=tasks_url(unit.unit_id),
        cases=known.cases,
        meetings=tuple(
            Link(f"{when(meeting)}　{meeting.title}", meeting_url(meeting.slug))
            for meeting in library.meetings_at(unit.unit_id)
        ),
        claims=claim_table(settings, library.claims_of_unit(unit.unit_id)),
    )


def _members(settings: Settings, unit: Unit) -> tuple[Link, ...]:
    children = [child for child in settings.units.values() if child.parent_id == unit.unit_id]
    return tuple(Link(child.name, unit_url(child.unit_id)) for child in children)


def _facts(settings: Settings, known: Known) -> Markup:
    unit, parent = known.unit, settings.units.get(known.unit.parent_id or "")
    return definitions(
        (
            ("组别", settings.portal.group_name(unit.group)),
            ("类别", unit.kind or words.NOTHING),
            ("行政区划代码", unit.gbt2260 or "无"),
            *_other_places(settings, known),
            ("上级单位", Cell(parent.name, unit_url(parent.unit_id)) if parent else ""),
            ("曾用名", lineage.former_names(settings.units_over_time[unit.unit_id])),
            ("由来", lineage.origin(settings, unit.unit_id)),
            ("撤销", lineage.ended(settings, unit)),
            ("说明", unit.note),
        )
    )


def _other_places(settings: Settings, known: Known) -> Iterator[tuple[str, Cell]]:
    for ranking, row in known.others:
        place = Cell(f"{ranking.period.title}{words.rank_words(row, ranking)}", ranking.url_of_row(row))
        yield f"{settings.portal.group_name(ranking.group)}排名", place
