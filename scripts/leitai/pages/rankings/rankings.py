"""Rankings: the index, one page per period and group, and the constant link to the latest."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.settings import PERIOD_KIND_NAMES
from leitai.model.shows import of_periods, of_rankings
from leitai.model.urls import archive_url, briefs_url, bulletin_url, method_url, ranking_url, status_url
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import benchmark_table
from leitai.pages.kit.citation import citation, stamp_of
from leitai.pages.kit.corrected import preview, sealed_context
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.parts import shown_parts, steps_links
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.rules import method_notes
from leitai.pages.kit.sharing import group_switch, share
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.rankings.gaps import gap_table
from leitai.pages.rankings.movements import climber_sentences, movement_matrix
from leitai.pages.rankings.rank_ranges import range_chart, range_table
from leitai.pages.rankings.ranking_charts import charted_rankings, ranking_charts
from leitai.pages.rankings.ranking_tables import adjustment_table, details_table, dimension_table, main_table
from leitai.pages.rankings.strengths import lesson_table
from leitai.schema.config.portal import DATA_STATUS_NAMES

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
        yield ranking_page(portal, ranking)
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
        urls.RANKINGS,
        "排名",
        "rankings/rankings.md.j2",
        {"groups": groups},
        of_periods(ranking.period for ranking in portal.rankings),
    )


def _index_table(portal: Portal, group: str, kind: str) -> Markup:
    rows = []
    for ranking in reversed(portal.rankings_of(group, kind)):
        top = [row.unit.short for row in ranking.rows if row.rank is not None and row.rank <= 3]
        settings = portal.content.settings.portal.periods[ranking.period.id]
        rows.append(
            Row(
                [
                    Cell(ranking.period.title, relative(urls.RANKINGS, _url(ranking)), is_header=True),
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
    name = portal.content.settings.portal.group_name(group)
    return table(f"{name}历次{PERIOD_KIND_NAMES[kind]}排名", header, rows, css="lt-stack")


def _url(ranking: Ranking) -> str:
    return ranking_url(ranking.period.id, ranking.group)


def title_of(portal: Portal, ranking: Ranking) -> str:
    mark = "（更正）" if ranking.is_corrected else ""
    return f"{ranking.period.title}{portal.content.settings.portal.group_name(ranking.group)}排名{mark}"


def ranking_page(portal: Portal, ranking: Ranking) -> Page:
    """The page of one group in one period; corrections are said as loudly as the result."""
    url, title = _url(ranking), title_of(portal, ranking)
    settings = portal.content.settings.portal
    status = DATA_STATUS_NAMES[ranking.data_status]
    others = portal.rankings_of(ranking.group, ranking.period.kind)
    position = others.index(ranking)
    return Page(
        url=url,
        title=title,
        template="rankings/ranking.md.j2",
        description=description_of(portal, ranking),
        shows=of_rankings([ranking], *(past.period for past in charted_rankings(portal, ranking))),
        crumbs=(("排名", urls.RANKINGS),),
        stamp=stamp_of(portal, ranking),
        context={
            "summary": _summary(ranking),
            **sealed_context(portal, ranking),
            "review": review_steps(settings.periods[ranking.period.id].review),
            "display_note": DISPLAY_NOTES[ranking.method.display.kind],
            "table": main_table(portal, ranking, url, title),
            "details": details_table(portal, ranking, url),
            "dimensions": dimension_table(ranking, url),
            "adjustments": adjustment_table(portal, ranking, url),
            "charts": ranking_charts(portal, ranking, url),
            "climbers": climber_sentences(portal, ranking),
            "movements": movement_matrix(portal, ranking, url),
            "lessons": lesson_table(portal, ranking, url),
            "is_demo": ranking.data_status == "demo",
            "ranges": range_table(ranking),
            "ranges_chart": range_chart(ranking),
            "gaps": gap_table(portal, ranking, url),
            "steps": steps_links(ranking),
            "benchmarks": benchmark_table(
                portal, [i.indicator_id for i in ranking.method.indicators()], ranking.period, url
            ),
            "unranked": [f"{row.unit.name}：{row.reason}" for row in ranking.rows if row.status != "ranked"],
            "method_title": ranking.method.title,
            "method_version": ranking.method.version,
            "method_url": method_url(ranking.method.id),
            "method_notes": method_notes(ranking),
            "sources": [
                path.removeprefix("content/results/")
                for path in portal.content.sources(ranking.period, ranking.group)
            ],
            "status_url": status_url(ranking.period.id),
            "archive_url": archive_url(ranking.period.id),
            "status": status,
            "published_on": words.day(settings.periods[ranking.period.id].published_on),
            "downloads": [url.removesuffix("html") + suffix for suffix in ("csv", "xlsx", "json")],
            "groups": group_switch(portal, ranking),
            "compare": urls.COMPARE if portal.latest(ranking.group).has_public_pairs else "",
            "share": share(portal, url),
            "first_unit": ranking.rows[0].unit.unit_id,
            "latest": latest_url(ranking.group),
            "bulletin_url": ""
            if ranking.method.display.kind == "none"
            else bulletin_url(ranking.period.id, ranking.group),
            "briefs": [
                briefs_url(ranking.period.id, ranking.group, part) for part, _ in shown_parts(ranking)
            ],
            "earlier": _neighbour(portal, others[position - 1]) if position else None,
            "later": _neighbour(portal, others[position + 1]) if position + 1 < len(others) else None,
            "contact": settings.contact,
            "recheck_days": settings.recheck_days,
            "citation": _citation(portal, ranking),
        },
    )


def description_of(portal: Portal, ranking: Ranking) -> str:
    """What link previews and feeds say of a ranking, before what every one says of demo data."""
    status = DATA_STATUS_NAMES[ranking.data_status]
    return "；".join([*preview(portal, ranking), title_of(portal, ranking), f"数据状态：{status}"])


def _citation(portal: Portal, ranking: Ranking) -> str:
    published = portal.content.settings.portal.periods[ranking.period.id].published_on
    version = f"{DATA_STATUS_NAMES[ranking.data_status]}，办法第 {ranking.method.version} 版"
    return citation(portal, title_of(portal, ranking), _url(ranking), version, published)


def _neighbour(portal: Portal, ranking: Ranking) -> dict[str, str]:
    return {"title": title_of(portal, ranking), "url": _url(ranking)}


def _summary(ranking: Ranking) -> str:
    """One sentence: who takes part, and how many moved (the bottom is not headlined)."""
    parts = [f"本组共 {ranking.group_size} 个单位，{ranking.ranked_size} 个参加排名"]
    changes = [row.rank_change for row in ranking.rows if row.rank_change is not None]
    if ranking.method.display.kind != "full":
        return parts[0] + "。"
    if changes and ranking.previous_period is not None:
        up, down = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
        unknown = ranking.ranked_size - len(changes)
        parts.append(
            f"较{ranking.previous_period.title}，{up} 个进位、{down} 个退位、{changes.count(0)} 个持平"
            + (f"，{unknown} 个上期没有名次" if unknown else "")
        )
    elif ranking.not_comparable:
        parts.append(f"不比较名次变化（{ranking.not_comparable}）")
    return "；".join(parts) + "。"


def _latest(portal: Portal, group: str) -> Page:
    ranking = portal.latest(group)
    url = latest_url(group)
    context = {
        "title": f"最新一期：{title_of(portal, ranking)}",
        "target": relative(url, _url(ranking)),
        "script": relative(url, "assets/redirect.js"),
    }
    template, shows = "site/redirect.html.j2", of_periods([ranking.period])
    return Page(url, "最新一期", template, context, shows, description_of(portal, ranking))
