"""差距较小: how firm each rank is, and how far a total is from the middle of the group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.pages.kit import words
from leitai.pages.kit.charts import Range, ranges
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import Indicator

MOST_UNITS = 20  # of the chart
NOTE = (
    "名次区间：各维度、各指标的权重逐个增减 10%，或者逐个去掉一个指标，重新排名得到的最好和最差名次。"
    "权重移动：后一名要追平，至少要有多少分的权重换到别的指标上。"
    "一项权重增减 10% 后一名就追平、权重移动不到满分的 2% 或总分相差不到满分的 0.1%，都是差距较小，先后不宜过度解读。"
)


def range_table(known: Mapping[str, Indicator], ranking: Ranking) -> Markup:
    """Each shown unit's range of ranks, and whether its neighbours' overlap; empty where none is published."""
    rows = [
        Row(
            [
                Cell(row.unit.name, is_header=True, sort=str(row.unit.sort)),
                Cell(str(row.rank), css="lt-number"),
                Cell(range_words(row), css="lt-number"),
                _overturn_cell(known, row),
                Cell(_close_words(ranking, row) or words.NOTHING),
            ],
            unit=row.unit.unit_id,
        )
        for row in _firm(ranking)
    ]
    header = [
        Cell("单位"),
        Cell("名次", css="lt-number"),
        Cell("名次区间", css="lt-number"),
        Cell("后一名追平要的权重移动"),
        Cell("差距较小"),
    ]
    return table("名次区间", header, rows, css="lt-titled lt-stack", note=NOTE)


def _overturn_cell(known: Mapping[str, Indicator], row: RankingRow) -> Cell:
    found = row.overturn
    if found is None:
        return Cell(words.NOTHING)
    note = f"由{known[found.taken_from].name}到{known[found.given_to].name}"
    return Cell(f"{words.number(found.shift)} 分", note=note)


def range_chart(ranking: Ranking) -> Markup:
    """Ranks with the best and worst under slightly other weights; empty for groups of one or of too many."""
    rows = _firm(ranking)
    if not 1 < len(rows) <= MOST_UNITS:
        return Markup("")
    drawn = [
        Range(row.unit.short, row.rank_range[0], row.rank, row.rank_range[1])
        for row in rows
        if row.rank_range is not None and row.rank is not None
    ]
    return ranges("rank-ranges", "名次区间", drawn, ranking.ranked_size)


def firm_sentence(ranking: Ranking, row: RankingRow) -> str:
    """Range, close neighbours and the distance from the median, in a sentence; empty where nothing is published."""
    parts = [f"名次区间 {range_words(row)}"] if row.rank_range is not None else []
    close = _close_words(ranking, row)
    parts += [f"{close}差距较小"] if close else []
    if ranking.median is not None and row.score is not None:
        parts.append(_from_median(ranking, row))
    return f"{'；'.join(parts)}。" if parts else ""


def firm_paragraph(ranking: Ranking, row: RankingRow) -> str:
    """The same, and what a range is."""
    return firm_sentence(ranking, row) + (NOTE if row.rank_range is not None else "")


def range_words(row: RankingRow) -> str:
    """2–4; a single rank where nothing moves it."""
    if row.rank_range is None:
        return words.NOTHING
    best, worst = row.rank_range
    return str(best) if best == worst else f"{best}–{worst}"


def _from_median(ranking: Ranking, row: RankingRow) -> str:
    assert ranking.median is not None and row.score is not None
    apart = words.apart(row.score - ranking.median)
    if not apart:
        return f"总分就是本组中位数 {words.number(ranking.median)}"
    return f"比本组中位数 {words.number(ranking.median)} {apart}"


def _close_words(ranking: Ranking, row: RankingRow) -> str:
    """与前一名甲县、后一名丁县."""
    names = [
        f"{'前' if (other.rank or 0) < (row.rank or 0) else '后'}一名{other.unit.name}"
        for other in ranking.close_neighbours(row)
    ]
    return f"与{'、'.join(names)}" if names else ""


def _firm(ranking: Ranking) -> Sequence[RankingRow]:
    """Rows with a published range, the best first."""
    return [row for row in ranking.rows if row.rank_range is not None]
