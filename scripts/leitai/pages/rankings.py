"""Rankings: the index, one page per period and group, and the constant link to the latest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.settings import DATA_STATUS_NAMES, PERIOD_KIND_NAMES
from leitai.pages import words
from leitai.pages.notices import notices_for
from leitai.pages.page import (
    Page,
    archive_url,
    indicator_url,
    method_url,
    ranking_url,
    relative,
    status_url,
    unit_url,
)
from leitai.pages.ranking_charts import ranking_charts
from leitai.pages.tables import Cell, Row, table

INDEX_URL = "rankings/index.html"
LOWEST_SHADE, SHADES = Decimal("0.6"), 4
DISPLAY_NOTES = {
    "full": "",
    "top_n": "按考核办法，只公布前列名次，其余单位按习惯顺序列出。",
    "tiers": "按考核办法，只公布等次，不公布得分和名次；单位按习惯顺序列出。",
    "none": "按考核办法，不公布得分和名次；单位按习惯顺序列出。",
}


def latest_url(group: str) -> str:
    return f"rankings/latest/{group}.html"


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    for ranking in portal.rankings:
        yield _ranking_page(portal, ranking)
    for group in portal.ranked_groups():
        yield _latest(portal, group)


def _index(portal: Portal) -> Page:
    groups = [
        {
            "name": portal.content.settings.portal.group_name(group),
            "anchor": group,
            "latest": latest_url(group),
            "tables": [_index_table(portal, group, kind) for kind in portal.kinds_of(group)],
        }
        for group in portal.ranked_groups()
    ]
    return Page(
        INDEX_URL, "排名", "rankings.md.j2", {"groups": groups}, notices=notices_for(portal, portal.rankings)
    )


def _index_table(portal: Portal, group: str, kind: str) -> Markup:
    rows = []
    for ranking in reversed(portal.rankings_of(group, kind)):
        top = [row.unit.short for row in ranking.rows if row.rank is not None and row.rank <= 3]
        settings = portal.content.settings.portal.periods[ranking.period.id]
        rows.append(
            Row(
                [
                    Cell(ranking.period.title, relative(INDEX_URL, _url(ranking)), is_header=True),
                    Cell("、".join(top) or words.NOTHING),
                    Cell(f"{ranking.ranked_size}/{ranking.group_size}", css="lt-number"),
                    Cell(DATA_STATUS_NAMES[ranking.data_status]),
                    Cell(words.day(settings.published_on)),
                ]
            )
        )
    header = [
        Cell("期间"),
        Cell("前三名"),
        Cell("参加排名/全部", css="lt-number"),
        Cell("数据状态"),
        Cell("公布日期"),
    ]
    return table(
        f"{portal.content.settings.portal.group_name(group)}历次{PERIOD_KIND_NAMES[kind]}排名", header, rows
    )


def _url(ranking: Ranking) -> str:
    return ranking_url(ranking.period.id, ranking.group)


def title_of(portal: Portal, ranking: Ranking) -> str:
    return f"{ranking.period.title}{portal.content.settings.portal.group_name(ranking.group)}排名"


def _ranking_page(portal: Portal, ranking: Ranking) -> Page:
    url, title = _url(ranking), title_of(portal, ranking)
    settings = portal.content.settings.portal
    notices = notices_for(portal, [ranking])
    status = DATA_STATUS_NAMES[ranking.data_status]
    others = portal.rankings_of(ranking.group, ranking.period.kind)
    position = others.index(ranking)
    return Page(
        url=url,
        title=title,
        template="ranking.md.j2",
        description="；".join([title, f"数据状态：{status}", *notices[:1]]),
        notices=notices,
        crumbs=(("排名", INDEX_URL),),
        stamp=_stamp(portal, ranking),
        context={
            "summary": _summary(ranking),
            "display_note": DISPLAY_NOTES[ranking.method.display.kind],
            "table": _main_table(ranking, url, title),
            "details": _details_table(portal, ranking, url),
            "dimensions": _dimension_table(ranking, url),
            "adjustments": _adjustment_table(portal, ranking, url),
            "charts": ranking_charts(portal, ranking, url),
            "unranked": [f"{row.unit.name}：{row.reason}" for row in ranking.rows if row.status != "ranked"],
            "method_title": ranking.method.title,
            "method_version": ranking.method.version,
            "method_url": method_url(ranking.method.id),
            "sources": _sources(portal, ranking),
            "status_url": status_url(ranking.period.id),
            "archive_url": archive_url(ranking.period.id),
            "status": status,
            "published_on": words.day(settings.periods[ranking.period.id].published_on),
            "downloads": [url.removesuffix("html") + suffix for suffix in ("csv", "xlsx", "json")],
            "latest": latest_url(ranking.group),
            "earlier": _neighbour(portal, others[position - 1]) if position else None,
            "later": _neighbour(portal, others[position + 1]) if position + 1 < len(others) else None,
            "contact": settings.contact,
            "recheck_days": settings.recheck_days,
        },
    )


def _stamp(portal: Portal, ranking: Ranking) -> str:
    published = portal.content.settings.portal.periods[ranking.period.id].published_on
    version = f"{ranking.method.title}第 {ranking.method.version} 版"
    return f"{version}，{words.day(published)}公布" if published else f"{version}，未公布"


def _neighbour(portal: Portal, ranking: Ranking) -> dict[str, str]:
    return {"title": title_of(portal, ranking), "url": _url(ranking)}


def _summary(ranking: Ranking) -> str:
    """One sentence: who takes part, and how many moved (R-ETH-13: the bottom is not headlined)."""
    parts = [f"本组共 {ranking.group_size} 个单位，{ranking.ranked_size} 个参加排名"]
    changes = [row.rank_change for row in ranking.rows if row.rank_change is not None]
    if ranking.method.display.kind != "full":
        return parts[0] + "。"
    if changes and ranking.previous_period is not None:
        up, down = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
        parts.append(
            f"较{ranking.previous_period.title}，{up} 个进位、{down} 个退位、{changes.count(0)} 个持平"
        )
    elif ranking.not_comparable:
        parts.append(f"不比较名次变化（{ranking.not_comparable}）")
    return "；".join(parts) + "。"


def _main_table(ranking: Ranking, url: str, title: str) -> Markup:
    rows = []
    for row in ranking.rows:
        shown = words.points(row.score) if row.score is not None else row.tier or words.NOTHING
        cells = [
            _rank_cell(row),
            _unit_cell(row, url),
            Cell(shown, css="lt-number"),
            _change_cell(row),
        ]
        rows.append(Row(cells, anchor=row.unit.unit_id))
    header = [
        Cell("名次", css="lt-rank", key="rank"),
        Cell("单位", key="unit"),
        Cell("得分", css="lt-number", key="score"),
        Cell("较上期", css="lt-change", key="change"),
    ]
    note = f"满分 {words.number(ranking.method.scale)} 分；同分同名次，后续名次顺延。"
    if ranking.method.ties == "dense":
        note = f"满分 {words.number(ranking.method.scale)} 分；同分同名次，后续名次不跳号。"
    return table(title, header, rows, css="lt-ranking", note=note)


def _rank_cell(row: RankingRow) -> Cell:
    rank = words.NOTHING if row.rank is None else str(row.rank)
    order = "" if row.rank is None else rank
    return Cell(rank, css="lt-rank", note="并列" if row.tied else "", sort=order)


def _change_cell(row: RankingRow) -> Cell:
    order = "" if row.rank_change is None else str(row.rank_change)
    return Cell(words.rank_change(row) if row.status == "ranked" else row.reason, css="lt-change", sort=order)


def _dimension_table(ranking: Ranking, url: str) -> Markup:
    dimensions = ranking.method.all_dimensions()
    header = [Cell("单位", key="dimensions-unit")]
    header += [
        Cell(d.name, css="lt-number", note=f"满分 {words.number(d.weight)}", key=d.dimension_id)
        for d in dimensions
    ]
    rows = []
    for row in _rows_with_scores(ranking):
        scores = [row.dimensions[d.dimension_id] for d in dimensions]
        cells = [Cell(words.points(s.score), css="lt-number", note=f"第{s.rank}") for s in scores]
        rows.append(Row([_unit_cell(row, url), *cells]))
    return table("各维度得分和位次", header, rows) if rows else Markup("")


def _adjustment_table(portal: Portal, ranking: Ranking, url: str) -> Markup:
    """Bonuses and deductions in columns of their own; a veto is named by its kind only."""
    rows = []
    for row in ranking.rows:
        shown = row.score is not None or row.status == "vetoed"
        for item in portal.content.adjustments_of(ranking.period, row.unit.unit_id) if shown else ():
            is_veto = row.status == "vetoed"
            points = Cell(words.NOTHING if is_veto else words.number(item.points), css="lt-number")
            reason = Cell(words.NOTHING if is_veto else item.reason, note="" if is_veto else item.basis)
            rows.append(
                Row([_unit_cell(row, url), Cell(item.kind), points, reason, Cell(words.day(item.day))])
            )
    rule = ranking.method.adjustments
    if not rows or rule is None:
        return Markup("")
    header = [Cell("单位"), Cell("类别"), Cell("分值", css="lt-number"), Cell("事由和依据"), Cell("日期")]
    caps = f"加分最多 {words.number(rule.bonus_cap)} 分，扣分最多 {words.number(rule.deduction_cap)} 分。"
    return table("加分和扣分", header, rows, note=caps)


def _details_table(portal: Portal, ranking: Ranking, url: str) -> Markup:
    """Points per indicator as a heat table: the number is always there, the shade only helps."""
    indicators = ranking.method.indicators()
    known = portal.content.settings.indicators
    header = [Cell("单位", key="points-unit")]
    for indicator in indicators:
        href = relative(url, indicator_url(indicator.indicator_id))
        full = f"满分 {words.number(indicator.weight)}"
        name = known[indicator.indicator_id].name
        header.append(Cell(name, href, css="lt-number", note=full, key=indicator.indicator_id))
    rows = []
    for row in _rows_with_scores(ranking):
        cells = []
        for indicator in indicators:
            score = row.scores[indicator.indicator_id]
            shade = _shade(score.points, indicator.weight)
            value = words.observed(score.observation, known[indicator.indicator_id])
            cells.append(Cell(words.points(score.points), css=f"lt-number {shade}".strip(), note=value))
        rows.append(Row([_unit_cell(row, url), *cells]))
    note = "每格上面是所得分值，下面是填报的数值；底色越深，得分越接近满分。"
    return table("各指标所得分值", header, rows, css="lt-heat", note=note) if rows else Markup("")


def _shade(points: Decimal | None, weight: Decimal) -> str:
    """Four shades from 60 % to 100 % of the full mark; below 60 % none."""
    if points is None or points < weight * LOWEST_SHADE:
        return ""
    return f"lt-heat-{min(SHADES, int((points / weight - LOWEST_SHADE) / (1 - LOWEST_SHADE) * SHADES) + 1)}"


def _rows_with_scores(ranking: Ranking) -> list[RankingRow]:
    return [row for row in ranking.rows if row.score is not None]


def _unit_cell(row: RankingRow, url: str) -> Cell:
    """Sorting by unit gives the customary order back."""
    href = relative(url, unit_url(row.unit.unit_id))
    return Cell(row.unit.name, href, is_header=True, sort=str(row.unit.sort))


def _sources(portal: Portal, ranking: Ranking) -> list[str]:
    cells = portal.content.cells(ranking.period).values()
    units = portal.content.settings.units
    paths = {cell.place.path for cell in cells if units[cell.unit_id].group == ranking.group}
    return sorted(path.removeprefix("content/results/") for path in paths)


def _latest(portal: Portal, group: str) -> Page:
    ranking = portal.latest(group)
    url = latest_url(group)
    context = {
        "title": f"最新一期：{title_of(portal, ranking)}",
        "target": relative(url, _url(ranking)),
        "script": relative(url, "assets/redirect.js"),
    }
    return Page(url, "最新一期", "redirect.html.j2", context)
