"""Indicators: the index by theme, and one page each with definition and every unit's values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from leitai.grouping import grouped
from leitai.model import urls
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.scoring.blocked import blocked_list, may_be_compared
from leitai.model.shows import of_periods
from leitai.model.urls import facet_url, indicator_url, meeting_url, method_url
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.taken_up import Discussion, IsDemo, discussions_of
from leitai.pages.indicators.chances import chance_table
from leitai.pages.indicators.comparisons import AgainstPast
from leitai.pages.indicators.indicator_charts import GroupValues, few_names, leaders, median_of, newest_values
from leitai.pages.indicators.indicator_trends import GroupTrend, indicator_trends, own_past
from leitai.pages.indicators.like import like_table
from leitai.pages.indicators.reported import IndicatorFigures, Newest, reported_of
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.benchmarks import benchmark_rows, comparable_benchmarks
from leitai.pages.kit.followed import item_table
from leitai.pages.kit.heads import indicator_head, measure_and_polarity, unit_head
from leitai.pages.kit.page import Job, Link, NotedLink, Page, SectionsContext, TableSection
from leitai.pages.kit.tables import Cell, Row, definitions, numeric, period_head, table
from leitai.pages.library.cases import case_table
from leitai.pages.rankings.lineage import former_names
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, POLARITY_NAMES, Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The index of indicators, and a page for each."""
    settings, library = portal.content.settings, portal.content.library
    benchmarks = comparable_benchmarks(portal.content.results.benchmarks, settings.indicators)
    everything = [reported_of(portal, indicator, benchmarks) for indicator in settings.indicators.values()]
    yield _index(everything)
    for reported in everything:
        indicator = reported.indicator
        url = indicator_url(indicator.indicator_id)
        cases = library.worth_reading(library.cases_for_indicator(indicator.indicator_id))
        inputs = (
            reported,
            case_table(settings, library, cases, "相关的经验做法"),
            _followed(portal.content, portal.marks.is_demo, indicator),
            correction_notices.of_indicator(
                library, settings.units, indicator.indicator_id, portal.content.results.periods
            ),
        )
        yield Job(url, _indicator_page, inputs)


def _index(everything: Iterable[IndicatorFigures]) -> Page:
    by_theme = grouped((reported.indicator.theme, reported) for reported in everything)
    themes = (
        TableSection(theme, f"theme-{number}", _index_table(theme, found))
        for number, (theme, found) in enumerate(by_theme.items(), start=1)
    )
    context = SectionsContext("", tuple(themes))
    newest = {found.newest[0].period for one in by_theme.values() for found in one if found.newest}
    return Page(urls.INDICATORS, "指标", "kit/sections.md.j2", context, of_periods(sorted(newest)))


def _index_table(theme: str, everything: Sequence[IndicatorFigures]) -> Markup:
    is_compared = any(reported.newest for reported in everything)
    roomy = (Cell(name, css="lt-roomy") for name in ("期间", "责任单位"))
    header = ("指标", "领先" if is_compared else "数值", numeric("中位数"), *roomy)
    return table(theme, header, map(_index_row, everything), css="lt-titled lt-compact lt-even")


def _index_row(reported: IndicatorFigures) -> Row:
    """The name, and where it stands: the first group of the portal that has a comparison speaks for the newest period;
    without, the newest value of the one unit that reports it."""
    indicator = reported.indicator
    first, half, period = words.NOTHING, words.NOTHING, words.NOTHING
    if reported.newest:
        newest = reported.newest[0]
        best = leaders(newest, indicator)
        if best:
            first = f"{few_names(best)} {words.observed(newest.rows[0][1], indicator)}"
        half, period = words.measured(median_of(newest, indicator), indicator), newest.period.title
    elif len(reported.units) == 1 and reported.cells:  # held against its own past only
        cell = max(reported.cells, key=lambda cell: cell.period)
        first, period = f"{reported.units[0].name} {words.observed(cell, indicator)}", cell.period.title
    head = indicator_head(indicator, measure_and_polarity(indicator))
    return Row((head, first, half, period, indicator.owner), anchor=indicator.indicator_id)


@dataclass(frozen=True)
class IndicatorContext:
    """What has nothing to say is empty."""

    indicator: Indicator
    facts: Markup
    newest: tuple[GroupValues, ...]
    values: Markup
    chances: tuple[Markup, ...]
    like: tuple[Markup, ...]
    past: AgainstPast | None
    trends: tuple[GroupTrend, ...]
    uses: tuple[NotedLink, ...]
    cases: Markup
    followed: Markup
    meetings: tuple[Link, ...]
    side_by_side: str


@dataclass(frozen=True)
class IndicatorFollowUp:
    """Problems, promises and decisions about an indicator, as they stand now."""

    items: tuple[FollowedItem, ...]
    table: Markup
    meetings: tuple[Link, ...]


def _followed(content: Content, is_demo: IsDemo, indicator: Indicator) -> IndicatorFollowUp:
    items = tuple(i for i in content.library.items if i.indicator_id == indicator.indicator_id)
    settings, as_of = content.settings, content.as_of or date.min
    shown = item_table("相关的问题和承诺", items, settings, as_of)
    discussions = discussions_of(items, content.library.meetings, is_demo)
    return IndicatorFollowUp(items, shown, tuple(_meetings(items, discussions)))


def _meetings(
    items: Sequence[FollowedItem], discussions: Mapping[str, Sequence[Discussion]]
) -> Iterator[Link]:
    """Where it was spoken of: each part of each meeting's page once, with the items that were."""
    told: dict[str, list[Discussion]] = {}
    for one in (one for item in items for one in discussions.get(item.number, ())):
        told.setdefault(f"{meeting_url(one.meeting.slug)}#{one.anchor}", []).append(one)
    for url, found in sorted(told.items(), key=lambda entry: (entry[1][0].meeting.first_day, entry[0])):
        numbers = "、".join(one.item.number for one in found)
        yield Link(f"{found[0].meeting.short_title}：{found[0].about} {numbers}", url)


def _indicator_page(
    reported: IndicatorFigures, cases: Markup, followed: IndicatorFollowUp, corrections: tuple[str, ...]
) -> Page:
    indicator = reported.indicator
    url = indicator_url(indicator.indicator_id)
    polarity = POLARITY_NAMES[indicator.polarity or "none"]
    return Page(
        url=url,
        title=indicator.name,
        template="indicators/indicator.md.j2",
        description=f"{indicator.name}（{indicator.unit_of_measure}，{polarity}）",
        shows=of_periods(reported.periods, *followed_records(followed.items)),
        corrections=corrections,
        crumbs=(("指标", urls.INDICATORS),),
        context=IndicatorContext(
            indicator=indicator,
            facts=_facts(reported),
            newest=newest_values(reported),
            values=_values_table(reported),
            chances=_beside(
                reported, lambda newest, title: chance_table(newest, reported.chances, indicator, title)
            ),
            like=_beside(reported, lambda newest, title: like_table(reported, newest, title)),
            past=own_past(reported),
            trends=indicator_trends(reported),
            uses=tuple(_uses(reported)),
            cases=cases,
            followed=followed.table,
            meetings=followed.meetings,
            side_by_side=facet_url("indicator", indicator.indicator_id),
        ),
    )


def _beside(reported: IndicatorFigures, of: Callable[[Newest, str], Markup]) -> tuple[Markup, ...]:
    """A table for each ranked group that has something to show."""
    name = reported.settings.portal.group_name
    found = (of(newest, f"{newest.period.title}{name(newest.group)}") for newest in reported.newest)
    return tuple(shown for shown in found if shown)


def _uses(reported: IndicatorFigures) -> Iterator[NotedLink]:
    """Each method that counts it; a method with several versions is told by version."""
    versions = Counter(method.id for method in reported.methods)
    for method in reported.methods:
        version = f"（第 {method.version} 版）" if versions[method.id] > 1 else ""
        for counted in method.indicators():
            if counted.indicator_id == reported.indicator.indicator_id:
                url = f"{method_url(method.id)}#v{method.version}"
                yield NotedLink(method.title + version, url, words.weight(counted.weight))


def _facts(reported: IndicatorFigures) -> Markup:
    indicator = reported.indicator
    former = former_names(reported.settings.indicators_over_time[indicator.indicator_id])
    known = reported.settings.indicators
    per = "" if indicator.per in (None, 1) else f" × {words.number(indicator.per or Decimal(1))}"
    made = " ÷ ".join(known[name].name for name in indicator.made_of) + per
    made = f"与“{made}”是同一个数" if indicator.same_as else made
    return definitions(
        [
            ("曾用名", former),
            ("算法", made),
            ("计量单位", indicator.unit_of_measure),
            ("方向", POLARITY_NAMES[indicator.polarity or "none"]),
            ("统计口径", PERIOD_TYPE_NAMES[indicator.period_type]),
            ("责任单位", indicator.owner),
            ("数据来源", indicator.source),
            ("可否排名", _rankable_text(indicator)),
        ]
    )


def _rankable_text(indicator: Indicator) -> str:
    if not indicator.rankable:
        return "不得排名，只作展示"
    blocked = blocked_list(indicator)
    return "可以" if blocked is None else f"属于{blocked.title}，没有明文依据不得排名"


def _values_table(reported: IndicatorFigures) -> Markup:
    """Units in customary order down, periods across, the latest first; empty where nobody reported anything."""
    if not reported.cells:
        return Markup("")
    indicator, recent = reported.indicator, reported.periods[::-1]
    cells = {(cell.unit_id, cell.period): cell for cell in reported.cells}
    rows = [
        _values_row(reported, unit, {period: cells.get((unit.unit_id, period)) for period in recent})
        for unit in reported.units
    ]
    rows += benchmark_rows(reported.benchmarks, indicator, recent)
    is_sortable = may_be_compared(indicator)
    header = [Cell("单位", key="unit"), *(period_head(p, p.id if is_sortable else "") for p in recent)]
    note = f"单位：{indicator.unit_of_measure}；单位按习惯顺序排列。"
    return table(f"各单位{indicator.name}", header, rows, note=note)


def _values_row(reported: IndicatorFigures, unit: Unit, cells: Mapping[Period, Observation | None]) -> Row:
    shown = [
        Cell(
            words.observed_in(reported.absences, seen, unit, reported.indicator, period),
            note=seen.note if seen is not None and reported.indicator.is_rate else "",
            sort=words.cell_order(seen),
        )
        for period, seen in cells.items()
    ]
    head = unit_head(unit)
    return Row([head, *shown], anchor=unit.unit_id)
