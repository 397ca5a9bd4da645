"""The tables of a ranking: places, dimensions, points as a heat table, adjustments, ranges of ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from leitai.model.scoring.ranking import DimensionScore, IndicatorScore, Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.rules import TIES_NOTES, adjustment_words
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.pages.rankings.titles import title_of
from leitai.schema.config.dimensions import Dimension
from leitai.schema.config.indicators import Indicator
from leitai.schema.results.adjustments import Adjustment

LOWEST_SHADE, SHADES = Fraction(3, 5), 4


def main_table(settings: Settings, ranking: Ranking, quarters: Mapping[str, Markup]) -> Markup:
    """Every unit's place, score and change, and beside them what decides between equal totals.

    `quarters`: by unit, what its row opens; a unit without leads to its page.
    """
    if not any(row.rank is not None or row.score is not None or row.tier for row in ranking.rows):
        return _unit_table(settings, ranking, quarters)
    compared = {indicator_id: settings.indicators[indicator_id] for indicator_id in ranking.method.tie_break}
    rows = [_main_row(ranking, row, compared, quarters.get(row.unit.unit_id)) for row in ranking.rows]
    has_scores = any(row.score is not None for row in ranking.rows)
    is_ranked = any(row.rank is not None for row in ranking.rows)
    header = (
        Cell("名次", css="lt-rank", note=f"共{ranking.ranked_size}个" if is_ranked else "", key="rank"),
        Cell("单位", key="unit"),
        numeric("总分" if has_scores else "等次", key="score"),
        Cell("较上期", css="lt-change", key="change"),
        *(numeric(i.name, "同分时比较", f"tie-{i.indicator_id}") for i in compared.values()),
    )
    full = f"满分 {words.number(ranking.method.scale)} 分；{TIES_NOTES[ranking.method.ties]}。"
    note = full if has_scores else ""
    return table(title_of(settings, ranking), header, rows, css="lt-ranking lt-titled", note=note)


def _unit_table(settings: Settings, ranking: Ranking, quarters: Mapping[str, Markup]) -> Markup:
    """Where nothing of anyone is published: the units, and what is to be said of each."""
    rows = []
    for row in ranking.rows:
        quarter = quarters.get(row.unit.unit_id)
        head = unit_head(row.unit, ranking.url_of_row(row) if quarter else "")
        rows.append(Row((head, words.rank_words(row, ranking)), anchor=row.unit.unit_id, below=quarter))
    return table(title_of(settings, ranking), ("单位", "名次"), rows, css="lt-ranking lt-titled")


def tier_note(row: RankingRow) -> str:
    """The small line below a total: the tier, and what a veto or a gate does."""
    return "，".join(filter(None, [row.tier if row.score is not None else "", row.veto, row.gate]))


def _main_row(
    ranking: Ranking, row: RankingRow, compared: Mapping[str, Indicator], quarter: Markup | None
) -> Row:
    shown = words.points(row.score) if row.score is not None else row.tier or words.NOTHING
    cells = [
        _rank_cell(row, compared[row.ahead_by].name if row.ahead_by else ""),
        unit_head(row.unit, ranking.url_of_row(row) if quarter else ""),
        Cell(shown, note=tier_note(row)),
        _change_cell(row, ranking),
    ]
    values = [(row.tie_breaks[indicator_id], indicator) for indicator_id, indicator in compared.items()]
    cells += [Cell(words.observed(v, i), sort=words.cell_order(v)) for v, i in values]
    return Row(cells, anchor=row.unit.unit_id, below=quarter)


def _rank_cell(row: RankingRow, ahead_by: str) -> Cell:
    rank = words.NOTHING if row.rank is None else str(row.rank)
    order = "" if row.rank is None else rank
    notes = ["并列"] if row.tied else []
    notes += [f"同分，按“{ahead_by}”列前"] if ahead_by else []
    return Cell(rank, note="；".join(notes), sort=order)


def _change_cell(row: RankingRow, ranking: Ranking) -> Cell:
    order = "" if row.rank_change is None else str(row.rank_change)
    told = words.column_change(row, ranking) if row.status == "ranked" else row.reason
    return Cell(told, sort=order)


def dimension_table(ranking: Ranking) -> Markup:
    """Points per dimension."""
    dimensions = ranking.method.all_dimensions()
    names = (numeric(d.name, f"满分 {words.weight(d.weight)}", d.dimension_id) for d in dimensions)
    rows = []
    for row in _rows_with_scores(ranking):
        cells = [_dimension_cell(row.dimensions.get(d.dimension_id), d) for d in dimensions]
        rows.append(Row([unit_head(row.unit), *cells], unit=row.unit.unit_id))
    header = (Cell("单位", key="dimensions-unit"), *names)
    return table("各维度所得分值和位次", header, rows, css="lt-titled")


def _dimension_cell(found: DimensionScore | None, dimension: Dimension) -> Cell:
    """Points; beside them the dimension's own score (100 is full), the place that goes by it, and a unit's own full mark
    where reweighting gave it another one."""
    if found is None:
        return Cell(words.NOTHING)
    full = "" if found.weight == dimension.weight else f"，满分 {words.fraction(found.weight, 2)}"
    place = "" if found.rank is None else f"第{found.rank}，"
    note = f"{place}得分率 {words.points(found.score)}{full}"
    return Cell(words.points(found.points), note=note)


def adjustment_table(ranking: Ranking, adjustments: Sequence[Adjustment]) -> Markup:
    """Bonuses and deductions in columns of their own; a veto is named by its kind only."""
    rows = [
        _adjustment_row(row, item)
        for row in ranking.rows
        for item in adjustments
        if item.unit_id == row.unit.unit_id and (row.score is not None or row.status == "vetoed")
    ]
    rule = ranking.method.adjustments
    if rule is None:
        return Markup("")
    header: list[Cell | str] = ["单位", "类别", numeric("分值"), "事由和依据", "日期"]
    return table("加分和扣分", header, rows, css="lt-titled", note=f"{adjustment_words(rule)}。")


def _adjustment_row(row: RankingRow, item: Adjustment) -> Cells:
    is_veto = row.status == "vetoed"
    points = Cell(words.NOTHING if item.is_veto else words.number(item.points))
    reason = Cell(words.NOTHING if is_veto else item.reason, note="" if is_veto else item.basis)
    return (unit_head(row.unit), item.kind, points, reason, words.day(item.day))


def details_table(settings: Settings, ranking: Ranking) -> Markup:
    """Points per indicator as a heat table: the number is always there, the shade only helps."""
    indicators = ranking.method.indicators()
    known = settings.indicators
    header = [Cell("单位", key="points-unit")]
    for indicator in indicators:
        href = indicator_url(indicator.indicator_id)
        full = f"满分 {words.weight(indicator.weight)}"
        name = known[indicator.indicator_id].name
        header.append(Cell(name, href, css="lt-number", note=full, key=indicator.indicator_id))
    rows = []
    for row in _rows_with_scores(ranking):
        scores = [(row.scores[i.indicator_id], known[i.indicator_id], i.weight) for i in indicators]
        cells = [unit_head(row.unit), *(_points_cell(*score) for score in scores)]
        rows.append(Row(cells, unit=row.unit.unit_id))
    note = "每格上面是所得分值，下面是填报的数值；底色越浓，得分越接近满分。"
    if not ranking.method.is_additive:
        how = "办法按几何平均合成" if ranking.method.is_geometric else "有的维度规定了最低、最高分"
        note += f"{how}，所得分值不能逐项相加，算法见考核办法。"
    css = "lt-titled lt-matrix lt-heat"
    return table("各指标所得分值", header, rows, css=css, note=note)


def _points_cell(score: IndicatorScore, indicator: Indicator, weight: Fraction) -> Cell:
    shade = _shade(score.points, weight)
    value = words.observed(score.observation, indicator)
    return Cell(words.points(score.points), css=shade, note=value)


def _shade(points: Decimal | None, weight: Fraction) -> str:
    """Four shades from 60 % to 100 % of the full mark; below 60 % none."""
    if points is None or Fraction(points) < weight * LOWEST_SHADE:
        return ""
    share = (Fraction(points) / weight - LOWEST_SHADE) / (1 - LOWEST_SHADE)
    return f"lt-heat-{min(SHADES, int(share * SHADES) + 1)}"


def _rows_with_scores(ranking: Ranking) -> list[RankingRow]:
    return [row for row in ranking.rows if row.score is not None]
