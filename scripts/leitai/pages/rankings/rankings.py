"""Rankings: the index, one page per period and group, and the constant link to the latest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import PERIOD_KIND_NAMES, Settings
from leitai.model.shows import of_periods
from leitai.pages.kit import words
from leitai.pages.kit.page import Job, Listed, Page
from leitai.pages.kit.redirect import TEMPLATE, Redirect
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.pages.rankings.lessons import examples_of
from leitai.pages.rankings.ranking_page import ranking_page, surroundings_of
from leitai.pages.rankings.titles import description_of, latest_url, title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The index of rankings, and each of them with what stands beside it."""
    settings, examples = portal.content.settings, examples_of(portal)
    series = {
        group: [portal.rankings_of(group, kind) for kind in portal.kinds_of(group)]
        for group in portal.ranked_groups()
    }
    groups = tuple(_index_group(settings.portal, group, found) for group, found in series.items())
    shows = of_periods(ranking.period for ranking in portal.rankings)
    yield Page(urls.RANKINGS, "排名", "rankings/rankings.md.j2", Listed(groups), shows)
    for ranking in portal.rankings:
        yield Job(ranking.url, ranking_page, (ranking, surroundings_of(portal, ranking, examples)))
    for group in series:
        yield _latest(settings, portal.latest(group))


@dataclass(frozen=True)
class IndexGroup:
    """One peer group's rankings, a table per kind of period."""

    name: str
    anchor: str
    latest: str
    tables: tuple[Markup, ...]


def _index_group(settings: PortalSettings, group: str, series: Sequence[Sequence[Ranking]]) -> IndexGroup:
    name = settings.group_name(group)
    tables = tuple(_index_table(settings, name, rankings) for rankings in series)
    return IndexGroup(name, group, latest_url(group), tables)


def _index_table(settings: PortalSettings, group: str, rankings: Sequence[Ranking]) -> Markup:
    """The rankings of one kind of period, the newest first."""
    rows = [_index_row(settings, ranking) for ranking in reversed(rankings)]
    header = (
        "期间",
        "前三名",
        Cell("参加排名/全部", css="lt-number lt-roomy"),
        "数据状态",
        Cell("公布日期", css="lt-roomy"),
    )
    kind = PERIOD_KIND_NAMES[rankings[0].period.kind]
    return table(f"{group}历次{kind}排名", header, rows, css="lt-compact lt-even")


def _index_row(settings: PortalSettings, ranking: Ranking) -> Cells:
    top = [row.unit.short for row in ranking.rows if row.rank is not None and row.rank <= 3]
    return (
        Cell(ranking.period.title, ranking.url, "lt-period", is_header=True),
        "、".join(top) or words.NOTHING,
        f"{ranking.ranked_size}/{ranking.group_size}",
        DATA_STATUS_NAMES[ranking.data_status],
        words.day(settings.periods[ranking.period.id].published_on),
    )


def _latest(settings: Settings, ranking: Ranking) -> Page:
    url = latest_url(ranking.group)
    title = f"最新一期：{title_of(settings, ranking)}"
    context = Redirect(title, ranking.url)
    shows = of_periods([ranking.period])
    return Page(url, "最新一期", TEMPLATE, context, shows, description_of(settings, ranking))
