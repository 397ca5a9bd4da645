"""谁学了谁: who adopted what with which result, the indicators beside units that didn't, and what nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from markupsafe import Markup

from leitai.model import urls
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import case_url, indicator_url
from leitai.model.writings.library import FICTITIOUS, Library
from leitai.model.writings.taken_up import IsDemo
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.known_date import first_day
from leitai.schema.texts.cases import Case
from leitai.schema.texts.practice import NO_RESULT_YET, VISITED, Adoption

TITLE = "谁学了谁"
ONLY_BESIDE = "仅供参照：前后变化不等于因果，没有采用的单位也在做别的工作。"
Values = Mapping[str, Sequence[Observation]]  # by indicator
LEAST_OTHERS = 2  # of fewer units a median says nothing


@dataclass(frozen=True)
class AdoptionContext:
    """`missing`: indicators on which the library has no practice that one could do after."""

    matrix: Markup
    results: Markup
    beside: Markup
    note: str
    missing: Markup


@dataclass(frozen=True)
class Beside:
    """An adopter's figure before and after it began, and the median change of the group's units that did not adopt."""

    before: Observation
    after: Observation
    others: str


def collect(portal: Portal) -> Iterator[Page]:
    """Who took over what, with what result, beside those who began it."""
    settings, library = portal.content.settings, portal.content.library
    adopted = [case for case in library.best_first(library.cases.values()) if case.adopted_by]
    values = {i: portal.observations_of(i) for case in adopted for i in case.indicators}
    rows, shown = _beside_rows(settings, values, portal.marks.is_demo, adopted)
    context = AdoptionContext(
        matrix=_matrix(settings.units, adopted),
        results=_results(settings, adopted),
        beside=table("采用前后的相关指标", ("做法", "采用的单位", "指标", "采用前", "采用后", "同组没有采用的"), rows, css="lt-titled lt-stack"),
        note=ONLY_BESIDE,
        missing=_missing(settings, library),
    )  # fmt: skip
    demo = tuple(case for case in adopted if case.is_demo)
    yield Page(
        urls.ADOPTION,
        TITLE,
        "library/adoption.md.j2",
        context,
        Shows((*demo, *(seen.period for seen in shown))),
        crumbs=(("经验做法", urls.CASES),),
    )


def _title(case: Case) -> Cell:
    note = FICTITIOUS if case.is_demo else ""
    return Cell(case.title, case_url(case.slug), note=note, is_header=True)


def _matrix(units: Mapping[str, Unit], adopted: Sequence[Case]) -> Markup:
    """Practices down, units across; a cell says the status and since when, and is empty where nothing is registered."""
    involved = {one.unit_id for case in adopted for one in case.adopted_by}
    columns = sorted(involved, key=lambda unit_id: (units[unit_id].sort, unit_id))
    rows = []
    for case in adopted:
        by_unit = {one.unit_id: one for one in case.adopted_by}
        cells = [_status(by_unit.get(unit_id), unit_id in case.units) for unit_id in columns]
        rows.append((_title(case), *cells))
    header = ["做法", *(units[unit_id].short for unit_id in columns)]
    return table("谁采用了哪项做法", header, rows, css="lt-titled lt-stack")


def _status(one: Adoption | None, is_origin: bool) -> Cell:
    if is_origin:
        return Cell("首先实行")
    return Cell("") if one is None else Cell(one.status, note=words.known_date(one.date))


def _results(settings: Settings, adopted: Sequence[Case]) -> Markup:
    rows = [
        (
            _title(case),
            unit_cell(settings, one.unit_id, first_day(one.date)),
            one.status,
            text.plain_line(one.changed or words.NOTHING),
            text.plain_line(one.result or NO_RESULT_YET),
        )
        for case in adopted
        for one in case.adopted_by
        if one.status != VISITED
    ]
    header = ("做法", "采用的单位", "状态", "改了什么", "结果")
    return table("采用以后", header, rows, css="lt-titled lt-stack")


def _beside_rows(
    settings: Settings, values: Values, is_demo: IsDemo, adopted: Sequence[Case]
) -> tuple[list[Cells], list[Observation]]:
    """A row for each adoption and linked indicator with figures on both sides, and the figures; demo ones only of fictitious practices."""
    rows, shown = [], []
    for case in adopted:
        for one in (one for one in case.adopted_by if one.status != VISITED):
            for indicator_id in case.indicators:
                indicator = settings.indicators[indicator_id]
                known = [
                    seen
                    for seen in values[indicator_id]
                    if seen.value is not None and (case.is_demo or not is_demo(seen.period))
                ]
                found = _beside(settings, known, case, one, indicator)
                if found is not None:
                    unit = unit_cell(settings, one.unit_id, first_day(one.date))
                    rows.append(_beside_row(case, unit, indicator, found))
                    shown += [found.before, found.after]
    return rows, shown


def _beside_row(case: Case, unit: Cell, indicator: Indicator, found: Beside) -> Cells:
    link = indicator_url(indicator.indicator_id)
    return (
        _title(case),
        unit,
        Cell(f"{indicator.name}（{indicator.unit_of_measure}）", link),
        Cell(words.observed(found.before, indicator), note=found.before.period.title),
        Cell(words.observed(found.after, indicator), note=found.after.period.title),
        found.others,
    )


def _beside(
    settings: Settings, known: Sequence[Observation], case: Case, one: Adoption, indicator: Indicator
) -> Beside | None:
    """The last period that ended before the adoption, the newest that began after it or holds it."""
    began = first_day(one.date)
    own = [seen for seen in known if seen.unit_id == one.unit_id]
    before = [seen for seen in own if seen.period.last_day < began]
    after = [seen for seen in own if seen.period.last_day >= began]
    if not before or not after:
        return None
    first, last = max(before, key=_end), max(after, key=_end)
    if not settings.is_same_area(one.unit_id, first.period, last.period):
        return None
    return Beside(first, last, _others(settings, case, known, first, last, indicator))


def _end(seen: Observation) -> date:
    return seen.period.last_day


def _others(
    settings: Settings,
    case: Case,
    known: Sequence[Observation],
    first: Observation,
    last: Observation,
    indicator: Indicator,
) -> str:
    """The median change between the same periods of the group's units that have neither begun nor adopted the practice."""
    units = settings.at(last.period).units
    group = units[first.unit_id].group
    values = {(seen.unit_id, seen.period): seen.value for seen in known if seen.value is not None}
    changes = [
        values[unit_id, last.period] - values[unit_id, first.period]
        for unit_id, unit in units.items()
        if unit.group == group and unit_id not in case.users
        if (unit_id, first.period) in values and (unit_id, last.period) in values
        if settings.is_same_area(unit_id, first.period, last.period)
    ]
    if len(changes) < LEAST_OTHERS:
        return "没有可以对照的单位"
    return f"{len(changes)} 个单位，变化的中位数 {words.signed_change(round(median(changes), indicator.decimals))}"


def _missing(settings: Settings, library: Library) -> Markup:
    """Ranked indicators for which no real practice tells the steps: for the office to collect."""
    rows = []
    for indicator in settings.indicators.values():
        cases = [case for case in library.cases_for_indicator(indicator.indicator_id) if not case.is_demo]
        told = [case for case in cases if library.status(case) in ("partial", "complete")]
        if indicator.rankable and not told:
            leads = f"{len(cases)} 条线索" if cases else "一条也没有"
            rows.append((indicator_head(indicator), indicator.owner, leads))
    return table("还缺做法的指标", ("指标", "责任单位", "现有"), rows, css="lt-titled")
