"""Does the data show that it worked: a practice's linked indicators, before and after it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from leitai.model.observations import Observation
from leitai.model.portal import Portal
from leitai.model.settings import DEMO_NOTICE
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, before_after
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import POLARITY_NAMES, Indicator
from leitai.schema.period import Period
from leitai.schema.texts.cases import Case

CAUTION = "先后变化不等于因果：同期还有别的工作，也没有对照的地方。"
UNDATED = "没有写明从哪一期开始实施，所以不分前后。"
ONLY_DEMO = "本站现有的数值是演示数据，不能用来证明真实的做法有没有效果，所以这里不列。"
NOTHING_YET = "相关指标还没有可以对照的数值。"

Series = Mapping[Period, Observation]


def case_evidence(portal: Portal, case: Case, url: str) -> dict[str, object] | None:
    """Charts and the same figures as a table, for the case's first unit; None without linked indicators.

    Demo values never stand beside a real practice: then only a sentence says why.
    """
    if not case.indicators:
        return None
    series = _all_series(portal, case)
    if not series:
        return {"charts": [], "table": Markup(""), "note": _why_nothing(portal, case)}
    periods = evidence_periods(portal, case)
    known = portal.content.settings.indicators
    return {
        "charts": [_chart(case, known[i], values) for i, values in series.items() if len(values) > 1],
        "table": _table(portal, case, periods, series, url),
        "note": "".join(
            [
                f"{DEMO_NOTICE}。" if case.is_demo else "",
                "" if case.since else UNDATED,
                CAUTION,
            ]
        ),
    }


def evidence_periods(portal: Portal, case: Case) -> list[Period]:
    """The periods of the figures, oldest first."""
    return sorted({period for values in _all_series(portal, case).values() for period in values})


def _all_series(portal: Portal, case: Case) -> Mapping[str, Series]:
    series = {indicator_id: _series(portal, case, indicator_id) for indicator_id in case.indicators}
    return {indicator_id: values for indicator_id, values in series.items() if values}


def _series(portal: Portal, case: Case, indicator_id: str) -> Series:
    """What may stand beside this practice, oldest first."""
    return {
        seen.period: seen
        for seen in sorted(portal.observations_of(indicator_id), key=lambda seen: seen.period)
        if seen.unit_id in case.units[:1] and (case.is_demo or not portal.marks.is_demo(seen.period))
    }


def _why_nothing(portal: Portal, case: Case) -> str:
    has_demo = any(
        seen.unit_id in case.units[:1]
        for indicator_id in case.indicators
        for seen in portal.observations_of(indicator_id)
    )
    return ONLY_DEMO if has_demo and not case.is_demo else NOTHING_YET


def _chart(case: Case, indicator: Indicator, series: Series) -> dict[str, object]:
    points = [
        Point(words.period(period), seen.value, words.observed(seen, indicator))
        for period, seen in series.items()
    ]
    began = None if case.since is None else sum(period < case.since for period in series)
    polarity = "" if indicator.polarity is None else f"，{POLARITY_NAMES[indicator.polarity]}"
    name = f"{indicator.name}（{indicator.unit_of_measure}{polarity}）"
    return {"name": name, "drawing": before_after(f"evidence-{indicator.indicator_id}", name, points, began)}


def _table(
    portal: Portal, case: Case, periods: Sequence[Period], series: Mapping[str, Series], url: str
) -> Markup:
    settings = portal.content.settings
    header = [Cell("指标"), *(_head(case, period) for period in periods)]
    rows = []
    for indicator_id, values in series.items():
        indicator = settings.indicators[indicator_id]
        head = Cell(indicator.name, relative(url, indicator_url(indicator_id)), is_header=True)
        figures = [
            words.observed_in(
                portal.absences, values.get(period), settings.units[case.units[0]], indicator, period
            )
            for period in periods
        ]
        rows.append(Row([head, *(Cell(figure, css="lt-number") for figure in figures)]))
    return table(f"{settings.units[case.units[0]].name}的相关指标", header, rows)


def _head(case: Case, period: Period) -> Cell:
    """Whether a period lies before or after the beginning of the practice."""
    side = "" if case.since is None else "实施前" if period < case.since else "实施后"
    return Cell(period.title, css="lt-number", note=side)
