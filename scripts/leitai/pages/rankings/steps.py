"""Step by step from each cell to the rank: what a reader with a pocket calculator needs, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.explanation import Step
from leitai.model.scoring.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import of_explained
from leitai.model.urls import indicator_url, method_url, steps_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Job, Link, Page
from leitai.pages.kit.parts import briefs_address, shown_parts
from leitai.pages.kit.rules import bounds_words, rounding_words, tiers_words
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.pages.rankings.gaps import further_table, gap_sentence, improvement_table
from leitai.pages.rankings.movements import movement_sentence, movement_table
from leitai.pages.rankings.titles import link_to
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit

WORKING_PLACES = 10
NUMBER = "lt-number"
COLUMNS = ("指标和来源单元格", "数值", "算式（百分制得分）", "权重", "取整前分值", "所得分值")
NUMERIC = {"数值", "权重", "取整前分值", "所得分值"}


def collect(portal: Portal) -> Iterator[Job]:
    """The arithmetic behind each total, one page per group or part of a large one."""
    for ranking in portal.rankings:
        for part, shown in shown_parts(ranking):
            rows = [(row, _target_origins(portal.content, ranking, row)) for row in shown]
            inputs = (portal.content.settings, ranking, part, rows)
            yield Job(steps_url(*ranking.key, part), _page, inputs)


@dataclass(frozen=True)
class UnitSteps:
    """One unit from its cells to its rank; tables and sentences that have nothing to say are empty."""

    unit: Unit
    brief: str
    table: Markup
    levels: Markup
    result: str
    moved: str
    movement: Markup
    gap: str
    improvements: Markup


@dataclass(frozen=True)
class StepsContext:
    """What the page of a ranking's arithmetic shows, unit by unit."""

    ranking: Link
    method: Link
    rounding: str
    units: tuple[UnitSteps, ...]


def _page(
    settings: Settings, ranking: Ranking, part: int, shown: Sequence[tuple[RankingRow, Mapping[str, str]]]
) -> Page:
    """`shown`: rows, each with the places where its targets stand, by indicator."""
    link = link_to(settings, ranking)
    return Page(
        url=steps_url(*ranking.key, part),
        title=f"{link.title}：逐步计算" + (f"（{part}）" if part > 1 else ""),
        template="rankings/steps.md.j2",
        description=f"{link.title}：每个数的来源单元格、算式、权重和取整",
        shows=of_explained(ranking),
        corrections=correction_notices.notices_of_rankings(settings.portal, [ranking]),
        crumbs=(("排名", urls.RANKINGS), link),
        context=StepsContext(
            ranking=link,
            method=_method_link(ranking.method),
            rounding=rounding_words(ranking.method),
            units=tuple(_unit(settings.at(ranking.period), ranking, *one) for one in shown),
        ),
    )


def _method_link(method: Method) -> Link:
    return Link(f"{method.title}（第 {method.version} 版）", f"{method_url(method.id)}#v{method.version}")


def _unit(settings: Settings, ranking: Ranking, row: RankingRow, origins: Mapping[str, str]) -> UnitSteps:
    return UnitSteps(
        unit=row.unit,
        brief=briefs_address(ranking, row.unit.unit_id),
        table=steps_table(settings.indicators, ranking, row, origins),
        levels=levels_table(ranking, row),
        result=result_sentence(ranking, row),
        moved=movement_sentence(settings, ranking, row),
        movement=movement_table(settings, ranking, row),
        gap=gap_sentence(settings, row),
        improvements=improvement_table(settings, row) + further_table(settings, row),
    )


def steps_table(
    known: Mapping[str, Indicator], ranking: Ranking, row: RankingRow, origins: Mapping[str, str]
) -> Markup:
    """Value and cell, arithmetic, weight, exact and published points; the last line adds up.

    `origins`: by indicator, where its target stands.
    """
    assert row.explanation is not None
    steps = row.explanation.steps
    rows = [
        _line(known[name], given, steps.get(name), origins.get(name, ""))
        for name, given in row.scores.items()
    ]
    header = [Cell(name, css=NUMBER if name in NUMERIC else "") for name in COLUMNS]
    caption = f"{row.unit.name}{ranking.period.title}逐步计算"
    if not ranking.method.is_additive:
        return table(caption, header, rows, css="lt-stack lt-steps")
    return table(caption, header, [*rows, _sum(row, steps.values())], css="lt-stack lt-steps")


def _sum(row: RankingRow, steps: Iterable[Step]) -> Row:
    exact = sum((step.points for step in steps), Fraction(0))
    printed = sum((s.points for s in row.scores.values() if s.points is not None), Decimal(0))
    sums = [words.fraction(exact, WORKING_PLACES), words.number(printed)]
    return Row([Cell("合计", is_header=True), *[""] * 3, *sums], css="lt-sum")


def levels_table(ranking: Ranking, row: RankingRow) -> Markup:
    """How dimensions and the total came from the level below, where not by addition."""
    levels = row.explanation.levels if row.explanation is not None else {}
    if not levels:
        return Markup("")
    names = {dimension.dimension_id: dimension.name for dimension in ranking.method.all_dimensions()}
    printed = {name: dimension.points for name, dimension in row.dimensions.items()}
    rows = [
        (Cell(names[name], is_header=True), levels[name], words.points(printed[name]))
        for name in reversed(names)
        if name in levels
    ]
    total = (Cell("总分（加分、扣分以前）", is_header=True), levels[""], "")
    header = ("合成", "算式", numeric("取整后"))
    return table(
        f"{row.unit.name}各级合成", header, [*rows, Row(total, css="lt-sum")], css="lt-stack lt-steps"
    )


def _target_origins(content: Content, ranking: Ranking, row: RankingRow) -> dict[str, str]:
    """Where each target stands, and how it became this period's."""
    found = {}
    for counted in ranking.method.indicators():
        cell = row.scores[counted.indicator_id].observation
        place = content.target_place(counted.rule, cell)
        if place is not None:
            source = counted.rule.target_source
            shares = {
                "pro_rata": ranking.period.elapsed_share,
                "annual_share": Fraction(ranking.period.months, 12),
            }
            share = f" × {shares[source]}" if source in shares else ""
            note = f"，年度目标{share}" if source in ("annual", *shares) else ""
            found[counted.indicator_id] = f"目标值：{place}{note}"
    return found


def _line(indicator: Indicator, given: IndicatorScore, step: Step | None, origin: str) -> Cells:
    place = str(given.observation.place) if given.observation is not None else words.NOTHING
    shown = words.observed(given.observation, indicator)
    basis, weighing = (step.basis, step.weighing) if step is not None else ("", "")
    notes = [note for note in (step.origin if step is not None else "", origin or basis) if note]
    return (
        Cell(
            indicator.name,
            indicator_url(indicator.indicator_id),
            note=place.removeprefix("content/results/"),
            is_header=True,
        ),
        Cell(shown, note=indicator.unit_of_measure),
        Cell(step.working if step is not None else "不计，权重分给同级指标", note="；".join(notes)),
        Cell(words.fraction(given.weight, WORKING_PLACES), note=weighing),
        words.fraction(step.points if step is not None else None, WORKING_PLACES),
        words.points(given.points),
    )


def result_sentence(ranking: Ranking, row: RankingRow) -> str:
    """From the sum to the published total and the rank."""
    parts = []
    if row.bonus is not None and row.deduction is not None:
        parts.append(f"加分 {words.number(row.bonus)}，扣分 {words.number(row.deduction)}")
    total = ranking.method.total
    if total is not None and row.score is not None and row.score in (total.floor, total.cap):
        parts.append(f"总分上下限：{bounds_words(total)}")
    parts.append(f"总分 {words.points(row.score)}")
    parts.append(words.rank_words(row, ranking))
    tiers = ranking.method.tiers
    if tiers is not None and row.tier and row.rank is not None:
        parts.append(f"等次：{row.tier}（{row.veto or row.gate or tiers_words(tiers)}）")
    elif row.veto:
        parts.append(row.veto)
    return "；".join(parts) + "。"
