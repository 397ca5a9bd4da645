"""Does the data show that it worked: a practice's linked indicators, before and after it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.absence import Absences
from leitai.model.observations import Observation
from leitai.model.settings import DEMO_NOTICE, Settings
from leitai.model.writings.taken_up import IsDemo
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, before_after
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import Cell, Cells, numeric, table
from leitai.schema.config.indicators import POLARITY_NAMES, Indicator
from leitai.schema.period import Period
from leitai.schema.texts.cases import Case

CAUTION = "先后变化不等于因果：同期还有别的工作，也没有对照的地方。"
UNDATED = "没有写明从哪一期开始实施，所以不分前后。"
ONLY_DEMO = "本站现有的数值是演示数据，不能用来证明真实的做法有没有效果，所以这里不列。"
NOTHING_YET = "相关指标还没有可以对照的数值。"

Series = Mapping[Period, Observation]


@dataclass(frozen=True)
class Evidence:
    """Charts by name, and the same figures as a table, and in words which way each went; of no figures only the note, which says why."""

    charts: tuple[tuple[str, Markup], ...]
    table: Markup
    verdicts: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Figures:
    """What the linked indicators say of a case's first unit, by indicator and period, oldest first.

    `withheld`: there are demo values, which never stand beside a real practice.
    """

    series: Mapping[str, Series]
    withheld: bool

    @property
    def periods(self) -> list[Period]:
        return sorted({period for values in self.series.values() for period in values})


def figures_of(values: Mapping[str, Sequence[Observation]], is_demo: IsDemo, case: Case) -> Figures:
    """The unit's figures on a write-up's indicators; demo figures only where the write-up is fictitious, too."""
    series, withheld = {}, False
    for indicator_id, reported in values.items():
        seen = [s for s in reported if s.unit_id in case.units[:1]]
        shown = [s for s in seen if case.is_demo or not is_demo(s.period)]
        withheld = withheld or len(shown) < len(seen)
        if shown:
            series[indicator_id] = {s.period: s for s in sorted(shown, key=lambda s: s.period)}
    return Figures(series, withheld)


def case_evidence(settings: Settings, absences: Absences, case: Case, figures: Figures) -> Evidence | None:
    """None without linked indicators; without figures only a sentence says why."""
    if not case.indicators:
        return None
    if not figures.series:
        return Evidence((), Markup(""), (), ONLY_DEMO if figures.withheld else NOTHING_YET)
    known = settings.indicators
    charts = (_chart(case, known[i], values) for i, values in figures.series.items() if len(values) > 1)
    shown = _table(settings, absences, case, figures)
    return Evidence(tuple(charts), shown, _verdicts(settings, case, figures), _caution(case))


def _verdicts(settings: Settings, case: Case, figures: Figures) -> tuple[str, ...]:
    """For each indicator the last value before the practice began and the newest since, and whether that is better."""
    since = case.since
    if since is None:
        return ()
    found = []
    for indicator_id, series in figures.series.items():
        known = [seen for seen in series.values() if seen.value is not None]
        before = [seen for seen in known if seen.period < since]
        after = [seen for seen in known if seen.period >= since]
        pair = (before[-1], after[-1]) if before and after else None
        if pair is not None and settings.is_same_area(pair[0].unit_id, pair[0].period, pair[1].period):
            found.append(_verdict(settings.indicators[indicator_id], *pair))
    return tuple(found)


def _verdict(indicator: Indicator, before: Observation, after: Observation) -> str:
    was, now = (words.observed(seen, indicator) + words.measure(indicator) for seen in (before, after))
    return f"{indicator.name}：实施前最后一期 {was}，最近一期 {now}，{_judged(indicator, before, after)}。"


def _judged(indicator: Indicator, before: Observation, after: Observation) -> str:
    """上升，变差: the direction, and what it means where the indicator has a polarity."""
    assert before.value is not None and after.value is not None
    if after.value == before.value:
        return "持平"
    rises = after.value > before.value
    better = {"higher": rises, "lower": not rises}.get(indicator.polarity or "")
    meaning = "" if better is None else "，向好" if better else "，变差"
    return ("上升" if rises else "下降") + meaning


def _caution(case: Case) -> str:
    demo = f"{DEMO_NOTICE}。" if case.is_demo else ""
    return demo + ("" if case.since else UNDATED) + CAUTION


def _chart(case: Case, indicator: Indicator, series: Series) -> tuple[str, Markup]:
    points = [
        Point(words.period(period), seen.value, words.observed(seen, indicator))
        for period, seen in series.items()
    ]
    began = None if case.since is None else sum(period < case.since for period in series)
    polarity = "" if indicator.polarity is None else f"，{POLARITY_NAMES[indicator.polarity]}"
    name = f"{indicator.name}（{indicator.unit_of_measure}{polarity}）"
    return name, before_after(f"evidence-{indicator.indicator_id}", name, points, began)


def _table(settings: Settings, absences: Absences, case: Case, figures: Figures) -> Markup:
    unit, periods = settings.units[case.units[0]], figures.periods
    rows: list[Cells] = []
    for indicator_id, values in figures.series.items():
        indicator = settings.indicators[indicator_id]
        head = indicator_head(indicator)
        shown = (words.observed_in(absences, values.get(p), unit, indicator, p) for p in periods)
        rows.append((head, *(figure for figure in shown)))
    return table(f"{unit.name}的相关指标", ("指标", *(_head(case, period) for period in periods)), rows)


def _head(case: Case, period: Period) -> Cell:
    """Whether a period lies before or after the beginning of the practice."""
    side = "" if case.since is None else "实施前" if period < case.since else "实施后"
    return numeric(period.title, note=side)
