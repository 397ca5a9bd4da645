"""The inventory of a period: rankings, versions with their seals, methods, meetings, problems, corrections, files, the zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import Seal
from leitai.model.shows import of_periods
from leitai.model.urls import (
    archive_url,
    briefs_url,
    meeting_url,
    method_url,
    status_url,
    steps_url,
)
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.followed import item_table
from leitai.pages.kit.page import Link, Page
from leitai.pages.kit.parts import shown_parts
from leitai.pages.rankings.sharing import papers_of
from leitai.pages.rankings.titles import title_of
from leitai.pages.site.archive.holdings import is_finished
from leitai.pages.site.archive.versions import ArchivedVersion, TakeAway, archived_version, take_away
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings
from leitai.schema.known_date import first_day, last_day
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.period import Period


@dataclass(frozen=True)
class ArchivedRanking:
    """`papers`: what belongs to a ranking besides its page."""

    title: str
    url: str
    papers: tuple[Link, ...]


@dataclass(frozen=True)
class PeriodContext:
    """Everything that belongs to a period; `files` are the paths that its values were read from. `day`: when problems stood so."""

    status: str
    deadline: str
    published_on: str
    retention: str
    take_away: TakeAway | None
    versions: tuple[ArchivedVersion, ...]
    status_url: str
    rankings: tuple[ArchivedRanking, ...]
    methods: tuple[Link, ...]
    meetings: tuple[Link, ...]
    problems: Markup
    day: str
    corrections: int
    files: tuple[str, ...]


def period_page(content: Content, rankings: Sequence[Ranking], period: Period) -> Page:
    """The inventory of a period; `rankings` are those of the period."""
    items = [item for item in content.library.items if _was_raised_in(item, period)]
    return Page(
        url=archive_url(period.id),
        title=f"{period.title}归档",
        template="site/archive/period.md.j2",
        context=_context(content, rankings, items, period),
        description=f"{period.title}的排名、办法、报送情况和会议",
        shows=of_periods([period], *followed_records(items)),
        corrections=correction_notices.of_period(content.library, period),
        crumbs=(("归档", urls.ARCHIVE),),
    )


def _context(
    content: Content, rankings: Sequence[Ranking], items: Sequence[FollowedItem], period: Period
) -> PeriodContext:
    settings, library = content.settings, content.library
    about, corrections = settings.portal.periods[period.id], library.corrections_of(period.id)
    day = about.published_on or period.last_day
    return PeriodContext(
        status=DATA_STATUS_NAMES[about.data_status],
        deadline=words.day(about.deadline),
        published_on=words.day(about.published_on),
        retention=about.retention,
        take_away=take_away(period.id) if is_finished(content, period) else None,
        versions=_versions(settings.portal, library.seals_of(period.id), corrections),
        status_url=status_url(period.id),
        rankings=tuple(_archived(title_of(settings, ranking), ranking) for ranking in rankings),
        methods=_methods(rankings),
        meetings=tuple(Link(m.title, meeting_url(m.slug)) for m in library.meetings if period in m.reviews),
        problems=item_table("这一期暴露的问题", items, settings.at(period), day),
        day=words.day(day),
        corrections=len(corrections),
        files=tuple(sorted({cell.place.path for cell in content.cells(period).values()})),
    )


def _was_raised_in(item: FollowedItem, period: Period) -> bool:
    """Whether a problem was certainly exposed in the period."""
    is_in = period.first_day <= first_day(item.raised) and last_day(item.raised) <= period.last_day
    return item.kind == "problem" and is_in


def _methods(rankings: Iterable[Ranking]) -> tuple[Link, ...]:
    methods = (ranking.method for ranking in rankings)
    return tuple(Link(f"{m.title}（第 {m.version} 版）", method_url(m.id)) for m in methods)


def _versions(
    settings: PortalSettings, seals: Iterable[Seal], known: Sequence[Correction]
) -> tuple[ArchivedVersion, ...]:
    """Every sealed version of a period; a version holds the corrections of those before it."""
    found, corrected = [], 0
    for seal in seals:
        sealed = len(seal.snapshot.corrections)
        added, corrected = known[corrected:sealed], sealed
        documents = "、".join(dict.fromkeys(correction.document for correction in added))
        why = f"更正 {len(added)} 处（{documents}），" if added else ""
        found.append(archived_version(seal, why, settings.group_name))
    return tuple(found)


def _archived(title: str, ranking: Ranking) -> ArchivedRanking:
    return ArchivedRanking(title, ranking.url, tuple(_papers(ranking)))


def _papers(ranking: Ranking) -> Iterator[Link]:
    """The notice, steps and briefs as far as they are shown, and the downloads."""
    papers = papers_of(ranking)
    if papers.bulletin:
        yield Link("通报", papers.bulletin)
    parts = [part for part, _ in shown_parts(ranking)]
    for name, url_of in (("逐步计算", steps_url), ("各单位简报", briefs_url)):
        for part in parts:
            yield Link(name if part == 1 else f"{name}（{part}）", url_of(*ranking.key, part))
    yield Link("晒拼创", papers.arena)
    yield from papers.downloads
