"""Indicators: the index by theme, and one page each with definition and every unit's values."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.blocked import blocked_list, may_be_compared
from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING, of_periods
from leitai.model.urls import indicator_url, method_url, unit_url
from leitai.pages.indicators.indicator_charts import indicator_charts
from leitai.pages.indicators.indicator_trends import indicator_trends, own_past
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.benchmarks import benchmark_rows
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.cases import case_table
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, POLARITY_NAMES, Indicator
from leitai.schema.config.units import Unit
from leitai.schema.period import Period


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    for indicator in portal.content.settings.indicators.values():
        yield _indicator_page(portal, indicator)


def _index(portal: Portal) -> Page:
    indicators = portal.content.settings.indicators.values()
    themes = list(dict.fromkeys(indicator.theme for indicator in indicators))
    header = [Cell("指标"), Cell("计量单位"), Cell("方向"), Cell("统计口径"), Cell("责任单位")]
    sections = []
    for number, theme in enumerate(themes, start=1):
        rows = [_index_row(indicator) for indicator in indicators if indicator.theme == theme]
        sections.append(
            {
                "name": theme,
                "anchor": f"theme-{number}",
                "table": table(theme, header, rows, css="lt-titled lt-compact"),
            }
        )
    return Page(urls.INDICATORS, "指标", "indicators/indicators.md.j2", {"themes": sections}, NOTHING)


def _index_row(indicator: Indicator) -> Row:
    cells = [
        Cell(
            indicator.name, relative(urls.INDICATORS, indicator_url(indicator.indicator_id)), is_header=True
        ),
        Cell(indicator.unit_of_measure),
        Cell(POLARITY_NAMES[indicator.polarity or "none"]),
        Cell(PERIOD_TYPE_NAMES[indicator.period_type]),
        Cell(indicator.owner),
    ]
    return Row(cells, anchor=indicator.indicator_id)


def _indicator_page(portal: Portal, indicator: Indicator) -> Page:
    url = indicator_url(indicator.indicator_id)
    observations = portal.observations_of(indicator.indicator_id)
    periods = sorted({observation.period for observation in observations})
    uses = [
        {"title": method.title, "url": method_url(method.id), "weight": words.weight(counted.weight)}
        for method in portal.content.methods
        for counted in method.indicators()
        if counted.indicator_id == indicator.indicator_id
    ]
    cases = portal.content.library.cases_for_indicator(indicator.indicator_id)
    return Page(
        url=url,
        title=indicator.name,
        template="indicators/indicator.md.j2",
        description=f"{indicator.name}（{indicator.unit_of_measure}，{POLARITY_NAMES[indicator.polarity or 'none']}）",
        shows=of_periods(periods),
        corrections=correction_notices.of_indicator(portal, indicator.indicator_id, url),
        crumbs=(("指标", urls.INDICATORS),),
        context={
            "definition": indicator.definition,
            "charts": indicator_charts(portal, indicator),
            "trends": indicator_trends(portal, indicator),
            "past": own_past(portal, indicator, url),
            "note": indicator.note,
            "facts": _facts(indicator),
            "uses": uses,
            "cases": case_table(portal, cases, url, "相关的经验做法"),
            "values": _values_table(portal, indicator, observations, periods, url) if observations else None,
        },
    )


def _facts(indicator: Indicator) -> Markup:
    return definitions(
        [
            ("计量单位", Cell(indicator.unit_of_measure)),
            ("方向", Cell(POLARITY_NAMES[indicator.polarity or "none"])),
            ("统计口径", Cell(PERIOD_TYPE_NAMES[indicator.period_type])),
            ("责任单位", Cell(indicator.owner)),
            ("数据来源", Cell(indicator.source)),
            ("可否排名", Cell(_rankable_text(indicator))),
        ]
    )


def _rankable_text(indicator: Indicator) -> str:
    if not indicator.rankable:
        return "不得排名，只作展示"
    blocked = blocked_list(indicator)
    return "可以" if blocked is None else f"属于{blocked.title}，没有明文依据不得排名"


def _values_table(
    portal: Portal,
    indicator: Indicator,
    observations: tuple[Observation, ...],
    periods: list[Period],
    url: str,
) -> Markup:
    """Units in customary order down, periods across, the latest first."""
    cells = {(observation.unit_id, observation.period): observation for observation in observations}
    recent = periods[::-1]
    rows = []
    for unit in _units_with_values(portal, observations):
        shown = [
            _value_cell(portal, cells.get((unit.unit_id, period)), indicator, unit, period)
            for period in recent
        ]
        head = Cell(unit.name, relative(url, unit_url(unit.unit_id)), is_header=True, sort=str(unit.sort))
        rows.append(Row([head, *shown], anchor=unit.unit_id))
    rows += benchmark_rows(portal, indicator, recent)
    header = [Cell("单位", key="unit")]
    is_sortable = may_be_compared(indicator)
    header += [Cell(p.title, css="lt-number", key=p.id if is_sortable else "") for p in recent]
    note = f"单位：{indicator.unit_of_measure}；单位按习惯顺序排列。"
    return table(f"各单位{indicator.name}", header, rows, note=note)


def _units_with_values(portal: Portal, observations: tuple[Observation, ...]) -> list[Unit]:
    reporting = {observation.unit_id for observation in observations}
    return [unit for unit in portal.content.settings.units.values() if unit.unit_id in reporting]


def _value_cell(
    portal: Portal, seen: Observation | None, indicator: Indicator, unit: Unit, period: Period
) -> Cell:
    shown = words.observed_in(portal, seen, unit.unit_id, indicator, period)
    return Cell(shown, css="lt-number", sort=words.order_of(seen))
