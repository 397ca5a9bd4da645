"""差距较小: how much each rank depends on the weights, how far a total is from the middle of the group, which indicators decide the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Influence
from leitai.pages.kit import words
from leitai.pages.kit.charts import Range, ranges
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import Indicator

MOST_UNITS = 20  # of the chart
MOST_NAMES = 3  # of units that share a rank
ENOUGH_TO_CORRELATE = 10  # ranked units: a coefficient over fewer is chance
NOTE = (
    "名次区间：各维度、各指标的权重逐个增减 10%，或者逐个去掉一个指标，重新排名得到的最好和最差名次。"
    "权重移动：后一名要追平，至少要有多少分的权重换到别的指标上；后一名有并列的，是其中最少的。"
    "一项权重增减 10% 后一名就追平、权重移动不到满分的 2% 或总分相差不到满分的 0.1%，都是差距较小，先后不宜过度解读。"
)


def range_table(known: Mapping[str, Indicator], ranking: Ranking) -> Markup:
    """Each shown unit's range of ranks, and whether its neighbours' overlap; empty where none is published."""
    rows = [
        Row(
            [
                Cell(row.unit.name, is_header=True, sort=str(row.unit.sort)),
                str(row.rank),
                range_words(row),
                _overturn_cell(known, row),
                _close_words(ranking, row) or words.NOTHING,
            ],
            unit=row.unit.unit_id,
        )
        for row in _ranged(ranking)
    ]
    return table(
        "名次区间",
        ("单位", numeric("名次"), numeric("名次区间"), "后一名追平要的权重移动", "差距较小"),
        rows,
        css="lt-titled lt-stack",
        note=NOTE,
    )


def _overturn_cell(known: Mapping[str, Indicator], row: RankingRow) -> Cell:
    found = row.overturn
    if found is None:
        return Cell(words.NOTHING)
    note = f"由{known[found.taken_from].name}到{known[found.given_to].name}"
    return Cell(f"{words.number(found.shift)} 分", note=note)


def range_chart(ranking: Ranking) -> Markup:
    """Ranks with the best and worst under slightly other weights; empty for groups of one or of too many."""
    rows = _ranged(ranking)
    if not 1 < len(rows) <= MOST_UNITS:
        return Markup("")
    drawn = [
        Range(row.unit.short, row.rank_range[0], row.rank, row.rank_range[1])
        for row in rows
        if row.rank_range is not None and row.rank is not None
    ]
    return ranges("rank-ranges", "名次区间", drawn, ranking.ranked_size)


def influence_table(known: Mapping[str, Indicator], ranking: Ranking) -> Markup:
    """Which indicators decide the order of a ranking, and which do nothing; empty where that isn't published."""
    correlates = ranking.ranked_size >= ENOUGH_TO_CORRELATE
    rows = [
        _influence_row(
            known[counted.indicator_id], counted, ranking.influence[counted.indicator_id], correlates
        )
        for counted in (ranking.method.indicators() if ranking.influence else ())
    ]
    header = ("指标", numeric("权重"), "去掉它，名次变动的单位", numeric("与总分的相关系数"))
    note = "去掉一个指标时，它的权重按比例分给同级其他指标。"
    note += "相关系数接近 1，说明它和总分的先后大体一致。" if correlates else ""
    return table("各指标对名次的影响", header, rows, note=note)


def _influence_row(
    indicator: Indicator, counted: MethodIndicator, found: Influence, correlates: bool
) -> Cells:
    moved = f"{found.moved} 个，最多 {found.largest} 名" if found.moved else "不改变名次"
    correlation = found.correlation if correlates else None
    told = words.NOTHING if correlation is None else words.signed_change(correlation)
    return (Cell(indicator.name, is_header=True), words.weight(counted.weight), moved, told)


def range_sentence(ranking: Ranking, row: RankingRow) -> str:
    """Range, close neighbours and the distance from the median, in a sentence; empty where nothing is published."""
    parts = [f"名次区间 {range_words(row)}"] if row.rank_range is not None else []
    close = _close_words(ranking, row)
    parts += [f"{close}差距较小"] if close else []
    if ranking.median is not None and row.score is not None:
        parts.append(_from_median(ranking, row))
    return f"{'；'.join(parts)}。" if parts else ""


def range_paragraph(ranking: Ranking, row: RankingRow) -> str:
    """The same, and what a range is."""
    return range_sentence(ranking, row) + (NOTE if row.rank_range is not None else "")


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
    """与前一名甲县、后一名丁县; of more than three that share a rank the first and how many."""
    sides = (("前", ranking.close_ahead(row)), ("后", ranking.close_behind(row)))
    names = [f"{side}一名{_names(close)}" for side, close in sides if close]
    return f"与{'、'.join(names)}" if names else ""


def _names(rows: Sequence[RankingRow]) -> str:
    if len(rows) <= MOST_NAMES:
        return "、".join(row.unit.name for row in rows)
    return f"{rows[0].unit.name}等 {len(rows)} 个单位"


def _ranged(ranking: Ranking) -> Sequence[RankingRow]:
    """Rows with a published range, the best first."""
    return [row for row in ranking.rows if row.rank_range is not None]
