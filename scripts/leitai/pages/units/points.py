"""From value to points, indicator by indicator: a unit's newest ranking in one table, each line with its course so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from leitai.model.absence import Absences
from leitai.model.portal import History
from leitai.model.scoring.ranking import IndicatorScore
from leitai.pages.kit import words
from leitai.pages.kit.charts import Point, sparkline
from leitai.pages.kit.heads import indicator_head, measure_and_polarity
from leitai.pages.kit.tables import ROOMY, Cell, Row, numeric, table
from leitai.pages.units.unit_cards import MOST_PERIODS
from leitai.schema.config.indicators import Indicator


def points_table(known: Mapping[str, Indicator], absences: Absences, history: History) -> Markup:
    """The last ranking of `history`, which holds one kind of period; empty where the score isn't published."""
    ranking, row = history[-1]
    if row.score is None:
        return Markup("")
    past = history[-MOST_PERIODS:]
    rows = [
        _row(known[one.indicator_id], row.scores[one.indicator_id], absences, past)
        for one in ranking.method.indicators()
    ]
    numbers = {"数值": "", "目标值": ROOMY, "得分（百分制）": "", "权重": ROOMY, "所得分值": ""}
    figures = (numeric(name, css=css) for name, css in numbers.items())
    first: tuple[Cell | str, ...] = ("指标", Cell("走势", css=ROOMY))
    header = (*first, *figures, Cell("来源单元格", css=f"{ROOMY} lt-source"))
    caption = f"{row.unit.name}{ranking.period.title}各指标"
    note = "走势里的虚线是本期目标值。" if any(score.target for score in row.scores.values()) else ""
    return table(caption, header, rows, note=note)


def _row(indicator: Indicator, score: IndicatorScore, absences: Absences, past: History) -> Row:
    place = score.observation.place if score.observation is not None else None
    cells = (
        _head(indicator),
        _line(indicator, score, absences, past),
        words.observed(score.observation, indicator),
        words.fraction(score.target),
        words.points(score.score),
        words.fraction(score.weight),
        words.points(score.points),
        Cell(str(place).removeprefix("content/results/") if place else words.NOTHING, css="lt-source"),
    )
    return Row(cells, anchor=f"i-{indicator.indicator_id}")


def _head(indicator: Indicator) -> Cell:
    measure = measure_and_polarity(indicator)
    return indicator_head(indicator, note=measure)


def _line(indicator: Indicator, score: IndicatorScore, absences: Absences, past: History) -> Markup:
    """The values of the rankings so far, and this period's target beside them."""
    target = score.target
    goal = None if target is None else Decimal(target.numerator) / Decimal(target.denominator)
    name = f"{indicator.name}各期数值"
    return sparkline(f"spark-{indicator.indicator_id}", name, _points(absences, indicator, past), goal)


def _points(absences: Absences, indicator: Indicator, past: History) -> Sequence[Point]:
    points = []
    for ranking, row in past:
        score = row.scores.get(indicator.indicator_id)
        observation = None if score is None else score.observation
        value = None if observation is None else observation.value
        shown = words.observed_in(absences, observation, row.unit, indicator, ranking.period)
        points.append(Point(words.period(ranking.period), value, shown))
    return points
