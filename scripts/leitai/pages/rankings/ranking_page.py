"""The page of one group in one period; corrections are said as loudly as the result."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Seal
from leitai.model.settings import Settings
from leitai.model.shows import of_explained
from leitai.model.urls import archive_url, method_url, status_url
from leitai.pages.kit import words
from leitai.pages.kit.benchmarks import benchmark_table
from leitai.pages.kit.citation import citation, stamp_of
from leitai.pages.kit.corrected import (
    NewVersion,
    corrected_before,
    corrections_of,
    versions_of_ranking,
)
from leitai.pages.kit.page import Link, NotedLink, Page
from leitai.pages.kit.rules import DISPLAY_NOTES, method_notes
from leitai.pages.rankings.lessons import Examples, lesson_table
from leitai.pages.rankings.lineage import changed_since
from leitai.pages.rankings.movements import Climber, climbers_of, movement_matrix
from leitai.pages.rankings.quarters import quarters_of
from leitai.pages.rankings.rank_ranges import influence_table, range_chart, range_table
from leitai.pages.rankings.ranking_charts import RankingCharts, charted_rankings, ranking_charts
from leitai.pages.rankings.ranking_tables import adjustment_table, details_table, dimension_table, main_table
from leitai.pages.rankings.sharing import Papers, Share, group_switch, papers_of, share
from leitai.pages.rankings.titles import description_of, latest_url, link_to, title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings
from leitai.schema.results.adjustments import Adjustment

ROUNDED_LATER = (
    "总分由没有取整的分值相加后再取整，这里各项取整后的分值加起来，末位可能差一点；没有取整的分值见逐步计算。"
)


@dataclass(frozen=True)
class Surroundings:
    """What a ranking's page shows beside the ranking.

    `settings`: units and indicators as they were called in its period; `now`: those of all times, for what became of them.
    `series`: the group's rankings of this kind of period, oldest first. `ranked`: the groups with a ranking of this
    period. `adjustments` and `seals` are of this period, `files` of this period and group. `has_pairs`: whether two
    units of the group's newest ranking can be compared.
    """

    settings: Settings
    now: Settings
    series: tuple[Ranking, ...]
    ranked: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    seals: tuple[Seal, ...]
    files: tuple[str, ...]
    has_pairs: bool
    examples: Examples


def surroundings_of(portal: Portal, ranking: Ranking, examples: Examples) -> Surroundings:
    """What the page of a ranking shows of others."""
    content, period = portal.content, ranking.period
    return Surroundings(
        settings=content.settings.at(period),
        now=content.settings,
        series=portal.rankings_of(ranking.group, period.kind),
        ranked=tuple(r.group for r in portal.rankings if r.period == period),
        adjustments=tuple(a for a in content.results.adjustments if a.period == period),
        seals=content.library.seals_of(period.id),
        files=content.sources(period, ranking.group),
        has_pairs=portal.latest(ranking.group).has_public_pairs,
        examples=examples.on(period.last_day),
    )


@dataclass(frozen=True)
class Ways:
    """Where a reader goes from here: other groups, other periods, two units side by side."""

    groups: tuple[Link, ...]
    earlier: Link | None
    latest: str
    later: Link | None
    all_periods: str
    compare: str


@dataclass(frozen=True)
class Origin:
    """What the ranking was made from, and who looked at it."""

    status: str
    published_on: str
    status_url: str
    archive_url: str
    method: Link
    method_version: int
    method_notes: tuple[str, ...]
    files: tuple[str, ...]
    versions: tuple[NotedLink, ...]
    review: str


@dataclass(frozen=True)
class RankingContext:
    """Tables and sentences that have nothing to say are empty. `newer`: the newest ranking of the same kind where that is
    another one; what is known of the next, only on the newest."""

    summary: str
    display_note: str
    corrections: tuple[NewVersion, ...]
    corrected_before: str
    newer: Link | None
    next_due: str
    ways: Ways
    table: Markup
    changed_since: tuple[Markup, ...]
    climbers: tuple[Climber, ...]
    movements: Markup
    charts: RankingCharts | None
    details: Markup
    points_note: str
    dimensions: Markup
    lessons: Markup
    is_demo: bool
    adjustments: Markup
    ranges: Markup
    ranges_chart: Markup
    influence: Markup
    benchmarks: Markup
    origin: Origin
    citation: str
    share: Share
    papers: Papers
    portal: PortalSettings


def ranking_page(ranking: Ranking, around: Surroundings) -> Page:
    """The page of one ranking."""
    settings, charted = around.settings, charted_rankings(around.series, ranking)
    return Page(
        url=ranking.url,
        title=title_of(settings, ranking),
        template="rankings/ranking.md.j2",
        description=description_of(settings, ranking),
        shows=of_explained(ranking, *(past.period for past in charted)),
        crumbs=(("排名", urls.RANKINGS),),
        stamp=stamp_of(settings.portal, ranking),
        context=ranking_context(ranking, around),
    )


def ranking_context(ranking: Ranking, around: Surroundings) -> RankingContext:
    """What the page says; a sealed version says a part of the same."""
    settings, url = around.settings, ranking.url
    quarters = quarters_of(around.examples, ranking)
    newest = around.series[-1]
    counted = [settings.indicators[i.indicator_id] for i in ranking.method.indicators()]
    return RankingContext(
        summary=_summary(ranking),
        display_note=DISPLAY_NOTES[ranking.method.display.kind],
        corrections=corrections_of(settings.units, ranking),
        corrected_before=corrected_before(ranking, around.series),
        newer=Link(newest.period.title, newest.url) if ranking is not newest else None,
        next_due=_next_due(settings, ranking) if ranking is newest else "",
        ways=_ways(ranking, around),
        table=main_table(settings, ranking, quarters),
        changed_since=changed_since(around.now, (row.unit for row in ranking.rows)),
        climbers=climbers_of(settings, ranking),
        movements=movement_matrix(settings, ranking),
        charts=ranking_charts(charted_rankings(around.series, ranking)),
        details=details_table(settings, ranking),
        points_note="" if ranking.method.rounding.at == "indicator" else ROUNDED_LATER,
        dimensions=dimension_table(ranking),
        lessons=lesson_table(around.examples, ranking),
        is_demo=ranking.data_status == "demo",
        adjustments=adjustment_table(ranking, around.adjustments),
        ranges=range_table(settings.indicators, ranking),
        ranges_chart=range_chart(ranking),
        influence=influence_table(settings.indicators, ranking),
        benchmarks=benchmark_table(around.examples.benchmarks, counted, ranking.period),
        origin=_origin(ranking, around),
        citation=_citation(settings, ranking),
        share=share(settings.portal.site_url, url, ranking.rows[0].unit.unit_id),
        papers=papers_of(ranking),
        portal=settings.portal,
    )


def _ways(ranking: Ranking, around: Surroundings) -> Ways:
    settings, series = around.settings, around.series
    at = series.index(ranking)
    return Ways(
        groups=group_switch(settings.portal, ranking, around.ranked),
        earlier=link_to(settings, series[at - 1]) if at else None,
        latest=latest_url(ranking.group),
        later=link_to(settings, series[at + 1]) if at + 1 < len(series) else None,
        all_periods=f"{urls.RANKINGS}#{ranking.group}",
        compare=urls.COMPARE if around.has_pairs else "",
    )


def _next_due(settings: Settings, ranking: Ranking) -> str:
    """The next declared period of the same kind, and by when it is reported."""
    period = ranking.period
    later = (known for known in settings.portal.periods.values() if known.period.kind == period.kind)
    following = min((p for p in later if p.period > period), key=lambda p: p.period, default=None)
    if following is None or following.deadline is None:
        return "下一期的日期还没有定"
    return f"下一期：{following.period.title}，{words.day(following.deadline)}报送截止"


def _origin(ranking: Ranking, around: Surroundings) -> Origin:
    settings, method, period_id = around.settings, ranking.method, ranking.period.id
    known = settings.portal.periods[period_id]
    return Origin(
        status=DATA_STATUS_NAMES[ranking.data_status],
        published_on=words.day(known.published_on),
        status_url=status_url(period_id),
        archive_url=archive_url(period_id),
        method=Link(method.title, method_url(method.id)),
        method_version=method.version,
        method_notes=tuple(method_notes(ranking)),
        files=tuple(path.removeprefix("content/results/") for path in around.files),
        versions=versions_of_ranking(around.seals, ranking),
        review=words.review_steps(known.review),
    )


def _citation(settings: Settings, ranking: Ranking) -> str:
    published = settings.portal.periods[ranking.period.id].published_on
    version = f"{DATA_STATUS_NAMES[ranking.data_status]}，办法第 {ranking.method.version} 版"
    return citation(settings.portal, title_of(settings, ranking), ranking.url, version, published)


def _summary(ranking: Ranking) -> str:
    """One sentence: who takes part, and how many moved (the bottom is not headlined)."""
    size = f"本组共 {ranking.group_size} 个单位，{ranking.ranked_size} 个参加排名"
    if ranking.method.display.kind != "full":
        return f"{size}。"
    return "；".join([size, *_moved(ranking)]) + "。"


def _moved(ranking: Ranking) -> list[str]:
    known = sum(bool(row.moved) for row in ranking.rows)
    if known and ranking.previous_period is not None:
        unknown = ranking.ranked_size - known
        told = {"up": "进位", "down": "退位", "same": "持平"}
        told |= {by: f"的变动{why}" for by, why in words.CHANGED_BY.items()}
        counts = {way: len(ranking.movers(by)) for by, way in told.items()}
        counted = "、".join(f"{count} 个{way}" for way, count in counts.items() if count)
        new = f"，{unknown} 个上期没有名次" if unknown else ""
        return [f"较{ranking.previous_period.title}，{counted}{new}"]
    return [f"不比较名次变化（{ranking.not_comparable}）"] if ranking.not_comparable else []
