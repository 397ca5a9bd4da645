"""Where a unit stands in the rankings: its newest place, how it got there, what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.absence import Absences
from leitai.model.portal import History
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import PERIOD_KIND_NAMES, Settings
from leitai.model.urls import unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Link
from leitai.pages.kit.parts import steps_address
from leitai.pages.kit.tables import Cell, Row, numeric, table
from leitai.pages.rankings.gaps import further_table, gap_sentence, improvement_table
from leitai.pages.rankings.lessons import Examples
from leitai.pages.rankings.movements import movement_chart, movement_sentence, movement_table
from leitai.pages.rankings.rank_ranges import range_paragraph
from leitai.pages.rankings.strengths import StrengthsPanel, strengths_panel
from leitai.pages.units.points import points_table
from leitai.pages.units.unit_cards import FigureCard, place_cards
from leitai.schema.config.units import Unit


@dataclass(frozen=True)
class Latest:
    """Rank, score and change as far as they are shown, and where they stand."""

    period: str
    group: str
    rank: str
    score: str
    url: str


@dataclass(frozen=True)
class WhyMoved:
    """Why the latest total moved, and what the unit ahead has more.

    Where the parts add up they are drawn, else they stand in a table.
    """

    sentence: str
    parts: Markup
    is_drawn: bool
    gap: str
    improvements: Markup
    rank_range: str
    steps: str


@dataclass(frozen=True)
class UnitRanks:
    """Empty, or None, where the unit is not ranked or the method doesn't show it."""

    histories: tuple[Markup, ...]
    points: Markup
    latest: Latest | None = None
    top: tuple[Link, ...] = ()
    place_cards: tuple[FigureCard, ...] = ()
    moved: WhyMoved | None = None
    panel: StrengthsPanel | None = None


def leading_history(history: History, kinds: Sequence[str]) -> History:
    """The rankings of the leading kind of period; `kinds` are those in which the unit's group is ranked."""
    return tuple(pair for pair in history if pair[0].period.kind in kinds[:1])


def unit_ranks_of(
    unit: Unit, history: History, kinds: Sequence[str], examples: Examples, absences: Absences
) -> UnitRanks:
    """Where a unit stands: its ranks and scores over time, what moved the latest, strongest and weakest indicators."""
    shown = _shown_kinds(history, kinds)
    histories = tuple(_history_table(unit, history, kind) for kind in shown)
    leading = leading_history(history, kinds)
    if not leading:
        return UnitRanks(histories, points=Markup(""))
    settings, (ranking, row) = examples.settings, leading[-1]
    unbroken = _since_same_area(settings, leading)
    return UnitRanks(
        histories=histories,
        latest=latest_of(settings, ranking, row),
        top=_shown_top(ranking),
        place_cards=place_cards(settings.units, unbroken),
        moved=_moved(settings, ranking, row),
        panel=strengths_panel(examples, ranking, row),
        points=points_table(settings.indicators, absences, unbroken),
    )


def _since_same_area(settings: Settings, history: History) -> History:
    """The rankings of the newest group since anything was last merged into the unit or split off it."""
    latest, last = history[-1][0], history[-1]
    return tuple(
        (ranking, row)
        for ranking, row in history
        if ranking.group == latest.group
        and settings.is_same_area(last[1].unit.unit_id, ranking.period, latest.period)
    )


def latest_of(settings: Settings, ranking: Ranking, row: RankingRow) -> Latest:
    """The newest place of a unit, in words."""
    scored = f"，总分 {words.points(row.score)}，{words.since_last(row)}"
    return Latest(
        period=ranking.period.title,
        group=settings.portal.group_name(ranking.group),
        rank=words.rank_words(row, ranking),
        score=scored if row.score is not None else "",
        url=ranking.url_of_row(row),
    )


def _shown_kinds(history: History, kinds: Sequence[str]) -> list[str]:
    """The kinds of period in which the unit has a public place at all."""
    public = {ranking.period.kind for ranking, row in history if row.rank is not None or row.tier}
    return [kind for kind in kinds if kind in public]


def _shown_top(ranking: Ranking) -> tuple[Link, ...]:
    """Whom the group's method shows in front, where it shows no more than that."""
    if ranking.method.display.kind != "top_n":
        return ()
    shown = [row.unit for row in ranking.rows if row.rank is not None]
    return tuple(Link(unit.name, unit_url(unit.unit_id)) for unit in shown)


def _moved(settings: Settings, ranking: Ranking, row: RankingRow) -> WhyMoved | None:
    if row.explained is None:
        return None
    chart = movement_chart(settings, ranking, row)
    return WhyMoved(
        sentence=movement_sentence(settings, ranking, row),
        parts=chart or movement_table(settings, ranking, row),
        is_drawn=bool(chart),
        gap=gap_sentence(settings, row),
        improvements=improvement_table(settings, row) + further_table(settings, row),
        rank_range=range_paragraph(ranking, row),
        steps=steps_address(ranking, row.unit.unit_id),
    )


def _history_table(unit: Unit, history: History, kind: str) -> Markup:
    rows = [_history_row(ranking, row) for ranking, row in reversed(history) if ranking.period.kind == kind]
    header = ("期间", "名次", numeric("总分"), numeric("组内中位数"))
    return table(f"{unit.name}历次名次（{PERIOD_KIND_NAMES[kind]}）", header, rows, css="lt-compact")


def _history_row(ranking: Ranking, row: RankingRow) -> Row:
    target = ranking.url_of_row(row)
    cells = (
        Cell(ranking.period.title, target, is_header=True),
        Cell(words.rank_words(row, ranking), note=words.since_last(row)),
        words.points(row.score),
        words.points(ranking.median),
    )
    return Row(cells, anchor=f"p-{ranking.period.id}")
