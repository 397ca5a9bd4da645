"""Archive: every period of every year, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Snapshot, version_url
from leitai.model.shows import of_periods
from leitai.model.urls import (
    archive_url,
    briefs_url,
    bulletin_url,
    meeting_url,
    method_url,
    ranking_url,
    status_url,
    steps_url,
)
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Link, Page, relative
from leitai.pages.kit.parts import shown_parts
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.timeline import when
from leitai.pages.rankings.titles import title_of
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.period import Period


@dataclass(frozen=True)
class ArchiveYear:
    name: str
    anchor: str
    table: Markup
    meetings: tuple[Link, ...]


@dataclass(frozen=True)
class ArchiveContext:
    """The newest year first; `data` is the address of the page of tables."""

    years: tuple[ArchiveYear, ...]
    data: str


@dataclass(frozen=True)
class SealedVersion:
    """What was sealed when and by which documents, and the page of each group as it was."""

    text: str
    pages: tuple[Link, ...]


@dataclass(frozen=True)
class ArchivedRanking:
    """`papers`: what belongs to a ranking besides its page."""

    title: str
    url: str
    papers: tuple[Link, ...]


@dataclass(frozen=True)
class PeriodContext:
    """Everything that belongs to a period; `files` are the paths that its values were read from."""

    status: str
    deadline: str
    published_on: str
    retention: str
    versions: tuple[SealedVersion, ...]
    status_url: str
    rankings: tuple[ArchivedRanking, ...]
    methods: tuple[Link, ...]
    meetings: tuple[Link, ...]
    files: tuple[str, ...]


def collect(portal: Portal) -> Iterator[Page]:
    """The index of what is kept, and an inventory per period."""
    yield _index(portal.content)
    for period in portal.content.results.periods:
        rankings = [ranking for ranking in portal.rankings if ranking.period == period]
        archived = tuple(
            _archived(title_of(portal.content.settings, ranking), ranking) for ranking in rankings
        )
        yield _period_page(portal.content, period, archived, _methods(rankings))


def _index(content: Content) -> Page:
    periods, meetings = content.results.periods, content.library.meetings
    years = sorted({p.year for p in periods} | {m.year for m in meetings}, reverse=True)
    context = ArchiveContext(tuple(_year(content, year) for year in years), urls.DATA)
    return Page(urls.ARCHIVE, "归档", "site/archive.md.j2", context, of_periods(periods))


def _year(content: Content, year: int) -> ArchiveYear:
    meetings = tuple(
        Link(f"{when(m)}　{m.short_title}", meeting_url(m.slug))
        for m in content.library.meetings
        if m.year == year
    )
    periods = [period for period in reversed(content.results.periods) if period.year == year]
    header = [Cell("期间"), Cell("组别"), Cell("数据状态"), Cell("公布日期")]
    rows = [_period_row(content, period) for period in periods]
    listed = table(f"{year}年的各期", header, rows, css="lt-titled lt-stack")
    return ArchiveYear(f"{year}年", f"y{year}", listed, meetings)


def _period_row(content: Content, period: Period) -> Row:
    settings = content.settings.portal
    groups = [settings.group_name(group) for group in content.groups_with_results(period)]
    return Row(
        [
            Cell(period.title, relative(urls.ARCHIVE, archive_url(period.id)), is_header=True),
            Cell("、".join(groups)),
            Cell(DATA_STATUS_NAMES[settings.periods[period.id].data_status]),
            Cell(words.day(settings.periods[period.id].published_on)),
        ]
    )


def _period_page(
    content: Content, period: Period, rankings: tuple[ArchivedRanking, ...], methods: tuple[Link, ...]
) -> Page:
    url, library, settings = archive_url(period.id), content.library, content.settings.portal
    about = settings.periods[period.id]
    snapshots = [seal.snapshot for seal in library.seals_of(period.id)]
    return Page(
        url=url,
        title=f"{period.title}归档",
        template="site/archive_period.md.j2",
        context=PeriodContext(
            status=DATA_STATUS_NAMES[about.data_status],
            deadline=words.day(about.deadline),
            published_on=words.day(about.published_on),
            retention=about.retention,
            versions=_versions(settings, snapshots, library.corrections_of(period.id)),
            status_url=status_url(period.id),
            rankings=rankings,
            methods=methods,
            meetings=tuple(
                Link(m.title, meeting_url(m.slug)) for m in library.meetings if period in m.reviews
            ),
            files=tuple(sorted({cell.place.path for cell in content.cells(period).values()})),
        ),
        description=f"{period.title}的排名、办法、报送情况和会议",
        shows=of_periods([period]),
        corrections=correction_notices.of_period(library, period, url),
        crumbs=(("归档", urls.ARCHIVE),),
    )


def _methods(rankings: Iterable[Ranking]) -> tuple[Link, ...]:
    methods = (ranking.method for ranking in rankings)
    return tuple(Link(f"{m.title}（第 {m.version} 版）", method_url(m.id)) for m in methods)


def _versions(
    settings: PortalSettings, snapshots: Iterable[Snapshot], known: Sequence[Correction]
) -> tuple[SealedVersion, ...]:
    """Every sealed version of a period; a version holds the corrections of those before it."""
    found, corrected = [], 0
    for snapshot in snapshots:
        added, corrected = known[corrected : len(snapshot.corrections)], len(snapshot.corrections)
        documents = "、".join(dict.fromkeys(correction.document for correction in added))
        why = f"更正 {len(added)} 处（{documents}），" if added else ""
        text = f"{words.day(snapshot.day)}：{why}封存第 {snapshot.version} 版"
        found.append(SealedVersion(text, _sealed_pages(settings, snapshot)))
    return tuple(found)


def _sealed_pages(settings: PortalSettings, snapshot: Snapshot) -> tuple[Link, ...]:
    groups = sorted(name.removesuffix(".html") for name in snapshot.files if name.endswith(".html"))
    address = snapshot.period_id, snapshot.version
    return tuple(Link(settings.group_name(group), version_url(*address, f"{group}.html")) for group in groups)


def _archived(title: str, ranking: Ranking) -> ArchivedRanking:
    return ArchivedRanking(title, ranking_url(ranking.period.id, ranking.group), tuple(_papers(ranking)))


def _papers(ranking: Ranking) -> Iterator[Link]:
    """The notice, steps and briefs as far as they are shown, and the downloads."""
    address = ranking.period.id, ranking.group
    if ranking.method.display.kind != "none":
        yield Link("通报", bulletin_url(*address))
    parts = [part for part, _ in shown_parts(ranking)]
    for name, url_of in (("逐步计算", steps_url), ("各单位简报", briefs_url)):
        for part in parts:
            yield Link(name if part == 1 else f"{name}（{part}）", url_of(*address, part))
    base = ranking_url(*address).removesuffix("html")
    for suffix in ("csv", "xlsx", "json"):
        yield Link(suffix.upper(), base + suffix)
