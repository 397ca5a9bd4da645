"""The inventory of a meeting: page, versions with their seals, what it looked at, materials, items, corrections, the zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import archive_url, case_url, meeting_url
from leitai.model.writings.folders import folder_of_meeting
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.library import Library
from leitai.pages.kit import words
from leitai.pages.kit.followed import item_table
from leitai.pages.kit.page import Link, Page
from leitai.pages.kit.shelf import Shelved, shelved
from leitai.pages.meetings.occasion import Occasion
from leitai.pages.meetings.timeline import when
from leitai.pages.rankings.titles import link_to
from leitai.pages.site.archive.holdings import is_over
from leitai.pages.site.archive.versions import ArchivedVersion, TakeAway, archived_version, take_away
from leitai.schema.texts.meetings import MEETING_STATUSES, Meeting


@dataclass(frozen=True)
class MeetingArchiveContext:
    """Everything that belongs to a meeting. `files`: the paths of its texts; `counts`: what was said and cast."""

    meeting: Link
    when: str
    status: str
    retention: str
    take_away: TakeAway | None
    versions: tuple[ArchivedVersion, ...]
    counts: str
    rankings: tuple[Link, ...]
    practices: tuple[Link, ...]
    items: Markup
    day: str
    corrections: tuple[str, ...]
    materials: tuple[Shelved, ...]
    files: tuple[str, ...]


def archived_meeting_page(content: Content, occasion: Occasion) -> Page:
    """The inventory of a meeting."""
    meeting = occasion.meeting
    items = [item for item in content.library.items if item.meeting == meeting.slug]
    beside = (record for record in followed_records(items) if record is not meeting)
    return Page(
        url=archive_url(meeting.slug),
        title=f"{meeting.short_title}归档",
        template="site/archive/meeting.md.j2",
        context=_context(content, occasion, items),
        description=f"{meeting.short_title}的页面、材料、事项、更正和封存",
        shows=Shows((meeting, *beside), (meeting.year,)),
        crumbs=(("归档", urls.ARCHIVE),),
    )


def _context(content: Content, occasion: Occasion, items: Sequence[FollowedItem]) -> MeetingArchiveContext:
    meeting, library, settings = occasion.meeting, content.library, occasion.settings
    return MeetingArchiveContext(
        meeting=Link(meeting.title, meeting_url(meeting.slug)),
        when=when(meeting),
        status=MEETING_STATUSES[meeting.status],
        retention=meeting.retention,
        take_away=take_away(meeting.slug) if is_over(content, meeting) else None,
        versions=tuple(archived_version(s, "", lambda _: "会议页") for s in library.seals_of(meeting.slug)),
        counts=_counts(meeting),
        rankings=tuple(link_to(settings, ranking) for ranking in occasion.rankings),
        practices=tuple(_practice(library, slug) for slug in meeting.cases),
        items=_items(meeting, items, settings),
        day=words.day(meeting.last_day),
        corrections=tuple(f"{words.day(c.day)}：{c.text}（{c.document}）" for c in meeting.corrections),
        materials=shelved(folder_of_meeting(meeting)),
        files=_files(meeting),
    )


def _items(meeting: Meeting, items: Sequence[FollowedItem], settings: Settings) -> Markup:
    return item_table("会上提出的事项", items, settings, meeting.last_day)


def _counts(meeting: Meeting) -> str:
    """发言 7 篇，现场测评 16 行票数, 照片 1 张; empty where nothing of it is there."""
    counted = (
        ("发言 {} 篇", len(meeting.speeches)),
        ("现场测评 {} 行票数", len(meeting.ballots)),
        ("决议 {} 项", len(meeting.resolutions)),
        ("照片 {} 张", len(meeting.photos)),
    )
    return "，".join(told.format(number) for told, number in counted if number)


def _practice(library: Library, slug: str) -> Link:
    return Link(library.title_with_status(library.cases[slug]), case_url(slug))


def _files(meeting: Meeting) -> tuple[str, ...]:
    """The texts and the table of votes; materials are listed by themselves."""
    votes = {row.place.path for row in meeting.ballots}
    return tuple(sorted({meeting.place.path, *(speech.place.path for speech in meeting.speeches), *votes}))
